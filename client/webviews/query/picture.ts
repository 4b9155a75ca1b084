import type { ChartTheme } from "../shared/chartColours.ts";

const mostNames = 30;

/** A picture of a chart on the editor's background, with its title above and the names of its lines below. */
export function drawPicture(
	chart: HTMLCanvasElement,
	title: string,
	names: readonly { readonly name: string; readonly colour: string }[],
	theme: ChartTheme,
): string | undefined {
	const ratio = devicePixelRatio;
	const line = 20 * ratio;
	const margin = 12 * ratio;
	const listed = names.slice(0, mostNames);
	const rest = names.length - listed.length;
	const canvas = document.createElement("canvas");
	canvas.width = chart.width + 2 * margin;
	canvas.height = chart.height + (listed.length + (rest > 0 ? 1 : 0) + 1) * line + 3 * margin;
	const context = canvas.getContext("2d");
	if (context === null) return undefined;
	context.fillStyle = theme.background;
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.font = theme.font.replace(/^([\d.]+)px/, (_, size: string) => `${Number(size) * ratio}px`);
	context.textBaseline = "middle";
	context.fillStyle = theme.text;
	context.fillText(title.replace(/\s+/g, " "), margin, margin + line / 2, chart.width);
	context.drawImage(chart, margin, 2 * margin + line);
	let y = 2 * margin + line + chart.height + line / 2;
	for (const { name, colour } of listed) {
		context.fillStyle = colour;
		context.fillRect(margin, y - 2 * ratio, 12 * ratio, 4 * ratio);
		context.fillStyle = theme.text;
		context.fillText(name, margin + 20 * ratio, y, chart.width - 20 * ratio);
		y += line;
	}
	if (rest > 0) context.fillText(`… and ${rest} more`, margin + 20 * ratio, y);
	return canvas.toDataURL("image/png");
}
