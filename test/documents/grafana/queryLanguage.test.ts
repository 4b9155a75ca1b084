import { describe, expect, it } from "vitest";
import { readDashboard } from "../../support/dashboards.ts";

/** The language of the one query of a panel. */
function languageOf(target: object, panel: object = {}, dashboard: object = {}): string | undefined {
	const panels = [{ type: "timeseries", ...panel, targets: [{ refId: "A", ...target }] }];
	const model = readDashboard({ title: "T", schemaVersion: 40, templating: { list: [] }, panels, ...dashboard });
	const query = model?.dashboards[0]?.panels[0]?.targets[0];
	const isOurs = query?.language === "promql" || query?.language === "metricsql";
	expect(query?.expression !== undefined).toBe(isOurs);
	return query?.language;
}

const datasourceVariable = (query: string) => ({ templating: { list: [{ name: "ds", type: "datasource", query }] } });
const up = { expr: "up" };

describe("the language of a query", () => {
	it.each([
		[
			"is its own data source's",
			{ ...up, datasource: { type: "loki", uid: "x" } },
			{ datasource: { type: "prometheus" } },
			{},
			"logql",
		],
		["is the panel's", up, { datasource: { type: "prometheus", uid: "x" } }, {}, "promql"],
		["is of an unknown plugin", up, { datasource: { type: "acme-tsdb", uid: "x" } }, {}, "other"],
		[
			"is of VictoriaMetrics's plugin",
			up,
			{ datasource: { type: "victoriametrics-metrics-datasource" } },
			{},
			"metricsql",
		],
		[
			"is of Prometheus's plugin that asks another",
			up,
			{ datasource: { type: "prometheus", uid: "victoriametrics" } },
			{},
			"metricsql",
		],
		["is of a variable whose name says it", up, { datasource: "${DS_VICTORIA-METRICS}" }, {}, "metricsql"],
		["is of a variable for Prometheus", up, { datasource: "$ds" }, datasourceVariable("prometheus"), "promql"],
		["is of a variable for Loki", up, { datasource: "${ds}" }, datasourceVariable("loki"), "logql"],
		["is of a variable with a format", up, { datasource: "${ds:text}" }, datasourceVariable("loki"), "logql"],
		["is of a uid that is a variable", up, { datasource: { uid: "[[ds]]" } }, datasourceVariable("loki"), "logql"],
		[
			"is of an input",
			up,
			{ datasource: "${DS_X}" },
			{ __inputs: [{ name: "DS_X", type: "datasource", pluginId: "loki" }] },
			"logql",
		],
		["is of an input that is not there", up, { datasource: "${DS_PROMETHEUS}" }, {}, "promql"],
		["is of a name that says it", up, { datasource: "Loki (prod)" }, {}, "logql"],
		["is mixed, each its own", { ...up, datasource: { type: "loki" } }, { datasource: "-- Mixed --" }, {}, "logql"],
		["is mixed, with nothing said", up, { datasource: { type: "datasource", uid: "-- Mixed --" } }, {}, "promql"],
		["is Grafana's own", { queryType: "randomWalk" }, { datasource: "-- Grafana --" }, {}, "other"],
		[
			"is another panel's result",
			{ panelId: 2 },
			{ datasource: { type: "datasource", uid: "-- Dashboard --" } },
			{},
			"other",
		],
		[
			"is an expression",
			{ type: "math", expression: "$A * 2", datasource: { type: "__expr__", uid: "__expr__" } },
			{},
			{},
			"other",
		],
		["is SQL", { rawSql: "SELECT 1" }, {}, {}, "sql"],
		["is TraceQL", { queryType: "traceql", query: "{}" }, {}, {}, "traceql"],
		["is Graphite", { target: "a.b.c" }, {}, {}, "other"],
		["is unknown", { query: "whatever" }, {}, {}, "unknown"],
		["is LogQL by its text", { expr: '{app="x"} |= "error"' }, {}, {}, "logql"],
		[
			"is LogQL by its text, where a variable hides it",
			{ expr: 'rate({app="x"} | json [5m])' },
			{ datasource: "$ds" },
			datasourceVariable("prometheus"),
			"logql",
		],
		["is LogQL by its fields", { expr: '{app="x"}', queryType: "range" }, {}, {}, "logql"],
		["is PromQL by its text", { expr: "sum(rate(x[5m]))" }, { datasource: null }, {}, "promql"],
		["is PromQL that begins with a variable", { expr: "$query" }, {}, {}, "promql"],
		["is no PromQL where it is SQL", { expr: "SELECT 1 FROM x" }, {}, {}, "unknown"],
	])("%s", (_, target, panel, dashboard, expected) => {
		expect(languageOf(target, panel, dashboard)).toBe(expected);
	});

	it.each([
		"topk_max(5, up)",
		"rollup_rate(up[5m])",
		"WITH (a = up) a",
		"rate(up) keep_metric_names",
		"sum(up) default 0",
	])("is MetricsQL in the whole dashboard where one query is: %s", (expr) => {
		const panels = [up, { expr }].map((target) => ({
			type: "stat",
			datasource: { type: "prometheus" },
			targets: [target],
		}));
		const model = readDashboard({ title: "T", schemaVersion: 40, panels });
		expect(model?.regions.map(({ context }) => context.role)).toEqual(["metricsql", "metricsql"]);
		expect(model?.dashboards[0]?.panels[0]?.targets[0]?.language).toBe("metricsql");
	});

	it("is PromQL where nothing is written yet, so that completion works", () => {
		expect(languageOf({ expr: "" })).toBe("promql");
	});

	it("stays PromQL where a text only looks like MetricsQL", () => {
		expect(languageOf({ expr: 'up{a="rollup_rate(x)"}' })).toBe("promql");
	});
});
