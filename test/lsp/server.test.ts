import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import type { CompletionList, Diagnostic, DocumentSymbol, Hover } from "vscode-languageserver-protocol";
import type { ExpressionAtResult, LiveHoverResult, ProbeResult } from "../../server/protocol/messages.ts";
import type { QueryAnswer } from "../../server/protocol/query.ts";
import { readCursor } from "../support/cursor.ts";
import { type LspClient, type LspClientOptions, startLspClient } from "../support/lspClient.ts";

const uri = "file:///rules/alerts.yaml";
const rule = (expression: string): string =>
	`groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: |\n          ${expression}\n        for: 5m\n`;

const clients: LspClient[] = [];
afterEach(async () => {
	await Promise.all(clients.splice(0).map((client) => client.stop()));
});

async function start(options: LspClientOptions = {}): Promise<LspClient> {
	const client = await startLspClient(options);
	clients.push(client);
	return client;
}

/** Opens a file with a cursor and answers where that is. */
function openMarked(client: LspClient, marked: string) {
	const { text, offset } = readCursor(marked);
	client.open(uri, text);
	return { textDocument: { uri }, position: client.position(uri, offset) };
}

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

/** Advice about style is of no interest here. */
const isError = ({ severity }: Diagnostic): boolean => severity === 1;

test("a file has diagnostics at its positions, an edit has them for its version, closing clears them", async () => {
	const client = await start();
	client.open(uri, rule("sum(rate(up[5m])"));
	const [unclosed] = await client.diagnostics(uri, 1);
	expect(unclosed).toMatchObject({
		code: "promql/unclosed",
		source: "observability",
		severity: 1,
		range: { start: { line: 5, character: 25 }, end: { line: 5, character: 26 } },
	});
	const version = client.edit(uri, "[5m])", "[5m]))");
	expect((await client.diagnostics(uri, version)).filter(isError)).toEqual([]);
	client.edit(uri, "[5m]))", "[5m]");
	const last = client.edit(uri, "rate(", "nosuch(");
	expect(codes(await client.diagnostics(uri, last))).toContain("promql/unknown-function");
	client.closeFile(uri);
	expect(await client.diagnostics(uri)).toEqual([]);
});

test("characters beyond the basic plane, CRLF and a BOM do not move the positions", async () => {
	const client = await start();
	client.open(uri, `\ufeff${rule('up{job="💥"} + rate(up)').replaceAll("\n", "\r\n")}`);
	const [problem] = await client.diagnostics(uri, 1);
	expect(problem?.range).toEqual({ start: { line: 5, character: 30 }, end: { line: 5, character: 32 } });
});

test("completion, hover, symbols and formatting answer without any server", async () => {
	const client = await start();
	const place = openMarked(client, rule("sum(ra<|>te(up[5m]))"));
	const list = await client.connection.sendRequest<CompletionList>("textDocument/completion", place);
	const irate = list.items.find(({ label }) => label === "irate");
	expect(irate).toMatchObject({
		insertTextFormat: 1,
		textEdit: {
			newText: "irate",
			range: { start: { line: 5, character: 14 }, end: { line: 5, character: 18 } },
		},
	});
	// Of the catalogue of exporters only the names that fit best are there.
	expect(list.isIncomplete).toBe(true);
	const resolved = await client.connection.sendRequest("completionItem/resolve", irate);
	expect(resolved).toMatchObject({ documentation: { kind: "markdown", value: expect.stringContaining("irate(") } });
	const foreign = { label: "x", data: { of: "another server" } };
	expect(await client.connection.sendRequest("completionItem/resolve", foreign)).toEqual(foreign);
	const hover = await client.connection.sendRequest<Hover>("textDocument/hover", place);
	expect(hover).toMatchObject({
		contents: { kind: "markdown", value: expect.stringContaining("rate(v range-vector)") },
	});
	const symbols = await client.connection.sendRequest<DocumentSymbol[]>("textDocument/documentSymbol", place);
	expect(symbols.map(({ name, children }) => [name, children?.map((child) => child.name)])).toEqual([["g", ["Down"]]]);
	const version = client.edit(uri, "rate(up", "rate( up");
	await client.diagnostics(uri, version);
	const edits = await client.connection.sendRequest<unknown[]>("textDocument/formatting", {
		textDocument: { uri },
		options: { tabSize: 2, insertSpaces: true },
	});
	expect(edits).toHaveLength(1);
	const found = await client.connection.sendRequest<ExpressionAtResult>("observability/expressionAt", {
		uri,
		position: place.position,
	});
	expect(found).toMatchObject({ expression: "sum(rate( up[5m]))\n", rule: "Down" });
});

