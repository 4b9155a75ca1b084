import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonCache } from "../../../server/documents/json/composeJson.ts";
import { parseJson } from "../../../server/documents/json/parseJson.ts";
import type { PlacedNode } from "../../../server/documents/yaml/node.ts";
import { isMappingNode, isSequenceNode, YamlView } from "../../../server/documents/yaml/yamlView.ts";
import { drawSquiggles } from "../../support/squiggles.ts";
import { readJsonValue } from "./readJsonValue.ts";

const parse = (text: string, pieceLength?: number) => parseJson(text, new Map(), new Map(), pieceLength);
const view = new YamlView([]);

/** Every scalar's text in the file, by the tree's own offsets, beside the tree's idea of it. */
function scalarsIn(text: string, placed: PlacedNode | undefined): readonly (readonly [string, string])[] {
	if (placed === undefined) return [];
	const { node, base } = placed;
	if (node.kind === "scalar") return [[text.slice(node.start + base, node.end + base), node.raw]];
	if (isMappingNode(placed)) {
		return placed.node.entries.flatMap((entry) => [
			...scalarsIn(text, { node: entry.key, base }),
			...(entry.value === undefined ? [] : scalarsIn(text, { node: entry.value, base: base + (entry.base ?? 0) })),
		]);
	}
	if (!isSequenceNode(placed)) return [];
	return placed.node.items.flatMap((item) =>
		item.node === undefined ? [] : scalarsIn(text, { node: item.node, base: base + item.base }),
	);
}

const json = fc.json({ maxDepth: 6 });
const spaced = fc
	.tuple(json, fc.constantFrom(undefined, 1, 2, "\t"))
	.map(([text, indent]) => JSON.stringify(JSON.parse(text), undefined, indent));

describe("valid JSON", () => {
	it("is read as JavaScript reads it, whatever is read apart", () => {
		fc.assert(
			fc.property(spaced, fc.constantFrom(0, 300, 100_000), (text, pieceLength) => {
				const { root, problems } = parse(text, pieceLength);
				expect(problems).toEqual([]);
				expect(JSON.stringify(readJsonValue(root?.node))).toBe(JSON.stringify(JSON.parse(text)));
			}),
			{ numRuns: 300 },
		);
	});

	it("has each scalar where the tree says, whatever is read apart", () => {
		const large = fc.array(json, { minLength: 3, maxLength: 6 }).map((items) => {
			const filler = "x".repeat(150);
			return JSON.stringify(
				{ a: items.map((item) => ({ filler, of: { filler, item: JSON.parse(item) } })) },
				undefined,
				2,
			);
		});
		fc.assert(
			fc.property(large, fc.constantFrom(400, 100_000), (text, pieceLength) => {
				for (const [written, raw] of scalarsIn(text, parse(text, pieceLength).root)) expect(written).toBe(raw);
			}),
			{ numRuns: 100 },
		);
	});

	it("keeps a quoted null a text and a bare one nothing", () => {
		const { root } = parse('{"a": null, "b": "null", "c": [null, "null", 1.5e3, -0, true]}');
		if (!isMappingNode(root)) throw new Error("There is no object.");
		const [a, b, c] = view.entries(root);
		expect(a?.value).toBeUndefined();
		expect(b?.value?.node).toMatchObject({ style: "double", value: "null" });
		const items = isSequenceNode(c?.value) ? view.items(c.value) : [];
		expect(items.map(({ value }) => value?.node.kind === "scalar" && value.node.value)).toEqual([
			false,
			"null",
			"1.5e3",
			"-0",
			"true",
		]);
	});

	it.each([
		["\ufeff{}"],
		['{"a": "\\ud800"}'],
		['{"a": "\ud800 \ufffd"}'],
		['{"a": "\\ud83d\\ude00\\/"}'],
		['  ["\u2028", "\u007f"]\r\n'],
		['[[[]], {}, ""]'],
		["7"],
	])("holds %j", (text) => {
		const { root, problems } = parse(text);
		expect(problems).toEqual([]);
		expect(readJsonValue(root?.node)).toEqual(JSON.parse(text.replace("\ufeff", "")));
	});
});

