import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startLspClient } from "../support/lspClient.ts";

const uri = "file:///rules/online.yaml";
const file = (expression: string): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: ${expression}\n        labels: { severity: page }\n`;

/** A Prometheus that has the metric `up` alone; it notes what is counted. */
async function serve(status = 200) {
	const counted: string[] = [];
	const server = createServer((request, response) => {
		let body = "";
		request.on("data", (chunk: Buffer) => {
			body += chunk.toString();
		});
		request.on("end", () => {
			const { pathname } = new URL(request.url ?? "/", "http://localhost");
			const data = answer(pathname, new URLSearchParams(body).get("query") ?? "");
			response.writeHead(status, { "content-type": "application/json" });
			response.end(status === 200 ? JSON.stringify({ status: "success", data }) : "");
		});
	});
	const answer = (path: string, query: string): unknown => {
		switch (path) {
			case "/api/v1/status/buildinfo":
				return { version: "3.4.0", revision: "a1b2", goVersion: "go1.24" };
			case "/api/v1/status/flags":
				return { "enable-feature": "" };
			case "/api/v1/status/config":
				return { yaml: "global:\n  scrape_interval: 1m\n  external_labels:\n    cluster: eu-1\nscrape_configs: []\n" };
			case "/api/v1/rules":
				return { groups: [] };
			case "/api/v1/metadata":
				return {};
			case "/api/v1/query":
				counted.push(query);
				return { resultType: "vector", result: query.includes("(up") ? [{ metric: {}, value: [1, "3"] }] : [] };
			case "/api/v1/query_range":
				return { resultType: "matrix", result: [] };
			default:
				return [];
		}
	};
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	onTestFinished(close);
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { url, counted, close };
}

async function open(settings: object, expression: string) {
	const client = await startLspClient({ settings });
	onTestFinished(async () => {
		await client.stop();
	});
	client.open(uri, file(expression));
	const codes = async (version = 1) => (await client.diagnostics(uri, version)).map(({ code }) => code);
	return { client, codes };
}

const asked = (url: string, more: object = {}) => ({ prometheus: { servers: [{ name: "test", url }] }, ...more });
const patience = { timeout: 10_000 };

test("a file is diagnosed again when the server has told what was not known", async () => {
	const { url } = await serve();
	const { codes } = await open(asked(url), "app_errors > 1");
	await expect.poll(() => codes(), patience).toEqual(["promql/missing-series"]);
});

test("what the server has is not complained of, and its configuration is known", async () => {
	const { url, counted } = await serve();
	const { client, codes } = await open(asked(url), "up == 0");
	await expect.poll(() => counted, patience).toContain("count(up)");
	expect(await codes()).toEqual([]);
	const version = client.edit(uri, "severity: page", "cluster: mine");
	await expect.poll(() => codes(version), patience).toEqual(["rule/external-label-collision"]);
});

test("nobody asks about what is being typed, and about what was typed when it is left alone", async () => {
	const { url, counted } = await serve();
	const { client, codes } = await open(asked(url), "up == 0");
	await expect.poll(() => counted, patience).toContain("count(up)");
	let written = "up";
	let version = 1;
	for (const letter of "_errors") {
		version = client.edit(uri, `${written} == 0`, `${written}${letter} == 0`);
		written += letter;
		expect(await codes(version)).toEqual([]);
	}
	expect(counted.filter((query) => query !== "count(up)")).toEqual([]);
	await expect.poll(() => counted, patience).toContain("count(up_errors)");
	// That one begins as a metric does that the server has, and so is there.
	expect(counted.filter((query) => query.startsWith("count("))).toEqual(["count(up)", "count(up_errors)"]);
});

test("what is saved is asked for", async () => {
	const { url, counted } = await serve();
	const { client, codes } = await open(asked(url), "up == 0");
	await expect.poll(() => counted, patience).toContain("count(up)");
	const version = client.edit(uri, "up == 0", "app_errors == 0");
	await codes(version);
	void client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
	await expect.poll(() => codes(version), patience).toEqual(["promql/missing-series"]);
});

test("switched off, nothing is asked and nothing is told", async () => {
	const { url, counted } = await serve();
	const settings = (onlineChecks: boolean) => asked(url, { onlineChecks });
	const { client, codes } = await open(settings(false), "app_errors > 1");
	await client.status(({ health }) => health === "healthy");
	expect(await codes(client.edit(uri, "> 1", "> 2"))).toEqual([]);
	expect(counted).toEqual([]);
	client.changeSettings(settings(true));
	await expect.poll(() => codes(2), patience).toEqual(["promql/missing-series"]);
	client.changeSettings(settings(false));
	await expect.poll(() => codes(2), patience).toEqual([]);
});

test.each([
	["is not there", 0],
	["fails", 503],
])("a server that %s makes the checks silent", async (_, status) => {
	const { url, close, counted } = await serve(status === 0 ? 200 : status);
	if (status === 0) close();
	const { client, codes } = await open(asked(url), "app_errors > 1");
	await client.status(({ health }) => health === "unhealthy");
	expect(await codes(client.edit(uri, "> 1", "> 2"))).toEqual([]);
	expect(counted.length).toBeLessThan(5);
});
