import uPlot from "uplot";
import type { RangeSeries } from "../../../server/protocol/messages.ts";
import type { TimeSpan } from "./messages.ts";
import { formatTick, formatValue } from "../shared/numberText.ts";
import { nameSeries } from "../shared/seriesName.ts";

/** More lines than these tell nothing; those with the largest newest values are drawn. */
const mostLines = 50;
const mostLegendEntries = 20;
const height = 260;

/** The theme's own; without its orange, which many dark themes leave as dim as the background. */
const colours = ["charts-blue", "charts-green", "charts-red", "charts-purple", "charts-yellow", "terminal-ansiCyan"];
/** Told apart without colour too: each round through the colours has its own dashes. */
const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

/** What a tick says from a distance (in seconds) between ticks on: always, and below where the year or the day changes. */
const timeTicks: uPlot.Axis.Values = [
	[24 * 3600, "{MM}-{DD}", "\n{YYYY}", null, null, null, null, null, 1],
	[60, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1],
	[1, "{HH}:{mm}:{ss}", "\n{YYYY}-{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1],
];

export interface ChartElements {
	readonly chart: HTMLElement;
	readonly legend: HTMLElement;
	readonly note: HTMLElement;
}

/** Series over time, in the colours of the editor's theme. */
export class Chart {
	readonly #elements: ChartElements;
	#plot: uPlot | undefined;
	#lines: readonly RangeSeries[] = [];
	#total = 0;
	#span: TimeSpan = { start: 0, end: 0 };

	constructor(elements: ChartElements) {
		this.#elements = elements;
		new ResizeObserver(() => this.#plot?.setSize({ width: this.#width(), height })).observe(elements.chart);
		// The editor names its theme in the body's class; a canvas has to be drawn again to follow it.
		new MutationObserver(() => this.#draw()).observe(document.body, {
			attributeFilter: ["class", "data-vscode-theme-id"],
		});
	}

	/** Covers the whole `span`, also where the series are younger. */
	show(series: readonly RangeSeries[], span: TimeSpan): void {
		this.#span = span;
		this.#total = series.length;
		this.#lines =
			series.length > mostLines
				? series.toSorted((a, b) => rank(newest(b)) - rank(newest(a))).slice(0, mostLines)
				: series;
		this.#draw();
	}

	clear(): void {
		this.#lines = [];
		this.#total = 0;
		this.#draw();
	}

	#draw(): void {
		this.#plot?.destroy();
		this.#plot = undefined;
		const { chart, legend, note } = this.#elements;
		legend.replaceChildren();
		note.hidden = this.#total <= mostLegendEntries;
		note.textContent = describeCut(this.#total);
		if (this.#lines.length === 0) return;

		const style = getComputedStyle(document.body);
		const colour = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim();
		const text = colour("foreground");
		const grid = colour("contrastBorder") || colour("charts-lines") || text;
		const strokes = this.#lines.map((_, index) => colour(colours[index % colours.length] ?? "foreground") || text);
		const values = this.#lines.slice(0, mostLegendEntries).map((line, index) => {
			const entry = legendEntry(line, strokes[index] ?? text);
			legend.append(entry.item);
			return entry.value;
		});
		const axis = { stroke: text, grid: { stroke: grid, width: 0.5 }, ticks: { stroke: grid, width: 0.5 } };

		const data = align(this.#lines);
		this.#plot = new uPlot(
			{
				width: this.#width(),
				height,
				legend: { show: false },
				scales: { x: { range: [this.#span.start, this.#span.end] } },
				cursor: { drag: { x: false, y: false } },
				series: [
					{},
					...this.#lines.map((_, index) => ({
						stroke: strokes[index] ?? text,
						width: 1.5,
						dash: dashes[Math.floor(index / colours.length) % dashes.length] ?? [],
					})),
				],
				axes: [
					{ ...axis, values: timeTicks },
					{ ...axis, size: 60, values: (_, ticks) => ticks.map(formatTick) },
				],
				hooks: { setCursor: [({ cursor: { idx } }) => this.#showValues(values, data, idx)] },
			},
			data,
			chart,
		);
		chart.ariaLabel = describeChart(this.#lines, this.#total);
		this.#showValues(values, data, null);
	}

	/** The legend tells the values at the pointer's time, and the newest ones where there is no pointer. */
	#showValues(elements: readonly HTMLElement[], data: uPlot.AlignedData, index: number | null | undefined): void {
		elements.forEach((element, line) => {
			const at = index == null ? newest(this.#lines[line]) : data[line + 1]?.[index];
			element.textContent = at == null ? "" : formatValue(at);
		});
	}

	#width(): number {
		return Math.max(200, this.#elements.chart.clientWidth);
	}
}

/** All series over the same times, with a hole where one has no sample or none that can be drawn. */
function align(lines: readonly RangeSeries[]): uPlot.AlignedData {
	const times = [...new Set(lines.flatMap(({ samples }) => samples.map(({ time }) => time)))].toSorted((a, b) => a - b);
	const places = new Map(times.map((time, index) => [time, index]));
	const columns = lines.map(({ samples }) => {
		const column = new Array<number | null>(times.length).fill(null);
		for (const { time, value } of samples) {
			const place = places.get(time);
			if (place !== undefined && Number.isFinite(value)) column[place] = value;
		}
		return column;
	});
	return [times, ...columns];
}

function legendEntry(line: RangeSeries, colour: string): { readonly item: HTMLElement; readonly value: HTMLElement } {
	const item = document.createElement("li");
	const swatch = document.createElement("span");
	swatch.className = "swatch";
	swatch.style.backgroundColor = colour;
	const name = document.createElement("span");
	name.className = "name";
	name.textContent = nameSeries(line.labels);
	const value = document.createElement("span");
	value.className = "value";
	item.append(swatch, name, value);
	return { item, value };
}

function newest(line: RangeSeries | undefined): number | undefined {
	return line?.samples.at(-1)?.value;
}

function rank(value: number | undefined): number {
	return value === undefined || Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
}

function describeCut(total: number): string {
	if (total <= mostLines) return `The first ${mostLegendEntries} of ${total} series are named below.`;
	return `The ${mostLines} series with the largest newest values are drawn, of ${total.toLocaleString("en-US")}; ${mostLegendEntries} are named below.`;
}

function describeChart(lines: readonly RangeSeries[], total: number): string {
	const values = lines.flatMap(({ samples }) => samples.map(({ value }) => value)).filter(Number.isFinite);
	const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
	const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
	const count = total === 1 ? "1 series" : `${total} series`;
	return values.length === 0
		? `Line chart of ${count}, without a number to draw.`
		: `Line chart of ${count}, between ${formatValue(low)} and ${formatValue(high)}. The table below has the newest values.`;
}
