import { describe, expect, it } from "vitest";
import { readSeriesDescription } from "../../../server/documents/ruleTest/seriesDescription.ts";
import { parseSeriesValues } from "../../../server/documents/ruleTest/seriesValues.ts";

/** The text with what is wrong between angle brackets. */
function mark(text: string, fault: { span: { start: number; end: number } } | undefined): string {
	if (fault === undefined) return text;
	const { start, end } = fault.span;
	return `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`;
}

describe("values", () => {
	it.each([
		["", 0],
		["1 2 3", 3],
		["1x3", 4],
		["_x3", 3],
		["0+10x5 stale _ _x4", 12],
		["-1-0.5x2 +5 Inf -inf NaN", 7],
		["1e3+1e-2x4", 5],
		["0x10", 11],
		["stale+1x3", 4],
		["{{schema:1 count:2 sum:3 buckets:[1 1]}}x2", 3],
		["{{}}+{{schema:1 sum:-0.3 count:3 z_bucket:2 z_bucket_w:0.1 buckets:[1 2] offset:-3}}x3", 4],
		["{{schema:-53 custom_values:[5 10] counter_reset_hint:gauge n_buckets:[1 -2 ] n_offset:1}} {{ }}", 2],
	])("%s are %i", (text, count) => {
		expect(parseSeriesValues(text)).toMatchObject({ count });
		expect(parseSeriesValues(text).fault).toBeUndefined();
	});

	it.each([
		"1 «x3»",
		"1 2«,»3",
		"1«x»",
		"1x«1.5»",
		"1x«-3»",
		"1«+2» 3",
		"«NaNx3»",
		"«abc»",
		"«5m»",
		"1x3«x»4",
		"1«+» 2x3",
		"«1_»",
		"_«1»",
		"1 «#» no comment",
		"«{{»schema:1",
		"{{«scheme»:1}}",
		"{{schema:«one»}}",
		"{{buckets:«1»}}",
		"{{sum:1 «sum»:2}}",
		"{{schema:1}}+«1»x2",
	])("%s is marked", (marked) => {
		const text = marked.replaceAll(/[«»]/g, "");
		expect(mark(text, parseSeriesValues(text).fault)).toBe(marked);
	});
});

describe("descriptions of series", () => {
	it.each(["up", "up{}", "up{ a = \"b\" , c='d', }", "a:b", "sum", '{__name__="x"}', '{"a.b", c="d"}', "up{a=`\\d`}"])(
		"%s is one",
		(text) => {
			expect(mark(text, readSeriesDescription(text, true).fault)).toBe(text);
		},
	);

	it.each([
		'up« »{a="b"}',
		'up{a«=~»"b"}',
		'up{a="b",«a»="c"}',
		'up{a="b«\\d»"}',
		"up{a=«b»}",
		'up{a="b" «c»="d"}',
		"«on»",
		"up«[»5m]",
		"«5»",
		'up{a="b«"»',
		'up{a=«"»b}',
		"up{«,»}",
	])("%s is marked", (marked) => {
		const text = marked.replaceAll(/[«»]/g, "");
		expect(mark(text, readSeriesDescription(text, true).fault)).toBe(marked);
	});

	it("may have a space before the braces where no values can follow", () => {
		expect(readSeriesDescription('up {a="b"}', false).fault).toBeUndefined();
	});
});
