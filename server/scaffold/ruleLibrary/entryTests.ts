import { expandTemplate } from "../../documents/embedded/goTemplate/expansion/expandTemplate.ts";
import { parseTemplate } from "../../documents/embedded/goTemplate/parser.ts";
import { type LabelMatcher, readSelector, writeSelector } from "../../metrics/selectorText.ts";
import { parseDuration } from "../../promql/duration.ts";
import { parsePromql } from "../../promql/parse.ts";
import { listLabels as listResultLabels } from "../../promql/result/listLabels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import type { AlertRule, Field } from "./dressAlert.ts";
import { type EntrySettings, parametersOf } from "./fillEntry.ts";
import { listLabels } from "./parameters.ts";
import type { AlertEntry, SeriesTable } from "./ruleEntry.ts";

/** One test of an alert for `promtool test rules`, a sample a minute. */
export interface RuleUnitTest {
	readonly title: string;
	readonly series: readonly { readonly series: string; readonly values: string }[];
	readonly at: string;
	readonly alert: string;
	/** What fires, with exactly these labels and annotations; none where nothing may. */
	readonly expected: readonly { readonly labels: readonly Field[]; readonly annotations: readonly Field[] }[];
}

/**
 * The tests of an entry as it was filled in: with the labels of the scope and of `by` on every series, and the labels and
 * texts that the alert then has. `undefined` where no series can be made up that the scope selects.
 */
export function writeEntryTests(
	entry: AlertEntry,
	rule: AlertRule,
	settings: EntrySettings,
	scope: readonly LabelMatcher[] = [],
): readonly RuleUnitTest[] | undefined {
	const forced = readScope(scope);
	if (forced === undefined) return undefined;
	const { test } = entry;
	const by = listLabels(settings["by"] ?? "");
	const usual = listLabels(entry.parameters["by"]?.default ?? "");
	const renamed = renamedLabels(entry, settings);
	const place = (table: SeriesTable) => placeSeries(table, by, forced, renamed);

	const labels: Record<string, string> = { ...test.labels };
	for (const label of usual) if (!by.includes(label)) delete labels[label];
	for (const label of by) labels[label] = test.labels[label] ?? labelValueOf(test.fires, label);
	for (const [label, value] of forced) if (label in labels || keepsLabel(rule.expression, label)) labels[label] = value;

	const dataLabels = labels;
	const value = readValue(test.value, settings);
	const expand = (text: string): string => expandText(text, dataLabels, value);
	const own = rule.labels.map(({ key, value }) => ({ key, value: expand(value) }));
	const all = new Map([...Object.entries(labels), ...own.map(({ key, value }): [string, string] => [key, value])]);
	const expected = {
		labels: [...all].map(([key, value]) => ({ key, value })),
		annotations: rule.annotations.map(({ key, value }) => ({ key, value: expand(value) })),
	};
	const { at } = test;
	const alert = rule.name;
	const fires = { title: `${alert} fires`, series: place(test.fires), at, alert, expected: [expected] };
	if (Object.keys(test.quiet).length === 0) return [fires];
	return [fires, { title: `${alert} stays quiet`, series: place(test.quiet), at, alert, expected: [] }];
}

/**
 * Claims that the entry's series still say what they are to say: each setting lies between the two values at which they
 * are proven, and nothing has to last longer than usual.
 */
export function areTestsProven(entry: AlertEntry, settings: EntrySettings): boolean {
	return Object.entries(parametersOf(entry)).every(([name, { kind, default: usual, other }]) => {
		const value = settings[name] ?? usual;
		if (kind === "labels") return true;
		const read = (text: string): number => (kind === "window" ? (parseDuration(text) ?? 0) : Number(text));
		if (name === "for") return read(value) <= read(usual);
		const [low, high] = [Math.min(read(usual), read(other)), Math.max(read(usual), read(other))];
		return read(value) >= low && read(value) <= high;
	});
}

function readValue(value: AlertEntry["test"]["value"], settings: EntrySettings): number {
	if (typeof value === "number") return value;
	if ("of" in value) return value.from + (value.to - value.from) * Number(settings["quantile"]);
	return (value.perWindowMinute * (parseDuration(settings["window"] ?? "") ?? 0)) / 60;
}

/** The text that Prometheus makes of an annotation. */
function expandText(text: string, labels: Readonly<Record<string, string>>, value: number): string {
	const expansion = expandTemplate(parseTemplate(text).nodes, { labels, value, results: new Map(), now: 0 });
	return expansion.kind === "text" ? expansion.text : text;
}

/** Values that series need for the scope to select them, by label; `undefined` where that cannot be said. */
function readScope(scope: readonly LabelMatcher[]): ReadonlyMap<string, string> | undefined {
	const forced = new Map<string, string>();
	for (const { label, op, value } of scope) {
		if (op === "=" && value !== "") forced.set(label, value);
		else if (op === "=~" && /^[\w-]+(\|[\w-]+)*$/.test(value)) forced.set(label, value.split("|")[0] ?? value);
		else return undefined;
	}
	return forced;
}

/** Labels that a parameter other than `by` names, by what they are called in the entry's series. */
export function renamedLabels(
	{ parameters }: Pick<AlertEntry, "parameters">,
	settings: EntrySettings,
): ReadonlyMap<string, string> {
	const named = Object.entries(parameters).filter(([name, { kind }]) => kind === "labels" && name !== "by");
	return new Map(named.map(([name, { default: usual }]) => [usual, settings[name] ?? usual]));
}

/** The series of a table with the labels that `by` and the scope ask for; each renamed where the entry lets one. */
export function placeSeries(
	table: SeriesTable,
	by: readonly string[],
	forced: ReadonlyMap<string, string>,
	renamed: ReadonlyMap<string, string>,
) {
	return Object.entries(table).map(([series, values]) => {
		const read = readSelector(series);
		if (read === undefined) return { series, values };
		const labels = new Map(read.matchers.map(({ label, value }) => [renamed.get(label) ?? label, value]));
		for (const label of by) if (!labels.has(label)) labels.set(label, standIn(label));
		for (const [label, value] of forced) labels.set(label, value);
		const matchers = [...labels].map(([label, value]): LabelMatcher => ({ label, op: "=", value }));
		return { series: writeSelector(read.metric, matchers), values };
	});
}

function standIn(label: string): string {
	return `some-${label.replaceAll("_", "-")}`;
}

/** The value that the table's series have of a label, or one that is made up. */
export function labelValueOf(table: SeriesTable, label: string): string {
	return findValue(table, label) ?? standIn(label);
}

function findValue(table: SeriesTable, label: string): string | undefined {
	for (const series of Object.keys(table)) {
		const value = readSelector(series)?.matchers.find((matcher) => matcher.label === label)?.value;
		if (value !== undefined) return value;
	}
	return undefined;
}

/** Claims that a label which all series have is on the result too. */
function keepsLabel(expression: string, label: string): boolean {
	const { sure, possible, never, others } = listResultLabels(resultOf(parsePromql(expression).expression));
	if (never.includes(label)) return false;
	return others === "possible" || sure.includes(label) || possible.includes(label);
}
