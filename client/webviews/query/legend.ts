import { button, element } from "../shared/elements.ts";
import { nameSeries } from "../shared/seriesName.ts";
import type { ChartLine } from "./chartData.ts";

/** More names than these are not read. */
export const mostLegendEntries = 100;

export interface LegendChoice {
	/** Shows or hides one line. */
	toggle(line: number): void;
	/** Shows one line alone, or all again. */
	isolate(line: number): void;
	/** The line that the pointer or the keyboard is at. */
	point(line: number | undefined): void;
}

/** The names of lines, as switches that show and hide them. */
export class Legend {
	readonly #list: HTMLElement;
	readonly #choice: LegendChoice;
	#entries: { readonly toggle: HTMLButtonElement; readonly value: HTMLElement }[] = [];

	constructor(list: HTMLElement, choice: LegendChoice) {
		this.#list = list;
		this.#choice = choice;
	}

	show(lines: readonly ChartLine[], colourOf: (line: number) => string, earlier: string): void {
		this.#entries = [];
		const items = lines.slice(0, mostLegendEntries).map((line, index) => {
			const swatch = element("span", { className: line.earlier ? "swatch earlier" : "swatch" });
			swatch.style.color = colourOf(index);
			const name = `${nameSeries(line.labels)}${line.earlier ? `, ${earlier}` : ""}`;
			const toggle = button("", (event) => this.#pressed(event, index), {
				className: "series",
				"aria-pressed": "true",
				title: `${name}\nClick to hide or show it; Alt+click shows it alone.`,
			});
			toggle.append(swatch, element("span", { className: "name" }, name));
			const only = button("Only", () => this.#choice.isolate(index), {
				className: "link only",
				"aria-label": `Show only ${name}`,
			});
			const value = element("span", { className: "value" });
			const item = element("li", {}, toggle, only, value);
			const point = (at: number | undefined) => () => this.#choice.point(at);
			item.addEventListener("pointerenter", point(index));
			item.addEventListener("pointerleave", point(undefined));
			this.#entries.push({ toggle, value });
			return item;
		});
		this.#list.replaceChildren(...items);
	}

	/** Which lines are shown. */
	mark(shown: readonly boolean[]): void {
		for (const [index, { toggle }] of this.#entries.entries()) {
			toggle.setAttribute("aria-pressed", String(shown[index] === true));
		}
	}

	tell(values: (line: number) => string): void {
		this.#entries.forEach(({ value }, index) => {
			value.textContent = values(index);
		});
	}

	#pressed(event: MouseEvent, line: number): void {
		if (event.altKey || event.ctrlKey || event.metaKey) this.#choice.isolate(line);
		else this.#choice.toggle(line);
	}
}
