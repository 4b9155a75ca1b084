import { expect, test } from "vitest";
import { fitText, layOut } from "../../client/webviews/dependencies/layout.ts";
import type { PictureNode } from "../../server/protocol/overview.ts";

const node = (id: string, name = id): PictureNode => ({
	id,
	kind: "record",
	name,
	detail: "recording rule",
	centre: id === "b",
});

test("what feeds stands left of what is fed, and nothing covers anything", () => {
	const nodes = ["a", "b", "c", "d"].map((id) => node(id, id.repeat(20)));
	const edges = [
		{ from: "a", to: "b" },
		{ from: "b", to: "c" },
		{ from: "b", to: "d" },
	];
	const drawn = layOut({ nodes, edges, cut: false });
	const at = (id: string) => {
		const found = drawn.nodes.find((one) => one.node.id === id);
		if (found === undefined) throw new Error(`${id} is not drawn`);
		return found;
	};
	expect(at("a").x + at("a").width).toBeLessThan(at("b").x);
	expect(at("b").x + at("b").width).toBeLessThan(at("c").x);
	expect(at("c").y + at("c").height <= at("d").y || at("d").y + at("d").height <= at("c").y).toBe(true);
	for (const { x, y, width, height } of drawn.nodes) {
		expect(x).toBeGreaterThanOrEqual(0);
		expect(y).toBeGreaterThanOrEqual(0);
		expect(x + width).toBeLessThanOrEqual(drawn.width);
		expect(y + height).toBeLessThanOrEqual(drawn.height);
	}
	expect(at("b")).toMatchObject({ feeding: ["a"], fed: ["c", "d"] });
	expect(drawn.edges.map(({ path }) => /^M[\d.]+ [\d.]+( L[\d.]+ [\d.]+)+$/.test(path))).toEqual([true, true, true]);
});

test("rules that feed each other are drawn too", () => {
	const edges = [
		{ from: "a", to: "b" },
		{ from: "b", to: "a" },
	];
	expect(layOut({ nodes: [node("a"), node("b")], edges, cut: false }).edges).toHaveLength(2);
});

test("a picture of one has a size", () => {
	expect(layOut({ nodes: [node("b")], edges: [], cut: false }).width).toBeGreaterThan(100);
});

test("a long name keeps both of its ends", () => {
	expect(fitText("short", "name", 200)).toBe("short");
	const fitted = fitText(`job:${"x".repeat(80)}:rate5m`, "name", 200);
	expect(fitted).toMatch(/^job:x+…x+:rate5m$/);
	expect(fitted.length * 7.4).toBeLessThanOrEqual(200);
});
