import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { CompletionItem, CompletionList, Hover } from "vscode-languageserver-protocol/node";
import { readCursor } from "../support/cursor.ts";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

async function start(rootUri?: string): Promise<LspClient> {
	const client = await startLspClient(rootUri === undefined ? {} : { rootUri });
	onTestFinished(async () => {
		await client.stop();
	});
	return client;
}

let files = 0;

/** Opens a rule file with the expression, in which `<|>` is the cursor. */
function openRule(client: LspClient, expression: string) {
	const { text, offset } = readCursor(
		`groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: ${expression}\n`,
	);
	files += 1;
	const uri = `file:///rules/offline${files}.yaml`;
	client.open(uri, text);
	return { textDocument: { uri }, position: client.position(uri, offset) };
}

async function complete(client: LspClient, expression: string): Promise<readonly CompletionItem[]> {
	const list = await client.connection.sendRequest<CompletionList>(
		"textDocument/completion",
		openRule(client, expression),
	);
	return list.items;
}

async function hover(client: LspClient, expression: string): Promise<string | undefined> {
	const found = await client.connection.sendRequest<Hover | null>("textDocument/hover", openRule(client, expression));
	return found === null ? undefined : JSON.stringify(found.contents);
}

test("with nothing configured, node_ brings node_cpu_seconds_total with its type and help", async () => {
	const client = await start();
	const item = (await complete(client, "node_<|>")).find(({ label }) => label === "node_cpu_seconds_total");
	expect(item?.detail).toBe("counter · node-exporter");
	const resolved = await client.connection.sendRequest<CompletionItem>("completionItem/resolve", item);
	expect(JSON.stringify(resolved.documentation)).toContain("Seconds the CPUs spent in each mode");
});

test("what people write every day is known", async () => {
	const client = await start();
	const wanted: readonly (readonly [string, RegExp])[] = [
		["u<|>p == 0", /gauge.*Prometheus/],
		["rate(node_cpu_seconds<|>_total[5m])", /counter.*node.*exporter 1\\\\+\.5\\\\+\.0 \(catalogue\)/],
		["kube_pod_container_status_restarts<|>_total", /counter.*kube.*state.*metrics/],
		["rate(container_cpu_usage_seconds<|>_total[5m])", /counter.*cAdvisor/],
		["rate(apiserver_request<|>_total[5m])", /counter.*kube.*apiserver/],
		["rate(http_server_request_duration_seconds<|>_bucket[5m])", /histogram.*OpenTelemetry/],
		["go_gorou<|>tines", /gauge.*client.*golang/],
		["probe_succ<|>ess", /gauge.*blackbox/],
		["alertmanager_alerts<|>", /gauge.*alertmanager/],
		["mysql_<|>up", /gauge.*mysqld/],
		["redis_connected_cl<|>ients", /gauge.*redis/],
		["pg_<|>up", /gauge.*postgres/],
	];
	for (const [expression, expected] of wanted) expect(await hover(client, expression), expression).toMatch(expected);
});

test("the labels of a series that no server was asked about", async () => {
	const client = await start();
	const labels = (await complete(client, "rate(node_cpu_seconds_total{<|>}[5m])")).map(({ label }) => label);
	expect(labels.toSorted()).toEqual(["cpu", "instance", "job", "mode"]);
});

test("a metric that code of the workspace registers is explained by the line that does", async () => {
	const folder = await mkdtemp(join(tmpdir(), "offline-"));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	await writeFile(
		join(folder, "metrics.py"),
		'from prometheus_client import Counter\n\n\nORDERS = Counter("orders", "Orders that were placed.", ["route"])\n',
	);
	const client = await start(pathToFileURL(folder).href);
	await expect
		.poll(() => hover(client, "rate(orders<|>_total[5m])"), { timeout: 20_000 })
		.toMatch(/Orders that were placed.*registered in \[.*metrics\\\\\.py:4\]\(<file:.*metrics\.py#L4>\) \(prometheus/);
	expect((await complete(client, "rate(ord<|>[5m])")).map(({ label }) => label)).toContain("orders_total");
});
