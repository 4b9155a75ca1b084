import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type DocumentKind, documentKind } from "../../server/protocol/messages.ts";
import { startLspClient } from "../support/lspClient.ts";

const rules = "groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: up\n";
const patience = { timeout: 10_000 };

async function start() {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? "");
		response.writeHead(404).end();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const client = await startLspClient({ settings: { prometheus: { servers: [{ name: "test", url }] } } });
	onTestFinished(async () => {
		await client.stop();
	});
	const kinds: DocumentKind[] = [];
	client.connection.onNotification(documentKind.method, (kind: DocumentKind) => {
		kinds.push(kind);
	});
	return { client, kinds, asked };
}

test("what a file is, is told once, and again when it has become something else", async () => {
	const { client, kinds } = await start();
	const uri = "file:///a.yaml";
	client.open(uri, "{}\n");
	await client.diagnostics(uri, 1);
	await client.diagnostics(uri, client.edit(uri, "{}\n", rules));
	await client.diagnostics(uri, client.edit(uri, "expr: up", "expr: up == 0"));
	await client.diagnostics(uri, client.edit(uri, "expr: up == 0", "labels: {}"));
	await expect
		.poll(() => kinds, patience)
		.toEqual([
			{ uri, kinds: [], promql: false },
			{ uri, kinds: ["ruleFile"], promql: true },
			{ uri, kinds: ["ruleFile"], promql: false },
		]);
});

test("no server is contacted for files that are none of ours", async () => {
	const { client, asked } = await start();
	client.open("file:///package.json", '{ "name": "x", "scripts": {} }\n');
	client.open("file:///README.md", "# Read me\n");
	await client.diagnostics("file:///package.json", 1);
	await client.diagnostics("file:///README.md", 1);
	expect(asked).toEqual([]);
	client.open("file:///a.yaml", rules);
	await expect.poll(() => asked.length, patience).toBeGreaterThan(0);
});
