import { expect, test } from "vitest";
import { createTestService, never } from "../../support/testService.ts";

const service = createTestService();
let files = 0;

/** What is said of the errors and the totals of an SLO of Sloth: the codes about shares. */
async function judge(errors: string, total: string): Promise<readonly string[]> {
	const text = `version: prometheus/v1\nservice: api\nslos:\n  - name: availability\n    objective: 99.9\n    sli:\n      events:\n        error_query: '${errors}'\n        total_query: '${total}'\n    alerting: { name: A }\n`;
	const document = { uri: `file:///share-${++files}.yaml`, languageId: "yaml", version: 1, text };
	const problems = (await service.diagnose(document, never)) ?? [];
	return problems.flatMap(({ code }) => (/share|part/.test(code) ? [code] : []));
}

const sum = (selector: string): string => `sum(rate(${selector}[{{.window}}]))`;

test.each([
	["one label more", sum('r{job="a",code="5"}'), sum('r{job="a"}'), []],
	["a label of all alone", sum('r{code="5"}'), sum('r{job="a"}'), ["slo/not-a-part-of-all"]],
	["another value", sum('r{job="b",code="5"}'), sum('r{job="a"}'), ["slo/not-a-part-of-all"]],
	["an exception of all alone", sum('r{code="5"}'), sum('r{path!="/health"}'), ["slo/not-a-part-of-all"]],
	["what matches everything", sum('r{code="5"}'), sum('r{path=~".+"}'), []],
	["a pattern that holds the value", sum('r{job="a",code="5"}'), sum('r{job=~"a|b"}'), []],
	["a pattern on both sides", sum('r{job=~"a|b",code="5"}'), sum('r{job=~"a|b|c"}'), []],
	["another metric", sum('errors{code="5"}'), sum('r{job="a"}'), []],
	["a bucket and its count", sum('d_bucket{le="1"}'), sum('d_count{job="a"}'), ["slo/not-a-part-of-all"]],
	["more than a sum", `${sum('r{code="5"}')} - ${sum("x")}`, sum('r{job="a"}'), []],
	["single series", 'rate(r{code="5"}[{{.window}}])', "rate(r[{{.window}}])", ["slo/unsummed-share"]],
	["single series of two metrics", "rate(e[{{.window}}])", "rate(r[{{.window}}])", []],
	[
		"a quantile",
		"histogram_quantile(0.9, sum by (le) (rate(d_bucket[{{.window}}])))",
		sum("r"),
		["slo/quantile-as-share"],
	],
	[
		"a quantile that is compared",
		"count_over_time((histogram_quantile(0.9, sum by (le) (rate(d_bucket[5m]))) > 1)[{{.window}}:])",
		sum("r"),
		[],
	],
])("%s", async (_, errors, total, expected) => {
	expect(await judge(errors, total)).toEqual(expected);
});
