import uPlot from "uplot";
import type { BacktestView, SeriesView } from "../../../server/protocol/backtest.ts";
import { type ChartTheme, followTheme, readChartTheme } from "../shared/chartColours.ts";
import { element } from "../shared/elements.ts";
import { formatTick, formatValue } from "../shared/numberText.ts";
import { nameSeries } from "../shared/seriesName.ts";
import { timeTicks } from "../shared/timeTicks.ts";

const height = 240;

export interface ChartParts {
	readonly chart: HTMLElement;
	readonly legend: HTMLElement;
	readonly note: HTMLElement;
}

interface Shown {
	readonly series: SeriesView | undefined;
	readonly view: BacktestView;
	readonly thresholds: readonly number[];
}

/** The value of one series with the thresholds, over the stretches in which it was pending or firing. */
export class BacktestChart {
	readonly #parts: ChartParts;
	#plot: uPlot | undefined;
	#shown: Shown | undefined;

	constructor(parts: ChartParts) {
		this.#parts = parts;
		new ResizeObserver(() => this.#plot?.setSize({ width: this.#width(), height })).observe(parts.chart);
		followTheme(() => this.#draw());
	}

	show(shown: Shown): void {
		this.#shown = shown;
		this.#draw();
	}

	#draw(): void {
		this.#plot?.destroy();
		this.#plot = undefined;
		const { chart, legend, note } = this.#parts;
		legend.replaceChildren();
		note.hidden = true;
		const { series, view, thresholds } = this.#shown ?? {};
		if (series === undefined || view === undefined || thresholds === undefined) return;
		if (series.lines.length === 0) {
			note.hidden = false;
			note.textContent = "Only the noisiest series are drawn.";
			return;
		}
		const theme = readChartTheme();
		const points = series.lines[0]?.values.length ?? 0;
		const width = (view.span.end - view.span.start) / Math.max(1, points);
		const times = Array.from({ length: points }, (_, index) => view.span.start + (index + 0.5) * width);
		const values = series.lines.map(({ values: line }) => [...line]);
		const axis = {
			stroke: theme.text,
			grid: { stroke: theme.grid, width: 0.5 },
			ticks: { stroke: theme.grid, width: 0.5 },
		};
		this.#plot = new uPlot(
			{
				width: this.#width(),
				height,
				legend: { show: false },
				cursor: { drag: { x: false, y: false } },
				scales: {
					x: { range: [view.span.start, view.span.end] },
					y: { range: (_, low, high) => enclose(low, high, thresholds) },
				},
				series: [
					{},
					...series.lines.map((_, index) => ({
						stroke: theme.lineColour(index),
						width: 1.5,
						dash: [...theme.lineDash(index)],
						points: { show: false },
					})),
				],
				axes: [
					{ ...axis, values: timeTicks },
					{ ...axis, size: 60, values: (_, ticks) => ticks.map(formatTick) },
				],
				hooks: {
					drawClear: [(plot) => shade(plot, series, theme)],
					draw: [(plot) => drawThresholds(plot, thresholds, theme)],
				},
			},
			[times, ...values],
			chart,
		);
		for (const [index, { query }] of series.lines.entries()) legend.append(legendEntry(query, theme.lineColour(index)));
		for (const [index, threshold] of thresholds.entries()) {
			const operator = view.thresholds[index]?.operator ?? "";
			legend.append(legendEntry(`threshold ${operator} ${formatValue(threshold)}`, theme.threshold));
		}
		const evaluations = Math.ceil(view.span.evaluations / Math.max(1, points));
		if (evaluations > 1) {
			const end = view.thresholds[0]?.operator.startsWith("<") === true ? "least" : "greatest";
			note.hidden = false;
			note.textContent = `Each point is the ${end} value of ${evaluations} evaluations.`;
		}
		chart.ariaLabel = describe(series, thresholds);
	}

	#width(): number {
		return Math.max(200, this.#parts.chart.clientWidth);
	}
}

/** The thresholds are always in sight. */
function enclose(low: number | null, high: number | null, thresholds: readonly number[]): [number, number] {
	const all = [low, high, ...thresholds].filter((value): value is number => value !== null && Number.isFinite(value));
	const least = Math.min(...all, Number.POSITIVE_INFINITY);
	const most = Math.max(...all, Number.NEGATIVE_INFINITY);
	if (!(least <= most)) return [0, 1];
	const room = (most - least || Math.abs(most) || 1) * 0.06;
	return [least - room, most + room];
}

/** Firing fills the height, pending its lower part: they differ without colour too. */
function shade(plot: uPlot, { spans }: SeriesView, theme: ChartTheme): void {
	const { ctx: context, bbox } = plot;
	const style = getComputedStyle(document.body);
	const colourOf = (state: "pending" | "firing"): string =>
		style.getPropertyValue(state === "firing" ? "--firing" : "--pending").trim() || theme.threshold;
	const isHighContrast = document.body.classList.contains("vscode-high-contrast");
	context.save();
	for (const { state, start, end } of spans) {
		const left = plot.valToPos(start, "x", true);
		const right = Math.max(left + devicePixelRatio, plot.valToPos(end, "x", true));
		const part = state === "firing" ? bbox.height : bbox.height / 8;
		context.globalAlpha = state === "pending" || isHighContrast ? 0.5 : 0.25;
		context.fillStyle = colourOf(state);
		context.fillRect(left, bbox.top + bbox.height - part, right - left, part);
	}
	context.restore();
}

function drawThresholds(plot: uPlot, thresholds: readonly number[], theme: ChartTheme): void {
	const { ctx: context, bbox } = plot;
	context.save();
	context.strokeStyle = theme.threshold;
	context.lineWidth = 1.5 * devicePixelRatio;
	context.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
	for (const threshold of thresholds) {
		const y = plot.valToPos(threshold, "y", true);
		context.beginPath();
		context.moveTo(bbox.left, y);
		context.lineTo(bbox.left + bbox.width, y);
		context.stroke();
	}
	context.restore();
}

function legendEntry(text: string, colour: string): HTMLLIElement {
	const swatch = element("span", { className: "swatch" });
	swatch.style.backgroundColor = colour;
	return element("li", {}, swatch, element("span", { className: "name", title: text }, text));
}

function describe(series: SeriesView, thresholds: readonly number[]): string {
	const values = series.lines.flatMap((line) => line.values).filter((value) => value !== null);
	if (values.length === 0) return `${nameSeries(series.labels)} has no value that can be drawn.`;
	const low = values.reduce((a, b) => Math.min(a, b));
	const high = values.reduce((a, b) => Math.max(a, b));
	const against = thresholds.length === 0 ? "" : `, with the threshold ${thresholds.map(formatValue).join(" and ")}`;
	return `Values of ${nameSeries(series.labels)} between ${formatValue(low)} and ${formatValue(high)}${against}. The table of firings says when it fired.`;
}
