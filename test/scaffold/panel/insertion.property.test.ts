import fc from "fast-check";
import { expect, test } from "vitest";
import { placePanels } from "../../../server/scaffold/dashboard/gridLayout.ts";
import { renderScaffold } from "../../support/scaffolds.ts";
import { findOverlaps, type PlacedPanel } from "../dashboard/overlaps.ts";

/** Dashboards as people have them: rows open and folded, ids in any order and twice, written in any manner. */
const rowSizes = fc.array(fc.record({ panels: fc.integer({ min: 0, max: 5 }), folded: fc.boolean() }), {
	maxLength: 5,
});
const manners = fc.constantFrom(0, 1, 2, 4, "\t");

function build(rows: readonly { readonly panels: number; readonly folded: boolean }[], ids: readonly number[]): object {
	const panels: object[] = [];
	let y = 0;
	let next = 0;
	const id = () => ids[next++ % ids.length] ?? 1;
	rows.forEach((row, index) => {
		const folded = row.folded;
		const { places, bottom } = placePanels(
			Array.from({ length: row.panels }, () => ({
				type: "timeseries",
				title: "",
				description: "",
				queries: [],
				unit: "s",
			})),
			y + 1,
		);
		const inside = places.map((gridPos) => ({
			id: id(),
			type: "timeseries",
			title: "P",
			gridPos,
			targets: [{ expr: "up" }],
		}));
		panels.push({
			id: id(),
			type: "row",
			title: `R${index}`,
			collapsed: folded,
			gridPos: { x: 0, y, w: 24, h: 1 },
			panels: folded ? inside : [],
		});
		if (!folded) panels.push(...inside);
		y = folded ? y + 1 : bottom;
	});
	return { title: "D", schemaVersion: 42, panels };
}

test("wherever a panel is added, the rest is what it was and nothing overlaps", async () => {
	await fc.assert(
		fc.asyncProperty(
			rowSizes,
			fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 9 }),
			manners,
			fc.boolean(),
			fc.integer({ min: -1, max: 4 }),
			async (rows, ids, manner, crlf, chosen) => {
				const plain = `${JSON.stringify(build(rows, ids), undefined, manner)}\n`;
				const before = crlf ? plain.replaceAll("\n", "\r\n") : plain;
				const row = chosen >= 0 && chosen < rows.length ? `R${chosen}` : "";
				const answers = { dashboard: "d.json", title: "New", expression: "sum(a)", row };
				const { files } = await renderScaffold("panel", answers, { files: { "d.json": before } });
				const after = files[0]?.content ?? "";
				if (crlf) expect(after.replaceAll("\r\n", "")).not.toContain("\n");
				const [old, now] = [flatten(JSON.parse(before)), flatten(JSON.parse(after))];
				expect(now.length).toBe(old.length + 1);
				const added = now.filter(({ title }) => title === "New");
				expect(added).toHaveLength(1);
				expect(old.some(({ id }) => id === added[0]?.id)).toBe(false);
				const unplaced = ({ gridPos: _, panels: __, ...rest }: Flat) => rest;
				expect(now.filter(({ title }) => title !== "New").map(unplaced)).toEqual(old.map(unplaced));
				expect(findOverlaps(JSON.parse(after).panels)).toEqual([]);
				// A file that was laid out by a program is still laid out as by it.
				if (manner !== 0)
					expect(after.replaceAll("\r\n", "\n")).toBe(`${JSON.stringify(JSON.parse(after), undefined, manner)}\n`);
			},
		),
		{ numRuns: 60 },
	);
});

interface Flat extends PlacedPanel {
	readonly id: number;
	readonly panels?: readonly Flat[];
}

function flatten({ panels }: { readonly panels: readonly Flat[] }): readonly Flat[] {
	return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}
