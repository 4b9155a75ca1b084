import type uPlot from "uplot";
import type { ExemplarSeries, Threshold } from "../../../server/protocol/query.ts";
import type { ChartTheme } from "../shared/chartColours.ts";
import { formatValue } from "../shared/numberText.ts";
import { nameSeries } from "../shared/seriesName.ts";

/** The threshold's line, and a rhombus for each exemplar. */
export function drawOverlay(
	plot: uPlot,
	theme: ChartTheme,
	threshold: Threshold | undefined,
	exemplars: readonly ExemplarSeries[],
): void {
	const { ctx, bbox } = plot;
	const ratio = devicePixelRatio;
	ctx.save();
	ctx.beginPath();
	ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
	ctx.clip();
	if (threshold !== undefined) {
		const y = plot.valToPos(threshold.value, "y", true);
		ctx.strokeStyle = theme.threshold;
		ctx.fillStyle = theme.threshold;
		ctx.lineWidth = 1.5 * ratio;
		ctx.setLineDash([6 * ratio, 4 * ratio]);
		ctx.beginPath();
		ctx.moveTo(bbox.left, y);
		ctx.lineTo(bbox.left + bbox.width, y);
		ctx.stroke();
		ctx.font = scaleFont(theme.font, ratio);
		ctx.textAlign = "right";
		ctx.textBaseline = y - bbox.top > 20 * ratio ? "bottom" : "top";
		ctx.fillText(`${threshold.operator} ${formatValue(threshold.value)}`, bbox.left + bbox.width - 4 * ratio, y);
	}
	ctx.setLineDash([]);
	ctx.lineWidth = ratio;
	ctx.strokeStyle = theme.background;
	ctx.fillStyle = theme.text;
	const size = 4.5 * ratio;
	for (const { time, value } of exemplars.flatMap((series) => series.exemplars)) {
		const [x, y] = [plot.valToPos(time, "x", true), plot.valToPos(value, "y", true)];
		ctx.beginPath();
		ctx.moveTo(x, y - size);
		ctx.lineTo(x + size, y);
		ctx.lineTo(x, y + size);
		ctx.lineTo(x - size, y);
		ctx.closePath();
		ctx.fill();
		ctx.stroke();
	}
	ctx.restore();
}

/** What is said of the exemplar under the pointer. */
export function describeExemplarAt(plot: uPlot, series: readonly ExemplarSeries[]): string | undefined {
	const { left = -1, top = -1 } = plot.cursor;
	const near = series
		.flatMap(({ exemplars }) => exemplars)
		.find(({ time, value }) => {
			return Math.abs(plot.valToPos(time, "x") - left) < 7 && Math.abs(plot.valToPos(value, "y") - top) < 7;
		});
	return near && `${formatValue(near.value)} ${nameSeries(near.labels)}`;
}

function scaleFont(font: string, ratio: number): string {
	return font.replace(/^([\d.]+)px/, (_, size: string) => `${Number(size) * ratio}px`);
}
