import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeText } from "../../../server/documents/yaml/compose.ts";
import type { PlacedNode } from "../../../server/documents/yaml/node.ts";
import { parseYaml } from "../../../server/documents/yaml/parseYaml.ts";

/** Pieces as small as they can be, so that short texts are split as long ones are. */
const split = (text: string) => parseYaml(text, new Map(), new Map(), 0);

const problemsOf = (text: string): readonly string[] =>
	split(text).documents.flatMap(({ problems }) =>
		problems.map(({ code, span }) => `${code} ${JSON.stringify(text.slice(span.start, span.end))}`),
	);

/** A node with its offsets in the file and without what pieces cannot know, the ends of collections. */
function describeNode(placed: PlacedNode | undefined): unknown {
	if (placed === undefined) return null;
	const { node, base } = placed;
	switch (node.kind) {
		case "scalar":
			return [node.style, node.value, node.start + base, node.end + base, node.anchor, node.tag, node.parentIndent];
		case "alias":
			return ["alias", node.name, node.start + base];
		case "mapping":
			return node.entries.map(({ key, value, colon, base: delta = 0 }) => [
				describeNode({ node: key, base }),
				colon === undefined ? null : colon + base,
				describeNode(value && { node: value, base: base + delta }),
			]);
		case "sequence":
			return node.items.map(({ start, node: item, base: delta }) => [
				start + base,
				describeNode(item && { node: item, base: base + delta }),
			]);
		default:
			return node satisfies never;
	}
}

const scalar = fc.constantFrom(
	"up",
	"up == 0 # why",
	"'it''s'",
	'"a\\nb"',
	"a: b",
	"- x",
	"&a up",
	"*a",
	"!!str 5",
	"{a: b, c: [d]}",
	"[x, y]",
	"{a: b",
	"'open",
	"",
	"~",
	"@x",
	"# only a comment",
	"|",
	">-",
	"|2",
	"|+",
);
const key = fc.constantFrom("a", "b:c", "'q'", '"d e"', "rules", "?x", "no colon", "<<");
const indent = fc.constantFrom(0, 0, 0, 1, 2, 2, 4);

/** Lines that look like YAML and are mostly not. */
const wildLine = fc.oneof(
	fc.tuple(indent, key, scalar).map(([n, k, v]) => `${" ".repeat(n)}${k}:${v === "" ? "" : ` ${v}`}`),
	fc.tuple(indent, scalar).map(([n, v]) => `${" ".repeat(n)}- ${v}`),
	fc.tuple(indent, key, scalar).map(([n, k, v]) => `${" ".repeat(n)}- ${k}: ${v}`),
	fc.tuple(indent, fc.constantFrom("text", "-", "", "# comment", "more text", "]")).map(([n, v]) => " ".repeat(n) + v),
);
const wildText = fc
	.tuple(fc.array(wildLine, { maxLength: 9 }), fc.constantFrom("\n", "\n", "\r\n"), fc.boolean())
	.map(([lines, lineBreak, last]) => lines.join(lineBreak) + (last ? lineBreak : ""));

/** Block collections as people nest them. */
const tame: fc.Arbitrary<string> = fc.letrec<{ node: string; block: string }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 4 },
		fc.constantFrom(" up", " 'x'", ' "y"', " &a v", " |\n  text\n\n  more", " >-\n  folded\n  text", "", " {a: b}"),
		tie("block"),
	),
	block: fc.oneof(
		fc
			.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "'c'", "rules", "d e"), tie("node")), {
				selector: ([name]) => name,
				minLength: 1,
				maxLength: 4,
			})
			.map((entries) => `\n${entries.map(([name, value]) => `${name}:${value.replaceAll("\n", "\n  ")}`).join("\n")}`),
		fc
			.array(tie("node"), { minLength: 1, maxLength: 3 })
			.map(
				(items) =>
					`\n${items.map((item) => `-${item.startsWith("\n") ? ` ${item.slice(1)}` : item}`.replaceAll("\n", "\n  ")).join("\n")}`,
			),
	),
})).block;

describe("reading in pieces", () => {
	it("reads what reading at once reads", () => {
		let read = 0;
		fc.assert(
			fc.property(
				fc.oneof(
					tame.map((text) => `${text.slice(1)}\n`),
					wildText,
				),
				(text) => {
					const whole = composeText(text);
					if (whole.problems.length > 0) return;
					read++;
					const { documents } = split(text);
					expect(documents.flatMap(({ problems }) => problems)).toEqual([]);
					const [first] = documents;
					expect(describeNode(first?.root)).toEqual(
						describeNode(whole.node === undefined ? undefined : { node: whole.node, base: 0 }),
					);
				},
			),
			{ numRuns: 1000 },
		);
		expect(read).toBeGreaterThan(300);
	});

	it("rejects what reading at once rejects", () => {
		fc.assert(
			fc.property(wildText, (text) => {
				const whole = composeText(text).problems.length > 0;
				fc.pre(whole);
				expect(problemsOf(text)).not.toEqual([]);
			}),
			{ numRuns: 1000 },
		);
	});

	it("gives the same whatever was read before", () => {
		fc.assert(
			fc.property(fc.array(wildText, { minLength: 2, maxLength: 4 }), (texts) => {
				let chunks = new Map();
				for (const text of texts) {
					const next = new Map();
					const file = parseYaml(text, chunks, next, 0);
					chunks = next;
					const fresh = split(text);
					expect(file.documents.map(({ root }) => describeNode(root))).toEqual(
						fresh.documents.map(({ root }) => describeNode(root)),
					);
					expect(file.documents.map(({ problems }) => problems)).toEqual(
						fresh.documents.map(({ problems }) => problems),
					);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
