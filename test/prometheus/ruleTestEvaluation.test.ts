import fc from "fast-check";
import { expect, test } from "vitest";
import { EvaluationFault, NotEvaluated } from "../../server/promql/evaluate/evaluationFault.ts";
import type { Sample } from "../../server/promql/evaluate/sample.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { type InputSeries, readInputSeries } from "../../server/scaffold/ruleTest/inputSeries.ts";
import { rehearse } from "../../server/scaffold/ruleTest/rehearse.ts";
import { writeRuleTest } from "../../server/scaffold/ruleTest/writeRuleTest.ts";
import { runRuleTest } from "../support/promtool.ts";

/** Our evaluator against the real one: the same expressions over the same series, to the last digit. */
const gauge = 'g{job=~"a|b",zone!="x"}';
const selector = fc.constantFrom(
	"g",
	'g{job="a"}',
	gauge,
	'g{zone=~"z.*"}',
	"c",
	'c{job="b"}',
	"h",
	'h{job="a"}',
	"gone",
	'{__name__=~"g|h"}',
);
const offset = fc.constantFrom("", "", "", " offset 2m", " offset -1m", " @ 300", " @ end()");
const range = fc.constantFrom("1m", "90s", "2m", "5m", "7m", "10m");

const instant = fc.tuple(selector, offset).map(([of, by]) => of + by);
const window = fc.oneof(
	{ weight: 4, arbitrary: fc.tuple(selector, range, offset).map(([of, over, by]) => `${of}[${over}]${by}`) },
	{
		weight: 1,
		arbitrary: fc
			.tuple(selector, range, fc.constantFrom("", "30s", "2m"), offset)
			.map(([of, over, step, by]) => `abs(${of})[${over}:${step}]${by}`),
	},
);

const ofWindow = fc
	.tuple(
		fc.constantFrom(
			..."rate increase delta irate idelta deriv changes resets avg_over_time sum_over_time count_over_time last_over_time".split(
				" ",
			),
			..."present_over_time max_over_time min_over_time stddev_over_time stdvar_over_time absent_over_time".split(" "),
		),
		window,
	)
	.map(([name, of]) => `${name}(${of})`);
const withNumber = fc
	.tuple(fc.constantFrom("predict_linear(W, 600)", "quantile_over_time(0.3, W)", "quantile_over_time(2, W)"), window)
	.map(([call, of]) => call.replace("W", of));

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
	expression: fc.oneof(
		{ depthSize: "small", withCrossShrink: true },
		instant,
		ofWindow,
		withNumber,
		fc.constantFrom(
			"vector(3)",
			"vector(time())",
			"absent(gone)",
			"absent(g)",
			'absent(gone{a="b",c=~"d"})',
			"hour()",
			"vector(scalar(gone))",
		),
		fc
			.tuple(
				fc.constantFrom("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"),
				fc.constantFrom("", " by (job)", " without (zone)", " by (job, zone)", " by (nothing)"),
				tie("expression"),
			)
			.map(([name, by, of]) => `${name}${by} (${of})`),
		fc
			.tuple(
				fc.constantFrom("topk(2, X)", "bottomk by (job) (1, X)", "quantile by (job) (0.4, X)", 'count_values("v", X)'),
				tie("expression"),
			)
			.map(([call, of]) => call.replace("X", of)),
		fc
			.tuple(
				fc.constantFrom(
					"abs(X)",
					"-X",
					"ceil(X)",
					"floor(X)",
					"round(X)",
					"round(X, 0.3)",
					"sqrt(X)",
					"clamp(X, 1, 5)",
					"clamp_min(X, 3)",
					"sgn(X)",
					"timestamp(X)",
					"sort(X)",
					"vector(scalar(X))",
					"minute(X)",
					"day_of_week(X)",
					"days_in_month(X)",
					'label_replace(X, "new", "$1-x", "job", "(.*)")',
					'label_join(X, "zone", "-", "job", "zone")',
					"absent(X)",
					"histogram_quantile(0.9, X)",
					"(X)",
					"X * 2",
				),
				tie("expression"),
			)
			.map(([call, of]) => call.replace("X", of.startsWith("-") ? `(${of})` : of)),
		fc
			.tuple(
				tie("expression"),
				fc.constantFrom("+", "-", "*", "/", "%", "^", "==", "!=", "<", "<=", ">", ">=", "> bool", "== bool"),
				fc.constantFrom("2", "0", "0.5", "4", "-1"),
			)
			.map(([of, operator, number]) => `(${of}) ${operator} ${number}`),
		fc
			.tuple(fc.constantFrom("10", "time()"), fc.constantFrom("-", "/", ">", "< bool", "=="), tie("expression"))
			.map(([number, operator, of]) => `${number} ${operator} (${of})`),
		fc
			.tuple(
				tie("expression"),
				fc.constantFrom("+", "/", ">", "<", "== bool", "and", "or", "unless"),
				fc.constantFrom("", "", " on (job)", " ignoring (zone)", " on (job, zone)"),
				tie("expression"),
			)
			.map(([left, operator, on, right]) => `(${left}) ${operator}${on} (${right})`),
		fc
			.tuple(
				tie("expression"),
				fc.constantFrom(
					"* on (job) group_left ()",
					"/ on (job) group_left (zone)",
					"> ignoring (zone, le) group_left ()",
					"- on (job) group_right ()",
				),
				tie("expression"),
			)
			.map(([left, how, right]) => `(${left}) ${how} (${right})`),
	),
}));

