import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

const uri = "file:///rules/inline.yaml";
const text = `groups:
  - name: g
    rules:
      - alert: Down
        expr: up == 0
      - record: up:sum
        expr: sum(up)
`;

const rules = {
	groups: [
		{
			name: "g",
			file: "/etc/inline.yaml",
			interval: 60,
			evaluationTime: 0.01,
			lastEvaluation: "2026-01-01T00:00:00Z",
			rules: [
				{
					type: "alerting",
					name: "Down",
					query: "up == 0",
					duration: 0,
					labels: {},
					annotations: {},
					health: "ok",
					evaluationTime: 0.004,
					lastEvaluation: "2026-01-01T00:00:00Z",
					state: "firing",
					alerts: [{ labels: {}, annotations: {}, state: "firing", activeAt: "2026-01-01T00:00:00Z", value: "0e+00" }],
				},
			],
		},
	],
};

function failingRules(lastError: string): typeof rules {
	const groups = rules.groups.map((group) => ({
		...group,
		rules: group.rules.map((rule) => ({ ...rule, health: "err", lastError })),
	}));
	return { groups };
}

/** A Prometheus whose every query has one series; it notes what is asked for, but for what checks want to know. */
async function serve() {
	const asked: string[] = [];
	let requests = 0;
	const state: { value: string; status: number; failing?: string | undefined } = { value: "3", status: 200 };
	const server = createServer((request, response) => {
		requests += 1;
		let body = "";
		request.on("data", (chunk: Buffer) => {
			body += chunk.toString();
		});
		request.on("end", () => {
			const { pathname } = new URL(request.url ?? "/", "http://localhost");
			const query = new URLSearchParams(body).get("query") ?? "";
			if (pathname === "/api/v1/query" && !query.startsWith("count")) asked.push(query);
			if (pathname === "/api/v1/rules") asked.push("rules");
			response.writeHead(state.status, { "content-type": "application/json" });
			response.end(state.status === 200 ? JSON.stringify({ status: "success", data: answer(pathname) }) : "");
		});
	});
	const answer = (path: string): unknown => {
		switch (path) {
			case "/api/v1/status/buildinfo":
				return { version: "3.4.0", goVersion: "go1.24" };
			case "/api/v1/rules":
				return state.failing === undefined ? rules : failingRules(state.failing);
			case "/api/v1/query":
				return { resultType: "vector", result: [{ metric: {}, value: [1, state.value] }] };
			case "/api/v1/metadata":
			case "/api/v1/status/flags":
				return {};
			default:
				return [];
		}
	};
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, state, requests: () => requests };
}

async function open(url: string, more: object = {}, initializationOptions: object = {}): Promise<LspClient> {
	const settings = {
		prometheus: { servers: [{ name: "test", url }] },
		inlayHints: { values: true },
		codeLens: { usages: false },
		onlineChecks: false,
		...more,
	};
	const client = await startLspClient({ settings, initializationOptions });
	onTestFinished(async () => {
		await client.stop();
	});
	client.open(uri, text);
	return client;
}

const whole = { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } };
const textDocument = { uri };
const patience = { timeout: 10_000 };

async function hints(client: LspClient, range = whole): Promise<string[]> {
	const found = await client.connection.sendRequest<{ label: string; position: { line: number; character: number } }[]>(
		"textDocument/inlayHint",
		{ textDocument, range },
	);
	return found.map(({ label, position }) => `${position.line}:${position.character} ${label}`);
}

async function lenses(client: LspClient): Promise<string[]> {
	const found = await client.connection.sendRequest<
		{ range: typeof whole; command: { title: string; command: string; arguments?: object[] } }[]
	>("textDocument/codeLens", { textDocument });
	return found.map(({ range, command: { title, command, arguments: given } }) =>
		[range.start.line, title, command, ...(given === undefined ? [] : [JSON.stringify(given)])].join(" "),
	);
}

function see(client: LspClient, focused = true, range = whole): void {
	const documents = [{ uri, ranges: [range] }];
	void client.connection.sendNotification("observability/visible", { focused, documents });
}

test("what our client says that can be seen is asked for, and shown when it is known", async () => {
	const { url, asked } = await serve();
	const client = await open(url, {}, { liveHover: true });
	await client.status(({ health }) => health === "healthy");
	expect(await hints(client)).toEqual([]);
	see(client);
	await expect.poll(() => hints(client), patience).toEqual(["4:21 = 3", "6:21 = 3"]);
	expect(asked.toSorted()).toEqual(["rules", "sum(up)", "up == 0"]);
	const place = (line: number): string => JSON.stringify([{ uri, position: { line, character: 14 } }]);
	expect(await lenses(client)).toEqual([
		`3 Run observability.runQuery ${place(4)}`,
		`3 Chart observability.runQuery ${place(4).replace("}}]", '},"view":"chart"}]')}`,
		`3 Backtest observability.backtestAlert ${place(4)}`,
		"3 firing 1 · last evaluation 4 ms ",
		`5 Run observability.runQuery ${place(6)}`,
		`5 Chart observability.runQuery ${place(6).replace("}}]", '},"view":"chart"}]')}`,
	]);
});

