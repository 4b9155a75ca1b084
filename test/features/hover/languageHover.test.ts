import { describe, expect, test } from "vitest";
import { aggregations } from "../../../server/promql/aggregations.ts";
import { checkPromql } from "../../../server/promql/check.ts";
import { promqlFunctions } from "../../../server/promql/functions.ts";
import { promqlKeywords } from "../../../server/promql/keywords.ts";
import { matchOperators, promqlOperators } from "../../../server/promql/operators.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { readCursor } from "../../support/cursor.ts";
import { HOSTS } from "../../support/hosts.ts";
import { createDocument, createTestService } from "../../support/testService.ts";

const service = createTestService();

function hoverAt(marked: string): string | undefined {
	const { text, offset } = readCursor(marked);
	return service.hover(createDocument(text), offset)?.markdown;
}

const literal = HOSTS.find(({ name }) => name === "literal");
const inRule = (marked: string): string => literal?.wrap(marked) ?? "";

interface Entry {
	readonly name: string;
	readonly summary: string;
	readonly needs?: string;
	readonly trap?: string;
	readonly example: string;
	readonly link: string;
}

/** The functions `start()` and `end()` and the anchors behind `@` share a name; what tells them apart is the place. */
function findWord(kind: string, { name, example }: Entry): number {
	const word = name.replace("()", "");
	if (kind === "keyword" && name.endsWith("()")) return example.lastIndexOf(word);
	const bounded = /^\w/.test(word) ? new RegExp(`\\b${word}\\b(?!_)`) : undefined;
	return bounded === undefined ? example.indexOf(word) : example.search(bounded);
}

const tables: readonly (readonly [kind: string, entries: Iterable<Entry>])[] = [
	["function", promqlFunctions.values()],
	["aggregation", aggregations.values()],
	["keyword", promqlKeywords.values()],
	["operator", promqlOperators.values()],
	["matching operator", matchOperators],
];
const cases = tables.flatMap(([kind, entries]) => [...entries].map((entry) => [kind, entry.name, entry] as const));

describe.each(cases)("the %s %s", (kind, _, entry) => {
	test("says what it does, what it needs, how it misleads, and where more is written", () => {
		const at = findWord(kind, entry);
		const markdown = hoverAt(inRule(`${entry.example.slice(0, at)}<|>${entry.example.slice(at)}`));
		expect(markdown).toContain(entry.summary);
		expect(entry.trap ?? "", "a trap is known of everything").not.toBe("");
		for (const part of [entry.needs ?? "", entry.trap ?? "", entry.example, `(${entry.link})`]) {
			expect(markdown).toContain(part);
		}
	});

	test("has an example without a fault", () => {
		expect(checkPromql(parsePromql(entry.example), { role: "ruleExpression" })).toEqual([]);
	});
});

test("every word of the tables was looked at", () => {
	expect(cases.length).toBeGreaterThan(140);
});

describe("numbers", () => {
	test.each([
		["rate(up[<|>5m])", "`5m` is 5 minutes, 300 seconds."],
		["rate(up[<|>1d12h])", "`1d12h` is 1 day 12 hours, 129,600 seconds."],
		["rate(up[<|>36h])", "`36h` is 1 day 12 hours, 129,600 seconds."],
		["rate(up[<|>1y])", "`1y` is 1 year, 31,536,000 seconds."],
		["rate(up[<|>1h30m5s200ms])", "`1h30m5s200ms` is 1 hour 30 minutes 5 seconds 200 milliseconds, 5,405.2 seconds."],
		["rate(up[<|>30s])", "`30s` is 30 seconds."],
		["rate(up[<|>300])", "`300` seconds are `5m`."],
		["up offset -<|>90", "`90` seconds are `1m30s`."],
		["up offset <|>1w", "`1w` is 1 week, 604,800 seconds."],
		["up @ <|>1609746000", "2021-01-04 07:40:00 UTC, a Monday."],
		["up @ <|>1609746000.25", "2021-01-04 07:40:00.250 UTC, a Monday."],
		["up @ -<|>3600", "1970-01-01 01:00:00 UTC, a Thursday."],
		["up > <|>0x1f", "`0x1f` is 31."],
		["up > <|>1e6", "`1e6` is 1,000,000."],
		["up > <|>5e-3", "`5e-3` is 0.005."],
		["up > <|>1_000_000", "`1_000_000` is 1,000,000."],
		["up > <|>0755", "`0755` is 493."],
		["up <<|> +Inf", "Keeps the series that are smaller"],
		["up < <|>+Inf", undefined],
		["up <|>+ 1", "Adds both sides"],
		["up < +<|>Inf", "Infinity"],
		["up == <|>NaN", "not a number"],
		["up > <|>12", undefined],
		["up > <|>0.5", undefined],
		["rate(up[<|>5mm])", undefined],
		["up @ <|>1e300", undefined],
	])("%s", (marked, expected) => {
		const markdown = hoverAt(inRule(marked));
		if (expected === undefined) expect(markdown).toBeUndefined();
		else expect(markdown).toContain(expected);
	});
});