test("a file of another kind has no answers and no faults", async () => {
	const client = await start();
	const place = openMarked(client, "name: ci<|>\non: push\njobs: {}\n");
	expect(await client.diagnostics(uri, 1)).toEqual([]);
	const list = await client.connection.sendRequest<CompletionList>("textDocument/completion", place);
	expect(list.items).toEqual([]);
	expect(await client.connection.sendRequest("textDocument/hover", place)).toBeNull();
});

test("a mistake in the settings is told, and what can be asked without a server goes on", async () => {
	const client = await start({ settings: { prometheus: { servers: [{ name: "a", url: "localhost:9090" }] } } });
	client.open(uri, rule("up"));
	await client.diagnostics(uri, 1);
	await expect.poll(() => client.messages.join()).toContain("servers[0].url");
});

test("a fault of ours is an error response, and the server lives on", async () => {
	const client = await start();
	// No client of ours asks like that, so nothing is ready for it.
	const request = client.connection.sendRequest("observability/scaffold/describe", { id: "slo", at: { uri: 1 } });
	await expect(request).rejects.toThrow("observability/scaffold/describe failed");
	client.open(uri, rule("up"));
	expect((await client.diagnostics(uri, 1)).filter(isError)).toEqual([]);
	expect(client.messages.join()).toContain("observability/scaffold/describe failed: TypeError");
});

test("a scaffold that there is not is told by its name", async () => {
	const client = await start();
	const request = client.connection.sendRequest("observability/scaffold/describe", { id: "no-such-scaffold" });
	await expect(request).rejects.toThrow('There is no scaffold "no-such-scaffold".');
	expect(client.messages.join()).not.toContain("no-such-scaffold");
});

test("a cancelled request is answered as cancelled", async () => {
	const { url } = await serve(() => undefined);
	const client = await start({ settings: settingsFor(url), initializationOptions: { liveHover: true } });
	const place = openMarked(client, rule("u<|>p"));
	await client.status(({ health }) => health === "connecting");
	const { CancellationTokenSource } = await import("vscode-languageserver-protocol");
	const source = new CancellationTokenSource();
	const params = { uri, position: place.position, theme: "dark" };
	const request = client.connection.sendRequest("observability/liveHover", params, source.token);
	source.cancel();
	await expect(request).rejects.toMatchObject({ code: -32800 });
});

test("shutdown and exit end the process in good order", async () => {
	const client = await startLspClient();
	client.open(uri, rule("up"));
	expect(await client.stop()).toBe(0);
});

test("the scaffold of an SLO is described and rendered", async () => {
	const client = await start();
	const description = await client.connection.sendRequest<{ questions: unknown[] }>("observability/scaffold/describe", {
		id: "slo",
	});
	expect(description.questions.length).toBeGreaterThan(3);
});

type Answer = (path: string, parameters: URLSearchParams, authorization: string | undefined) => unknown;

