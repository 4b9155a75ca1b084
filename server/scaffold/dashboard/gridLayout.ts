import type { PanelDesign } from "./dashboardDesign.ts";

/** Where a panel stands: columns of 24, and rows of 30 pixels. */
export interface GridPlace {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}

export const gridColumns = 24;

/**
 * Places panels in reading order, side by side as long as they fit. Those of one shelf are equally high and fill its whole
 * width, so that there are no holes that Grafana would pull later panels into.
 * @param top the first free row of the grid
 */
export function placePanels(
	panels: readonly PanelDesign[],
	top: number,
): { readonly places: readonly GridPlace[]; readonly bottom: number } {
	const places: GridPlace[] = [];
	let y = top;
	for (const shelf of fillShelves(panels)) {
		const height = Math.max(...shelf.map(heightOf));
		let x = 0;
		for (const width of stretch(shelf)) {
			places.push({ x, y, w: width, h: height });
			x += width;
		}
		y += height;
	}
	return { places, bottom: y };
}

function fillShelves(panels: readonly PanelDesign[]): readonly (readonly PanelDesign[])[] {
	const shelves: PanelDesign[][] = [];
	let used = gridColumns;
	for (const panel of panels) {
		const width = widthOf(panel);
		if (used + width > gridColumns) {
			shelves.push([]);
			used = 0;
		}
		shelves.at(-1)?.push(panel);
		used += width;
	}
	return shelves;
}

/** Shares out what is left of the width, in proportion; a single small tile does not grow over the page. */
function stretch(shelf: readonly PanelDesign[]): readonly number[] {
	const widths = shelf.map(widthOf);
	const used = widths.reduce((sum, width) => sum + width, 0);
	const isSmall = shelf.length === 1 && shelf.every(({ type }) => type === "stat" || type === "gauge");
	if (isSmall) return widths;
	const grown = widths.map((width) => Math.floor((width * gridColumns) / used));
	const left = gridColumns - grown.reduce((sum, width) => sum + width, 0);
	return grown.map((width, index) => (index < left ? width + 1 : width));
}

/** In columns and rows of the grid. */
const usualSizes: Readonly<Record<PanelDesign["type"], { readonly width: number; readonly height: number }>> = {
	timeseries: { width: 12, height: 8 },
	heatmap: { width: 12, height: 8 },
	stat: { width: 6, height: 4 },
	gauge: { width: 6, height: 6 },
	bargauge: { width: 12, height: 8 },
	table: { width: 24, height: 8 },
	"state-timeline": { width: 24, height: 6 },
	alertlist: { width: 12, height: 8 },
	text: { width: 24, height: 3 },
};

function widthOf({ type, width }: PanelDesign): number {
	return Math.min(gridColumns, Math.max(1, width ?? usualSizes[type].width));
}

function heightOf({ type, height }: PanelDesign): number {
	return Math.max(1, height ?? usualSizes[type].height);
}
