// Source: Sloth 0.16, specification prometheus/v1 and the types of sloth.slok.dev/v1; read November 2026.

import { labelKeys } from "../rules/wellKnownKeys.ts";
import { flag, mapping, mappings, number, text, textMap } from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";
import { slothSloSnippet } from "./sloSnippets.ts";

/** The names of the keys that the file and the resource write differently. */
export interface SlothKeys {
	readonly errorQuery: string;
	readonly totalQuery: string;
	readonly errorRatioQuery: string;
	readonly pageAlert: string;
	readonly ticketAlert: string;
}

export const slothFileKeys: SlothKeys = {
	errorQuery: "error_query",
	totalQuery: "total_query",
	errorRatioQuery: "error_ratio_query",
	pageAlert: "page_alert",
	ticketAlert: "ticket_alert",
};

export const slothResourceKeys: SlothKeys = {
	errorQuery: "errorQuery",
	totalQuery: "totalQuery",
	errorRatioQuery: "errorRatioQuery",
	pageAlert: "pageAlert",
	ticketAlert: "ticketAlert",
};

const labels: KeyType = {
	documentation: "Labels of the rules that Sloth makes.",
	value: { kind: "map", of: { kind: "string" }, knownKeys: labelKeys },
};

const alert: MappingType = {
	name: "burn alert",
	keys: {
		disable: flag("`true` makes no such alert."),
		labels: textMap("Labels of this alert, such as `severity`."),
		annotations: textMap("Annotations of this alert."),
	},
};

const query = (documentation: string): KeyType => ({
	documentation: `${documentation} \`{{.window}}\` stands for the windows that Sloth makes rules for, such as \`5m\`.`,
	value: { kind: "promql" },
	required: true,
});

function sloStructure(keys: SlothKeys): MappingType {
	const sli: MappingType = {
		name: "indicator",
		keys: {
			events: mapping("The ratio of bad events to all of them.", {
				name: "ratio of events",
				keys: {
					[keys.errorQuery]: query("How many bad events there were."),
					[keys.totalQuery]: query("How many events there were in all."),
				},
			}),
			raw: mapping("An error ratio that one query gives.", {
				name: "raw indicator",
				keys: { [keys.errorRatioQuery]: query("The error ratio, from 0 to 1.") },
			}),
			plugin: mapping("An SLI that a plugin writes.", {
				name: "plugin's indicator",
				keys: { id: text("The plugin.", { required: true }), options: textMap("What the plugin wants to know.") },
			}),
		},
		oneOf: [["events", "raw", "plugin"]],
	};
	const alerting: MappingType = {
		name: "section of alerts",
		keys: {
			name: text("The name of the alerts."),
			labels: textMap("Labels of both alerts."),
			annotations: textMap("Annotations of both alerts, such as `runbook`."),
			[keys.pageAlert]: mapping("The alert on a fast burn, which wakes somebody.", alert),
			[keys.ticketAlert]: mapping("The alert on a slow burn, which can wait until morning.", alert),
		},
	};
	return {
		name: "objective",
		keys: {
			name: text("The SLO's name, unique in the service.", { required: true }),
			description: text("What the SLO promises."),
			objective: number("The share of good events in percent, such as `99.9`.", { required: true }),
			labels,
			sli: mapping("What is measured.", sli, { required: true }),
			alerting: mapping("The alerts on the burn of the error budget.", alerting, { required: true }),
			plugins: {
				documentation: "Plugins that change the rules of this SLO.",
				value: { kind: "any" },
				since: "Sloth 0.12",
			},
		},
		...(keys === slothFileKeys ? { snippets: [slothSloSnippet] } : {}),
	};
}

/** `service`, `labels` and `slos`, which the file has at the top and the resource under `spec`. */
export function slothSpecKeys(keys: SlothKeys): MappingType["keys"] {
	return {
		service: text("The service that the SLOs are about.", { required: true }),
		labels,
		slo_plugins: { documentation: "Plugins that change the rules of every SLO.", value: { kind: "any" } },
		slos: mappings("The objectives.", sloStructure(keys), { required: true }),
	};
}
