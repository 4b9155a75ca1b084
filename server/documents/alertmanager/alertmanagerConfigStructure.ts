import type { MappingType } from "../structure/structure.ts";

const any = { documentation: "", value: { kind: "any" } } as const;
export const routeStructure: MappingType = {
	name: "route",
	open: true,
	keys: Object.fromEntries(
		[
			"receiver",
			"group_by",
			"group_wait",
			"group_interval",
			"repeat_interval",
			"routes",
			"match",
			"match_re",
			"matchers",
		].map((key) => [key, any]),
	),
};
export const alertmanagerConfigStructure: MappingType = {
	name: "Alertmanager configuration",
	open: true,
	keys: Object.fromEntries(
		[
			"global",
			"route",
			"receivers",
			"inhibit_rules",
			"templates",
			"mute_time_intervals",
			"time_intervals",
			"tracing",
			"event_recorder",
		].map((key) => [key, any]),
	),
};
