// Source: Argo Rollouts 1.8, types of argoproj.io/v1alpha1 and its Prometheus provider; read November 2026.

import { findWindowPlaceholders } from "../embedded/masks/windowPlaceholder.ts";
import type { QueryItem } from "../queries/queryItem.ts";
import type { QueryResourceKind } from "../queries/queryResource.ts";
import type { Fields } from "../structure/fields.ts";
import { anything, flag, mapping, mappings, text, usual } from "../structure/keyTypes.ts";
import type { MappingType } from "../structure/structure.ts";
import { resourceStructure } from "./resourceStructure.ts";

const prometheus: MappingType = {
	name: "Prometheus provider",
	keys: {
		address: usual("The address of Prometheus.", ["http://prometheus.monitoring.svc:9090"]),
		query: {
			documentation:
				"The PromQL to measure. `{{args.name}}` stands for an argument of the analysis. The result is `result` in the conditions, a list of numbers for a vector.",
			value: { kind: "promql" },
		},
		authentication: anything("Credentials: `sigv4` or `oauth2`."),
		timeout: anything("Seconds that the query may take. Default: 30."),
		insecure: flag("Takes certificates that nobody vouches for."),
		headers: anything("Headers of the request, such as a tenant's."),
		rangeQuery: anything("Makes it a range query, with `start`, `end` and `step`."),
	},
};

const metric: MappingType = {
	name: "metric of an analysis",
	keys: {
		name: text("The metric's name, unique in the template.", { required: true }),
		interval: usual("The time between two measurements, in Go's syntax. Left out: one measurement.", ["30s", "5m"]),
		initialDelay: usual("The time until the first measurement.", ["1m"]),
		count: anything("How many measurements are taken."),
		successCondition: usual("An expression over `result` that a measurement must fulfil.", ["result[0] >= 0.95"]),
		failureCondition: usual("An expression over `result` that makes a measurement fail.", ["result[0] >= 0.5"]),
		failureLimit: anything("How many measurements may fail. Default: 0."),
		inconclusiveLimit: anything("How many measurements may be neither. Default: 0."),
		consecutiveErrorLimit: anything("How many errors in a row are allowed. Default: 4."),
		consecutiveSuccessLimit: anything("How many successes in a row end the metric."),
		provider: mapping("What is asked.", {
			name: "provider",
			open: true,
			keys: { prometheus: mapping("Asks Prometheus.", prometheus) },
		}),
	},
};

const spec: MappingType = {
	name: "spec of an analysis",
	open: true,
	keys: {
		args: anything("The arguments, which stand as `{{args.name}}` in the metrics."),
		metrics: mappings("What is measured, and when it counts as a success.", metric),
		dryRun: anything("Metrics whose failure has no effect."),
		measurementRetention: anything("How many measurements are kept."),
		templates: anything("Other templates whose metrics are measured too."),
	},
};

const kinds = ["AnalysisTemplate", "ClusterAnalysisTemplate", "AnalysisRun"];

/** Analyses of a rollout by queries. */
export const argoRolloutsKind: QueryResourceKind = {
	id: "argoRollouts",
	group: "argoproj.io",
	kinds,
	structure: resourceStructure("argoproj.io/v1alpha1", kinds, spec),
	reader: "Kubernetes",
	family: "kubernetes",
	readItems: (fields) => fields.mapping("spec")?.mappings("metrics").map(readMetric) ?? [],
};

function readMetric(fields: Fields, index: number): QueryItem {
	const name = fields.text("name");
	const provider = fields.mapping("provider");
	const context = { role: "query", place: `metric "${name?.value ?? index + 1}"` } as const;
	const query = provider?.mapping("prometheus")?.get("query");
	return {
		name: name?.value ?? `metric ${index + 1}`,
		detail: `${provider?.entries[0]?.key ?? "unknown"} metric`,
		kind: "query",
		span: fields.span,
		...(name === undefined ? {} : { nameSpan: name.span }),
		queries: [{ entry: query, context, finder: findWindowPlaceholders }],
	};
}
