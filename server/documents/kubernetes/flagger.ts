// Source: Flagger 1.38, types of flagger.app/v1beta1 and its rendering of queries; read November 2026.

import { findWindowPlaceholders } from "../embedded/masks/windowPlaceholder.ts";
import type { QueryItem } from "../queries/queryItem.ts";
import type { QueryResourceKind } from "../queries/queryResource.ts";
import type { Fields } from "../structure/fields.ts";
import { anything, mapping, mappings, text, usual } from "../structure/keyTypes.ts";
import type { MappingType } from "../structure/structure.ts";
import { resourceStructure } from "./resourceStructure.ts";

const query = {
	documentation:
		"The PromQL whose one value is held against the canary's threshold. `{{ namespace }}`, `{{ target }}`, `{{ service }}`, `{{ ingress }}`, `{{ route }}`, `{{ interval }}` and `{{ variables.name }}` stand for what the canary says.",
	value: { kind: "promql" },
} as const;

const templateSpec: MappingType = {
	name: "metric template spec",
	keys: {
		provider: mapping("What is asked.", {
			name: "provider",
			open: true,
			keys: {
				type: usual("The kind of server.", ["prometheus", "datadog", "newrelic", "graphite", "influxdb", "cloudwatch"]),
				address: usual("The server's address.", ["http://prometheus.monitoring.svc:9090"]),
				secretRef: anything("The secret with the credentials."),
			},
		}),
		query,
	},
};

/** Queries that canaries are judged by. */
export const flaggerTemplateKind: QueryResourceKind = {
	id: "flaggerMetricTemplate",
	group: "flagger.app",
	kinds: ["MetricTemplate"],
	structure: resourceStructure("flagger.app/v1beta1", ["MetricTemplate"], templateSpec),
	reader: "Kubernetes",
	family: "kubernetes",
	readItems(fields) {
		const spec = fields.mapping("spec");
		const entry = spec?.get("query");
		// Without a type Flagger asks Prometheus.
		const type = spec?.mapping("provider")?.text("type")?.value ?? "prometheus";
		if (spec === undefined || entry === undefined) return [];
		return [
			{
				name: "query",
				detail: type,
				kind: "query",
				span: spec.span,
				nameSpan: entry.keySpan,
				queries: type === "prometheus" ? [queryOf(entry, "metric template")] : [],
			},
		];
	},
};

const canaryMetric: MappingType = {
	name: "metric of a canary",
	open: true,
	keys: {
		name: text("The metric's name; `request-success-rate` and `request-duration` are built in."),
		interval: usual("The window of the query.", ["1m"]),
		threshold: anything("The most that the value may be."),
		thresholdRange: anything("The `min` and `max` of the value."),
		templateRef: anything("The MetricTemplate that holds the query."),
		query: { ...query, documentation: `${query.documentation} Deprecated in favour of a MetricTemplate.` },
	},
};

const analysis: MappingType = {
	name: "analysis",
	open: true,
	keys: { metrics: mappings("What the canary is judged by.", canaryMetric) },
};

/** Canaries, which may hold queries of their own. */
export const flaggerCanaryKind: QueryResourceKind = {
	id: "flaggerCanary",
	group: "flagger.app",
	kinds: ["Canary"],
	structure: resourceStructure("flagger.app/v1beta1", ["Canary"], {
		name: "canary spec",
		open: true,
		keys: { analysis: mapping("How the canary is judged.", analysis) },
	}),
	reader: "Kubernetes",
	family: "kubernetes",
	readItems(fields) {
		const spec = fields.mapping("spec");
		const metrics = (spec?.mapping("analysis") ?? spec?.mapping("canaryAnalysis"))?.mappings("metrics") ?? [];
		return metrics.map(readCanaryMetric);
	},
};

function readCanaryMetric(fields: Fields, index: number): QueryItem {
	const name = fields.text("name");
	const entry = fields.get("query");
	return {
		name: name?.value ?? `metric ${index + 1}`,
		detail: "metric",
		kind: "query",
		span: fields.span,
		...(name === undefined ? {} : { nameSpan: name.span }),
		queries: entry === undefined ? [] : [queryOf(entry, `metric "${name?.value ?? index + 1}"`)],
	};
}

function queryOf(entry: QueryItem["queries"][number]["entry"], place: string): QueryItem["queries"][number] {
	return { entry, context: { role: "query", place }, finder: findWindowPlaceholders };
}
