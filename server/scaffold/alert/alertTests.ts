import type { LabelMatcher } from "../../metrics/selectorText.ts";
import { parseDuration } from "../../promql/duration.ts";
import type { AlertRule, Field } from "../ruleLibrary/dressAlert.ts";
import { areTestsProven, writeEntryTests } from "../ruleLibrary/entryTests.ts";
import { expectOutcome, pathFrom } from "../ruleTest/assembleRuleTest.ts";
import { generateRuleTests } from "../ruleTest/generateRuleTest.ts";
import type { TestedFile, TestedRule } from "../ruleTest/testedRules.ts";
import { type WrittenTest, writeRuleTest } from "../ruleTest/writeRuleTest.ts";
import type { AskedAlert } from "./askedAlert.ts";

export interface WrittenAlertTest {
	/** Left out where no test was found. */
	readonly text?: string;
	/** What there is no test of and why, as sentences for the user. */
	readonly missing: readonly string[];
}

/**
 * The test of one alert, for `promtool test rules`: of the library's own series where they hold for what was set, else of
 * series that are worked out. What is expected is computed from the rule as it is written.
 */
export function writeAlertTest(
	asked: AskedAlert,
	rule: AlertRule,
	scope: readonly LabelMatcher[],
	rulesPath: string,
	testPath: string,
): WrittenAlertTest {
	const tested: TestedRule = {
		kind: "alert",
		name: rule.name,
		expression: rule.expression,
		labels: toRecord(rule.labels),
		annotations: toRecord(rule.annotations),
		forSeconds: parseDuration(rule.for === "" ? "0s" : rule.for) ?? 0,
		keepFiringForSeconds: 0,
	};
	const file: TestedFile = { path: rulesPath, groups: [{ name: asked.group, rules: [tested] }] };
	const own = writeOwnTests(asked, rule, scope, file);
	const { tests, missing } = own === undefined ? generateRuleTests(tested, [file]) : { tests: own, missing: [] };
	if (tests.length === 0) return { missing };
	const ruleFiles = [pathFrom(testPath, rulesPath)];
	return { text: writeRuleTest({ ruleFiles, evaluationSeconds: 60, groupOrder: [], tests }), missing };
}

function writeOwnTests(
	{ filled }: AskedAlert,
	rule: AlertRule,
	scope: readonly LabelMatcher[],
	{ groups }: TestedFile,
): readonly WrittenTest[] | undefined {
	if (filled === undefined || !areTestsProven(filled.entry, filled.settings)) return undefined;
	const cases = writeEntryTests(filled.entry, rule, filled.settings, scope);
	const tests: WrittenTest[] = [];
	for (const { title, series, at, expected } of cases ?? []) {
		const seconds = parseDuration(at) ?? 0;
		if (seconds > longestRehearsal) {
			const firing = expected.map(({ labels, annotations }) => ({
				labels: { alertname: rule.name, ...toRecord(labels) },
				annotations: toRecord(annotations),
			}));
			const alerts = [{ name: rule.name, seconds, firing }];
			tests.push({ name: title, intervalSeconds: 60, series, alerts, expressions: [] });
			continue;
		}
		const outcome = expectOutcome({ name: title, series, alerts: [{ name: rule.name, seconds }] }, groups, 60);
		if (outcome.kind === "refused") return undefined;
		const [alert] = outcome.test.alerts;
		if (alert?.firing.length !== expected.length) return undefined;
		tests.push(outcome.test);
	}
	return tests.length === 0 ? undefined : tests;
}

/**
 * Seconds of a test beyond which the rule is not evaluated here: over days that takes seconds, and what is to come of
 * the library's own series is known.
 */
const longestRehearsal = 2 * 3600;

function toRecord(fields: readonly Field[]): Readonly<Record<string, string>> {
	return Object.fromEntries(fields.map(({ key, value }) => [key, value]));
}
