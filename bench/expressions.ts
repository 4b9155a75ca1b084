import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

/** Expressions as rule files and dashboards have them, from short to long. */
const own: readonly string[] = [
	"up == 0",
	'absent(up{job="prometheus"} == 1)',
	"rate(http_requests_total[5m])",
	"sum(rate(http_requests_total[5m])) by (job)",
	"node_filesystem_avail_bytes / node_filesystem_size_bytes * 100",
	'time() - process_start_time_seconds{job=~"api|worker"}',
	"max_over_time(process_resident_memory_bytes[1h])",
	'irate(node_network_receive_bytes_total{device!~"lo|veth.*|br-.*"}[2m]) * 8',
	'increase(kube_pod_container_status_restarts_total{namespace="shop"}[15m]) > 0',
	"changes(process_start_time_seconds[10m]) > 2",
	'sum by (code) (rate(http_requests_total{job="api", code=~"5.."}[5m] offset 1w))',
	'100 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100',
	"histogram_quantile(0.99, sum by (le, route) (rate(http_request_duration_seconds_bucket[5m])))",
	'topk(10, count by (__name__) ({__name__=~".+"}))',
	'predict_linear(node_filesystem_avail_bytes{fstype!="tmpfs"}[6h], 24 * 3600) < 0',
	"(node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes) / node_memory_MemTotal_bytes > 0.9",
	'sum(rate(requests_total{code=~"5.."}[5m])) / sum(rate(requests_total[5m])) > 14.4 * 0.001',
	'kube_pod_info * on (namespace, pod) group_left (workload) mixin_pod_workload{cluster="eu"}',
	'label_replace(up, "host", "$1", "instance", "([^:]+):[0-9]+")',
	'count(count by (version) (build_info{job="api"})) > 1 and on () hour() > 8',
	"avg_over_time((sum(rate(errors_total[1m])) / sum(rate(requests_total[1m])))[1h:1m])",
	'clamp_max(quantile_over_time(0.95, queue_length{queue=~"orders|mail"}[30m]), 1000)',
	'up{job="api"} unless ignoring (replica) maintenance_window{active="true"} or vector(0)',
	'deriv(temperature_celsius{room!="lab"}[15m]) > bool 0.5',
	"last_over_time(backup_finished_timestamp_seconds[2d] @ end()) < time() - 86400",
	`(
  sum by (job) (rate(http_requests_total{job="api", code=~"5.."}[1h])) > 14.4 * 0.001 * sum by (job) (rate(http_requests_total{job="api"}[1h]))
and
  sum by (job) (rate(http_requests_total{job="api", code=~"5.."}[5m])) > 14.4 * 0.001 * sum by (job) (rate(http_requests_total{job="api"}[5m]))
)`,
	`sum by (namespace, workload) (
  container_memory_working_set_bytes{job="kubelet", metrics_path="/metrics/cadvisor", container!="", image!=""}
  * on (namespace, pod) group_left (workload, workload_type)
  namespace_workload_pod:kube_pod_owner:relabel{workload_type="deployment"}
)
/
sum by (namespace, workload) (
  kube_pod_container_resource_limits{resource="memory"}
  * on (namespace, pod) group_left (workload, workload_type)
  namespace_workload_pod:kube_pod_owner:relabel{workload_type="deployment"}
)`,
];

export interface ExpressionList {
	readonly from: string;
	readonly expressions: readonly string[];
}

/** Our own expressions, or those of every rule file and dashboard below the folder that `BENCH_CORPUS` names. */
export function readExpressions(folder = process.env["BENCH_CORPUS"]): ExpressionList {
	if (folder === undefined || folder === "") return { from: "own", expressions: own };
	const expressions: string[] = [];
	for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
		const path = join(folder, name);
		if (/\.json$/.test(name)) gather(JSON.parse(readFileSync(path, "utf8")), expressions);
		if (!/\.ya?ml$/.test(name)) continue;
		for (const document of parseAllDocuments(readFileSync(path, "utf8"))) gather(document.toJS(), expressions);
	}
	return { from: folder, expressions };
}

/** Texts under a key `expr`; dashboards also stand as JSON inside of other texts. */
function gather(value: unknown, found: string[]): void {
	if (typeof value === "string" && value.trimStart().startsWith("{") && value.includes('"expr"')) {
		gather(JSON.parse(value), found);
	}
	if (typeof value !== "object" || value === null) return;
	for (const [key, inside] of Object.entries(value)) {
		if (key === "expr" && typeof inside === "string" && inside !== "") found.push(replaceVariables(inside));
		else gather(inside, found);
	}
}

/** A dashboard's variables are no PromQL; what stands for them is as long as a typical value. */
function replaceVariables(expression: string): string {
	return expression
		.replaceAll(/\$\{?(?:__rate_interval|__interval|__range|interval|resolution)\b(?::\w+)?\}?/g, "5m")
		.replaceAll(/\$\{(\w+)(?::\w+)?\}|\$([a-zA-Z_]\w*)/g, "value");
}
