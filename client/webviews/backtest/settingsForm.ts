import type { BacktestView, ThresholdView } from "../../../server/protocol/backtest.ts";
import { parseDuration, printDuration } from "../../../server/protocol/durations.ts";
import { element } from "../shared/elements.ts";
import { formatValue } from "../shared/numberText.ts";
import type { TriedSettings } from "./messages.ts";

/** Where a slider for a duration stops; in between anything can be typed. */
const stops = [0, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 7200, 14400, 21600, 43200, 86400];

interface Setting {
	/** `undefined` where what is typed is none. */
	read(): number | undefined;
	write(value: number): void;
}

/** A slider and a field for each threshold, for `for` and for `keep_firing_for`. */
export class SettingsForm {
	readonly #place: HTMLElement;
	readonly #changed: (settings: TriedSettings) => void;
	#thresholds: readonly Setting[] = [];
	#durations: readonly Setting[] = [];
	#own: TriedSettings = { thresholds: [], forSeconds: 0, keepFiringForSeconds: 0 };

	constructor(place: HTMLElement, changed: (settings: TriedSettings) => void) {
		this.#place = place;
		this.#changed = changed;
	}

	/** The rule's own settings. */
	get own(): TriedSettings {
		return this.#own;
	}

	show(view: BacktestView): void {
		this.#own = {
			thresholds: view.thresholds.map(({ value }) => value),
			forSeconds: view.forSeconds,
			keepFiringForSeconds: view.keepFiringForSeconds,
		};
		this.#place.replaceChildren();
		const report = (): void => {
			const settings = this.read();
			if (settings !== undefined) this.#changed(settings);
		};
		this.#thresholds = view.thresholds.map((threshold, index) => this.#addThreshold(threshold, index, report));
		this.#durations = [
			this.#addDuration("for", "for", view.forSeconds, report),
			this.#addDuration("keep_firing_for", "keep-firing-for", view.keepFiringForSeconds, report),
		];
	}

	reset(): void {
		this.write(this.#own);
		this.#changed(this.#own);
	}

	write(settings: TriedSettings): void {
		for (const [index, setting] of this.#thresholds.entries()) setting.write(settings.thresholds[index] ?? 0);
		this.#durations[0]?.write(settings.forSeconds);
		this.#durations[1]?.write(settings.keepFiringForSeconds);
	}

	read(): TriedSettings | undefined {
		const thresholds = this.#thresholds.map((setting) => setting.read());
		const [forSeconds, keepFiringForSeconds] = this.#durations.map((setting) => setting.read());
		if (forSeconds === undefined || keepFiringForSeconds === undefined) return undefined;
		if (!thresholds.every((value) => value !== undefined)) return undefined;
		return { thresholds, forSeconds, keepFiringForSeconds };
	}

	#addThreshold({ operator, value, text, low, high }: ThresholdView, index: number, report: () => void): Setting {
		const least = Math.min(low ?? 0, value, 0 > value ? value * 2 : 0);
		const most = Math.max(high ?? value * 2, value * 1.5, value + (value === 0 ? 1 : 0));
		const id = `threshold-${index}`;
		const slider = element("input", {
			type: "range",
			min: `${least}`,
			max: `${most}`,
			step: "any",
			"aria-label": `threshold ${operator}, slider`,
		});
		const field = element("input", { type: "text", id, inputmode: "decimal", size: "10", spellcheck: "false" });
		const read = (): number | undefined => {
			const typed = field.value.trim();
			// What is computed from constants has digits that nobody wrote.
			const number = typed === display(value) ? value : Number(typed);
			const fits = typed !== "" && Number.isFinite(number);
			field.setAttribute("aria-invalid", `${!fits}`);
			return fits ? number : undefined;
		};
		const write = (number: number): void => {
			slider.value = `${number}`;
			field.value = display(number);
			read();
		};
		slider.addEventListener("input", () => {
			field.value = `${round(Number(slider.value), most - least)}`;
			report();
		});
		field.addEventListener("input", () => {
			const number = read();
			if (number !== undefined) slider.value = `${number}`;
			report();
		});
		write(value);
		this.#add(
			id,
			`threshold ${operator}`,
			slider,
			field,
			`${text.trim()}${text.trim() === `${value}` ? "" : ` = ${formatValue(value)}`}`,
		);
		return { read, write };
	}

	#addDuration(name: string, id: string, own: number, report: () => void): Setting {
		const slider = element("input", {
			type: "range",
			min: "0",
			max: `${stops.length - 1}`,
			step: "1",
			"aria-label": `${name}, slider`,
		});
		const field = element("input", { type: "text", id, size: "10", spellcheck: "false" });
		const read = (): number | undefined => {
			const seconds = parseDuration(field.value.trim());
			field.setAttribute("aria-invalid", `${seconds === undefined}`);
			return seconds;
		};
		const place = (seconds: number): void => {
			const at = stops.findIndex((stop) => stop >= seconds);
			slider.value = `${at < 0 ? stops.length - 1 : at}`;
			slider.ariaValueText = printDuration(seconds);
		};
		const write = (seconds: number): void => {
			field.value = printDuration(seconds);
			place(seconds);
			read();
		};
		slider.addEventListener("input", () => {
			const seconds = stops[Number(slider.value)] ?? 0;
			field.value = printDuration(seconds);
			slider.ariaValueText = field.value;
			read();
			report();
		});
		field.addEventListener("input", () => {
			const seconds = read();
			if (seconds !== undefined) place(seconds);
			report();
		});
		write(own);
		this.#add(id, name, slider, field, printDuration(own));
		return { read, write };
	}

	#add(id: string, name: string, slider: HTMLElement, field: HTMLElement, own: string): void {
		const label = element("label", { for: id }, name);
		this.#place.append(label, slider, field, element("span", { className: "hint" }, `the rule: ${own}`));
	}
}

function display(value: number): string {
	return `${Number(value.toPrecision(12))}`;
}

/** As many digits as the slider can tell apart. */
function round(value: number, range: number): number {
	if (range <= 0) return value;
	const digits = Math.max(0, Math.min(12, 3 - Math.floor(Math.log10(range))));
	return Number(value.toFixed(digits));
}
