import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MetricCatalogue } from "../../../server/metrics/offline/catalogue.ts";
import { labelsOfSeries } from "../../../server/metrics/offline/seriesNames.ts";
import { readSelector } from "../../../server/metrics/selectorText.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { walk } from "../../../server/promql/visit.ts";
import { CITED_METRICS } from "../../../server/scaffold/ruleLibrary/citedMetrics.ts";
import { fillAlert, fillRecording, parametersOf } from "../../../server/scaffold/ruleLibrary/fillEntry.ts";
import { ALERT_ENTRIES, RECORDING_ENTRIES } from "../../../server/scaffold/ruleLibrary/library.ts";
import { checkParameter } from "../../../server/scaffold/ruleLibrary/parameters.ts";
import type { AlertEntry, RecordingEntry } from "../../../server/scaffold/ruleLibrary/ruleEntry.ts";

/** What holds for every entry of the library; promtool proves that each fires and stays quiet. */
const catalogue = new MetricCatalogue(() =>
	readFileSync(join(import.meta.dirname, "../../../data/catalogue/metrics.txt"), "utf8"),
);
const all: readonly (AlertEntry | RecordingEntry)[] = [...ALERT_ENTRIES, ...RECORDING_ENTRIES];
const targetLabels = ["instance", "job"];

/** The labels that a series can have; `undefined` where no definition of it is known. */
function labelsOf(series: string): readonly string[] | "any" | undefined {
	const cited = CITED_METRICS[series];
	if (cited !== undefined) return [...cited.labels, ...targetLabels];
	const fact = catalogue.describe(series);
	if (fact === undefined) return undefined;
	const own = labelsOfSeries(series, fact);
	return own === undefined ? "any" : [...own, ...targetLabels];
}

function queriesOf(entry: AlertEntry | RecordingEntry): readonly string[] {
	if (!("alert" in entry)) return [fillRecording(entry).expression];
	const { expression, diagnosis } = fillAlert(entry);
	return [expression, ...diagnosis.map(({ query }) => query)];
}

test("ids and names are there once", () => {
	for (const list of [ALERT_ENTRIES, RECORDING_ENTRIES]) {
		const ids = list.map(({ id }) => id);
		expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
		expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
	}
	const names = ALERT_ENTRIES.map(({ alert }) => alert);
	expect(names.filter((name, index) => names.indexOf(name) !== index || !/^[A-Z][A-Za-z0-9]+$/.test(name))).toEqual([]);
});

describe.for(all.map((entry): [string, AlertEntry | RecordingEntry] => [entry.id, entry]))("%s", ([, entry]) => {
	test("asks for metrics that are defined, with labels that they have", () => {
		const strange: string[] = [];
		for (const query of queriesOf(entry)) {
			const { expression, problems } = parsePromql(query);
			expect(problems, query).toEqual([]);
			for (const one of walk(expression)) {
				if (one.kind !== "selector" || one.name === undefined) continue;
				const labels = labelsOf(one.name.name);
				if (labels === undefined) strange.push(one.name.name);
				else if (labels !== "any") {
					const unknown = one.matchers.filter(({ label }) => !labels.includes(label.name));
					strange.push(...unknown.map(({ label }) => `${one.name?.name} has no label ${label.name}`));
				}
			}
		}
		expect(strange).toEqual([]);
	});

	test("is tested with series as they are", () => {
		const tables = "fires" in entry.test ? [entry.test.fires, entry.test.quiet] : [entry.test.series];
		const strange = tables.flatMap(Object.keys).flatMap((series) => {
			const read = readSelector(series);
			const labels = labelsOf(read?.metric ?? "");
			if (labels === undefined) return [series];
			return (read?.matchers ?? []).flatMap(({ label }) =>
				labels === "any" || labels.includes(label) ? [] : [`${series}: ${label}`],
			);
		});
		expect(strange).toEqual([]);
	});

	test("needs what its expression asks for", () => {
		const [expression = ""] = queriesOf(entry);
		const named = new Set<string>();
		for (const one of walk(parsePromql(expression).expression)) {
			if (one.kind === "selector" && one.name !== undefined) named.add(one.name.name);
		}
		expect(entry.needs.filter((name) => !named.has(name))).toEqual([]);
	});

	test("has parameters that will do, and none that nothing asks for", () => {
		const text = JSON.stringify(entry);
		for (const [name, parameter] of Object.entries(parametersOf(entry))) {
			if (name === "for") continue;
			expect(checkParameter(name, parameter, parameter.default)).toBeUndefined();
			expect(checkParameter(name, parameter, parameter.other)).toBeUndefined();
			expect(parameter.other).not.toBe(parameter.default);
			expect(entry.expression).toContain(`<<${name}>>`);
		}
		const filled = "alert" in entry ? fillAlert(entry) : fillRecording(entry);
		const { entry: _, ...written } = filled;
		expect(JSON.stringify(written)).not.toContain("<<");
		expect(text).not.toContain("\\n");
	});
});
