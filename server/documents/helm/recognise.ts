import type { Problem } from "../../text/problem.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";

/** Who renders the file: Helm for certain, some reader of Go templates or Jinja, or nobody (`undefined`). */
export interface TemplateKind {
	readonly language: "go" | "jinja";
	/** It is Helm's beyond doubt, so that its own faults can be told. */
	readonly certain: boolean;
}

const jinjaTag = /\{%[-+]?\s*(?:raw|if|for|set|macro|include|import|block)\b/;
/**
 * Helm's own data and functions. A label may be called `Release`, so the data counts only where nothing but `$` stands
 * before its dot.
 */
const helmData =
	/\{\{-?[^{}]{0,500}?(?:(?<![\w)])\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\b(?:include|tpl)\s+["$(])/;
/** What no template for Prometheus says: functions that it does not have, or an action that writes another one. */
const foreign = /\{\{(?:-?\s*`?\{\{|-?[^{}]{0,500}?\|\s*(?:quote|squote|default|toYaml|indent|nindent)\b)/;
/** A line that begins with an action which is no value; or an action in a string of its own that only Helm can read. */
const controlLine =
	/\{\{-?\s*"\{\{"|^[ \t]*(?:- )?\{\{-?\s*(?:if|range|with|end|else|define|template|block|\/\*|\$\w*\s*:?=)/m;
/** An action where YAML wants a value, without quotes; what it says is captured. */
const bareValues = /(?::|^[ \t]*-)[ \t]+\{\{-?\s*((?:`[^`]*`|"[^"\n]*"|[^}])*)\}\}/gm;
/** What Prometheus gives to the templates of its rules. */
const prometheusData =
	/\$(?:labels|value|externalLabels|externalURL)\b|\.(?:Labels|Value|ExternalLabels|ExternalURL)\b/;

/** What can be told of a file before its YAML is read. */
export function recogniseTemplate({ text, languageId }: SourceDocument): TemplateKind | undefined {
	if (text.includes("{%") && jinjaTag.test(text)) return { language: "jinja", certain: false };
	if (!text.includes("{{")) return undefined;
	if (languageId === "helm" || languageId === "helm-template") return { language: "go", certain: true };
	if (helmData.test(text)) return { language: "go", certain: true };
	return foreign.test(text) ? { language: "go", certain: false } : undefined;
}

/**
 * Claims that a file is rendered before it is YAML, as its YAML alone has these faults. A template for Prometheus whose
 * quotes were forgotten is none: that is a fault worth telling.
 */
export function recogniseBroken(text: string, syntaxProblems: readonly Problem[]): TemplateKind | undefined {
	return syntaxProblems.length === 0 ? undefined : recogniseControl(text);
}

/** Claims of a file that is of no kind as it stands that it may be of one when it is rendered. */
export function recogniseControl(text: string): TemplateKind | undefined {
	if (!text.includes("{{")) return undefined;
	const rendered =
		controlLine.test(text) || [...text.matchAll(bareValues)].some(([, action = ""]) => !isForPrometheus(action));
	return rendered ? { language: "go", certain: false } : undefined;
}

function isForPrometheus(action: string): boolean {
	return !action.startsWith("`") && prometheusData.test(action);
}