test("nothing is asked while nobody looks, and only for what can be seen", async () => {
	const { url, asked } = await serve();
	const client = await open(url, {}, { liveHover: true });
	await client.status(({ health }) => health === "healthy");
	see(client, false);
	await sleep(800);
	expect(asked).toEqual([]);
	see(client, true, { start: { line: 5, character: 0 }, end: { line: 7, character: 0 } });
	await expect.poll(() => hints(client), patience).toEqual(["6:21 = 3"]);
	expect(asked.toSorted()).toEqual(["rules", "sum(up)"]);
});

test("another client is asked by the ranges of its questions, and has no commands of ours", async () => {
	const { url, asked } = await serve();
	const client = await open(url);
	const range = { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } };
	await expect.poll(() => hints(client, range), patience).toEqual(["4:21 = 3"]);
	expect(asked).not.toContain("sum(up)");
	await expect.poll(() => lenses(client), patience).toEqual(["3 firing 1 · last evaluation 4 ms "]);
});

test("an expression that is being typed is not asked for, until it is left alone", async () => {
	const { url, asked } = await serve();
	const client = await open(url, { codeLens: { live: false, usages: false } }, { liveHover: true });
	see(client);
	await expect.poll(() => hints(client), patience).toHaveLength(2);
	client.edit(uri, "sum(up)", "sum(upp)");
	expect(await hints(client)).toEqual(["4:21 = 3"]);
	await sleep(800);
	expect(asked).not.toContain("sum(upp)");
	await expect.poll(() => hints(client), patience).toEqual(["4:21 = 3", "6:22 = 3"]);
	expect(asked).toContain("sum(upp)");
});

test("off by their settings they ask for nothing and show nothing", async () => {
	const { url, asked } = await serve();
	const client = await open(url, { inlayHints: {}, codeLens: { live: false, usages: false } }, { liveHover: true });
	await client.status(({ health }) => health === "healthy");
	see(client);
	await sleep(800);
	expect(asked).toEqual([]);
	expect(await hints(client)).toEqual([]);
	expect(await lenses(client)).toEqual([]);
});

test("what was shown of a server that is gone goes too", async () => {
	const { url, state } = await serve();
	const client = await open(url, {}, { liveHover: true });
	see(client);
	await expect.poll(() => hints(client), patience).toHaveLength(2);
	state.status = 503;
	await client.connection.sendNotification("observability/reconnect");
	await client.status(({ health }) => health === "unhealthy");
	expect(await hints(client)).toEqual([]);
	expect((await lenses(client)).filter((line) => line.includes("firing"))).toEqual([]);
});

test("what checks say of the server's rules recovers by itself, with lenses and values off", async () => {
	const { url, asked, state } = await serve();
	state.failing = "found duplicate series";
	const off = { inlayHints: {}, codeLens: { live: false, usages: false }, onlineChecks: true };
	const client = await open(url, off, { liveHover: true });
	const isFailing = (found: readonly { readonly code?: number | string }[]): boolean =>
		found.some(({ code }) => code === "rule/failing-on-server");
	await client.diagnosticsWhere(uri, isFailing);
	state.failing = undefined;
	const before = asked.filter((one) => one === "rules").length;
	see(client, false);
	await sleep(800);
	expect(asked.filter((one) => one === "rules")).toHaveLength(before);
	see(client, true);
	await client.diagnosticsWhere(uri, (found) => !isFailing(found));
	see(client, false);
	see(client, true);
	await sleep(800);
	expect(asked.filter((one) => one === "rules")).toHaveLength(before + 1);
});

test("nothing at all is asked while the window lacks the focus, not even for the checks of many open files", async () => {
	const { url, requests } = await serve();
	const client = await open(url, { onlineChecks: true }, { liveHover: true });
	const rules = Array.from({ length: 30 }, (_, index) => `      - alert: A${index}\n        expr: m_${index} > 1\n`);
	for (let index = 0; index < 10; index += 1) {
		const own = rules.join("").replaceAll("m_", `m_${index}_`);
		client.open(`file:///rules/many-${index}.yaml`, `groups:\n  - name: g${index}\n    rules:\n${own}`);
	}
	await client.status(({ health }) => health === "healthy");
	await expect.poll(requests, patience).toBeGreaterThan(30);
	see(client, false);
	await sleep(500);
	const before = requests();
	await sleep(2_500);
	expect(requests()).toBe(before);
	see(client, true);
	await expect.poll(requests, patience).toBeGreaterThan(before);
});
