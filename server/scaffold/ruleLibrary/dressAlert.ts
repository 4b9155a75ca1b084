import { escapeGoTemplate } from "../quoting/goTemplateText.ts";
import type { FilledAlert } from "./fillEntry.ts";
import type { Severity } from "./ruleEntry.ts";

/** How a team labels and annotates its alerts. */
export interface AlertStyle {
	/** The label that says how urgent it is; empty for none. */
	readonly severityLabel: string;
	readonly severities: Readonly<Record<Severity, string>>;
	/** Labels that every alert gets. */
	readonly labels: readonly Field[];
	/** The annotations' names; one that is empty is left out. */
	readonly annotations: { readonly summary: string; readonly description: string; readonly runbook: string };
	readonly naming: AlertNaming;
}

/** `HostMemoryLow`, `host_memory_low`, `host-memory-low` or `Host memory low`. */
export type AlertNaming = "camel" | "snake" | "kebab" | "words";

export interface Field {
	readonly key: string;
	readonly value: string;
}

export const usualStyle: AlertStyle = {
	severityLabel: "severity",
	severities: { critical: "critical", warning: "warning", info: "info" },
	labels: [],
	annotations: { summary: "summary", description: "description", runbook: "runbook_url" },
	naming: "camel",
};

/** An alerting rule as it is written. */
export interface AlertRule {
	readonly name: string;
	readonly expression: string;
	/** Empty for none. */
	readonly for: string;
	readonly labels: readonly Field[];
	readonly annotations: readonly Field[];
}

/** What of an alert the team's style does not decide. */
export type BareAlert = Pick<FilledAlert, "expression" | "for" | "severity" | "summary" | "description"> & {
	readonly alert: string;
};

/** `runbook` is the link, empty for none. */
export function dressAlert(bare: BareAlert, style: AlertStyle, runbook: string): AlertRule {
	const { summary, description, runbook: link } = style.annotations;
	const annotations = new Map<string, string>();
	if (summary !== "") annotations.set(summary, bare.summary);
	// Where a team has one text alone, the longer one says more.
	if (description !== "") annotations.set(description, bare.description);
	if (link !== "" && runbook !== "") annotations.set(link, escapeGoTemplate(runbook));
	const labels = new Map(style.labels.map(({ key, value }) => [key, escapeGoTemplate(value)]));
	if (style.severityLabel !== "") labels.set(style.severityLabel, style.severities[bare.severity]);
	return {
		name: nameAlert(bare.alert, style.naming),
		expression: bare.expression,
		for: bare.for === "0s" ? "" : bare.for,
		labels: listFields(labels),
		annotations: listFields(annotations),
	};
}

/** The severity comes first, as people look for it. */
function listFields(fields: ReadonlyMap<string, string>): readonly Field[] {
	return [...fields].map(([key, value]) => ({ key, value }));
}

/** From CamelCase, whose runs of capitals are one word: `PostgreSQLDown` stays readable. */
export function nameAlert(camel: string, naming: AlertNaming): string {
	if (naming === "camel") return camel;
	const words = camel.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [camel];
	if (naming === "snake") return words.join("_").toLowerCase();
	if (naming === "kebab") return words.join("-").toLowerCase();
	const [first = "", ...others] = words;
	return [first, ...others.map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))].join(" ");
}
