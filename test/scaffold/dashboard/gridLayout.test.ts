import fc from "fast-check";
import { expect, test } from "vitest";
import type { PanelDesign } from "../../../server/scaffold/dashboard/dashboardDesign.ts";
import { placePanels } from "../../../server/scaffold/dashboard/gridLayout.ts";
import { findOverlaps } from "./overlaps.ts";

const words = { title: "A", description: "A." };
const asks = { ...words, queries: [{ expression: "up" }], unit: "none" };
const types: readonly PanelDesign[] = [
	{ ...asks, type: "timeseries" },
	{ ...asks, type: "stat" },
	{ ...asks, type: "gauge" },
	{ ...asks, type: "table" },
	{ ...asks, type: "heatmap", buckets: "classic" },
	{ ...words, type: "text", content: "" },
	{ ...words, type: "alertlist" },
];

const panels = fc.array(
	fc
		.tuple(
			fc.constantFrom(...types),
			fc.option(fc.integer({ min: -3, max: 40 })),
			fc.option(fc.integer({ min: -3, max: 30 })),
		)
		.map(
			([panel, width, height]): PanelDesign => ({
				...panel,
				...(width === null ? {} : { width }),
				...(height === null ? {} : { height }),
			}),
		),
	{ maxLength: 30 },
);

test("whatever stands in a row, nothing overlaps, nothing is outside, and there are no holes on the left", () => {
	fc.assert(
		fc.property(panels, fc.integer({ min: 0, max: 100 }), (row, top) => {
			const { places, bottom } = placePanels(row, top);
			expect(places.length).toBe(row.length);
			expect(findOverlaps(places.map((gridPos, index) => ({ type: "", title: String(index), gridPos })))).toEqual([]);
			for (const { y, h } of places) {
				expect(y).toBeGreaterThanOrEqual(top);
				expect(y + h).toBeLessThanOrEqual(bottom);
			}
			const starts = new Set(places.map(({ y }) => y));
			for (const y of starts) expect(places.some((place) => place.y === y && place.x === 0)).toBe(true);
		}),
	);
});

test.each([
	["four tiles share a shelf", ["stat", "stat", "stat", "stat"], ["0 6", "6 6", "12 6", "18 6"]],
	["three fill it", ["stat", "stat", "stat"], ["0 8", "8 8", "16 8"]],
	["a tile alone stays small", ["stat"], ["0 6"]],
	["a graph alone fills it", ["timeseries"], ["0 24"]],
	["what does not fit goes below", ["timeseries", "table"], ["0 24", "0 24"]],
])("%s", (_, names, expected) => {
	const row = names.map((name) => types.find(({ type }) => type === name)).filter((panel) => panel !== undefined);
	expect(placePanels(row, 0).places.map(({ x, w }) => `${x} ${w}`)).toEqual(expected);
});