describe("broken JSON", () => {
	it.each([
		['{\n  "a": "x,\n       ^^^ json/unclosed-string\n  "b": 1\n}', { a: "x,", b: 1 }],
		['{\n  "a": "\\d",\n        ^^ json/invalid-escape\n  "b": 1\n}', { a: "\\d", b: 1 }],
		['{\n  "a": "\\u12",\n        ^^^^ json/invalid-escape\n  "b": 1\n}', { a: "\u0012", b: 1 }],
		['{\n  "a": "x\ty",\n         ^ json/control-character\n  "b": 1\n}', { a: "x\ty", b: 1 }],
		['{\n  "a": 1\n       ^ json/missing-comma\n  "b": 2\n}', { a: 1, b: 2 }],
		['{\n  "a": 1,\n        ^ json/trailing-comma\n}', { a: 1 }],
		['{\n  "a"\n  ^^^ json/missing-colon\n  "b": 2\n}', { a: undefined, b: 2 }],
		['{\n  "a" 1,\n  ^^^ json/missing-colon\n  "b": 2\n}', { a: 1, b: 2 }],
		['{\n  "a":\n     ^ json/missing-value\n  "b": 2\n}', { a: undefined, b: 2 }],
		['{\n  "a": ,\n     ^ json/missing-value\n  "b": 2\n}', { a: undefined, b: 2 }],
		['{\n  a: 1,\n  ^ json/unquoted-text\n  "b": 2\n}', { a: 1, b: 2 }],
		['{\n  "a": 1,,\n         ^ json/unexpected-text\n  "b": 2\n}', { a: 1, b: 2 }],
		['{\n  "a": 1 // why\n         ^^^^^^ json/comment\n}', { a: 1 }],
		['{\n  "a": 1, /* } */\n          ^^^^^^^ json/comment\n  "b": 2\n}', { a: 1, b: 2 }],
		['{\n  "a": 1,\n  "a": 2\n  ^^^ json/duplicate-key\n}', { a: 2 }],
		['{\n  "a": {\n       ^ json/unclosed-bracket\n    "c": 1\n  "b": 2\n}', { a: { c: 1 }, b: 2 }],
		['[\n  {\n  ^ json/unclosed-bracket\n    "a": 1\n  {\n    "a": 2\n  }\n]', [{ a: 1 }, { a: 2 }]],
		['{\n  "a": [1, 2\n       ^ json/unclosed-bracket\n}', { a: [1, 2] }],
		['{\n^ json/unclosed-bracket\n  "a": [1', { a: [1] }],
		['{"a": 1} {"b": 2}\n         ^^^^^^^^ json/unexpected-text', { a: 1 }],
	])("%s", (marked, value) => {
		const text = marked
			.split("\n")
			.filter((line) => !/^\s*\^+ json\//.test(line))
			.join("\n");
		const { root, problems } = parse(text);
		const [first] = problems;
		expect(drawSquiggles(text, first === undefined ? [] : [first])).toBe(marked);
		expect(readJsonValue(root?.node)).toEqual(value);
	});

	const panel = (index: number) => ({ title: `panel ${index}`, gridPos: { h: 8, w: 12 }, targets: [{ expr: "up" }] });
	const dashboard = JSON.stringify({ panels: [0, 1, 2, 3, 4].map(panel), title: "Web" }, undefined, 2);
	const titlesIn = (text: string) => [...JSON.stringify(readLeniently(text)).matchAll(/panel \d/g)].map(String);
	const readLeniently = (text: string) => scalarsIn(text, parse(text).root);

	it("keeps what a missing character does to the panel that misses it", () => {
		const third = { start: dashboard.indexOf('"title": "panel 2"'), end: dashboard.indexOf('"title": "panel 3"') - 10 };
		for (let offset = third.start; offset < third.end; offset++) {
			if (/\s/.test(dashboard[offset] ?? "")) continue;
			const text = dashboard.slice(0, offset) + dashboard.slice(offset + 1);
			const titles = titlesIn(text);
			for (const index of [0, 1, 3, 4])
				expect([offset, titles]).toEqual([offset, expect.arrayContaining([`panel ${index}`])]);
		}
	});

	it("is read to its end whatever it is, and only once", () => {
		const piece = fc.constantFrom(
			"{",
			"}",
			"[",
			"]",
			'"',
			":",
			",",
			"\\",
			"\n",
			" ",
			"a",
			"1",
			"//",
			"/*",
			"*/",
			"\ud800",
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
				const text = pieces.join("");
				const { root, problems } = parse(text, 10);
				const isValid = (() => {
					try {
						JSON.parse(text);
						return true;
					} catch {
						return false;
					}
				})();
				if (isValid) expect(problems).toEqual([]);
				else if (text.trim() !== "") expect(problems.length).toBeGreaterThan(0);
				for (const { span } of problems) {
					expect(span.start).toBeLessThan(span.end);
					expect(span.end).toBeLessThanOrEqual(text.length);
				}
				for (const [written, raw] of scalarsIn(text, root)) expect(written).toBe(raw);
			}),
			{ numRuns: 2000 },
		);
	});

	it.each([
		["open lists", "[".repeat(100_000)],
		["open objects", '{"a":'.repeat(100_000)],
		["closed lists", "[".repeat(10_000) + "]".repeat(10_000)],
		["closing brackets", "]".repeat(100_000)],
		["quotes", '"'.repeat(100_000)],
		["commas", `[${",".repeat(100_000)}]`],
	])("holds out against very many %s", (_, text) => {
		expect(() => parse(text)).not.toThrow();
	});
});

describe("an edit", () => {
	const panels = (count: number, edited = "") =>
		JSON.stringify(
			{
				panels: Array.from({ length: count }, (_, index) => ({
					title: index === 3 ? edited : `${index}`,
					text: "x".repeat(400),
				})),
			},
			undefined,
			2,
		);

	it("reads again what it is in, and keeps the rest of the tree", () => {
		const first: JsonCache = new Map();
		const second: JsonCache = new Map();
		const before = parseJson(panels(20), new Map(), first, 1000);
		const after = parseJson(panels(20, "new title"), first, second, 1000);
		const itemsOf = ({ root }: typeof before) => {
			const value = isMappingNode(root) ? view.entries(root)[0]?.value : undefined;
			return isSequenceNode(value) ? value.node.items : [];
		};
		const kept = itemsOf(after).filter((item, index) => item.node === itemsOf(before)[index]?.node);
		expect(kept).toHaveLength(19);
		expect(second.size).toBe(first.size);
	});
});