/** A small Prometheus on loopback; `undefined` is never answered. */
async function serve(answer: Answer): Promise<{ readonly url: string; readonly asked: string[] }> {
	const asked: string[] = [];
	const server: Server = createServer(async (request, response) => {
		let body = "";
		for await (const chunk of request) body += chunk;
		const target = new URL(request.url ?? "/", "http://localhost");
		const parameters = new URLSearchParams(body || target.search);
		asked.push(`${target.pathname}${parameters.has("query") ? ` ${parameters.get("query")}` : ""}`);
		const data = answer(target.pathname, parameters, request.headers.authorization);
		if (data === undefined) return;
		const unauthorized = data === 401;
		response.writeHead(unauthorized ? 401 : 200, { "content-type": "application/json" });
		response.end(unauthorized ? "{}" : JSON.stringify({ status: "success", data }));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** The checks ask by themselves after a while, which is tested elsewhere. */
const settingsFor = (url: string, more: object = {}) => ({
	onlineChecks: false,
	prometheus: { servers: [{ name: "test", url, ...more }] },
});

const series = [
	{ metric: { __name__: "up", job: "api" }, value: [1, "1"] },
	{ metric: { __name__: "up", job: "web" }, value: [1, "NaN"] },
];

const prometheus: Answer = (path, parameters) => {
	switch (path) {
		case "/api/v1/status/buildinfo":
			return { version: "3.4.5", revision: "a1b2", branch: "HEAD", buildUser: "", buildDate: "", goVersion: "go1.24" };
		case "/api/v1/labels":
			return ["__name__", "job", "zone"];
		case "/api/v1/label/__name__/values":
			return ["up", "zebra_total"];
		case "/api/v1/label/job/values":
			return ["api", "web"];
		case "/api/v1/metadata":
			return { zebra_total: [{ type: "counter", help: "Stripes.", unit: "" }] };
		case "/api/v1/query":
			return { resultType: "vector", result: series };
		case "/api/v1/query_range": {
			const start = Number(parameters.get("start"));
			const values = Array.from({ length: 61 }, (_, index) => [start + index * 60, String(index)]);
			return { resultType: "matrix", result: series.map(({ metric }) => ({ metric, values })) };
		}
		default:
			return {};
	}
};

describe("with a Prometheus", () => {
	test("nothing is contacted before a file is open; then its version is told", async () => {
		const { url, asked } = await serve(prometheus);
		const client = await start({ settings: settingsFor(url) });
		await client.status(({ health }) => health === "connecting");
		expect(asked).toEqual([]);
		client.open(uri, rule("up"));
		expect(await client.status(({ health }) => health === "healthy")).toEqual({
			server: { name: "test", url },
			health: "healthy",
			version: "3.4.5",
			flavour: "Prometheus",
		});
	});

	test("its metrics and labels are offered", async () => {
		const { url } = await serve(prometheus);
		const client = await start({ settings: settingsFor(url) });
		const place = openMarked(client, rule("rate(<|>[5m])"));
		await expect
			.poll(async () => {
				const list = await client.connection.sendRequest<CompletionList>("textDocument/completion", place);
				const item = list.items.find(({ label }) => label === "zebra_total");
				return item && client.connection.sendRequest("completionItem/resolve", item);
			})
			.toMatchObject({ detail: "counter", documentation: { value: "Stripes\\." } });
		client.edit(uri, "rate([5m])", "up{zone=''}");
		const position = client.position(uri, client.text(uri).indexOf("zone"));
		const labels = await client.connection.sendRequest<CompletionList>("textDocument/completion", {
			textDocument: { uri },
			position,
		});
		expect(labels.items.map(({ label }) => label)).toEqual(["__name__", "job", "zone"]);
	});

	test("a client that asks for live values by itself gets them apart from the static hover", async () => {
		const { url, asked } = await serve(prometheus);
		const client = await start({ settings: settingsFor(url), initializationOptions: { liveHover: true } });
		const place = openMarked(client, rule("ra<|>te(up[5m])"));
		await client.status(({ health }) => health === "healthy");
		const hover = await client.connection.sendRequest<Hover>("textDocument/hover", place);
		expect(JSON.stringify(hover)).not.toContain("answered in");
		expect(asked.some((each) => each.startsWith("/api/v1/query"))).toBe(false);
		const live = await client.connection.sendRequest<LiveHoverResult>("observability/liveHover", {
			uri,
			position: place.position,
			theme: "light",
		});
		expect(live.markdown).toMatch(/^\*\*2 series\*\* now · answered in \d+ ms/);
		expect(live.markdown).toContain("data:image/svg+xml;base64,");
		expect(live.range).toEqual({ start: { line: 5, character: 10 }, end: { line: 5, character: 22 } });
		// What it would cost is looked at first.
		expect(asked.filter((each) => each.startsWith("/api/v1/query"))).toEqual([
			"/api/v1/query count(up)",
			"/api/v1/query rate(up[5m])",
			"/api/v1/query_range rate(up[5m])",
		]);
	});

	test("other clients get both in one hover", async () => {
		const { url } = await serve(prometheus);
		const client = await start({ settings: settingsFor(url) });
		const place = openMarked(client, rule("ra<|>te(up[5m])"));
		await client.status(({ health }) => health === "healthy");
		const hover = await client.connection.sendRequest<Hover>("textDocument/hover", place);
		expect(hover).toMatchObject({ contents: { value: expect.stringMatching(/range-vector.*---.*2 series/s) } });
	});

	test("a query keeps the numbers that JSON lacks", async () => {
		const { url } = await serve(prometheus);
		const client = await start({ settings: settingsFor(url) });
		await client.status(({ health }) => health === "connecting");
		const answer = await client.connection.sendRequest<QueryAnswer>("observability/query", { expression: "up" });
		expect(JSON.stringify(answer)).toContain('"value":"NaN"');
	});

	test("a credential is asked only for the origin of the configured server, and forgotten on reconnect", async () => {
		const { url } = await serve((path, parameters, authorization) =>
			authorization === "Bearer s3cret" ? prometheus(path, parameters, authorization) : 401,
		);
		const client = await start({
			settings: settingsFor(`${url}/`, { auth: "bearer" }),
			initializationOptions: { liveHover: true },
			credential: (origin) => (origin === url ? "s3cret" : undefined),
		});
		client.open(uri, rule("up"));
		await client.status(({ health }) => health === "healthy");
		expect(client.credentialsAsked).toEqual([url]);
		await client.connection.sendNotification("observability/reconnect");
		await expect.poll(() => client.credentialsAsked).toEqual([url, url]);
		expect(client.messages.join()).not.toContain("s3cret");
	});

	test("a server is probed before it is put into the settings", async () => {
		const { url } = await serve((path, parameters, authorization) =>
			authorization === "Bearer right" ? prometheus(path, parameters, authorization) : 401,
		);
		const client = await start();
		const probe = (secret: string) =>
			client.connection.sendRequest<ProbeResult>("observability/probe", {
				server: { name: "new", url, auth: "bearer" },
				secrets: { token: secret },
			});
		expect(await probe("right")).toMatchObject({ kind: "ok", version: "3.4.5", flavour: "Prometheus" });
		expect(await probe("wrong")).toMatchObject({ kind: "failed", cause: "unauthorized" });
	});

	test("switching the server in the settings switches what is asked", async () => {
		const [first, second] = [await serve(prometheus), await serve(prometheus)];
		const client = await start({ settings: settingsFor(first.url) });
		client.open(uri, rule("up"));
		await client.status(({ health }) => health === "healthy");
		client.changeSettings(settingsFor(second.url));
		await client.status(({ health, server }) => health === "healthy" && server?.url === second.url);
		client.changeSettings({});
		await client.status(({ health }) => health === "none");
	});
});

test("a dead server delays neither completion nor diagnostics, and says so", async () => {
	const client = await start({ settings: settingsFor("http://127.0.0.1:9") });
	const place = openMarked(client, rule("ra<|>te(up)"));
	const started = performance.now();
	const list = await client.connection.sendRequest<CompletionList>("textDocument/completion", place);
	expect(performance.now() - started).toBeLessThan(500);
	expect(list.items.map(({ label }) => label)).toContain("rate");
	expect(codes(await client.diagnostics(uri, 1))).toEqual(["promql/argument-type"]);
	const status = await client.status(({ health }) => health === "unhealthy");
	expect(status.message).toMatch(/127\.0\.0\.1:9/);
});

test("a server that never answers delays no list that has something to offer", async () => {
	const { url } = await serve(() => undefined);
	const client = await start({ settings: settingsFor(url) });
	await client.status(({ health }) => health === "connecting");
	const place = openMarked(client, rule("ra<|>"));
	const started = performance.now();
	const list = await client.connection.sendRequest<CompletionList>("textDocument/completion", place);
	expect(performance.now() - started).toBeLessThan(500);
	expect(list.isIncomplete).toBe(true);
});
