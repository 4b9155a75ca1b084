import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { createScalarRegion } from "../../../server/documents/embedded/yamlScalar.ts";
import { composeText } from "../../../server/documents/yaml/compose.ts";
import type { YamlScalar } from "../../../server/documents/yaml/node.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";

/** The scalar under `expr` in a rule's place: several levels deep, with keys before and after it. */
function host(scalar: string, lineBreak = "\n"): string {
	return `a:\n  - before: it\n    expr: ${scalar}\n    after: it\n`.replaceAll("\n", lineBreak);
}

function readHost(text: string): { readonly scalar: YamlScalar; readonly problems: number } {
	const { node, problems } = composeText(text);
	const a = node?.kind === "mapping" ? node.entries[0]?.value : undefined;
	const rule = a?.kind === "sequence" ? a.items[0]?.node : undefined;
	const scalar = rule?.kind === "mapping" ? rule.entries[1]?.value : undefined;
	if (scalar?.kind !== "scalar") throw new Error(`There is no scalar in ${JSON.stringify(text)}.`);
	return { scalar, problems: problems.length };
}

const regionOf = (text: string) => createScalarRegion(readHost(text).scalar, 0, "promql", { role: "query" });

/** What the `yaml` package makes of it, as a second opinion. */
function decodeWithLibrary(text: string): unknown {
	const document = parseDocument(text, { schema: "failsafe", logLevel: "silent" });
	return document.errors.length > 0 ? undefined : document.getIn(["a", 0, "expr"]);
}

describe("decoding", () => {
	const cases: readonly (readonly [name: string, scalar: string, text: string])[] = [
		["plain", "up == 0", "up == 0"],
		["plain on several lines", "up\n      ==\n\n      0", "up ==\n0"],
		["plain with a comment", "up == 0 # why", "up == 0"],
		["single-quoted", "'a{b=''c''}'", "a{b='c'}"],
		["single-quoted on several lines", "'a\n      b\n\n      c'", "a b\nc"],
		["double-quoted", '"a{b=\\"c\\\\\\\\d\\"}"', 'a{b="c\\\\d"}'],
		[
			"every short escape",
			'"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\N\\_\\L\\P"',
			"\0\x07\b\t\n\v\f\r\x1b \x85\xa0\u2028\u2029",
		],
		["numbered escapes", '"\\x41\\u00e9\\U0001F600"', "Aé😀"],
		["a continued line", '"up \\\n      == 0"', "up == 0"],
		["a folded line in quotes", '"up  \n      == 0"', "up == 0"],
		["literal", "|\n      up\n      == 0", "up\n== 0\n"],
		["literal, stripped", "|-\n      up\n      == 0", "up\n== 0"],
		["literal, kept", "|+\n      up\n\n", "up\n\n\n"],
		["literal with deeper lines", "|\n      sum(\n        up\n\n      )", "sum(\n  up\n\n)\n"],
		["literal with an indicator", "|2\n        up\n      == 0", "  up\n== 0\n"],
		["literal with both indicators", "|-2\n        up", "  up"],
		["literal with a comment in its header", "| # why\n      up", "up\n"],
		["folded", ">\n      up\n      == 0", "up == 0\n"],
		["folded with an empty line", ">\n      up\n\n      == 0", "up\n== 0\n"],
		["folded with deeper lines", ">\n      a\n        b\n        c\n      d", "a\n  b\n  c\nd\n"],
		["folded, stripped", ">-\n      up\n      == 0\n", "up == 0"],
		["anchored", "&e up == 0", "up == 0"],
		["anchored literal", "&e |\n      up", "up\n"],
		["tagged", "!!str 'up'", "up"],
		["empty literal", "|\n", ""],
		["empty quotes", '""', ""],
	];

	it.each(cases)("%s", (_, scalar, text) => {
		expect(regionOf(host(scalar)).text).toBe(text);
	});

	it.each(cases)("%s, with CRLF", (_, scalar, text) => {
		expect(regionOf(host(scalar, "\r\n")).text).toBe(text);
	});
});

describe("content span", () => {
	const cases: readonly (readonly [name: string, scalar: string, content: string])[] = [
		["plain", "up == 0", "up == 0"],
		["single-quoted", "'up == 0'", "up == 0"],
		["double-quoted", '"up == 0"', "up == 0"],
		["literal", "|\n      up\n      == 0", "up\n      == 0"],
		["literal, then blank lines", "|\n      up\n      \n\n", "up"],
		["literal that keeps blank lines", "|+\n      up\n      \n", "up\n      "],
		["empty literal with a fresh line", "|\n      ", ""],
	];

	it.each(cases)("%s", (_, scalar, content) => {
		const text = host(scalar);
		const { start, end } = regionOf(text).hostSpan;
		expect(text.slice(start, end)).toBe(content);
	});
});

