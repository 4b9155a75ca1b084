import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { OutlineItem } from "../../../server/documents/model.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";

/*
 * Symbols and regions of generated dashboards against a count by readers that know nothing of ours: JSON.parse, and the
 * YAML library for the manifests around them.
 */

const prometheus = { type: "prometheus", uid: "p" };
const loki = { type: "loki", uid: "l" };
const expressions = fc.constantFrom(
	"up",
	'rate(x{a="b\\\\c",job=~"$job"}[$__rate_interval])',
	"sum(\n  up\n)",
	"1 +",
	"é💥",
);
const text = fc.constantFrom(
	"A",
	"",
	"Requests: all",
	'"quoted"',
	"line\nbreak",
	"# no comment",
	"{{ $labels.job }}",
	"💥",
);

const target = fc.record(
	{
		refId: text,
		expr: expressions,
		legendFormat: text,
		datasource: fc.constantFrom(prometheus, loki),
		hide: fc.boolean(),
	},
	{ requiredKeys: ["expr"] },
);
const panel = fc.record(
	{
		type: fc.constantFrom("timeseries", "stat", "text"),
		title: text,
		description: text,
		id: fc.nat(99),
		datasource: fc.constantFrom(prometheus, loki),
		gridPos: fc.constant({ h: 1, w: 2, x: 0, y: 0 }),
		targets: fc.array(target, { maxLength: 3 }),
		fieldConfig: fc.constant({ defaults: { unit: "s" }, overrides: [{ matcher: { id: "byName" }, properties: [] }] }),
	},
	{ requiredKeys: ["type", "datasource", "targets"] },
);
const row = fc.record({ type: fc.constant("row"), title: text, panels: fc.array(panel, { maxLength: 3 }) });
const variable = fc.constantFrom(
	{ name: "job", type: "query", datasource: prometheus, query: "query_result(up)" },
	{ name: "job", type: "query", datasource: prometheus, query: { query: "query_result(sum(up))", refId: "A" } },
	{ name: "job", type: "custom", query: "a,b" },
	{ name: "job", type: "query", datasource: prometheus, query: "label_names()" },
);
const annotation = fc.constantFrom(
	{ name: "Deployments", datasource: prometheus, expr: "changes(x[1m]) > 0" },
	{ name: "Logs", datasource: loki, expr: '{app="a"}' },
	{ name: "Own", builtIn: 1, datasource: { type: "grafana", uid: "-- Grafana --" } },
);
const dashboard = fc.record({
	title: text,
	schemaVersion: fc.constant(39),
	panels: fc.array(fc.oneof({ weight: 3, arbitrary: panel }, row), { maxLength: 8 }),
	templating: fc.record({ list: fc.array(variable, { maxLength: 3 }) }),
	annotations: fc.record({ list: fc.array(annotation, { maxLength: 3 }) }),
});

interface Counts {
	panels: number;
	rows: number;
	queries: number;
	variables: number;
	annotations: number;
	/** The texts that Prometheus is asked. */
	readonly asked: string[];
}

type Json = Readonly<Record<string, unknown>>;

/** Walks whatever it is given, by the names of keys alone. */
function count(value: unknown, counts: Counts, key = "", inherited: unknown = prometheus): void {
	if (Array.isArray(value)) {
		for (const item of value) countItem(item as Json, counts, key, inherited);
		return;
	}
	if (typeof value !== "object" || value === null) return;
	for (const [name, member] of Object.entries(value)) {
		if (name === "templating" || name === "annotations") {
			for (const item of (member as { list: readonly Json[] }).list) countItem(item, counts, name, prometheus);
		} else count(member, counts, name, inherited);
	}
}

