import type { Datasource, QueryLanguage } from "../model/dashboard.ts";
import type { HostObject } from "./hostObject.ts";
import { languageOfFields, languageOfName, languageOfPlugin } from "./queryLanguage.ts";

/**
 * What a dashboard says about its data sources: its variables of the type `datasource`, and the inputs that an import
 * asks for, by name, with the plugin that each of them stands for.
 */
export type DatasourceNames = ReadonlyMap<string, string>;

export function readDatasource(holder: HostObject, key = "datasource"): Datasource | undefined {
	const entry = holder.entry(key);
	if (entry?.value === undefined) return undefined;
	const object = holder.object(key);
	if (object === undefined) {
		const name = holder.text(key);
		return name === undefined || name.value === ""
			? undefined
			: { reference: name.value, referenceSpan: name.span, span: name.span };
	}
	const type = object.text("type")?.value;
	const reference = object.text("uid") ?? object.text("name");
	return {
		...(type === undefined || type === "" ? {} : { type }),
		...(reference === undefined || reference.value === ""
			? {}
			: { reference: reference.value, referenceSpan: reference.span }),
		span: object.span,
	};
}

/** The name of the variable that a reference consists of, in any of Grafana's spellings. */
export function readVariableName(reference: string): string | undefined {
	const match = /^(?:\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)(?::\w+)?\]\])$/.exec(reference.trim());
	return match?.[1] ?? match?.[2] ?? match?.[3];
}

/** The language of a query: its own data source decides, else the panel's, else its own fields. */
export function findQueryLanguage(
	target: HostObject,
	own: Datasource | undefined,
	panel: Datasource | undefined,
	names: DatasourceNames,
): QueryLanguage {
	const fromFields = languageOfFields(target);
	// Only what is written at the query itself weighs more than a query that can be of no other language.
	if (own?.type === undefined && (fromFields === "logql" || fromFields === "traceql")) return fromFields;
	for (const datasource of [own, panel]) {
		const language = datasource === undefined ? "unknown" : languageOfDatasource(datasource, names);
		if (language !== "unknown") return language;
	}
	return fromFields;
}

export function languageOfDatasource({ type, reference }: Datasource, names: DatasourceNames): QueryLanguage {
	// Grafana's word for a panel whose queries each have a data source of their own.
	if (reference === "-- Mixed --") return "unknown";
	if (type !== undefined && type !== "datasource" && readVariableName(type) === undefined) {
		const language = languageOfPlugin(type);
		// VictoriaMetrics is mostly asked by Prometheus's plugin.
		return language === "promql" && languageOfName(reference ?? "") === "metricsql" ? "metricsql" : language;
	}
	if (reference === undefined || reference === "default") return "unknown";
	// Its built-in data source, the results of another panel, and expressions.
	if (/^(?:grafana|-- Grafana --|-- Dashboard --|__expr__|-100)$/.test(reference)) return "other";
	const variable = readVariableName(reference);
	if (variable === undefined) return languageOfName(reference);
	const plugin = names.get(variable);
	return plugin === undefined ? languageOfName(variable) : languageOfPlugin(plugin);
}
