import type { Span } from "../../text/span.ts";
import type { TemplateVariable } from "../embedded/region.ts";
import { createScalarRegion } from "../embedded/yamlScalar.ts";
import type { DashboardVariable, QueryLanguage } from "../model/dashboard.ts";
import type { Located } from "../model/located.ts";
import { createQueryRegion, type DashboardContext, languageIn } from "./dashboardContext.ts";
import { type DatasourceNames, languageOfDatasource, readDatasource } from "./datasources.ts";
import { type HostObject, notEmpty, type PlacedScalar } from "./hostObject.ts";
import { readVariableQuery } from "./variableQuery.ts";

const variableTypes = ["query", "custom", "constant", "textbox", "interval", "datasource", "adhoc"] as const;

/** A variable whose PromQL is yet to be read: that can use the other variables. */
export interface VariableDraft {
	readonly variable: Omit<DashboardVariable, "expressions" | "labelName">;
	/** The query, where it is one of its own that can be PromQL. */
	readonly query?: PlacedScalar;
}

/** Reads the variables of the classic form. */
export function readVariables(dashboard: HostObject): readonly VariableDraft[] {
	return (dashboard.object("templating")?.objects("list") ?? []).flatMap((variable) => {
		const name = variable.text("name");
		return name === undefined ? [] : [readVariable(variable, name)];
	});
}

function readVariable(variable: HostObject, name: Located<string>): VariableDraft {
	const written = variable.text("type")?.value;
	const type = variableTypes.find((known) => known === written) ?? (written === undefined ? "query" : "other");
	const query = type === "query" ? findQuery(variable) : undefined;
	const datasource = readDatasource(variable);
	const text = query === undefined ? variable.text("query") : locate(query);
	return {
		variable: {
			name,
			type,
			...readVariableWords(variable),
			...(text === undefined ? {} : { query: text }),
			...(datasource === undefined ? {} : { datasource }),
		},
		...(query === undefined ? {} : { query }),
	};
}

/** What both forms of dashboards write alike. */
export function readVariableWords(
	variable: HostObject,
): Pick<DashboardVariable, "label" | "current" | "multi" | "includeAll" | "allValue" | "refresh" | "regex" | "span"> {
	const label = notEmpty(variable.text("label"));
	const allValue = notEmpty(variable.text("allValue"));
	const refresh = variable.number("refresh") ?? readRefreshWord(variable.text("refresh"));
	const regex = notEmpty(variable.text("regex"));
	const current = readCurrent(variable);
	return {
		...(label === undefined ? {} : { label }),
		...(current === undefined ? {} : { current }),
		multi: variable.isTrue("multi"),
		includeAll: variable.isTrue("includeAll"),
		...(allValue === undefined ? {} : { allValue }),
		...(refresh === undefined ? {} : { refresh }),
		...(regex === undefined ? {} : { regex }),
		span: variable.span,
	};
}

const refreshWords: Readonly<Record<string, number>> = { never: 0, onDashboardLoad: 1, onTimeRangeChanged: 2 };

function readRefreshWord(word: Located<string> | undefined): Located<number> | undefined {
	const value = word && Object.hasOwn(refreshWords, word.value) ? refreshWords[word.value] : undefined;
	return word === undefined || value === undefined ? undefined : { value, span: word.span };
}

/** The query is a text, or an object with the text and the kind of query that Grafana's editor shows. */
function findQuery(variable: HostObject): PlacedScalar | undefined {
	return variable.ownScalar("query") ?? variable.object("query")?.ownScalar("query");
}

function readCurrent(variable: HostObject): string | undefined {
	const chosen = variable.object("current")?.text("value")?.value;
	const candidates = [chosen, ...variable.objects("options").map((option) => option.text("value")?.value)];
	return candidates.find((value) => value !== undefined && value !== "" && value !== "$__all");
}

function locate({ node, base }: PlacedScalar): Located<string> {
	return { value: node.value, span: { start: node.start + base, end: node.end + base } };
}

/** The plugins that the dashboard's variables of the type `datasource` and its `inputs` stand for. */
export function nameDatasources(drafts: readonly VariableDraft[], inputs: readonly HostObject[]): DatasourceNames {
	const names = new Map<string, string>();
	for (const { variable } of drafts) {
		if (variable.type === "datasource" && variable.query !== undefined)
			names.set(variable.name.value, variable.query.value);
	}
	for (const input of inputs) {
		const name = input.text("name")?.value;
		const plugin = input.text("pluginId")?.value;
		if (name !== undefined && plugin !== undefined) names.set(name, plugin);
	}
	return names;
}

const kindWords: Readonly<Record<DashboardVariable["type"], string>> = {
	query: "filled by a query",
	custom: "chosen from a list",
	constant: "a hidden constant",
	textbox: "typed by the reader",
	interval: "a time span",
	datasource: "a data source",
	adhoc: "filters that are added to every query",
	other: "a dashboard variable",
};

/** What completion and hovers say of the dashboard's variables. */
export function describeVariables(drafts: readonly VariableDraft[]): readonly TemplateVariable[] {
	return drafts.map(({ variable }) => {
		const { name, type, label, query, current } = variable;
		const title = label === undefined ? "" : ` “${label.value}”`;
		const lines = [`Variable${title} of this dashboard: ${kindWords[type]}.`];
		if (query !== undefined && query.value.trim() !== "") lines.push(`\`${query.value.replaceAll("`", "'")}\``);
		const choices = [variable.multi ? "several values" : "", variable.includeAll ? "“All”" : ""].filter(Boolean);
		if (choices.length > 0) lines.push(`It can have ${choices.join(" and ")}, so match it with \`=~\`.`);
		return {
			name: name.value,
			documentation: lines.join("\n\n"),
			...(current === undefined ? {} : { example: current }),
		};
	});
}

/** Reads the PromQL in a variable's query, once all variables are known. */
export function finishVariable({ variable, query }: VariableDraft, context: DashboardContext): DashboardVariable {
	const written = languageOfVariable(variable, context.datasources);
	const parts = readVariableQuery(query?.node.value ?? "");
	// Where the data source is not known, only Prometheus's own words tell.
	const known = written === "unknown" && parts.kind !== "series" ? "promql" : written;
	const language = languageIn(context, known);
	if (query === undefined || (language !== "promql" && language !== "metricsql"))
		return { ...variable, expressions: [] };
	const { promql, label } = parts;
	const place = `variable "${variable.name.value}"`;
	return {
		...variable,
		expressions: promql === undefined ? [] : [createQueryRegion(query, place, language, context, promql)],
		...(label === undefined ? {} : { labelName: locatePart(query, label) }),
	};
}

/** A part of a scalar's text, where it is written. */
function locatePart({ node, base }: PlacedScalar, part: Span): Located<string> {
	const { text, map } = createScalarRegion(node, base, "promql", { role: "query" });
	return { value: text.slice(part.start, part.end), span: map.toHostSpan(part) };
}

function languageOfVariable(variable: VariableDraft["variable"], names: DatasourceNames): QueryLanguage {
	return variable.datasource === undefined ? "unknown" : languageOfDatasource(variable.datasource, names);
}
