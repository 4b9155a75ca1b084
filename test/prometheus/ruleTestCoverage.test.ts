import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { generateRuleTests } from "../../server/scaffold/ruleTest/generateRuleTest.ts";
import { orderGroups } from "../../server/scaffold/ruleTest/groupOrder.ts";
import { readTestedFile } from "../../server/scaffold/ruleTest/testedRules.ts";
import { writeRuleTest } from "../../server/scaffold/ruleTest/writeRuleTest.ts";
import { runRuleTest } from "../support/promtool.ts";
import { renderScaffold } from "../support/scaffolds.ts";
import { readWorkspaceFile } from "../support/workspaceGraph.ts";

/** Every rule of these files gets tests, all of which the real promtool passes. */
const typical: Readonly<Record<string, string>> = {
	Down: 'up{job="api"} == 0',
	Absent: 'absent(up{job="api"})',
	AbsentOverTime: 'absent_over_time(heartbeat{app="x"}[10m])',
	ManyDown: "count by (job) (up == 0) > 2",
	ShareDown: "count by (job) (up == 0) / count by (job) (up) > 0.5",
	Cpu: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.9',
	CpuPercent: '100 - (avg by (instance) (irate(node_cpu_seconds_total{mode="idle"}[5m])) * 100) > 80',
	Memory: "(1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) * 100 > 90",
	DiskFills: 'predict_linear(node_filesystem_avail_bytes{fstype!~"tmpfs|fuse.*"}[1h], 4 * 3600) < 0',
	DiskLow: "node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1 and node_filesystem_readonly == 0",
	Errors:
		'sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / sum by (job) (rate(http_requests_total[5m])) > 0.05',
	Latency: "histogram_quantile(0.95, sum by (le, job) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5",
	Restarts: 'increase(kube_pod_container_status_restarts_total{namespace!~"kube-.*"}[1h]) > 3',
	CrashLoop: 'max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]) >= 1',
	Replicas:
		"kube_deployment_spec_replicas != kube_deployment_status_replicas_available and changes(kube_deployment_status_replicas_updated[10m]) == 0",
	Certificate: "probe_ssl_earliest_cert_expiry - time() < 86400 * 14",
	Old: "time() - backup_last_success_timestamp_seconds > 86400",
	Stale: "time() - timestamp(heartbeat) > 120",
	Joined:
		'max by (pod, namespace) (kube_pod_status_phase{phase="Pending"}) * on (pod, namespace) group_left (node) kube_pod_info > 0',
	Flapping: "changes(up[15m]) > 4",
	Resets: "resets(process_cpu_seconds_total[1h]) > 2",
	Unless: "up == 0 unless on (instance) maintenance_mode == 1",
	Or: 'errors_total > 10 or warnings_total{kind="bad"} > 100',
	Offset: "sum(rate(orders_total[5m])) < 0.5 * sum(rate(orders_total[5m] offset 1h))",
	Subquery: "max_over_time(sum(rate(requests_total[1m]))[10m:1m]) > 100",
	Quantile: "quantile_over_time(0.9, queue_length[10m]) > 50",
	Bool: "sum(up == bool 0) > 1",
	Negative: "delta(temperature_celsius[10m]) < -5",
	Delta: "abs(clock_offset_seconds) > 0.05",
	Deriv: "deriv(memory_bytes[10m]) > 1000",
	TopK: "topk(1, sum by (queue) (queue_length)) > 1000",
	Replaced: 'label_replace(node_load1, "host", "$1", "instance", "(.*):.*") > 4',
	Spread: "stddev by (job) (queue_length) > 3",
	Versions: "count(count by (version) (build_info)) > 1",
	Named: '{__name__="odd_metric", x="a"} > 3',
	Scalar: "vector(scalar(sum(up))) < 1",
};

const parser = createDocumentParser();

async function testAll(
	path: string,
	text: string,
): Promise<{ readonly rules: number; readonly missing: readonly string[]; readonly output: string }> {
	const { source } = await readWorkspaceFile(path, text);
	const model = parser.parse(source);
	if (model === undefined) throw new Error(`${path} is no rule file.`);
	const file = readTestedFile(path, model);
	const rules = file.groups.flatMap((group) => group.rules);
	const made = rules.map((rule) => ({ rule, ...generateRuleTests(rule, [file]) }));
	const groups = orderGroups(file.groups);
	const test = writeRuleTest({
		ruleFiles: [path],
		evaluationSeconds: 60,
		groupOrder: groups.length > 1 ? [...new Set(groups.map(({ name }) => name))] : [],
		tests: made.flatMap(({ tests }) => tests),
	});
	const { output } = await runRuleTest({ [path]: text, "test.yaml": test }, "test.yaml");
	return {
		rules: rules.length,
		missing: made.flatMap(({ rule, missing }) => missing.map((each) => `${rule.name}: ${each}`)),
		output: output.replace(/^Unit Testing.*\n/, ""),
	};
}

test("alerts as people write them", async () => {
	const rules = Object.entries(typical).map(([alert, expr], index) => ({
		alert,
		expr,
		...(index % 3 === 0 ? { for: "5m" } : {}),
		annotations: { summary: "{{ $labels.instance }} {{ $labels.job }}: {{ $value | humanize }}" },
	}));
	const result = await testAll("rules.yaml", JSON.stringify({ groups: [{ name: "typical", rules }] }));
	expect(result.output).toBe("  SUCCESS\n\n");
	// FIXME: a metric that is compared with itself at another time needs series that change in between.
	expect(result.missing).toEqual(["Offset: There is no test with series that make it fire: none were found."]);
});

describe("files of ours", () => {
	test.each(["samples/alerts/prometheus.yaml", "samples/alerts/node.yaml"])("%s", async (path) => {
		const text = await readFile(join(import.meta.dirname, "../..", path), "utf8");
		const result = await testAll("rules.yaml", text);
		expect(result.output).toBe("  SUCCESS\n\n");
		expect(result.missing).toEqual([]);
	});

	test.each(["availability", "latency"])("the rules of an SLO: %s", async (kind) => {
		const metric =
			kind === "availability"
				? { metric: "http_requests_total", errors: 'code=~"5.."' }
				: { metric: "http_request_duration_seconds", threshold: "0.3" };
		const { files } = await renderScaffold("slo", { service: "api", kind, selector: 'job="api"', ...metric });
		const rules = files.find(({ content }) => /^groups:/m.test(content));
		const result = await testAll("rules.yaml", rules?.content ?? "");
		expect(result.output).toBe("  SUCCESS\n\n");
		// Some of what looks back for a month has no test that both versions of Prometheus pass.
		expect(result.missing.length).toBeLessThan(result.rules / 8);
	});
});
