import type { MappingType } from "../structure/structure.ts";

const any = { documentation: "", value: { kind: "any" } } as const;
export const globalStructure: MappingType = {
	name: "global section",
	open: true,
	keys: { scrape_interval: any, scrape_timeout: any, evaluation_interval: any, external_labels: any },
};
export const prometheusConfigStructure: MappingType = {
	name: "Prometheus configuration",
	open: true,
	keys: Object.fromEntries(
		[
			"global",
			"runtime",
			"alerting",
			"rule_files",
			"scrape_config_files",
			"scrape_configs",
			"storage",
			"tracing",
			"remote_write",
			"remote_read",
			"otlp",
		].map((key) => [key, any]),
	),
};
