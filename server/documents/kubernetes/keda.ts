// Source: KEDA 2.16, types of keda.sh/v1alpha1 and the Prometheus scaler; read November 2026.

import type { QueryItem } from "../queries/queryItem.ts";
import type { QueryResourceKind } from "../queries/queryResource.ts";
import type { Fields } from "../structure/fields.ts";
import { anything, integer, mapping, mappings, text, usual } from "../structure/keyTypes.ts";
import type { MappingType } from "../structure/structure.ts";
import { resourceStructure } from "./resourceStructure.ts";

const triggerMetadata: MappingType = {
	name: "trigger's metadata",
	open: true,
	keys: {
		serverAddress: usual("Of a `prometheus` trigger: the address of Prometheus, or of what answers like it.", [
			"http://prometheus.monitoring.svc:9090",
		]),
		query: {
			documentation:
				"Of a `prometheus` trigger: the PromQL whose one value is held against `threshold`. It must return a single series or number.",
			value: { kind: "promql" },
		},
		threshold: text(
			"The value that each replica is to have; the number of replicas is the query's value divided by it.",
		),
		activationThreshold: text("Above this value the target is scaled up from zero. Default: 0."),
		ignoreNullValues: usual("`false` makes an empty result a fault instead of 0.", ["'true'", "'false'"]),
		namespace: text("The tenant's namespace, for servers that want one."),
		authModes: usual("How it authenticates.", ["basic", "bearer", "tls", "custom"]),
		customHeaders: text("Headers of the request, as `key=value,key=value`."),
		queryParameters: text("Parameters of the request, as `key=value,key=value`."),
		unsafeSsl: usual("Takes certificates that nobody vouches for.", ["'true'", "'false'"]),
	},
};

const trigger: MappingType = {
	name: "trigger",
	open: true,
	keys: {
		type: usual("The scaler, such as `prometheus`.", ["prometheus", "cpu", "memory", "cron", "kafka"], {
			required: true,
		}),
		name: text("The trigger's name, for formulas that join several."),
		metadata: mapping("The scaler's settings, all of them texts.", triggerMetadata),
		metricType: usual("How the value is held against the threshold.", ["AverageValue", "Value", "Utilization"]),
		authenticationRef: anything("The TriggerAuthentication that holds the credentials."),
	},
};

const spec: MappingType = {
	name: "KEDA spec",
	open: true,
	keys: {
		scaleTargetRef: anything("Of a ScaledObject: the workload that is scaled."),
		jobTargetRef: anything("Of a ScaledJob: the template of the jobs."),
		pollingInterval: integer("Seconds between two looks at the triggers. Default: 30."),
		cooldownPeriod: integer("Seconds after the last active trigger until the target is scaled to zero. Default: 300."),
		minReplicaCount: integer("The fewest replicas. Default: 0."),
		maxReplicaCount: integer("The most replicas. Default: 100."),
		idleReplicaCount: integer("Replicas while no trigger is active."),
		advanced: anything("Behaviour of the autoscaler, and formulas over several triggers."),
		fallback: anything("The replicas where a trigger cannot be read."),
		triggers: mappings("What decides how many replicas run. The one that wants the most wins.", trigger),
	},
};

const kinds = ["ScaledObject", "ScaledJob"];

/** Autoscaling by the value of a query. */
export const kedaKind: QueryResourceKind = {
	id: "keda",
	group: "keda.sh",
	kinds,
	structure: resourceStructure("keda.sh/v1alpha1", kinds, spec),
	reader: "KEDA",
	family: "kubernetes",
	readItems: (fields) => fields.mapping("spec")?.mappings("triggers").map(readTrigger) ?? [],
};

function readTrigger(fields: Fields, index: number): QueryItem {
	const type = fields.text("type");
	const name = fields.text("name") ?? type;
	const place = `trigger "${name?.value ?? index + 1}"`;
	return {
		name: name?.value ?? `trigger ${index + 1}`,
		detail: `${type?.value ?? "unknown"} trigger`,
		kind: "query",
		span: fields.span,
		...(name === undefined ? {} : { nameSpan: name.span }),
		queries:
			type?.value === "prometheus"
				? [{ entry: fields.mapping("metadata")?.get("query"), context: { role: "query", place } }]
				: [],
	};
}