const word = fc.constantFrom(
	"up",
	"sum(",
	")",
	"a:b",
	"{x='y'}",
	'"q"',
	"\\d",
	"é",
	"😀",
	"-",
	"#c",
	"  ",
	"\t",
	",",
	"*",
);
const line = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
const lines = fc.array(line, { minLength: 1, maxLength: 5 });

const quotedLines = (quote: (line: string) => string) =>
	lines.map((all) => all.map((each) => quote(each.trim())).join("\n      "));

const blockHeader = fc
	.tuple(fc.constantFrom("|", ">"), fc.constantFrom("", "-", "+"), fc.constantFrom("", "2", "4"))
	.map(([style, chomping, indicator]) => ({ header: style + indicator + chomping, indicator }));

const block = fc.tuple(blockHeader, lines, fc.nat(2)).map(([{ header, indicator }, all, blanks]) => {
	const indent = " ".repeat(4 + (indicator === "" ? 3 : Number(indicator)));
	const body = all.map((each) => (each.trim() === "" ? "" : indent + each)).join("\n");
	return `${header}\n${body}${"\n".repeat(blanks)}`;
});

/** A scalar of any style as it may stand in a file, valid or not. */
const written = fc.oneof(
	line.map((each) => each.trim()),
	lines.map((all) => all.map((each) => each.trim()).join("\n      ")),
	quotedLines((each) => each.replaceAll("'", "''")).map((body) => `'${body}'`),
	quotedLines((each) => each.replaceAll(/["\\]/g, "\\$&")).map((body) => `"${body}"`),
	fc
		.tuple(line, line)
		.map(([a, b]) => `"${a.replaceAll(/["\\]/g, "\\$&")} \\\n      ${b.replaceAll(/["\\]/g, "\\$&")}\\n\\u00e9"`),
	block,
);

/** Valid hosts with the region in them. */
const hosts = fc
	.tuple(written, fc.constantFrom("\n", "\r\n"))
	.map(([scalar, lineBreak]) => host(scalar, lineBreak))
	.filter((text) => decodeWithLibrary(text) !== undefined && typeof decodeWithLibrary(text) === "string")
	.filter((text) => readable(text));

function readable(text: string): boolean {
	try {
		return readHost(text).problems === 0;
	} catch {
		return false;
	}
}

describe("properties", () => {
	it("decodes what the yaml package decodes", () => {
		fc.assert(
			fc.property(hosts, (text) => {
				expect(regionOf(text).text).toBe(decodeWithLibrary(text));
			}),
			{ numRuns: 600 },
		);
	});

	it("maps every offset to the file and back", () => {
		fc.assert(
			fc.property(hosts, (text) => {
				const { map, text: decoded } = regionOf(text);
				const inside = insideOfUnits(map.segments);
				for (let offset = 0; offset <= decoded.length; offset++) {
					if (inside.has(offset)) continue;
					expect(map.toEmbedded(map.toHost(offset))).toBe(offset);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it("maps characters that stand for themselves to themselves", () => {
		fc.assert(
			fc.property(hosts, (text) => {
				const { map, text: decoded } = regionOf(text);
				for (const segment of map.segments) {
					if (!segment.literal) continue;
					const start = map.toHost(segment.embedded);
					expect(text.slice(start, start + segment.hostLength)).toBe(
						decoded.slice(segment.embedded, segment.embedded + segment.embeddedLength),
					);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it("edits inside the content only, and to the text that was wanted", () => {
		let made = 0;
		fc.assert(
			fc.property(
				hosts,
				fc.nat(),
				fc.nat(),
				fc.oneof(
					line,
					lines.map((all) => all.join("\n")),
				),
				(text, a, b, newText) => {
					const region = regionOf(text);
					const [start = 0, end = 0] = [a, b].map((at) => at % (region.text.length + 1)).sort((x, y) => x - y);
					const edit = region.encodeEdit({ span: { start, end }, newText });
					if (edit === undefined) return;
					made++;
					expect(edit.span.start).toBeGreaterThanOrEqual(region.hostSpan.start);
					expect(edit.span.end).toBeLessThanOrEqual(region.hostSpan.end);
					const edited = applyEdits(text, [edit]);
					expect(decodeWithLibrary(edited)).toBe(region.text.slice(0, start) + newText + region.text.slice(end));
					expect(parseDocument(edited).getIn(["a", 0, "after"])).toBe("it");
				},
			),
			{ numRuns: 500 },
		);
		expect(made).toBeGreaterThan(100);
	});
});

/** Offsets within an escape that stands for two code units, which correspond to no place in the file. */
function insideOfUnits(
	segments: readonly { embedded: number; embeddedLength: number; literal: boolean }[],
): Set<number> {
	return new Set(
		segments.flatMap(({ embedded, embeddedLength, literal }) =>
			literal ? [] : Array.from({ length: embeddedLength - 1 }, (_, index) => embedded + 1 + index),
		),
	);
}
