import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import type { ExplainAnswer, ExplainProgress } from "../../server/protocol/explain.ts";
import type { ExemplarAnswer, QueryAnswer, QueryElsewhere } from "../../server/protocol/query.ts";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

const clients: LspClient[] = [];
afterEach(async () => {
	await Promise.all(clients.splice(0).map((client) => client.stop()));
});

/** A client of a server that has `a` with the pods 1 and 2 and `b` with the pod 1, whatever is done to them. */
async function start(more: object = {}): Promise<{ client: LspClient; asked: string[] }> {
	const asked: string[] = [];
	const server: Server = createServer(async (request, response) => {
		let body = "";
		for await (const chunk of request) body += chunk;
		const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
		const parameters = new URLSearchParams(body || search);
		asked.push(`${pathname.split("/").at(-1)} ${parameters.get("query") ?? ""}`.trim());
		const query = parameters.get("query") ?? "";
		const pods = query.startsWith("count") ? [] : query === "b" ? ["1"] : ["1", "2"];
		const data = {
			query: { resultType: "vector", result: pods.map((pod) => ({ metric: { pod }, value: [1, "2"] })) },
			query_range: {
				resultType: "matrix",
				result: pods.map((pod) => ({
					metric: { pod },
					values: [
						[1000, "1"],
						[1020, "NaN"],
					],
				})),
			},
			query_exemplars: [
				{ seriesLabels: { pod: "1" }, exemplars: [{ labels: { trace_id: "t" }, value: "0.5", timestamp: 1000.5 }] },
			],
			buildinfo: { version: "3.4.5", goVersion: "go1.24" },
		}[pathname.split("/").at(-1) ?? ""];
		response.writeHead(200, { "content-type": "application/json" });
		response.end(JSON.stringify({ status: "success", data: data ?? [] }));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const client = await startLspClient({
		settings: { onlineChecks: false, prometheus: { servers: [{ name: "test", url, ...more }] } },
		initializationOptions: { liveHover: true },
	});
	clients.push(client);
	await client.status(({ health }) => health === "connecting");
	return { client, asked };
}

describe("a query of the panel", () => {
	test("comes as columns over one grid of times, with its threshold", async () => {
		const { client } = await start();
		const range = { start: 1000, end: 1030, step: 10 };
		const answer = await client.connection.sendRequest<QueryAnswer>("observability/query", {
			expression: "a > 1",
			range,
		});
		expect(answer).toMatchObject({
			kind: "ok",
			result: {
				data: {
					kind: "columns",
					start: 1000,
					step: 10,
					length: 3,
					series: [{ labels: { pod: "1" }, values: [1, null, "NaN"] }, {}],
				},
			},
			threshold: { operator: ">", value: 1, compared: "a" },
		});
	});

	test("is not sent with a fault in it", async () => {
		const { client, asked } = await start();
		const answer = await client.connection.sendRequest<QueryAnswer>("observability/query", { expression: "a +" });
		expect(answer).toMatchObject({ kind: "invalid", start: 3 });
		expect(asked.filter((each) => each.startsWith("query"))).toEqual([]);
	});

	test("has exemplars where the server keeps any", async () => {
		const { client } = await start();
		const params = { expression: "a", start: 900, end: 1100 };
		const answer = await client.connection.sendRequest<ExemplarAnswer>("observability/exemplars", params);
		expect(answer).toMatchObject({
			kind: "ok",
			series: [{ labels: { pod: "1" }, exemplars: [{ labels: { trace_id: "t" }, value: 0.5, time: 1000.5 }] }],
		});
	});

	test("is told for elsewhere without a secret", async () => {
		const { client } = await start({ auth: "basic", username: "me" });
		const elsewhere = await client.connection.sendRequest<QueryElsewhere>("observability/queryElsewhere", {
			expression: "a",
		});
		expect(elsewhere.curl).toContain(`-u 'me:'"$PASSWORD"`);
		expect(elsewhere.links).toMatchObject([{ title: "Prometheus" }]);
	});
});

describe("an explanation", () => {
	const uri = "file:///rules/explained.yaml";

	test("has the place of each part in its file, also where the scalar escapes", async () => {
		const { client, asked } = await start();
		client.open(uri, 'groups:\n  - name: g\n    rules:\n      - record: r\n        expr: "a /\\n on (pod) b"\n');
		const place = { uri, position: { line: 4, character: 16 } };
		const answer = await client.connection.sendRequest<ExplainAnswer>("observability/explain", {
			id: 1,
			source: { place },
		});
		expect(answer).toMatchObject({
			kind: "ok",
			explanation: {
				expression: "a /\n on (pod) b",
				queries: 3,
				root: { title: "/ on (pod)", matching: { pairs: 1, left: { alone: 1 }, right: { alone: 0 } } },
			},
			file: { uri, version: 1 },
		});
		const ranges = answer.kind === "ok" ? answer.file?.ranges : [];
		expect(ranges?.map((range) => [range?.start.character, range?.end.character])).toEqual([
			[15, 31],
			[15, 16],
			[30, 31],
		]);
		expect(asked.filter((each) => each.startsWith("query") && !each.includes("count"))).toEqual([
			"query b",
			"query a",
			"query a /\n on (pod) b",
		]);
	});

	test("tells how far it is, and needs no file", async () => {
		const { client } = await start();
		const told: ExplainProgress[] = [];
		client.connection.onNotification("observability/explainProgress", (progress: ExplainProgress) => {
			told.push(progress);
		});
		const source = { expression: "a + b" };
		const answer = await client.connection.sendRequest<ExplainAnswer>("observability/explain", { id: 7, source });
		expect(answer).toMatchObject({ kind: "ok", explanation: { nodes: 3 } });
		expect(answer).not.toHaveProperty("file");
		expect(told[0]).toMatchObject({ id: 7, total: 3 });
	});

	test("says that there is nothing to explain", async () => {
		const { client } = await start();
		client.open(uri, "groups: []\n");
		const place = { uri, position: { line: 0, character: 3 } };
		const answer = await client.connection.sendRequest<ExplainAnswer>("observability/explain", {
			id: 1,
			source: { place },
		});
		expect(answer).toMatchObject({ kind: "failed", message: expect.stringContaining("no PromQL at the cursor") });
	});
});
