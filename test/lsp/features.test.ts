import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startLspClient } from "../support/lspClient.ts";

const uri = "file:///rules/features.yaml";
const file =
	"groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: limitk(3, up) + sum(rate(a_total[5m]))\n";

/** A Prometheus that tells its flags, or answers as one that has no such page. */
async function serve(flags: string | undefined, version = "3.4.0") {
	let told = 0;
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://localhost");
		const data = answer(pathname);
		response.writeHead(data === undefined ? 404 : 200, { "content-type": "application/json" });
		response.end(data === undefined ? "" : JSON.stringify({ status: "success", data }));
	});
	const answer = (path: string): unknown => {
		if (path === "/api/v1/status/buildinfo") return { version, revision: "a1b2", branch: "HEAD", goVersion: "go1.24" };
		if (path !== "/api/v1/status/flags") return path === "/api/v1/metadata" ? {} : [];
		told += 1;
		return flags === undefined ? undefined : { "config.file": "prometheus.yml", "enable-feature": flags };
	};
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { url, whenTold: () => expect.poll(() => told, { timeout: 10_000 }).toBeGreaterThan(0) };
}

async function open(settings: object) {
	const client = await startLspClient({ settings });
	onTestFinished(async () => {
		await client.stop();
	});
	client.open(uri, file);
	let version = 1;
	const codes = async () => (await client.diagnostics(uri, version)).map(({ code }) => code);
	/** What is told of the next edit, when the server has said what it says. */
	const codesAfterEdit = async () => {
		version = client.edit(uri, "5m", "5m");
		return codes();
	};
	return { client, codes, codesAfterEdit };
}

const asked = (url: string, more: object = {}) => ({ prometheus: { servers: [{ name: "test", url }] }, ...more });
const missing = ["promql/feature-not-enabled"];
const patience = { timeout: 10_000 };

test("what the server has not switched on is an error as soon as it has said so", async () => {
	const { codes } = await open(asked((await serve("")).url));
	await expect.poll(codes, patience).toEqual(missing);
});

test.each([
	["a server that has it switched on", "exemplar-storage,promql-experimental-functions", "3.4.0"],
	["a server that does not tell its flags", undefined, "3.4.0"],
	["a version that is newer than what we know", "", "3.15.0"],
])("with %s it is none", async (_, flags, serverVersion) => {
	const { url, whenTold } = await serve(flags, serverVersion);
	const { client, codesAfterEdit } = await open(asked(url));
	await client.status(({ health }) => health === "healthy");
	await whenTold();
	expect(await codesAfterEdit()).toEqual([]);
});

test("without a server everything is allowed", async () => {
	expect(await (await open({})).codes()).toEqual([]);
});

test("the setting goes before what the server says, and changing it diagnoses open files anew", async () => {
	const { url, whenTold } = await serve("");
	const set = (features: unknown) => asked(url, { promql: { features } });
	const { client, codes, codesAfterEdit } = await open(set(["promql-experimental-functions"]));
	await whenTold();
	expect(await codesAfterEdit()).toEqual([]);
	client.changeSettings(set([]));
	await expect.poll(codes, patience).toEqual(missing);
	client.changeSettings(set(["promql-experimental-functions"]));
	await expect.poll(codes, patience).toEqual([]);
	client.changeSettings(set("auto"));
	await expect.poll(codes, patience).toEqual(missing);
});
