import { describe, expect, test } from "vitest";
import { readCursor } from "../support/cursor.ts";
import { ALL_HOSTS, HOSTS } from "../support/hosts.ts";
import { createDocument, createTestService } from "../support/testService.ts";

const service = createTestService();

/** The active signature with the active parameter between guillemets, and the parameter's documentation. */
function helpAt(marked: string): { shown: string | undefined; parameter: string; forms: number } {
	const { text, offset } = readCursor(marked);
	const help = service.signatureHelp(createDocument(text), offset);
	expect(service.logged).toEqual([]);
	const active = help?.signatures[help.activeSignature];
	const parameter = active?.parameters[help?.activeParameter ?? -1];
	if (active === undefined) return { shown: undefined, parameter: "", forms: 0 };
	const { label } = active;
	const shown =
		parameter === undefined
			? label
			: `${label.slice(0, parameter.span.start)}«${label.slice(parameter.span.start, parameter.span.end)}»${label.slice(parameter.span.end)}`;
	return { shown, parameter: parameter?.markdown ?? "", forms: help?.signatures.length ?? 0 };
}

const rate = "rate(«v range-vector») instant-vector";
const quantile = "histogram_quantile(φ scalar, «b instant-vector») instant-vector";

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds }) => {
	test.each([
		["rate(<|>", rate],
		["rate(<|>)", rate],
		["rate(up[5m<|>])", rate],
		["rate(up{job=`a,b`, <|>}[5m])", rate],
		["sum(rate(<|>up[5m]))", rate],
		["sum((rate(up[5m])<|>))", "sum(«v instant-vector») instant-vector"],
		["histogram_quantile(<|>", "histogram_quantile(«φ scalar», b instant-vector) instant-vector"],
		["histogram_quantile(0.9,<|>", quantile],
		["histogram_quantile(0.9, <|>)", quantile],
		["histogram_quantile(0.9, sum by (le) (up)<|>)", quantile],
		["histogram_quantile(0.9, up, <|>)", "histogram_quantile(φ scalar, b instant-vector) instant-vector"],
		["round(up, <|>)", "round(v instant-vector, «to_nearest scalar = 1») instant-vector"],
		[
			"label_join(up, `a`, `b`, `c`, `d`, <|>)",
			"label_join(v instant-vector, dst_label string, separator string, «src_label string», …) instant-vector",
		],
		["time(<|>)", "time() scalar"],
		["sum(<|>)", "sum(«v instant-vector») instant-vector"],
		["topk(3, <|>)", "topk(k scalar, «v instant-vector») instant-vector"],
		["sum by (<|>", "sum by («label, …») (v instant-vector) instant-vector"],
		["sum by (job, <|>) (up)", "sum by («label, …») (v instant-vector) instant-vector"],
		["topk without (job) (3, <|>)", "topk without (label, …) (k scalar, «v instant-vector») instant-vector"],
		["topk(<|>3, up) by (job)", "topk by (label, …) («k scalar», v instant-vector) instant-vector"],
		["sum(up) without (<|>)", "sum without («label, …») (v instant-vector) instant-vector"],
		["SUM BY (<|>) (up)", "sum by («label, …») (v instant-vector) instant-vector"],
		["up * on (<|>) down", "on («label, …»)"],
		["up * on (job) group_left (<|>) down", "group_left («label, …»)"],
		["up + fill (<|>) down", "fill («value»)"],
		["rate(up[max_of(5m, <|>)])", "max_of(duration, «duration»)"],
		["rate(up[5m]<|>", rate],
		["rate(up[5m])<|>", undefined],
		["(<|>up)", undefined],
		["<|>rate(up[5m])", undefined],
		["rate<|>(up[5m])", undefined],
		["unknown(<|>)", undefined],
		["up{job=`a`<|>}", undefined],
	])("%s", (marked, expected) => {
		if (holds(marked)) expect(helpAt(wrap(marked)).shown).toBe(expected);
	});
});

test("each parameter says what to write", () => {
	const wrap = HOSTS[3]?.wrap ?? ((text: string) => text);
	expect(helpAt(wrap("histogram_quantile(<|>)")).parameter).toContain("0.95 for the 95th percentile");
	expect(helpAt(wrap("round(up, <|>)")).parameter).toMatch(/^May be left out\. .*multiple/);
	expect(helpAt(wrap("rate(<|>)")).parameter).toContain("http_requests_total[5m]");
	expect(helpAt(wrap("sum without (<|>) (up)")).parameter).toContain("put aside");
	expect(helpAt(wrap("sum(<|>)")).forms).toBe(3);
});

test("outside of PromQL there is nothing to say", () => {
	expect(helpAt("groups:\n  - name: g(<|>\n    rules: []\n").shown).toBeUndefined();
	expect(helpAt("a: rate(<|>\n").shown).toBeUndefined();
});
