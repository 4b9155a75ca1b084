import { printDuration } from "../../promql/duration.ts";
import type { EvaluationDialect } from "../../promql/evaluate/dialect.ts";
import { EvaluationFault, NotEvaluated } from "../../promql/evaluate/evaluationFault.ts";
import { keyOfLabels, type Sample } from "../../promql/evaluate/sample.ts";
import { parsePromql } from "../../promql/parse.ts";
import { orderGroups } from "./groupOrder.ts";
import { type InputSeries, type ReadSeries, readInputSeries } from "./inputSeries.ts";
import { type FiringAlert, type Rehearsal, rehearse } from "./rehearse.ts";
import type { TestedFile, TestedGroup } from "./testedRules.ts";
import { type WrittenTest, type WrittenTestFile, writeRuleTest } from "./writeRuleTest.ts";

/** A test of rules, without what is to be expected: that is worked out. Times are seconds from the start. */
export interface RuleTestRequest {
	/** Where the test goes, relative to the workspace folder, with `/`. */
	readonly path: string;
	/** The rule files that it loads; all that their rules need have to be among the series or rules. */
	readonly ruleFiles: readonly TestedFile[];
	/** Between two evaluations of the rules; a minute where it is left out. */
	readonly evaluationSeconds?: number;
	readonly cases: readonly RuleTestCase[];
}

export interface RuleTestCase {
	readonly name: string;
	/** Between two values of the series; as long as between two evaluations where it is left out. */
	readonly intervalSeconds?: number;
	readonly series: readonly InputSeries[];
	/** The alerts to look at, and when. */
	readonly alerts?: readonly { readonly name: string; readonly seconds: number }[];
	/** The queries to look at, such as the name of what a rule records, and when. */
	readonly expressions?: readonly { readonly expression: string; readonly seconds: number }[];
}

export type AssembledRuleTest =
	| { readonly kind: "test"; readonly text: string; readonly file: WrittenTestFile }
	/** Why there is none, as a sentence for the user. */
	| { readonly kind: "refused"; readonly reason: string };

/**
 * The file of a `promtool test rules` with exactly what the rules give for the series, which passes as it is. It is put
 * together only where Prometheus 2.x and 3.x agree on everything that it expects, to the last digit.
 */
export function assembleRuleTest(request: RuleTestRequest): AssembledRuleTest {
	const { path, ruleFiles, evaluationSeconds = 60, cases } = request;
	const groups = orderGroups(ruleFiles.flatMap((file) => file.groups));
	const tests: WrittenTest[] = [];
	for (const one of cases) {
		const expected = expectOutcome(one, groups, evaluationSeconds);
		if (expected.kind === "refused") return expected;
		tests.push(expected.test);
	}
	const file: WrittenTestFile = {
		ruleFiles: ruleFiles.map((each) => pathFrom(path, each.path)),
		evaluationSeconds,
		groupOrder: groups.length > 1 ? [...new Set(groups.map(({ name }) => name))] : [],
		tests,
	};
	return { kind: "test", text: writeRuleTest(file), file };
}

export type ExpectedOutcome =
	| { readonly kind: "expected"; readonly test: WrittenTest }
	| { readonly kind: "refused"; readonly reason: string };

const dialects: readonly EvaluationDialect[] = ["3.x", "2.x"];

