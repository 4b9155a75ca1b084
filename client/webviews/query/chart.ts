import uPlot from "uplot";
import type { ExemplarSeries, Threshold } from "../../../server/protocol/query.ts";
import { type ChartTheme, followTheme, readChartTheme } from "../shared/chartColours.ts";
import { formatTick, formatValue } from "../shared/numberText.ts";
import { nameSeries } from "../shared/seriesName.ts";
import { timeTicks } from "../shared/timeTicks.ts";
import { type ChartData, type ChartLine, keepPositive, lonelyPlaces, stackLines } from "./chartData.ts";
import { describeExemplarAt, drawOverlay } from "./chartOverlay.ts";
import { describeChart } from "./chartText.ts";
import { Legend } from "./legend.ts";
import { drawPicture } from "./picture.ts";

const height = 280;
/** With more lines the pointer marks none of them: every move would draw them all again. */
const mostMarked = 60;

export interface ChartElements {
	readonly chart: HTMLElement;
	readonly legend: HTMLElement;
	/** Says the values at the keyboard's place. */
	readonly values: HTMLElement;
}

export interface Span {
	readonly start: number;
	readonly end: number;
}

export interface ChartView {
	readonly data: ChartData;
	readonly span: Span;
	readonly stacked: boolean;
	readonly log: boolean;
	readonly threshold: Threshold | undefined;
	/** What is said of lines of an earlier time. */
	readonly earlier: string;
}

/** Series over time, in the colours of the editor's theme. */
export class Chart {
	readonly #elements: ChartElements;
	readonly #zoomed: (zoom: Span | undefined) => void;
	readonly #legend: Legend;
	#plot: uPlot | undefined;
	#view: ChartView | undefined;
	#shown: boolean[] = [];
	#exemplars: readonly ExemplarSeries[] = [];
	#theme: ChartTheme = readChartTheme();
	#zoom: Span | undefined;
	#place: number | undefined;

	constructor(elements: ChartElements, zoomed: (zoom: Span | undefined) => void) {
		this.#elements = elements;
		this.#zoomed = zoomed;
		this.#legend = new Legend(elements.legend, {
			toggle: (line) => this.#show(this.#shown.map((shown, index) => (index === line ? !shown : shown))),
			isolate: (line) => {
				const alone = this.#shown.every((shown, index) => shown === (index === line));
				this.#show(this.#shown.map((_, index) => alone || index === line));
			},
			point: (line) => {
				if (this.#shown.length > mostMarked) return;
				this.#plot?.setSeries(line === undefined ? null : line + 1, { focus: line !== undefined });
			},
		});
		new ResizeObserver(() => this.#plot?.setSize({ width: this.#width(), height })).observe(elements.chart);
		// A canvas has to be drawn again to follow the theme.
		followTheme(() => this.#draw());
		elements.chart.addEventListener("keydown", (event) => this.#press(event));
	}

	/** A zoom and hidden lines stay where the same series come again. */
	show(view: ChartView): void {
		const before = this.#view;
		const isSame =
			before !== undefined &&
			before.data.lines.length === view.data.lines.length &&
			before.data.lines.every(
				(line, index) => nameSeries(line.labels) === nameSeries(view.data.lines[index]?.labels ?? {}),
			);
		if (!isSame) this.#shown = view.data.lines.map(() => true);
		if (before?.span.start !== view.span.start || before.span.end !== view.span.end) this.#setZoom(undefined);
		this.#view = view;
		this.#place = undefined;
		this.#draw();
	}

	showExemplars(series: readonly ExemplarSeries[]): void {
		this.#exemplars = series;
		this.#plot?.redraw(false);
	}

	clear(): void {
		this.#view = undefined;
		this.#exemplars = [];
		this.#setZoom(undefined);
		this.#draw();
	}

	resetZoom(): void {
		const span = this.#view?.span;
		if (span !== undefined) this.#plot?.setScale("x", { min: span.start, max: span.end });
	}

	/** The picture as a `data:` URL, with the names of its lines; `undefined` where there is nothing to see. */
	toPng(title: string): string | undefined {
		const view = this.#view;
		if (this.#plot === undefined || view === undefined) return undefined;
		const names = view.data.lines.flatMap((line, index) =>
			this.#shown[index] === true
				? [
						{
							name: nameSeries(line.labels) + (line.earlier ? `, ${view.earlier}` : ""),
							colour: this.#theme.lineColour(line.colour),
						},
					]
				: [],
		);
		return drawPicture(this.#plot.ctx.canvas, title, names, this.#theme);
	}

	#show(shown: boolean[]): void {
		this.#shown = shown;
		// What is stacked lies upon other lines when one of them goes.
		if (this.#view?.stacked === true) {
			this.#draw();
			return;
		}
		const plot = this.#plot;
		plot?.batch(() => {
			for (const [index, isShown] of shown.entries()) plot.setSeries(index + 1, { show: isShown });
		});
		this.#legend.mark(shown);
	}

	#draw(): void {
		this.#plot?.destroy();
		this.#plot = undefined;
		this.#theme = readChartTheme();
		const { chart } = this.#elements;
		const view = this.#view;
		const lines = view?.data.lines ?? [];
		this.#legend.show(lines, (line) => this.#theme.lineColour(lines[line]?.colour ?? 0), view?.earlier ?? "");
		if (view === undefined || lines.length === 0) return;

		const columns = this.#columns(view);
		const scale = this.#zoom ?? view.span;
		this.#plot = new uPlot(
			this.#options(view, columns),
			[view.data.times, ...columns] as uPlot.AlignedData,
			(plot, ready) => {
				chart.append(plot.root);
				ready();
				plot.setScale("x", { min: scale.start, max: Math.max(scale.end, scale.start + 1) });
			},
		);
		chart.ariaLabel = describeChart(view.data);
		this.#legend.mark(this.#shown);
		this.#tellValues(undefined);
	}

	#columns({ data, stacked, log }: ChartView): readonly (readonly (number | null)[])[] {
		const values = data.lines.map((line) => line.values);
		if (stacked)
			return stackLines(
				values,
				this.#shown.map((shown, line) => shown && data.lines[line]?.earlier !== true),
			);
		return log ? keepPositive(values).lines : values;
	}

