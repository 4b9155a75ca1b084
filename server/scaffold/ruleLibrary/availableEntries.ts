import type { ScaffoldContext } from "../scaffoldContext.ts";
import { learn } from "../sources/offer.ts";
import type { AlertEntry, RecordingEntry } from "./ruleEntry.ts";

/** What there is to write rules on, as far as anybody says it. */
export interface KnownData {
	/** Claims that the entry's metrics are there; `undefined` where nobody can say. */
	has(entry: Pick<AlertEntry | RecordingEntry, "needs" | "source">): boolean | undefined;
	/** Who says so. */
	readonly from: "server" | "workspace" | "nobody";
	readonly note?: string;
}

/** Asks the server for its names once; without one, looks at what the files of the workspace name. */
export async function findKnownData(context: ScaffoldContext, signal: AbortSignal): Promise<KnownData> {
	const { metrics, graph } = context;
	const { value, note } = await learn(() => metrics.metricNames(), signal);
	if (value !== undefined && value.values.length > 0) {
		const names = new Set(value.values);
		return {
			from: "server",
			has: ({ needs }) => needs.every((name) => names.has(name)) || (value.complete ? false : undefined),
			...(value.complete
				? {}
				: { note: "The server has more metrics than are listed, so other rules may have data too." }),
		};
	}
	const named = new Set<string>(graph.metricNames());
	for (const file of graph.files()) {
		for (const { uses } of file.items)
			for (const use of uses) if (use.kind === "metric" && !use.pattern) named.add(use.name);
	}
	const jobs = [...graph.items("scrapeJob")].map(({ item }) => item.name.toLowerCase());
	const exposed = (source: string): boolean => {
		const pattern = jobsOf[source];
		return pattern !== undefined && jobs.some((job) => pattern.test(job));
	};
	if (named.size === 0 && jobs.length === 0) {
		return {
			from: "nobody",
			has: () => undefined,
			note: note ?? "Nobody says which metrics there are, so all rules are listed.",
		};
	}
	return {
		from: "workspace",
		has: ({ needs, source }) => needs.every((name) => named.has(name) || name === "up") || exposed(source),
		note: "No server says which metrics there are; first come the rules whose metrics or exporters the workspace names.",
	};
}

/** How people call the scrape jobs of each exporter. */
const jobsOf: Readonly<Record<string, RegExp>> = {
	"node-exporter": /\bnode|host|machine/,
	"kube-state-metrics": /kube-?state|ksm/,
	cAdvisor: /cadvisor|kubelet|container/,
	kubelet: /kubelet/,
	"kube-apiserver": /api-?server/,
	etcd: /etcd/,
	Prometheus: /prometheus/,
	alertmanager: /alert-?manager/,
	"blackbox-exporter": /blackbox|probe/,
	Pushgateway: /push-?gateway/,
	"cert-manager": /cert-?manager/,
	"postgres-exporter": /postgres|\bpg\b/,
	"mysqld-exporter": /mysql|maria/,
	"redis-exporter": /redis|valkey/,
	"mongodb-exporter": /mongo/,
	"elasticsearch-exporter": /elastic|opensearch/,
	"memcached-exporter": /memcache/,
	RabbitMQ: /rabbit/,
	kafka_exporter: /kafka/,
	"prometheus-nats-exporter": /nats/,
	HAProxy: /haproxy/,
	Istio: /istio|envoy/,
	Envoy: /envoy/,
	Traefik: /traefik/,
	"ingress-nginx": /ingress|nginx/,
	Micrometer: /spring|java|jvm|actuator/,
};
