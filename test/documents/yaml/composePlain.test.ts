import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeText } from "../../../server/documents/yaml/compose.ts";
import { composePlain } from "../../../server/documents/yaml/composePlain.ts";

const key = fc.constantFrom("a", "alert", "for", "null", "b.c/d-e", "_x", "runbook_url");
const text = fc.constantFrom(
	...["x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x"],
	"up == 0",
	"5m",
	"sum(rate(x[5m])) by (job) > 1",
	"https://x.example/y#z",
	"a  ",
	"é – ü",
	"{{ $value }}",
	'"{{ $labels.job }} is \\"down\\"\\n"',
	'"\\u00e9"',
	'"a: b # c"',
	'""',
	"''",
	"'it''s: {{ $value }}'",
	'"open',
	"'a' b",
	"a: b",
	"a #b",
	"a#b",
	"a:",
	"-1",
	"- x",
	"# c",
	"[1, 2]",
	"{}",
	"&x y",
	"*x",
	"!!str x",
	"x # why",
	"",
	"~",
	"@x",
	"x\u00a0",
);
const blockLine = fc.constantFrom("x", "sum(a)", "  y", "", "   ", "# no comment", "- z", "k: v", "é", " ", "end ");

interface Part {
	readonly lines: readonly string[];
}

/** Lines of YAML that is mostly right, and sometimes a little wrong. */
const { node } = fc.letrec<{ node: Part; mapping: Part; sequence: Part; entry: Part; item: Part }>((tie) => ({
	node: fc.oneof({ maxDepth: 4 }, tie("mapping"), tie("sequence")),
	mapping: fc
		.array(tie("entry"), { minLength: 1, maxLength: 4 })
		.map((entries) => ({ lines: entries.flatMap(({ lines }) => lines) })),
	sequence: fc
		.array(tie("item"), { minLength: 1, maxLength: 3 })
		.map((items) => ({ lines: items.flatMap(({ lines }) => lines) })),
	entry: fc.oneof(
		{ maxDepth: 4 },
		fc.tuple(key, text).map(([name, value]) => ({ lines: [`${name}: ${value}`] })),
		fc
			.tuple(
				key,
				fc.constantFrom("|", "|-", ">", ">-", "|+", "|2", "> ", "|  "),
				fc.array(blockLine, { maxLength: 4 }),
				fc.constantFrom(1, 2, 4),
			)
			.map(([name, header, lines, indent]) => ({ lines: [`${name}: ${header}`, ...push(lines, indent)] })),
		fc
			.tuple(key, tie("node"), fc.constantFrom(0, 1, 2, 4))
			.map(([name, { lines }, indent]) => ({ lines: [`${name}:`, ...push(lines, indent)] })),
	),
	item: fc.oneof(
		{ maxDepth: 4 },
		text.map((value) => ({ lines: [`- ${value}`] })),
		fc.tuple(tie("node"), fc.constantFrom(1, 2, 3)).map(
			([
				{
					lines: [first = "", ...rest],
				},
				blanks,
			]) => ({
				lines: [`-${" ".repeat(blanks)}${first}`, ...push(rest, blanks + 1)],
			}),
		),
	),
}));

function push(lines: readonly string[], indent: number): readonly string[] {
	return lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line));
}

const yaml = fc
	.tuple(
		node,
		fc.constantFrom(0, 0, 2, 6),
		fc.constantFrom("", "\n", "\n\n", "\n  ", "\n  \n", "\n# c\n", "\n  # c\n", "\n    # c\n  # d\n", "\n # c"),
		fc.array(
			fc.tuple(
				fc.nat(30),
				fc.constantFrom("", "  ", "# c", "  # c", "    # c", "        # c", "x", "---", "...", " y: z"),
			),
			{
				maxLength: 1,
			},
		),
	)
	.map(([{ lines }, indent, end, extra]) => {
		const all = [...push(lines, indent)];
		for (const [at, line] of extra) all.splice(at, 0, line);
		return all.join("\n") + end;
	});

describe("plain YAML", () => {
	it("is read as the library reads it, or left to the library", () => {
		let read = 0;
		fc.assert(
			fc.property(yaml, (source) => {
				const composed = composePlain(source);
				if (composed === undefined) return;
				read++;
				expect(composed).toEqual(composeText(source));
			}),
			{ numRuns: 6000 },
		);
		expect(read).toBeGreaterThan(400);
	});

	it.each([
		["a rule", "- alert: Down\n  expr: |\n    up\n      == 0\n  for: 5m\n  labels:\n    severity: page\n"],
		[
			"a mapping",
			'  alert: Down\n  annotations:\n    summary: "{{ $value }}"\n    text: >-\n      a\n      b\n\n      c\n',
		],
		["a rule before the comment of the next", "        alert: Down\n        labels:\n          a: b\n      # Why.\n"],
		["a sequence in the column of its key", "rules:\n- record: a:b\n  expr: 'x'\n- record: c\n  expr: y\n"],
	])("is read without the library: %s", (_, source) => {
		expect(composePlain(source)).toEqual(composeText(source));
	});

	it.each([
		["a comment", "a: b # c\n"],
		["a text of several lines", "a: b\n  c\n"],
		["an alias", "a: *b\n"],
		["a flow collection", "a: [b]\n"],
		["a tab", "a:\tb\n"],
		["an empty value", "a:\nb: c\n"],
		["an indentation that fits nothing", "a:\n    b: c\n  d: e\n"],
	])("is left to the library: %s", (_, source) => {
		expect(composePlain(source)).toBeUndefined();
	});
});
