import fc from "fast-check";
import { expect, test } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { testRules } from "../support/promtool.ts";

/**
 * Series and values get the same verdict from us and from the real promtool. Native histograms are left out: Debian's
 * version does not know them yet.
 */
const { NOTATION_SEED = "20261121", NOTATION_CASES = "150" } = process.env;
const seed = Number(NOTATION_SEED);
const count = Number(NOTATION_CASES);

const number = fc.constantFrom(
	"0",
	"1",
	"-2",
	"+3",
	"0.5",
	".5",
	"5.",
	"1e3",
	"1e-2",
	"10",
	"-0",
	"Inf",
	"-inf",
	"nan",
);
const word = fc.oneof(
	number,
	fc.constantFrom("_", "stale", "_x3"),
	fc.tuple(number, fc.nat({ max: 20 })).map(([value, times]) => `${value}x${times}`),
	fc
		.tuple(number, fc.constantFrom("+", "-"), fc.constantFrom("1", "0.5", "1e2", "10"), fc.nat({ max: 20 }))
		.map(([start, sign, step, times]) => `${start}${sign}${step}x${times}`),
);
const values = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
const series = fc.constantFrom(
	"up",
	"up{}",
	'up{job="api"}',
	"up{ job = 'api' , le=\"0.5\", }",
	"a:b:c",
	"sum",
	'{__name__="x"}',
	'{job="api"}',
	'up{job="a\\nb"}',
	"up{job=`a`}",
);
const stray = fc.constantFrom(..."x_+-0159.eE {}[],:\"'`=!~#stalenINF".split(""));

/** Loses, gets or changes a character, so that some of them are wrong. */
const mistyped = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
	fc.tuple(text, fc.nat(), fc.nat({ max: 1 }), fc.oneof(fc.constant(""), stray)).map(([whole, place, cut, typed]) => {
		const at = place % (whole.length + 1);
		return whole.slice(0, at) + typed + whole.slice(at + cut);
	});

test("promtool and we agree on series and their values", { timeout: 280_000 }, async () => {
	const cases = [
		...fc.sample(fc.tuple(series, values), { numRuns: count / 3, seed }),
		...fc.sample(fc.tuple(series, mistyped(values)), { numRuns: count, seed: seed + 1 }),
		...fc.sample(fc.tuple(mistyped(series), values), { numRuns: count, seed: seed + 2 }),
	].filter(([description]) => !isNewer(description) && !description.trim().startsWith("#"));
	const disagreements: string[] = [];
	let rejected = 0;
	for (const [description, notation] of cases) {
		const input = [{ series: description, values: notation }];
		const { output } = await testRules([], { interval: "1m", input_series: input });
		const text = JSON.stringify({ rule_files: [], tests: [{ interval: "1m", input_series: input }] });
		const [problem] =
			createDocumentParser()
				.parse({ uri: "file:///t.yaml", languageId: "yaml", version: 1, text })
				?.problems.filter(({ severity }) => severity === "error") ?? [];
		const refused = /parse error|invalid sample/.test(output);
		if (refused) rejected += 1;
		if (refused !== (problem !== undefined)) {
			disagreements.push(`[${description}] [${notation}]\n  ours: ${problem?.message}\n  promtool: ${output.trim()}`);
		}
	}
	expect(rejected).toBeGreaterThan(count / 5);
	expect(disagreements).toEqual([]);
});

/** Names in quotes are for Prometheus 3. */
function isNewer(description: string): boolean {
	return /[{,]\s*["'`]/.test(description);
}
