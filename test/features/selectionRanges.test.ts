import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, type Span } from "../../server/text/span.ts";
import { readCursor } from "../support/cursor.ts";
import { ALL_HOSTS, HOSTS } from "../support/hosts.ts";
import { createDocument, createTestService } from "../support/testService.ts";

const service = createTestService();

/** What is selected, from small to large. */
function selectionsAt(marked: string): readonly string[] {
	const { text, offset } = readCursor(marked);
	const [spans = []] = service.selectionRanges(createDocument(text), [offset]) ?? [];
	expectNested(spans, offset);
	return spans.map(({ start, end }) => text.slice(start, end));
}

function expectNested(spans: readonly Span[], offset: number): void {
	expect(service.logged).toEqual([]);
	for (const [index, span] of spans.entries()) {
		const larger = spans[index + 1];
		const holds = span.start <= offset && offset <= span.end;
		const grows = larger === undefined || larger.end - larger.start > span.end - span.start;
		if (holds && grows && (larger === undefined || contains(larger, span))) continue;
		expect.fail(`At ${offset}, ${JSON.stringify(span)} comes before ${JSON.stringify(larger)}.`);
	}
}

const selector = "up{job=`a b`,x=`y`}";
const cases: readonly (readonly [string, readonly string[]])[] = [
	[
		"sum(rate(up{job=`a<|> b`,x=`y`}[5m] offset 1h)) > 1",
		[
			"a b",
			"`a b`",
			"job=`a b`",
			"job=`a b`,x=`y`",
			"{job=`a b`,x=`y`}",
			selector,
			`${selector}[5m]`,
			`${selector}[5m] offset 1h`,
			`(${selector}[5m] offset 1h)`,
			`rate(${selector}[5m] offset 1h)`,
			`(rate(${selector}[5m] offset 1h))`,
			`sum(rate(${selector}[5m] offset 1h))`,
			`sum(rate(${selector}[5m] offset 1h)) > 1`,
		],
	],
	["sum by (j<|>ob, le) (up)", ["job", "job, le", "(job, le)", "by (job, le)", "sum by (job, le) (up)"]],
	["a + b * c<|> - d", ["c", "b * c", "a + b * c", "a + b * c - d"]],
	[
		"a and on (x<|>) group_left (y) b",
		["x", "(x)", "on (x)", "on (x) group_left (y)", "a and on (x) group_left (y) b"],
	],
	["rate(a[5<|>m])", ["5m", "[5m]", "a[5m]", "(a[5m])", "rate(a[5m])"]],
	["clamp(a, 1, <|>2 + 3)", ["2", "2 + 3", "a, 1, 2 + 3", "(a, 1, 2 + 3)", "clamp(a, 1, 2 + 3)"]],
	// Half-written.
	["sum(rate(up{jo<|>b", ["job", "{job", "up{job", "(up{job", "rate(up{job", "(rate(up{job", "sum(rate(up{job"]],
	["sum by (job, in<|>st", ["inst", "job, inst", "(job, inst", "by (job, inst", "sum by (job, inst"]],
	["clamp(a, b<|>, c", ["b", "a, b, c", "(a, b, c", "clamp(a, b, c"]],
];

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds }) => {
	test.each(cases.filter(([written]) => holds(written)))("%s", (marked, expected) => {
		expect(selectionsAt(wrap(marked)).slice(0, expected.length)).toEqual(expected);
	});
});

describe.each(HOSTS)("in a rule's scalar that is $name", ({ wrap }) => {
	test("the scalar, its line, the rule, the rules, the group, the file", () => {
		const text = wrap("u<|>p");
		const whole = text.replace("<|>", "");
		const selected = selectionsAt(text);
		expect(selected[0]).toBe("up");
		const at = (start: string): number => selected.findIndex((span) => span.startsWith(start));
		const order = [
			at("up"),
			at("expr:"),
			at("- alert:"),
			at("rules:"),
			at("- name: g"),
			at("groups:"),
			selected.indexOf(whole),
		];
		expect(order).not.toContain(-1);
		expect(order).toEqual(order.toSorted((a, b) => a - b));
	});
});

test("outside of PromQL by the lines and their indentation", () => {
	const text = `groups:
  - name: g
    rules:
      - alert: A
        expr: up
        labels:
          severity: pa<|>ge
          team: core
        annotations: {}
`;
	expect(selectionsAt(text).slice(0, 4)).toEqual([
		"page",
		"severity: page",
		"labels:\n          severity: page\n          team: core",
		"- alert: A\n        expr: up\n        labels:\n          severity: page\n          team: core\n        annotations: {}",
	]);
});

test("at every offset of every text, ranges nest", () => {
	const pieces = fc.constantFrom(
		"sum",
		"(",
		")",
		"{",
		"}",
		"[",
		"]",
		"a",
		"=",
		'"',
		"`",
		",",
		" ",
		"5m",
		"by",
		"offset",
		"@",
		"\n",
		"é",
	);
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 25 }), fc.nat(3), (parts, index) => {
			const host = HOSTS[index + 2];
			const text = host?.wrap(parts.join("")) ?? "";
			const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset);
			const found = service.selectionRanges(createDocument(text), offsets) ?? [];
			expect(found).toHaveLength(offsets.length);
			for (const [offset, spans] of found.entries()) expectNested(spans, offset);
		}),
		{ numRuns: 60 },
	);
});

test("the editor selects in other files by itself", () => {
	expect(service.selectionRanges(createDocument("a: b\n"), [1])).toBeUndefined();
});
