import type { ComponentKind } from "./evidence.ts";

/** A program of a monitoring stack, and what it is known by in images and charts. */
export interface KnownComponent {
	readonly id: string;
	readonly name: string;
	readonly kind: ComponentKind;
	/** Of the last part of an image's name, without tag: `registry.example.com/prometheus/node-exporter:v1` is `node-exporter`. */
	readonly images: readonly string[];
	/** Names of Helm charts. */
	readonly charts?: readonly string[];
}

/** Names as the projects publish them; adding one is a row here. */
export const KNOWN_COMPONENTS: readonly KnownComponent[] = [
	{
		id: "prometheus",
		name: "Prometheus",
		kind: "metrics",
		images: ["prometheus"],
		charts: ["prometheus", "kube-prometheus-stack"],
	},
	{ id: "thanos", name: "Thanos", kind: "metrics", images: ["thanos"], charts: ["thanos"] },
	{ id: "mimir", name: "Mimir", kind: "metrics", images: ["mimir"], charts: ["mimir-distributed"] },
	{
		id: "victoriametrics",
		name: "VictoriaMetrics",
		kind: "metrics",
		images: ["victoria-metrics", "vmagent", "vmsingle", "vmselect", "vminsert", "vmstorage"],
		charts: ["victoria-metrics-single", "victoria-metrics-cluster", "victoria-metrics-k8s-stack"],
	},
	{
		id: "pushgateway",
		name: "Pushgateway",
		kind: "metrics",
		images: ["pushgateway"],
		charts: ["prometheus-pushgateway"],
	},
	{
		id: "alertmanager",
		name: "Alertmanager",
		kind: "alerting",
		images: ["alertmanager"],
		charts: ["alertmanager", "kube-prometheus-stack"],
	},
	{ id: "vmalert", name: "vmalert", kind: "alerting", images: ["vmalert"] },
	{
		id: "grafana",
		name: "Grafana",
		kind: "dashboards",
		images: ["grafana", "grafana-oss", "grafana-enterprise"],
		charts: ["grafana", "kube-prometheus-stack"],
	},
	{
		id: "node-exporter",
		name: "node-exporter",
		kind: "exporter",
		images: ["node-exporter", "node_exporter"],
		charts: ["prometheus-node-exporter", "kube-prometheus-stack"],
	},
	{
		id: "kube-state-metrics",
		name: "kube-state-metrics",
		kind: "exporter",
		images: ["kube-state-metrics"],
		charts: ["kube-state-metrics", "kube-prometheus-stack"],
	},
	{
		id: "blackbox-exporter",
		name: "blackbox exporter",
		kind: "exporter",
		images: ["blackbox-exporter", "blackbox_exporter"],
		charts: ["prometheus-blackbox-exporter"],
	},
	{ id: "cadvisor", name: "cAdvisor", kind: "exporter", images: ["cadvisor"] },
	{
		id: "statsd-exporter",
		name: "StatsD exporter",
		kind: "exporter",
		images: ["statsd-exporter", "statsd_exporter"],
		charts: ["prometheus-statsd-exporter"],
	},
	{
		id: "postgres-exporter",
		name: "PostgreSQL exporter",
		kind: "exporter",
		images: ["postgres-exporter", "postgres_exporter"],
		charts: ["prometheus-postgres-exporter"],
	},
	{
		id: "mysqld-exporter",
		name: "MySQL exporter",
		kind: "exporter",
		images: ["mysqld-exporter", "mysqld_exporter"],
		charts: ["prometheus-mysql-exporter"],
	},
	{
		id: "redis-exporter",
		name: "Redis exporter",
		kind: "exporter",
		images: ["redis_exporter", "redis-exporter"],
		charts: ["prometheus-redis-exporter"],
	},
	{
		id: "opentelemetry-collector",
		name: "OpenTelemetry Collector",
		kind: "collector",
		images: ["opentelemetry-collector", "opentelemetry-collector-contrib", "otelcol", "opentelemetry-collector-k8s"],
		charts: ["opentelemetry-collector"],
	},
	{ id: "alloy", name: "Alloy", kind: "collector", images: ["alloy"], charts: ["alloy"] },
	{
		id: "jaeger",
		name: "Jaeger",
		kind: "tracing",
		images: ["jaeger", "all-in-one", "jaeger-collector", "jaeger-query"],
		charts: ["jaeger"],
	},
	{ id: "tempo", name: "Tempo", kind: "tracing", images: ["tempo"], charts: ["tempo", "tempo-distributed"] },
	{ id: "zipkin", name: "Zipkin", kind: "tracing", images: ["zipkin"] },
	{ id: "loki", name: "Loki", kind: "logs", images: ["loki"], charts: ["loki", "loki-stack", "loki-distributed"] },
	{ id: "promtail", name: "Promtail", kind: "logs", images: ["promtail"], charts: ["promtail"] },
	{
		id: "fluentd",
		name: "Fluentd",
		kind: "logs",
		images: ["fluentd", "fluentd-kubernetes-daemonset"],
		charts: ["fluentd"],
	},
	{ id: "fluent-bit", name: "Fluent Bit", kind: "logs", images: ["fluent-bit"], charts: ["fluent-bit"] },
	{ id: "elasticsearch", name: "Elasticsearch", kind: "logs", images: ["elasticsearch"], charts: ["elasticsearch"] },
	{ id: "opensearch", name: "OpenSearch", kind: "logs", images: ["opensearch"], charts: ["opensearch"] },
	{ id: "logstash", name: "Logstash", kind: "logs", images: ["logstash", "logstash-oss"], charts: ["logstash"] },
	{ id: "filebeat", name: "Filebeat", kind: "logs", images: ["filebeat", "filebeat-oss"], charts: ["filebeat"] },
	{ id: "kibana", name: "Kibana", kind: "logs", images: ["kibana"], charts: ["kibana"] },
];

/** Of an image as it is written: `registry.example.com/grafana/loki:3.7.8@sha256:…`. */
export function componentOfImage(image: string): KnownComponent | undefined {
	const name = image.replace(/@.*$/, "").split("/").at(-1)?.replace(/:.*$/, "").toLowerCase() ?? "";
	return KNOWN_COMPONENTS.find(({ images }) => images.includes(name));
}

/** Those that a chart brings: `kube-prometheus-stack` brings several. */
export function componentsOfChart(chart: string): readonly KnownComponent[] {
	const name = chart.split("/").at(-1) ?? "";
	return KNOWN_COMPONENTS.filter(({ charts }) => charts?.includes(name));
}
