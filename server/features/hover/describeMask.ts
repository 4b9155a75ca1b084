import { findGrafanaBuiltIn } from "../../documents/embedded/masks/grafanaBuiltIns.ts";
import type { EmbeddedRegion, Mask } from "../../documents/embedded/region.ts";
import { inlineCode } from "../markdown.ts";

/** What is known of what stands in the query's place, in Markdown. */
export function describeMask(mask: Mask, { context }: Pick<EmbeddedRegion, "context">): string | undefined {
	switch (mask.kind) {
		case "grafanaVariable":
			return describeVariable(mask, context.variables);
		case "window":
			return `${inlineCode(mask.source)} · the window of the rate, such as ${inlineCode("5m")}. One rule is made for each window of the alerts.`;
		case "formatVerb":
			return `${inlineCode(mask.source)} · a verb of ${inlineCode("printf")}: one of its arguments is written here.`;
		case "helmAction":
			return undefined;
		default:
			return mask.kind satisfies never;
	}
}

function describeVariable(mask: Mask, variables: EmbeddedRegion["context"]["variables"]): string {
	const name = mask.name ?? "";
	const own = variables?.find((variable) => variable.name === name);
	if (own !== undefined) {
		const example = own.example === undefined ? [] : [`Now: ${inlineCode(own.example)}`];
		return [inlineCode(mask.source), own.documentation, ...example].filter((part) => part !== "").join("\n\n");
	}
	const builtIn = findGrafanaBuiltIn(name);
	if (builtIn !== undefined) {
		const since = builtIn.since === undefined ? "" : ` Since Grafana ${builtIn.since}.`;
		return `${inlineCode(mask.source)} · a variable that Grafana fills in\n\n${builtIn.summary}${since}`;
	}
	const known = variables === undefined ? "" : " The dashboard does not define it.";
	return `${inlineCode(mask.source)} · a variable of the dashboard.${known}`;
}