/** What is to be expected of one test; `groups` in the order of their evaluation. */
export function expectOutcome(
	one: RuleTestCase,
	groups: readonly TestedGroup[],
	evaluationSeconds: number,
): ExpectedOutcome {
	const { alerts = [], expressions = [] } = one;
	const series: ReadSeries[] = [];
	for (const each of one.series) {
		const read = readInputSeries(each);
		if (read === undefined) return refuse(`The series ${each.series} with the values ${each.values} cannot be read.`);
		series.push(read);
	}
	const intervalSeconds = one.intervalSeconds ?? evaluationSeconds;
	const untilSeconds = Math.max(0, ...[...alerts, ...expressions].map(({ seconds }) => seconds));
	const outcomes: WrittenTest[] = [];
	// In which order a server adds up, and so what is lost to rounding, nobody knows: both ways have to agree.
	for (const [dialect, fed] of [
		[dialects[0], series],
		[dialects[1], series.toReversed()],
	] as const) {
		if (dialect === undefined) continue;
		const rehearsal = rehearse({ groups, series: fed, intervalSeconds, evaluationSeconds, untilSeconds, dialect });
		const outcome = readOutcome(one, intervalSeconds, rehearsal);
		if (outcome.kind === "refused") return outcome;
		outcomes.push(outcome.test);
	}
	const [test, other] = outcomes;
	if (test === undefined) return refuse("There is nothing to expect.");
	if (JSON.stringify(test) !== JSON.stringify(other)) {
		return refuse(
			`Prometheus 2 and 3 give other results for these series${nameDifference(test, other)}, so that no test passes with both.`,
		);
	}
	return { kind: "expected", test };
}

function nameDifference(test: WrittenTest, other: WrittenTest | undefined): string {
	const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
	const alert = test.alerts.find((each, index) => differs(each, other?.alerts[index]));
	if (alert !== undefined) return ` (${alert.name} after ${printDuration(alert.seconds)})`;
	const expression = test.expressions.find((each, index) => differs(each, other?.expressions[index]));
	return expression === undefined ? "" : ` (${expression.expression} after ${printDuration(expression.seconds)})`;
}

function readOutcome(one: RuleTestCase, intervalSeconds: number, rehearsal: Rehearsal): ExpectedOutcome {
	if (rehearsal.kind === "failed") {
		return refuse(`With these series the rule ${rehearsal.rule.name} fails: ${rehearsal.message}`);
	}
	const { alerts = [], expressions = [] } = one;
	const strange = rehearsal.unknown.find(({ rule }) => alerts.some(({ name }) => name === rule.name));
	if (strange !== undefined)
		return refuse(`What ${strange.rule.name} gives is not known here, because of ${strange.what}.`);
	const alertTests: WrittenTest["alerts"][number][] = [];
	for (const { name, seconds } of alerts) {
		const firing = rehearsal.alertsAt(name, seconds);
		if (firing === undefined) return refuse(`A template of ${name} fails, or asks for what is not known here.`);
		alertTests.push({ name, seconds, firing: firing.toSorted(byLabels) });
	}
	const expressionTests: WrittenTest["expressions"][number][] = [];
	for (const { expression, seconds } of expressions) {
		const samples = askFor(rehearsal, expression, seconds);
		if (typeof samples === "string") return refuse(samples);
		expressionTests.push({ expression, seconds, samples: samples.toSorted(byLabels) });
	}
	const { name, series } = one;
	return {
		kind: "expected",
		test: { name, intervalSeconds, series, alerts: alertTests, expressions: expressionTests },
	};
}

function askFor(rehearsal: Rehearsal & { kind: "done" }, text: string, seconds: number): readonly Sample[] | string {
	const { expression, problems } = parsePromql(text);
	if (problems.length > 0) return `${text} is no PromQL.`;
	try {
		return rehearsal.query(expression, seconds);
	} catch (error) {
		if (error instanceof EvaluationFault) return `${text} fails: ${error.message}`;
		if (error instanceof NotEvaluated) return `What ${text} gives is not known here, because of ${error.message}.`;
		throw error;
	}
}

function byLabels(a: FiringAlert | Sample, b: FiringAlert | Sample): number {
	return keyOfLabels(a.labels) < keyOfLabels(b.labels) ? -1 : 1;
}

function refuse(reason: string): { readonly kind: "refused"; readonly reason: string } {
	return { kind: "refused", reason };
}

/** The path of `to` from the folder that the file `from` is in; both relative to the same folder. */
export function pathFrom(from: string, to: string): string {
	const here = from.split("/").slice(0, -1);
	const there = to.split("/");
	let shared = 0;
	while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
	return [...here.slice(shared).map(() => ".."), ...there.slice(shared)].join("/");
}
