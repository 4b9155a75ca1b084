// Source: plugin ids of Grafana's data sources and the fields of their queries, Grafana 12; read November 2026.

import { looksLikeLogql } from "../logQuery.ts";
import type { QueryLanguage } from "../model/dashboard.ts";
import type { HostObject } from "./hostObject.ts";

const pluginLanguages: Readonly<Record<string, QueryLanguage>> = {
	prometheus: "promql",
	"grafana-amazonprometheus-datasource": "promql",
	"grafana-azureprometheus-datasource": "promql",
	"grafana-googlecloud-prometheus-datasource": "promql",
	"victoriametrics-metrics-datasource": "metricsql",
	"victoriametrics-datasource": "metricsql",
	loki: "logql",
	tempo: "traceql",
	mysql: "sql",
	mssql: "sql",
	postgres: "sql",
	"grafana-postgresql-datasource": "sql",
	"grafana-clickhouse-datasource": "sql",
	"vertamedia-clickhouse-datasource": "sql",
	"grafana-bigquery-datasource": "sql",
	"doitintl-bigquery-datasource": "sql",
	"grafana-athena-datasource": "sql",
	"grafana-redshift-datasource": "sql",
	"grafana-snowflake-datasource": "sql",
	"grafana-databricks-datasource": "sql",
	"grafana-timestream-datasource": "sql",
	"frser-sqlite-datasource": "sql",
};

/** The language that a plugin's queries are written in; those of most plugins are their own. */
export function languageOfPlugin(id: string): QueryLanguage {
	return Object.hasOwn(pluginLanguages, id) ? (pluginLanguages[id] ?? "other") : "other";
}

/** What the name of a data source says about what is behind it; names are the user's own, so mostly nothing. */
export function languageOfName(name: string): QueryLanguage {
	if (/victoria ?-?_?logs|vlogs/i.test(name)) return "other";
	if (/victoria ?-?_?metrics/i.test(name)) return "metricsql";
	if (/loki/i.test(name)) return "logql";
	if (/tempo/i.test(name)) return "traceql";
	if (/prom(?!tail)|thanos|mimir|cortex/i.test(name)) return "promql";
	if (/mysql|postgres|mssql|clickhouse/i.test(name)) return "sql";
	return /influx|elastic|opensearch|graphite|cloudwatch|stackdriver|azure ?monitor|jaeger|zabbix|testdata/i.test(name)
		? "other"
		: "unknown";
}

const logqlQueryTypes = new Set(["range", "instant", "stream"]);
const sqlFields = ["rawSql", "rawQuery", "rawSQL"];
/** Fields that no query of Prometheus has. */
const otherFields = [
	"bucketAggs",
	"metricName",
	"measurement",
	"scenarioId",
	"azureMonitor",
	"dimensions",
	"timeSeriesList",
	"timeSeriesQuery",
	"labelSelector",
	"profileTypeId",
	"queryText",
	"conditions",
];

/** What the fields of a query and its text say about its language where its data source says nothing. */
export function languageOfFields(target: HostObject): QueryLanguage {
	const queryType = target.text("queryType")?.value ?? "";
	if (/^traceql/i.test(queryType)) return "traceql";
	if (sqlFields.some((field) => target.has(field))) return "sql";
	if (otherFields.some((field) => target.has(field))) return "other";
	const expression = target.text("expr")?.value;
	if (expression === undefined) return target.has("target") || target.has("expression") ? "other" : "unknown";
	if (looksLikeLogql(expression)) return "logql";
	if (target.has("maxLines") || (logqlQueryTypes.has(queryType) && !target.has("range"))) return "logql";
	return expression.trim() === "" || looksLikePromql(expression) ? "promql" : "unknown";
}

/** Only Prometheus and Loki keep their queries under `expr`, so little is asked of the text: that it begins like one. */
function looksLikePromql(expression: string): boolean {
	return /^\s*(?:[-+(\d{]|[a-zA-Z_:$[])/.test(expression) && !/^\s*(?:select|with|from|show)\b/i.test(expression);
}
