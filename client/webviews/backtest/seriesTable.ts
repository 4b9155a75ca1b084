import type { BacktestView, ReplayView, SeriesView } from "../../../server/protocol/backtest.ts";
import { printDuration } from "../../../server/protocol/durations.ts";
import { button, element } from "../shared/elements.ts";
import { nameSeries } from "../shared/seriesName.ts";
import { drawTimeline } from "../shared/timeline.ts";

export interface SeriesTableParts {
	readonly table: HTMLTableElement;
	readonly rest: HTMLElement;
	readonly firings: HTMLTableElement;
}

/** The series that were pending or firing, each with its time line; the chosen one is drawn and listed below. */
export class SeriesTable {
	readonly #parts: SeriesTableParts;
	readonly #chosen: (series: SeriesView | undefined) => void;
	/** By its name, so that it stays the one when others become noisier. */
	#name: string | undefined;

	constructor(parts: SeriesTableParts, chosen: (series: SeriesView | undefined) => void) {
		this.#parts = parts;
		this.#chosen = chosen;
	}

	show({ series, rest }: ReplayView, span: BacktestView["span"]): void {
		const focused = document.activeElement?.closest("#series") !== null;
		const shown = series.find((one) => nameSeries(one.labels) === this.#name) ?? series[0];
		const head = element("tr", {}, ...columns.map((title) => element("th", { scope: "col" }, title)));
		const rows = series.map((one) =>
			this.#row(one, span, one === shown, () => this.#choose(one, { series, rest }, span)),
		);
		const empty = element(
			"tr",
			{},
			element("td", { colspan: `${columns.length}` }, "No series was pending or firing."),
		);
		const caption = element("caption", {}, "Series of the alert, noisiest first");
		this.#parts.table.replaceChildren(
			caption,
			element("thead", {}, head),
			element("tbody", {}, ...(rows.length === 0 ? [empty] : rows)),
		);
		this.#parts.rest.hidden = rest.series === 0;
		this.#parts.rest.textContent = `${rest.series.toLocaleString("en-US")} more series fired ${rest.fired.toLocaleString("en-US")} times.`;
		this.#listFirings(shown, span);
		this.#chosen(shown);
		if (focused) this.#parts.table.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
	}

	#choose(one: SeriesView, replay: Pick<ReplayView, "series" | "rest">, span: BacktestView["span"]): void {
		this.#name = nameSeries(one.labels);
		this.show(replay as ReplayView, span);
	}

	#row(one: SeriesView, span: BacktestView["span"], chosen: boolean, choose: () => void): HTMLTableRowElement {
		const name = nameSeries(one.labels);
		return element(
			"tr",
			chosen ? { className: "chosen" } : {},
			element("td", {}, button(name, choose, { class: "name", "aria-pressed": `${chosen}`, title: name })),
			element("td", { className: "line" }, drawTimeline(one.spans, span)),
			element("td", { className: "value" }, one.fired.toLocaleString("en-US")),
			element("td", { className: "value" }, printSeconds(one.firingSeconds)),
			element("td", { className: "value" }, printSeconds(one.longestSeconds)),
			element("td", { className: "value" }, `${one.flaps}`),
		);
	}

	#listFirings(one: SeriesView | undefined, span: BacktestView["span"]): void {
		const firings = one?.spans.filter(({ state }) => state === "firing") ?? [];
		const head = element("tr", {}, ...["From", "To", "For"].map((title) => element("th", { scope: "col" }, title)));
		const rows = firings
			.slice(0, mostListed)
			.map(({ start, end }) =>
				element(
					"tr",
					{},
					element("td", {}, writeTime(start)),
					element("td", {}, end >= span.end ? "still firing" : writeTime(end)),
					element("td", { className: "value" }, printSeconds(end - start)),
				),
			);
		const more = firings.length - rows.length + (one?.moreSpans ?? 0);
		if (more > 0) rows.push(element("tr", {}, element("td", { colspan: "3" }, `and ${more} more`)));
		if (rows.length === 0) rows.push(element("tr", {}, element("td", { colspan: "3" }, "It did not fire.")));
		const caption = element("caption", {}, one === undefined ? "Firings" : `Firings of ${nameSeries(one.labels)}`);
		this.#parts.firings.replaceChildren(caption, element("thead", {}, head), element("tbody", {}, ...rows));
	}
}

const columns = ["Series", "When", "Fired", "In all", "Longest", "Flaps"];
const mostListed = 500;

/** In the reader's own time zone, which is what they remember the night in. */
export function writeTime(seconds: number): string {
	return new Date(seconds * 1000).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "medium" });
}

/** To the minute where it is long. */
export function printSeconds(seconds: number): string {
	return seconds === 0 ? "–" : printDuration(seconds >= 3600 ? Math.round(seconds / 60) * 60 : seconds);
}