	#options(view: ChartView, columns: readonly (readonly (number | null)[])[]): uPlot.Options {
		const { data, log, stacked, threshold } = view;
		const theme = this.#theme;
		const few = data.lines.length <= mostMarked;
		const axis = {
			stroke: theme.text,
			grid: { stroke: theme.grid, width: 0.5 },
			ticks: { stroke: theme.grid, width: 0.5 },
		};
		const isLog = log && !stacked;
		return {
			width: this.#width(),
			height,
			legend: { show: false },
			scales: {
				x: { range: (_, min, max) => [min, max] },
				y: { distr: isLog ? 3 : 1, range: (_, min, max) => rangeOf(min, max, isLog, threshold?.value) },
			},
			cursor: {
				drag: { x: true, y: false },
				points: { show: few },
				focus: { prox: few ? 24 : -1 },
				bind: {
					dblclick: () => () => {
						this.resetZoom();
						return null;
					},
				},
			},
			focus: { alpha: 0.35 },
			series: [{}, ...data.lines.map((line, index) => this.#series(line, columns[index] ?? [], index, stacked))],
			...(stacked ? { bands: bandsOf(data.lines, this.#shown, theme) } : {}),
			axes: [
				{ ...axis, values: timeTicks },
				{ ...axis, size: 60, values: (_, ticks) => ticks.map((tick) => (tick === null ? "" : formatTick(tick))) },
			],
			hooks: {
				setCursor: [
					(plot) => {
						this.#tellValues(plot.cursor.idx ?? undefined);
						this.#elements.chart.title = describeExemplarAt(plot, this.#exemplars) ?? "";
					},
				],
				setScale: [
					(plot, key) => {
						if (key !== "x") return;
						const { min, max } = plot.scales["x"] ?? {};
						if (min == null || max == null) return;
						const whole = Math.abs(min - view.span.start) < 0.5 && Math.abs(max - view.span.end) < 1.5;
						this.#setZoom(whole ? undefined : { start: min, end: max });
					},
				],
				draw: [(plot) => drawOverlay(plot, this.#theme, threshold, this.#exemplars)],
			},
		};
	}

	#series(line: ChartLine, values: readonly (number | null)[], index: number, stacked: boolean): uPlot.Series {
		const stroke = this.#theme.lineColour(line.colour);
		const lonely = lonelyPlaces(values);
		return {
			show: this.#shown[index] === true && !(stacked && line.earlier),
			stroke,
			width: line.earlier ? 1 : 1.5,
			dash: line.earlier ? [4, 4] : [...this.#theme.lineDash(line.colour)],
			...(stacked && index === 0 ? { fill: fade(stroke) } : {}),
			points: lonely.length === 0 ? { show: false } : { show: true, size: 5, fill: stroke, filter: () => lonely },
		};
	}

	/** The legend tells the values at the pointer's time, and the newest ones where there is no pointer. */
	#tellValues(place: number | undefined): void {
		const lines = this.#view?.data.lines ?? [];
		this.#legend.tell((index) => {
			const line = lines[index];
			const value = place === undefined ? line?.newest : line?.values[place];
			return value == null ? "" : formatValue(value);
		});
	}

	#press(event: KeyboardEvent): void {
		const plot = this.#plot;
		const view = this.#view;
		if (plot === undefined || view === undefined || event.target !== this.#elements.chart) return;
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const { start, end } = this.#zoom ?? view.span;
		const length = end - start;
		const scaleTo = (min: number, max: number): void => plot.setScale("x", { min, max });
		switch (event.key) {
			case "+":
			case "=":
				if (length > 4) scaleTo(start + length / 4, end - length / 4);
				break;
			case "-":
				scaleTo(Math.max(view.span.start, start - length / 2), Math.min(view.span.end, end + length / 2));
				break;
			case "0":
			case "Escape":
				this.resetZoom();
				break;
			case "ArrowLeft":
			case "ArrowRight": {
				const sign = event.key === "ArrowLeft" ? -1 : 1;
				if (event.shiftKey) {
					const move = Math.max(view.span.start - start, Math.min(view.span.end - end, (sign * length) / 4));
					scaleTo(start + move, end + move);
				} else this.#moveCursor(plot, view, sign);
				break;
			}
			case "Home":
			case "End":
				this.#place = event.key === "Home" ? 0 : view.data.times.length - 1;
				this.#moveCursor(plot, view, 0);
				break;
			default:
				return;
		}
		event.preventDefault();
	}

	#moveCursor(plot: uPlot, { data }: ChartView, step: number): void {
		const last = data.times.length - 1;
		const place = Math.max(0, Math.min(last, (this.#place ?? (step < 0 ? last + 1 : -1)) + step));
		this.#place = place;
		const time = data.times[place] ?? 0;
		plot.setCursor({ left: plot.valToPos(time, "x"), top: plot.height / 3 });
		this.#tellValues(place);
		const told = data.lines
			.filter((_, line) => this.#shown[line] === true)
			.slice(0, 5)
			.map((line) => `${nameSeries(line.labels)} ${formatOrNothing(line.values[place])}`);
		this.#elements.values.textContent = `${new Date(time * 1000).toLocaleString()}: ${told.join("; ")}`;
	}

	#setZoom(zoom: Span | undefined): void {
		this.#zoom = zoom;
		this.#zoomed(zoom);
	}

	#width(): number {
		return Math.max(200, this.#elements.chart.clientWidth);
	}
}

function rangeOf(
	min: number | null,
	max: number | null,
	log: boolean,
	threshold: number | undefined,
): uPlot.Range.MinMax {
	const values = [min, max, threshold].filter((value) => value != null && (!log || value > 0)) as number[];
	if (values.length === 0) return log ? [1, 10] : [0, 1];
	const [low, high] = [Math.min(...values), Math.max(...values)];
	return log ? uPlot.rangeLog(low, high, 10, true) : uPlot.rangeNum(low, high, 0.1, true);
}

/** Each line's colour down to the one below it. */
function bandsOf(lines: readonly ChartLine[], shown: readonly boolean[], theme: ChartTheme): uPlot.Band[] {
	const bands: uPlot.Band[] = [];
	let below: number | undefined;
	for (const [index, line] of lines.entries()) {
		if (shown[index] !== true || line.earlier) continue;
		if (below !== undefined) bands.push({ series: [index + 1, below + 1], fill: fade(theme.lineColour(line.colour)) });
		below = index;
	}
	return bands;
}

function fade(colour: string): string {
	return `color-mix(in srgb, ${colour} 25%, transparent)`;
}

function formatOrNothing(value: number | null | undefined): string {
	return value == null ? "no sample" : formatValue(value);
}
