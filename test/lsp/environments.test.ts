import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { QueryAnswer } from "../../server/protocol/query.ts";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

const rules = "groups:\n  - name: api\n    rules:\n      - alert: ApiDown\n        expr: up == 0\n";

let folder: string;
let server: Server;
let url: string;
/** The requests that came, as `path authorization`. */
let asked: string[];
let series = 10;
let client: LspClient | undefined;

beforeEach(async () => {
	asked = [];
	folder = mkdtempSync(join(tmpdir(), "environments-"));
	server = createServer((request, response) => {
		asked.push(`${request.url?.split("?")[0]} ${request.headers.authorization ?? ""}`.trim());
		response.writeHead(200, { "content-type": "application/json" });
		const data = request.url?.includes("buildinfo")
			? { version: "3.1.0", goVersion: "go1" }
			: { resultType: "vector", result: [{ metric: {}, value: [1, String(series)] }] };
		response.end(JSON.stringify({ status: "success", data }));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	writeFileSync(
		join(folder, ".observability.yaml"),
		`environments:\n  - { name: shared, url: "${url}", auth: bearer }\n`,
	);
});
afterEach(async () => {
	await client?.stop();
	server.closeAllConnections();
	server.close();
	rmSync(folder, { recursive: true });
});

async function start(initializationOptions: object, settings: object = {}): Promise<LspClient> {
	client = await startLspClient({
		rootUri: pathToFileURL(folder).href,
		initializationOptions: { liveHover: true, ...initializationOptions },
		settings,
		credential: (_origin, kind) => (kind === "token" ? "s3cret" : undefined),
	});
	client.open(pathToFileURL(join(folder, "rules.yaml")).href, rules);
	return client;
}

test("a workspace that is not trusted contacts nothing that its files name, and reads no secret", async () => {
	const opened = await start({});
	await opened.diagnostics(pathToFileURL(join(folder, "rules.yaml")).href, 1);
	expect(await opened.connection.sendRequest("observability/environments", {})).toEqual({ environments: [] });
	const answer = await opened.connection.sendRequest<QueryAnswer>("observability/query", { expression: "up" });
	expect(answer.kind).toBe("failed");
	expect(asked).toEqual([]);
	expect(opened.credentialsAsked).toEqual([]);
});

test("what its files name is contacted as soon as it is trusted", async () => {
	const opened = await start({});
	await opened.diagnostics(pathToFileURL(join(folder, "rules.yaml")).href, 1);
	await opened.connection.sendNotification("observability/trusted");
	const status = await opened.status(({ health }) => health === "healthy");
	expect(status.server).toEqual({ name: "shared", url });
	expect(asked[0]).toBe("/api/v1/status/buildinfo Bearer s3cret");
	expect(await opened.connection.sendRequest("observability/environments", {})).toEqual({
		environments: [{ name: "shared", url, auth: "bearer" }],
	});
});

test("a server of the settings goes before one of the files", async () => {
	const own = { prometheus: { servers: [{ name: "own", url: `${url}/own` }] } };
	const opened = await start({ trusted: true }, own);
	const status = await opened.status(({ health }) => health !== "none" && health !== "connecting");
	expect(status.server?.name).toBe("own");
});

test("a heavy query is run after a question alone, and a hover says why it did not ask", async () => {
	series = 50_000;
	const opened = await start({ trusted: true }, { live: { askAboveSeries: 20_000 } });
	await opened.status(({ health }) => health === "healthy");
	const query = { expression: "up" };
	const answer = await opened.connection.sendRequest<QueryAnswer>("observability/query", query);
	expect(answer).toEqual({
		kind: "needsConfirmation",
		message: "This query would touch about 50,000 series.",
		series: 50_000,
		samples: 50_000,
	});
	const confirmed = { ...query, confirmed: true };
	expect(await opened.connection.sendRequest<QueryAnswer>("observability/query", confirmed)).toMatchObject({
		kind: "ok",
	});
	const hover = await opened.connection.sendRequest<{ markdown: string }>("observability/liveHover", {
		uri: pathToFileURL(join(folder, "rules.yaml")).href,
		position: { line: 4, character: 15 },
		theme: "light",
	});
	expect(hover.markdown).toContain("would touch about 50,000 series");
	series = 10;
});

test("which secrets a server needs is said without contacting it", async () => {
	const opened = await start({});
	const wanted = (server: object) => opened.connection.sendRequest("observability/wantedSecrets", { server });
	const named = { name: "a", url: "https://prom.example.org/prefix" };
	expect(await wanted(named)).toEqual({ kind: "ok", wanted: [] });
	expect(await wanted({ ...named, auth: "basic", username: "me" })).toEqual({
		kind: "ok",
		wanted: [{ kind: "password", origin: "https://prom.example.org" }],
	});
	expect(
		await wanted({ ...named, auth: "oauth2", oauth2: { tokenUrl: "https://login.example.org/t", clientId: "me" } }),
	).toEqual({ kind: "ok", wanted: [{ kind: "clientSecret", origin: "https://login.example.org" }] });
	expect(await wanted({ ...named, tls: { caFile: "missing.pem" } })).toMatchObject({ kind: "failed" });
	expect(asked).toEqual([]);
});
