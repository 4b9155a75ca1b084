import type { LabelMatcher } from "../../server/metrics/selectorText.ts";
import { dressAlert, usualStyle } from "../../server/scaffold/ruleLibrary/dressAlert.ts";
import {
	labelValueOf,
	placeSeries,
	type RuleUnitTest,
	renamedLabels,
	writeEntryTests,
} from "../../server/scaffold/ruleLibrary/entryTests.ts";
import {
	type EntrySettings,
	fillAlert,
	fillRecording,
	parametersOf,
} from "../../server/scaffold/ruleLibrary/fillEntry.ts";
import { listLabels } from "../../server/scaffold/ruleLibrary/parameters.ts";
import type { AlertEntry, RecordingEntry } from "../../server/scaffold/ruleLibrary/ruleEntry.ts";

/** An entry at its defaults, and with each parameter at its other value. */
export function listSettings(entry: AlertEntry | RecordingEntry): readonly (readonly [title: string, EntrySettings])[] {
	const others = Object.entries(parametersOf(entry)).flatMap(([name, { default: usual, other }]) =>
		other === usual ? [] : [[`${name} ${other}`, { [name]: other }] as const],
	);
	return [["as it is", {}], ...others];
}

export interface WrittenEntry {
	readonly title: string;
	/** The rule as promtool reads it, under a name that no other has. */
	readonly rule: Readonly<Record<string, unknown>>;
	readonly tests: readonly unknown[];
}

export function writeAlert(
	entry: AlertEntry,
	settings: EntrySettings,
	unique: string,
	scope: readonly LabelMatcher[] = [],
): WrittenEntry {
	const filled = fillAlert(entry, settings, scope);
	const rule = dressAlert({ ...filled, alert: unique }, usualStyle, "https://runbooks.acme.io/x");
	const tests = writeEntryTests(entry, rule, filled.settings, scope);
	if (tests === undefined) throw new Error(`${entry.id} has no tests.`);
	return {
		title: entry.id,
		rule: {
			alert: rule.name,
			expr: rule.expression,
			...(rule.for === "" ? {} : { for: rule.for }),
			labels: toObject(rule.labels),
			annotations: toObject(rule.annotations),
		},
		tests: tests.map(toPromtool),
	};
}

function toPromtool({ title, series, at, alert, expected }: RuleUnitTest) {
	return {
		name: title,
		interval: "1m",
		input_series: series,
		alert_rule_test: [
			{
				eval_time: at,
				alertname: alert,
				exp_alerts: expected.map(({ labels, annotations }) => ({
					exp_labels: toObject(labels),
					exp_annotations: toObject(annotations),
				})),
			},
		],
	};
}

export function writeRecording(
	entry: RecordingEntry,
	settings: EntrySettings,
): { readonly rule: unknown; readonly test: unknown } {
	const filled = fillRecording(entry, settings);
	const { record, expression } = filled;
	const { at, series, value } = entry.test;
	const by = listLabels(filled.settings["by"] ?? "");
	const labels =
		by.length === 0
			? entry.test.labels
			: Object.fromEntries(by.map((label) => [label, entry.test.labels[label] ?? labelValueOf(series, label)]));
	const written = Object.entries(labels).map(([key, text]) => `${key}=${JSON.stringify(text)}`);
	return {
		rule: { record, expr: expression },
		test: {
			name: entry.id,
			interval: "1m",
			input_series: placeSeries(series, by, new Map(), renamedLabels(entry, filled.settings)),
			promql_expr_test: [
				{ expr: record, eval_time: at, exp_samples: [{ labels: `${record}{${written.join(",")}}`, value }] },
			],
		},
	};
}

function toObject(fields: readonly { readonly key: string; readonly value: string }[]) {
	return Object.fromEntries(fields.map(({ key, value }) => [key, value]));
}
