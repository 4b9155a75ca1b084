import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";
import {
	type BacktestParams,
	type BacktestResult,
	backtestProgress,
	changeAlert,
	closeBacktest,
	replayBacktest,
	startBacktest,
} from "../../server/protocol/backtest.ts";
import { startLspClient } from "../support/lspClient.ts";

const uri = "file:///rules/api.yaml";
const file = "groups:\n  - name: g\n    interval: 15s\n    rules:\n      - alert: High\n        expr: m > 1\n";

/** A metric that is 2 at every fourth evaluation and otherwise 0; `hold` keeps range queries waiting for good. */
async function open(hold = false) {
	const held: ServerResponse[] = [];
	let closed = 0;
	const server = createServer((request, response) => {
		let body = "";
		request.on("data", (chunk: Buffer) => {
			body += chunk.toString();
		});
		request.on("end", () => {
			const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
			if (hold && pathname.endsWith("query_range")) {
				held.push(response);
				response.on("close", () => closed++);
				return;
			}
			const data = answer(pathname, body === "" ? searchParams : new URLSearchParams(body));
			response.writeHead(data === undefined ? 404 : 200, { "content-type": "application/json" });
			response.end(data === undefined ? "" : JSON.stringify({ status: "success", data }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const client = await startLspClient({
		settings: { prometheus: { servers: [{ name: "test", url }] }, onlineChecks: false },
	});
	onTestFinished(async () => {
		await client.stop();
		server.closeAllConnections();
		server.close();
	});
	client.open(uri, file);
	await client.status(({ health }) => health === "healthy");
	return { client, held, closed: () => closed };
}

function answer(path: string, parameters: URLSearchParams): unknown {
	if (path.endsWith("buildinfo")) return { version: "3.4.0", revision: "a", branch: "HEAD", goVersion: "go1.24" };
	if (path.endsWith("/query")) return { resultType: "vector", result: [{ metric: {}, value: [0, "200"] }] };
	if (!path.endsWith("/query_range")) return path.endsWith("metadata") ? {} : path.includes("label") ? [] : undefined;
	const [start = 0, end = 0, step = 1] = ["start", "end", "step"].map((name) => Number(parameters.get(name)));
	const values: [number, string][] = [];
	for (let time = start; time <= end; time += step) values.push([time, Math.round(time / step) % 4 === 0 ? "2" : "0"]);
	return { resultType: "matrix", result: [{ metric: { __name__: "m" }, values }] };
}

const params: BacktestParams = { uri, position: { line: 5, character: 12 }, spanSeconds: 24 * 3600 };

test("a backtest is started with progress, replayed, written into the file and closed", async () => {
	const { client } = await open();
	const progress: number[] = [];
	client.connection.onProgress(backtestProgress, "token", ({ percentage }) => void progress.push(percentage));
	const result = await client.connection.sendRequest(startBacktest, { ...params, workDoneToken: "token" });
	if (result.kind !== "ok") throw new Error(JSON.stringify(result));
	const { id, replay, span } = result.backtest;
	expect(span).toMatchObject({ step: 15, evaluations: 5760 });
	expect(replay.summary).toMatchObject({ fired: 1440, series: 1 });
	expect(progress.length).toBeGreaterThan(1);
	expect(progress.at(-1)).toBe(100);

	const settings = { id, thresholds: [1], forSeconds: 30, keepFiringForSeconds: 0 };
	expect((await client.connection.sendRequest(replayBacktest, settings))?.summary.fired).toBe(0);
	expect(await client.connection.sendRequest(changeAlert, { uri, ...settings, thresholds: [1.5] })).toEqual({
		kind: "ok",
		version: 1,
		edits: [
			{ range: { start: { line: 5, character: 18 }, end: { line: 5, character: 19 } }, newText: "1.5" },
			{ range: { start: { line: 5, character: 8 }, end: { line: 5, character: 8 } }, newText: "for: 30s\n        " },
		],
	});
	await client.connection.sendRequest(closeBacktest, { id });
	expect(await client.connection.sendRequest(replayBacktest, settings)).toBeNull();
});

test("a backtest that is cancelled lets go of the request that is under way", async () => {
	const { client, held, closed } = await open(true);
	const cancellation = new CancellationTokenSource();
	const running: Promise<BacktestResult> = client.connection.sendRequest(startBacktest, params, cancellation.token);
	running.catch(() => {});
	await expect.poll(() => held.length, { timeout: 10_000 }).toBe(1);
	cancellation.cancel();
	await expect(running).rejects.toThrow(/cancel/i);
	await expect.poll(closed, { timeout: 10_000 }).toBe(1);
});

test("without a server it says what to do", async () => {
	const client = await startLspClient();
	onTestFinished(async () => {
		await client.stop();
	});
	client.open(uri, file);
	expect(await client.connection.sendRequest(startBacktest, params)).toMatchObject({
		kind: "failed",
		message: expect.stringContaining("Add Prometheus"),
	});
});