function countItem(item: Json, counts: Counts, key: string, inherited: unknown): void {
	const source = item["datasource"] ?? inherited;
	const asks = (source as Json)["type"] === "prometheus";
	switch (key) {
		case "panels":
			if (item["type"] === "row") counts.rows += 1;
			else counts.panels += 1;
			count(item, counts, "", source);
			return;
		case "targets":
			counts.queries += 1;
			if (asks) counts.asked.push(String(item["expr"]));
			return;
		case "templating": {
			counts.variables += 1;
			const query = typeof item["query"] === "string" ? item["query"] : (item["query"] as Json)["query"];
			const inner = /^query_result\((.*)\)$/s.exec(String(query))?.[1];
			if (inner !== undefined && item["type"] === "query") counts.asked.push(inner);
			return;
		}
		case "annotations":
			counts.annotations += 1;
			if (asks && item["expr"] !== undefined) counts.asked.push(String(item["expr"]));
			return;
		default:
	}
}

function countAlone(dashboards: readonly string[]): Counts {
	const counts: Counts = { panels: 0, rows: 0, queries: 0, variables: 0, annotations: 0, asked: [] };
	for (const file of dashboards) count(JSON.parse(file), counts);
	counts.asked.sort();
	return counts;
}

function countOurs(file: string, languageId: string): Counts {
	const model = createDocumentParser().parse({ uri: `file:///d.${languageId}`, languageId, version: 1, text: file });
	const counts: Counts = { panels: 0, rows: 0, queries: 0, variables: 0, annotations: 0, asked: [] };
	const visit = ({ kind, children }: OutlineItem): void => {
		if (kind === "panel") counts.panels += 1;
		if (kind === "row") counts.rows += 1;
		if (kind === "query") counts.queries += 1;
		if (kind === "variable") counts.variables += 1;
		if (kind === "annotation") counts.annotations += 1;
		for (const child of children) visit(child);
	};
	for (const item of model?.outline ?? []) visit(item);
	for (const region of model?.regions ?? []) counts.asked.push(region.source ?? region.text);
	counts.asked.sort();
	return counts;
}

const write = (value: unknown, indent?: number): string => JSON.stringify(value, undefined, indent);
const block = (file: string, indicator: string): string => `${indicator}\n${file.replace(/^(?=.)/gm, "    ")}`;

/** The ways in which tools write a text into a manifest. */
const styles: readonly ((file: string) => string)[] = [
	(file) => block(file, "|"),
	(file) => block(file, "|-"),
	(file) => JSON.stringify(file),
	(file) => `'${file.replaceAll("'", "''").replaceAll("\n", "\n\n    ")}'`,
];

describe("symbols and regions are as many as other readers count", () => {
	test("in dashboards", () => {
		fc.assert(
			fc.property(dashboard, fc.constantFrom(undefined, 2, 4), (content, indent) => {
				const file = write(content, indent);
				expect(countOurs(file, "json")).toEqual(countAlone([file]));
			}),
			{ numRuns: 60 },
		);
	});

	test("in ConfigMaps with several", () => {
		const item = fc.tuple(dashboard, fc.constantFrom(undefined, 2), fc.nat(styles.length - 1));
		fc.assert(
			fc.property(fc.array(item, { minLength: 1, maxLength: 3 }), fc.boolean(), (items, listed) => {
				const values = items.map(([content, indent, style], index) => {
					const written = styles[style]?.(write(content, indent)) ?? "";
					return `  board-${index}.json: ${written.trimEnd()}\n`;
				});
				const one = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: boards\ndata:\n  note: none\n${values.join("")}`;
				const file = listed ? `apiVersion: v1\nkind: List\nitems:\n  - ${one.replaceAll(/\n(?=.)/g, "\n    ")}` : one;
				const manifest = parse(file) as { data: Json; items?: readonly { data: Json }[] };
				const { note: _, ...data } = manifest.items?.[0]?.data ?? manifest.data;
				expect(countOurs(file, "yaml")).toEqual(countAlone(Object.values(data).map(String)));
			}),
			{ numRuns: 40 },
		);
	});
});
