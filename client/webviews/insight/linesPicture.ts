import uPlot from "uplot";
import type { InsightPicture } from "../../../server/protocol/scaffold.ts";
import { type ChartTheme, followTheme, readChartTheme } from "../shared/chartColours.ts";
import { element } from "../shared/elements.ts";
import { formatTick, formatValue } from "../shared/numberText.ts";
import { timeTicks } from "../shared/timeTicks.ts";
import { alignLines } from "./alignLines.ts";

type LinesPicture = Extract<InsightPicture, { readonly kind: "lines" }>;

const height = 220;

/** Lines over time or over another quantity, with their thresholds; the legend says their newest and extreme values. */
export class LinesChart {
	readonly section: HTMLElement;
	readonly #picture: LinesPicture;
	readonly #place: HTMLElement;
	readonly #legend: HTMLElement;
	readonly #stop: () => void;
	#plot: uPlot | undefined;

	constructor(picture: LinesPicture) {
		this.#picture = picture;
		this.#place = element("div", { className: "chart", role: "img", "aria-label": describe(picture) });
		this.#legend = element("ul", { className: "legend", "aria-label": `Lines of ${picture.title}` });
		this.section = element("section", {}, element("h2", {}, picture.title), this.#place, this.#legend);
		const resized = new ResizeObserver(() => this.#resize());
		resized.observe(this.#place);
		const unfollow = followTheme(() => this.#draw());
		this.#stop = () => {
			resized.disconnect();
			unfollow();
			this.#plot?.destroy();
		};
	}

	dispose(): void {
		this.#stop();
	}

	/** A chart has the width of its place, which is known only once it stands in the page. */
	#resize(): void {
		if (this.#plot === undefined) this.#draw();
		else this.#plot.setSize({ width: this.#width(), height });
	}

	#draw(): void {
		this.#plot?.destroy();
		const { lines, thresholds = [], xTitle, yTitle } = this.#picture;
		const theme = readChartTheme();
		const axis = {
			stroke: theme.text,
			grid: { stroke: theme.grid, width: 0.5 },
			ticks: { stroke: theme.grid, width: 0.5 },
		};
		const ofTime = xTitle === undefined;
		this.#plot = new uPlot(
			{
				width: this.#width(),
				height,
				legend: { show: false },
				cursor: { show: false },
				scales: {
					x: { time: ofTime },
					y: {
						range: (_, low, high) =>
							enclose(
								low,
								high,
								thresholds.map(({ value }) => value),
							),
					},
				},
				series: [
					{},
					...lines.map((_, index) => ({
						stroke: theme.lineColour(index),
						width: 1.5,
						dash: [...theme.lineDash(index)],
						points: { show: false },
					})),
				],
				axes: [
					ofTime
						? { ...axis, values: timeTicks }
						: { ...axis, label: xTitle, values: (_, ticks) => ticks.map(formatTick) },
					{ ...axis, label: yTitle, labelSize: 20, size: 56, values: (_, ticks) => ticks.map(formatTick) },
				],
				hooks: { draw: [(plot) => drawThresholds(plot, thresholds, theme)] },
			},
			alignLines(lines.map(({ points }) => points)),
			this.#place,
		);
		this.#legend.replaceChildren(
			...lines.map(({ label }, index) => entry(label, theme.lineColour(index), "line")),
			...thresholds.map(({ label, value }) => entry(`${label}: ${formatValue(value)}`, theme.threshold, "threshold")),
		);
	}

	#width(): number {
		return Math.max(200, this.#place.clientWidth);
	}
}

function enclose(low: number | null, high: number | null, thresholds: readonly number[]): [number, number] {
	const all = [low, high, ...thresholds].filter((value): value is number => value !== null && Number.isFinite(value));
	if (all.length === 0) return [0, 1];
	const least = Math.min(...all);
	const most = Math.max(...all);
	const room = (most - least || Math.abs(most) || 1) * 0.06;
	// A picture of what is never below nothing does not go below it either.
	return [least >= 0 ? Math.max(0, least - room) : least - room, most + room];
}

function drawThresholds(plot: uPlot, thresholds: LinesPicture["thresholds"], theme: ChartTheme): void {
	const { ctx: context, bbox } = plot;
	context.save();
	context.strokeStyle = theme.threshold;
	context.lineWidth = 1.5 * devicePixelRatio;
	context.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
	for (const { value } of thresholds ?? []) {
		const y = plot.valToPos(value, "y", true);
		context.beginPath();
		context.moveTo(bbox.left, y);
		context.lineTo(bbox.left + bbox.width, y);
		context.stroke();
	}
	context.restore();
}

function entry(text: string, colour: string, kind: "line" | "threshold"): HTMLLIElement {
	const swatch = element("span", { className: `swatch ${kind}` });
	swatch.style.color = colour;
	return element("li", {}, swatch, element("span", { className: "name", title: text }, text));
}

/** What the picture shows, for those who do not see it. */
function describe({ title, lines, thresholds = [] }: LinesPicture): string {
	const said = lines.map(({ label, points }) => {
		const values = points.map(([, y]) => y).filter((y) => y !== null);
		if (values.length === 0) return `${label} has no values`;
		const low = values.reduce((a, b) => Math.min(a, b));
		const high = values.reduce((a, b) => Math.max(a, b));
		return `${label} is between ${formatValue(low)} and ${formatValue(high)}, ${formatValue(values.at(-1) ?? 0)} at the end`;
	});
	const against = thresholds.map(({ label, value }) => `${label} is ${formatValue(value)}`);
	return `${title}: ${[...said, ...against].join("; ")}.`;
}