const value = fc.oneof(
	{ weight: 6, arbitrary: fc.integer({ min: -5, max: 30 }).map(String) },
	{ weight: 2, arbitrary: fc.constantFrom("0.1", "2.5", "1e3", "_", "_x3", "stale", "inf", "nan") },
	{ weight: 4, arbitrary: fc.constantFrom("0+3x6", "10-1x4", "5x5", "0x3", "1+0.1x7", "100+60x10") },
);
const values = fc.array(value, { minLength: 1, maxLength: 8 }).map((all) => all.join(" "));
const names = [
	'g{job="a", zone="z1"}',
	'g{job="a", zone="z2"}',
	'g{job="b", zone="z1"}',
	'g{job="b"}',
	'c{job="a"}',
	'c{job="b", zone="x"}',
	...["0.1", "0.5", "1", "+Inf"].map((le) => `h{job="a", le="${le}"}`),
];
const series = fc
	.array(values, { minLength: names.length, maxLength: names.length })
	.map((all) => names.map((name, index): InputSeries => ({ series: name, values: all[index] ?? "" })));

test("the evaluator agrees with promtool", async () => {
	let compared = 0;
	await fc.assert(
		fc.asyncProperty(
			series,
			fc.array(expression, { minLength: 40, maxLength: 40 }),
			fc.constantFrom(30, 60),
			async (input, texts, intervalSeconds) => {
				const rehearsal = rehearse({
					groups: [],
					series: input.map(readInputSeries).filter((each) => each !== undefined),
					intervalSeconds,
					evaluationSeconds: 60,
					untilSeconds: 1200,
					dialect: "2.x",
				});
				if (rehearsal.kind === "failed") throw new Error(rehearsal.message);
				const expressions = texts.flatMap((text, index) => {
					const { expression: parsed, problems } = parsePromql(text);
					if (problems.length > 0) throw new Error(`${text}: ${problems[0]?.message}`);
					const seconds = 60 * (2 + (index % 12));
					try {
						const samples: readonly Sample[] = rehearsal.query(parsed, seconds);
						return [{ expression: text, seconds, samples }];
					} catch (error) {
						if (error instanceof EvaluationFault || error instanceof NotEvaluated) return [];
						throw error;
					}
				});
				compared += expressions.filter(({ samples }) => samples.length > 0).length;
				const text = writeRuleTest({
					ruleFiles: [],
					evaluationSeconds: 60,
					groupOrder: [],
					tests: [
						{
							name: "all",
							intervalSeconds,
							series: input,
							alerts: [{ name: "none", seconds: 1200, firing: [] }],
							expressions,
						},
					],
				});
				const { output } = await runRuleTest({ "test.yaml": text }, "test.yaml");
				expect(findDifferences(output)).toEqual([]);
			},
		),
		{ numRuns: 25 },
	);
	expect(compared).toBeGreaterThan(300);
});

/** promtool never takes NaN for what was expected, but writes both sides the same. */
function findDifferences(output: string): readonly string[] {
	if (!/SUCCESS|FAILED/.test(output)) return [output];
	const [, ...failures] = output.split(/(?=^ {4}expr: |^ {4}alertname)/m);
	return failures.filter((failure) => {
		const [, expected, got] = /exp:([\s\S]*)\n\s*got:([\s\S]*?)\n*$/.exec(failure) ?? [];
		if (expected === undefined || got === undefined) return true;
		// The order in which samples are added up is the server's own, and shows in the last digits.
		const short = (text: string) =>
			text.replaceAll(/-?\d+(?:\.\d+)?E[+-]\d+/g, (number) => Number(number).toPrecision(10));
		return short(expected) !== short(got);
	});
}
