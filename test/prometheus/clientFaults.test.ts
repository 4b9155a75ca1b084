import { type AddressInfo, createServer } from "node:net";
import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { parseJsonInPieces } from "../../server/base/parseJsonInPieces.ts";
import { readQueryDataInPieces } from "../../server/metrics/apiResponse.ts";
import type { Answer, PrometheusApi } from "../../server/metrics/port.ts";
import { BackOff } from "../../server/node/backOff.ts";
import {
	createHttpPrometheus,
	type HttpPrometheus,
	type HttpPrometheusOptions,
} from "../../server/node/httpPrometheus.ts";
import type { PrometheusServer } from "../../server/node/serverAddress.ts";
import { type Behaviour, type FaultyServer, startFaultyServer } from "../support/faultyServer.ts";
import { findFreePort } from "../support/realPrometheus.ts";

const secret = "correct-horse-battery";
const username = "ada";
const basic = Buffer.from(`${username}:${secret}`).toString("base64");
const apiKey = "key-4711-0815";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const cleanup of cleanups.splice(0)) await cleanup();
});

interface Harness {
	readonly server: FaultyServer;
	readonly api: HttpPrometheus;
	readonly log: string[];
	readonly asked: string[];
}

async function open(
	behaviour: Behaviour,
	settings: Partial<PrometheusServer> = {},
	options: Partial<HttpPrometheusOptions> = {},
): Promise<Harness> {
	const server = await startFaultyServer(behaviour);
	cleanups.push(() => server.stop());
	return { server, ...openClient({ url: server.url, ...settings }, options) };
}

function openClient(settings: Partial<PrometheusServer>, options: Partial<HttpPrometheusOptions> = {}) {
	const log: string[] = [];
	const asked: string[] = [];
	const api = createHttpPrometheus({
		server: {
			name: "test",
			url: "",
			auth: "basic",
			username,
			timeout: 10,
			headers: { "X-Api-Key": apiKey, "X-Scope-OrgID": "team" },
			...settings,
		},
		credential: async ({ origin }) => {
			asked.push(origin);
			return secret;
		},
		log: (line) => log.push(line),
		...options,
	});
	cleanups.push(() => api.close());
	return { api, log, asked };
}

function ask(api: PrometheusApi, query = "up"): Promise<Answer<unknown>> {
	return api.instantQuery(query, { signal: new AbortController().signal });
}

function render(answer: Answer<unknown>, url = ""): string {
	const text = answer.kind === "unavailable" ? `${answer.cause}: ${answer.reason}` : JSON.stringify(answer);
	return url === "" ? text : text.replaceAll(new URL(url).host, "HOST");
}

function expectNoSecret(...texts: readonly string[]): void {
	for (const text of texts) {
		for (const hidden of [secret, basic, apiKey, "hunter22", "secret-path"]) expect(text).not.toContain(hidden);
	}
}

describe("every fault has one sentence that says what to do, and no secret in it", () => {
	const faults: readonly (readonly [Behaviour, string])[] = [
		[
			"internalError",
			"serverError: HOST failed with HTTP 500 (“the head block is gone”): look into its log, or wait; it is asked again by itself.",
		],
		["plainError", "serverError: HOST failed with HTTP 500: look into its log, or wait; it is asked again by itself."],
		["badGateway", "serverError: HOST failed with HTTP 502: look into its log, or wait; it is asked again by itself."],
		[
			"queryTimeout",
			"timeout: HOST gave up on the query: narrow it with label matchers or a shorter range, or raise the server's timeout in the settings.",
		],
		[
			"html",
			"notPrometheus: HOST answered with a web page instead of data: correct the URL in the settings, or sign in where a login page stands before Prometheus.",
		],
		[
			"wrongJson",
			"notPrometheus: HOST answered with something that is not Prometheus's: check that the URL in the settings leads to Prometheus.",
		],
		[
			"wrongShape",
			"notPrometheus: HOST answered with something that is not Prometheus's: check that the URL in the settings leads to Prometheus.",
		],
		[
			"notJson",
			"notPrometheus: HOST answered with something that is not Prometheus's: check that the URL in the settings leads to Prometheus.",
		],
		[
			"halfJson",
			"serverError: HOST sent only part of its answer: try again, and look into its log if it happens again.",
		],
		[
			"halfBody",
			"serverError: HOST closed the connection in the middle of its answer: try again, and look into its log if it happens again.",
		],
		[
			"hangUp",
			"refused: The connection to HOST broke (UND_ERR_SOCKET): check the URL in the settings and the network in between.",
		],
		[
			"silent",
			"timeout: HOST did not answer within 0.4 s: check that it can be reached, narrow the query, or raise the server's timeout in the settings.",
		],
		[
			"stalledBody",
			"timeout: HOST stopped in the middle of its answer for 0.4 s: check the network in between, narrow the query, or raise the server's timeout in the settings.",
		],
		[
			"trickle",
			"timeout: HOST was still answering after 1.2 s: narrow the query with label matchers, or raise the server's timeout in the settings.",
		],
		[
			"unauthorized",
			"unauthorized: HOST did not accept the credential (HTTP 401): run “Observability: Set Prometheus Credential” and enter it again.",
		],
		[
			"noTenant",
			"unauthorized: HOST wants to know the tenant (HTTP 401): name it as tenant of the server in the settings.",
		],
		[
			"forbidden",
			"unauthorized: HOST does not allow this (HTTP 403): ask its owner for read access, or sign in as someone else with “Observability: Set Prometheus Credential”.",
		],
		["echoCredential", "badQuery: HOST rejects the query: cannot use … at http://…@example.org/ with …"],
		[
			"notFound",
			"notPrometheus: HOST has no Prometheus API at this URL (HTTP 404): correct the path prefix of the server's URL in the settings, such as /prometheus.",
		],
		[
			"redirect",
			"notPrometheus: HOST redirects to elsewhere.example.org, and redirects are not followed so that no credential leaves for another server: put the final address into the settings if you trust it.",
		],
		["tooMany", "serverError: HOST gets too many requests (HTTP 429): wait 7 s; it is asked again by itself."],
		["unprocessable", "badQuery: HOST rejects the query: found duplicate series"],
		["busy", "serverError: HOST failed with HTTP 503: look into its log, or wait; it is asked again by itself."],
		[
			"teapot",
			"notPrometheus: HOST answered HTTP 418: check that the server's URL in the settings leads to Prometheus.",
		],
		[
			"redirectPost",
			"notPrometheus: HOST redirects to elsewhere.example.org, and redirects are not followed so that no credential leaves for another server: put the final address into the settings if you trust it.",
		],
		[
			"gzipBomb",
			"tooLarge: The answer of HOST was cut off at 16 MiB: narrow the query with label matchers, or aggregate it.",
		],
	];
	const waiting: ReadonlySet<Behaviour> = new Set(["silent", "stalledBody", "trickle"]);
	test.each(faults)("%s", async (behaviour, expected) => {
		// Only those that wait for it have a short timeout: a busy machine must not fail the others.
		const { server, api, log } = await open(behaviour, waiting.has(behaviour) ? { timeout: 0.4 } : {});
		const text = render(await ask(api), server.url);
		expect(text).toBe(expected);
		expectNoSecret(text, ...log);
	});
});

describe("where nothing answers", () => {
	test("a port that nobody listens on", async () => {
		const { api } = openClient({ url: `http://127.0.0.1:${await findFreePort()}` });
		expect(render(await ask(api))).toMatch(
			/^refused: 127\.0\.0\.1:\d+ refuses the connection: start Prometheus there, or correct the URL in the settings\.$/,
		);
	});
	test("a name that does not exist", async () => {
		const { api } = openClient({ url: "http://prometheus.invalid:9090" });
		expect(render(await ask(api))).toBe(
			"refused: The name prometheus.invalid:9090 cannot be resolved: correct the URL in the settings, or connect to the network that knows it.",
		);
	});
	test("a port where something else than HTTP is spoken", async () => {
		const ssh = createServer((socket) => {
			socket.on("error", () => {});
			socket.end("SSH-2.0-Server\r\n");
		});
		await new Promise<void>((resolve) => ssh.listen(0, "127.0.0.1", resolve));
		// It is closed when the client's connections are, which end after it.
		cleanups.push(async () => void ssh.close());
		const url = `http://127.0.0.1:${(ssh.address() as AddressInfo).port}`;
		expect(render(await ask(openClient({ url }).api), url)).toBe(
			"notPrometheus: HOST does not speak HTTP here: check the port, and whether the URL should begin with https.",
		);
	});
	test("headers and credentials that cannot be sent", async () => {
		const { server, api } = await open("healthy", { headers: { "X-Key": `${apiKey}\n` } });
		const text = render(await ask(api), server.url);
		expect(text).toBe(
			"notConfigured: The request to HOST cannot be formed: correct the server's headers in the settings, or enter the credential again.",
		);
		expectNoSecret(text);
	});
	test("https where the server speaks http", async () => {
		const { server, api } = await open("healthy");
		await api.close();
		const secure = openClient({ url: server.url.replace("http:", "https:") }).api;
		expect(render(await ask(secure), server.url)).toBe(
			"refused: No secure connection to HOST came about: check whether the URL should begin with http instead of https.",
		);
	});
	test.each([
		[
			"nonsense",
			"notConfigured: The URL of the Prometheus server “test” cannot be read: write it like http://localhost:9090 in the settings.",
		],
		[
			"ftp://host",
			"notConfigured: The URL of the Prometheus server “test” must begin with http:// or https://: correct it in the settings.",
		],
		[
			`http://ada:${secret}@host`,
			"notConfigured: The URL of the Prometheus server “test” holds a user name or password, which settings must not: remove it there, and sign in with “Observability: Add Prometheus”.",
		],
	])("the URL %s", async (url, expected) => {
		const { api, log, asked } = openClient({ url });
		const text = render(await ask(api));
		expect(text).toBe(expected);
		expect(asked).toEqual([]);
		expectNoSecret(text, ...log);
	});
});

describe("an answer that is too large", () => {
	test("is cut off while it comes, without taking its memory", async () => {
		const { server, api } = await open("huge", {});
		const before = process.memoryUsage().rss;
		const text = render(await ask(api), server.url);
		expect(text).toBe(
			"tooLarge: The answer of HOST was cut off at 16 MiB: narrow the query with label matchers, or aggregate it.",
		);
		// What the sockets of both sides hold comes on top of the bound.
		expect(server.bytesSent).toBeLessThan(32 * 1024 * 1024);
		expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024);
		server.behave("healthy");
		expect((await ask(api, "other")).kind).toBe("ok");
	});
});

describe("large answers", () => {
	test("of 200,000 series are cut at the limit, within bounds of memory", async () => {
		const { api } = await open("manySeries", { timeout: 60 });
		const { signal } = new AbortController();
		const before = process.memoryUsage().rss;
		const answer = await api.instantQuery("m", { signal, limit: 1000 });
		if (answer.kind !== "ok" || answer.value.data.kind !== "vector") throw new Error(render(answer));
		expect(answer.value.data.series.length).toBe(1000);
		expect(answer.value.truncated).toBe(true);
		// The server of the test is in the same process, and its text is in it twice.
		expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
	});
	test("of half a million points are read whole, and other work has its turn", async () => {
		// Counted and not timed: a machine at work on other things holds everything up.
		let turns = 0;
		const pause = async () => {
			turns += 1;
			await setImmediate();
		};
		const json = await parseJsonInPieces(manyPointsText(), { now: () => performance.now(), pause });
		expect(turns).toBeGreaterThan(5);
		const { data } = json as { readonly data: unknown };
		const before = turns;
		const result = await readQueryDataInPieces(data, 10_000, pause);
		expect(result?.data.kind === "matrix" && result.data.series.length).toBe(1000);
		expect(turns - before).toBe(1000);
	});
});

function manyPointsText(): string {
	const values = Array.from({ length: 500 }, (_, i) => `[${1_700_000_000 + i * 15},"${i}.5"]`).join(",");
	const series = Array.from({ length: 1000 }, (_, i) => `{"metric":{"i":"${i}"},"values":[${values}]}`);
	return `{"status":"success","data":{"resultType":"matrix","result":[${series.join(",")}]}}`;
}

describe("a server that restarts", () => {
	test("is found again by itself, and both are said once", async () => {
		const clock = { now: 0 };
		const server = await startFaultyServer("healthy");
		const port = Number(new URL(server.url).port);
		const { api, log } = openClient(
			{ url: server.url },
			{
				backOff: new BackOff(
					() => clock.now,
					() => 1,
				),
			},
		);
		expect((await ask(api, "a")).kind).toBe("ok");
		await server.stop();
		for (let i = 0; i < 6; i++) expect((await ask(api, `down ${i}`)).kind).toBe("unavailable");
		const again = await startFaultyServer("healthy", port);
		cleanups.push(() => again.stop());
		// While it is left in peace nothing is sent, however well it is.
		expect(render(await ask(api, "b"))).toContain("Next try in");
		expect(again.requests).toEqual([]);
		clock.now += 120_000;
		expect((await ask(api, "c")).kind).toBe("ok");
		expect(log.filter((line) => line.endsWith("answers."))).toHaveLength(2);
		expect(log.filter((line) => line.includes("refuses the connection"))).toHaveLength(1);
	});
	test("in the middle of an answer is asked again by the next question", async () => {
		const { server, api } = await open("halfBody");
		expect(render(await ask(api, "a"))).toMatch(/^serverError: .*in the middle of its answer/);
		server.behave("healthy");
		expect((await ask(api, "b")).kind).toBe("ok");
	});
	test("that asked to be left alone is, for as long as it said", async () => {
		const clock = { now: 0 };
		const { server, api } = await open(
			"busy",
			{},
			{
				backOff: new BackOff(
					() => clock.now,
					() => 1,
				),
			},
		);
		await ask(api, "a");
		server.behave("healthy");
		clock.now += 8_000;
		expect(render(await ask(api, "b"))).toContain("Next try in 1 s.");
		clock.now += 1_100;
		expect((await ask(api, "c")).kind).toBe("ok");
	});
});

test("an answer of another type that holds the right thing is taken", async () => {
	const { api } = await open("wrongType");
	expect((await ask(api)).kind).toBe("ok");
});

describe("credentials", () => {
	test("are asked for once, by the exact origin, and sent to it", async () => {
		const { server, api, asked } = await open("healthy", { auth: "basic" });
		await ask(api, "a");
		await ask(api, "b");
		expect(asked).toEqual([server.url]);
		expect(server.requests.map((request) => request.headers.authorization)).toEqual([
			`Basic ${basic}`,
			`Basic ${basic}`,
		]);
		api.forget();
		await ask(api, "c");
		expect(asked).toEqual([server.url, server.url]);
	});
	test("may have been pasted with a line break", async () => {
		const { server, api } = await open("healthy", { auth: "bearer" }, { credential: async () => `${secret}\r\n` });
		await ask(api);
		expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${secret}`);
	});
	test("are asked for again after a 401", async () => {
		const { server, api, asked } = await open("unauthorized", { auth: "bearer" });
		await ask(api);
		server.behave("healthy");
		expect((await ask(api)).kind).toBe("ok");
		expect(asked.length).toBe(2);
		expect(server.requests[1]?.headers.authorization).toBe(`Bearer ${secret}`);
	});
	test("are not asked for where the settings name none", async () => {
		const { server, api, asked } = await open("healthy", { auth: "none" });
		await ask(api);
		expect(asked).toEqual([]);
		expect(server.requests[0]?.headers.authorization).toBeUndefined();
	});
	test("that nobody has are said to be missing, without contacting the server", async () => {
		const { server, api } = await open("healthy", {}, { credential: async () => undefined });
		expect(render(await ask(api), server.url)).toBe(
			"unauthorized: No password is stored for http://HOST: run “Observability: Set Prometheus Credential” and enter the one of “test”.",
		);
		expect(server.requests).toEqual([]);
	});
	test("that a server repeats in its remarks are taken out", async () => {
		const { api } = await open("echoWarning");
		const answer = await ask(api);
		expect(answer).toMatchObject({ value: { warnings: ["seen …", "…"] } });
		expectNoSecret(JSON.stringify(answer));
	});
	test("never follow a redirect", async () => {
		const elsewhere = await startFaultyServer("healthy");
		cleanups.push(() => elsewhere.stop());
		const { server, api } = await open("redirect");
		await ask(api);
		expect(server.requests.length).toBe(1);
		expect(elsewhere.requests).toEqual([]);
	});
});

describe("requests", () => {
	test("keep the path prefix, send queries as forms and the user's headers", async () => {
		const { server, api } = await open("healthy");
		const prefixed = openClient({ url: `${server.url}/prom/`, headers: { "X-Scope-OrgID": "team", Host: "evil" } }).api;
		await prefixed.instantQuery('up{a="ü&"}', { signal: new AbortController().signal, time: 5, limit: 3 });
		await api.close();
		const [request] = server.requests;
		expect(`${request?.method} ${request?.path}`).toBe("POST /prom/api/v1/query");
		expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
			query: 'up{a="ü&"}',
			time: "5",
			timeout: "10000ms",
			limit: "4",
		});
		expect(request?.headers["x-scope-orgid"]).toBe("team");
		expect(request?.headers.host).toBe(new URL(server.url).host);
	});
	test("fall back to GET where POST is not allowed, and remember it", async () => {
		const { server, api } = await open("noPost");
		expect((await ask(api, "a")).kind).toBe("ok");
		expect((await ask(api, "b")).kind).toBe("ok");
		expect(server.requests.map((request) => request.method)).toEqual(["POST", "GET", "GET"]);
		expect(server.requests[2]?.path).toMatch(/^\/api\/v1\/query\?query=b&/);
	});
	test("escape label names in the path and repeat match[]", async () => {
		const { server, api } = await open("healthy");
		const options = { signal: new AbortController().signal, limit: 10 };
		await api.labelValues("k8s.name_ü", ['{job="a"}', "up"], options);
		const url = new URL(server.requests[0]?.path ?? "", server.url);
		expect(url.pathname).toBe("/api/v1/label/U__k8s_2e_name___fc_/values");
		expect(url.searchParams.getAll("match[]")).toEqual(['{job="a"}', "up"]);
		expect(url.searchParams.get("limit")).toBe("11");
	});
	test("that are equal are sent once, and aborted when the last of those who wait has gone", async () => {
		const { server, api } = await open("silent", {});
		const first = new AbortController();
		const second = new AbortController();
		const answers = [
			api.instantQuery("up", { signal: first.signal }),
			api.instantQuery("up", { signal: second.signal }),
		];
		await until(() => server.requests.length > 0);
		first.abort();
		expect(render(await (answers[0] as Promise<Answer<unknown>>))).toMatch(/^cancelled/);
		expect(server.open.now).toBe(1);
		second.abort();
		expect(render(await (answers[1] as Promise<Answer<unknown>>))).toMatch(/^cancelled/);
		await until(() => server.open.now === 0);
		expect(server.requests.length).toBe(1);
	});
	test("run at most four at once; those that wait can be cancelled", async () => {
		const { server, api } = await open("silent", {});
		const controllers = Array.from({ length: 10 }, () => new AbortController());
		const answers = controllers.map(({ signal }, index) => api.instantQuery(`up + ${index}`, { signal }));
		await until(() => server.open.now === 4);
		for (const controller of controllers.slice(4)) controller.abort();
		const waiting = await Promise.all(answers.slice(4));
		expect(waiting.every((answer) => answer.kind === "unavailable" && answer.cause === "cancelled")).toBe(true);
		for (const controller of controllers) controller.abort();
		await Promise.all(answers);
		expect(server.requests.length).toBe(4);
		expect(server.open.most).toBe(4);
	});
	test("after close are cancelled", async () => {
		const { server, api } = await open("silent", {});
		const answer = ask(api);
		await until(() => server.requests.length > 0);
		await api.close();
		expect(render(await answer)).toMatch(/^cancelled/);
		expect(render(await ask(api))).toMatch(/^cancelled/);
	});
});

describe("a server that keeps failing", () => {
	test("is left alone for a while, then asked by one request, and is well again by itself", async () => {
		let now = 0;
		const health: string[] = [];
		const { server, api, log } = await open(
			"plainError",
			{},
			{
				backOff: new BackOff(
					() => now,
					() => 1,
				),
				onHealth: (state) => health.push(state.healthy ? "healthy" : "unhealthy"),
			},
		);
		for (const query of ["a", "b", "c", "d"]) await ask(api, query);
		expect(server.requests.length).toBe(3);
		expect(render(await ask(api), server.url)).toBe(
			"serverError: HOST failed with HTTP 500: look into its log, or wait; it is asked again by itself. (Next try in 1 s.)",
		);
		now = 1_001;
		await Promise.all(["e", "f", "g"].map((query) => ask(api, query)));
		expect(server.requests.length).toBe(4);
		now = 2_900;
		await ask(api, "h");
		expect(server.requests.length).toBe(4);
		now = 3_100;
		server.behave("healthy");
		expect((await ask(api, "i")).kind).toBe("ok");
		expect((await ask(api, "j")).kind).toBe("ok");
		expect(health).toEqual(["unhealthy", "healthy"]);
		expect(log.length).toBe(2);
	});
	test("that names a time is left alone for it", async () => {
		let now = 0;
		const { server, api } = await open("tooMany", {}, { backOff: new BackOff(() => now) });
		await ask(api, "a");
		server.behave("healthy");
		now = 6_900;
		expect(render(await ask(api, "b"))).toMatch(/in 1 s\.\)$/);
		now = 7_100;
		expect((await ask(api, "c")).kind).toBe("ok");
	});
	test("is not blamed for what the user asked", async () => {
		const { server, api } = await open("echoCredential");
		for (const query of ["a", "b", "c", "d", "e"]) await ask(api, query);
		expect(server.requests.length).toBe(5);
	});
});

describe("answers", () => {
	test("may be zipped", async () => {
		const { api } = await open("gzipped");
		expect(await ask(api)).toMatchObject({
			value: {
				data: { kind: "vector", series: [{ labels: { job: "a" }, sample: { time: 1_700_000_000.5, value: 1 } }] },
			},
		});
	});
	test("hold NaN and infinities", async () => {
		const { api } = await open("specialValues");
		expect(await ask(api)).toMatchObject({
			value: {
				data: {
					series: [
						{
							samples: [
								{ time: 1, value: Number.NaN },
								{ time: 2, value: Number.POSITIVE_INFINITY },
								{ time: 3, value: Number.NEGATIVE_INFINITY },
								{ time: 4, value: 1000 },
							],
						},
					],
				},
			},
		});
	});
	test("hold native histograms and what the server remarks", async () => {
		const { api } = await open("nativeHistogram");
		expect(await ask(api)).toMatchObject({
			value: {
				data: { series: [{ sample: { time: 1, value: 2.5 }, histogram: { count: 4, sum: 10 } }] },
				infos: ["PromQL info: look here"],
			},
		});
	});
	test("are cut at the limit, and say so", async () => {
		const { api } = await open("truncatedQuery");
		const answer = await api.instantQuery("up", { signal: new AbortController().signal, limit: 20 });
		expect(answer).toMatchObject({ value: { truncated: true, warnings: ["results truncated"] } });
		expect(answer.kind === "ok" && answer.value.data.kind === "vector" && answer.value.data.series.length).toBe(20);
	});
	test.each([
		["mimir", { version: "2.10.0", flavour: "Mimir" }],
		["victoriaMetrics", { version: "2.24.0", flavour: "VictoriaMetrics" }],
		["thanos", { version: "0.34.1", flavour: "Thanos" }],
		["onlyQueries", { version: "", flavour: "unknown" }],
	] as const)("tell the flavour: %s", async (behaviour, expected) => {
		const { api } = await open(behaviour);
		for (const signal of [new AbortController().signal, new AbortController().signal]) {
			expect(await api.buildInfo({ signal })).toEqual({ kind: "ok", value: expected });
		}
	});
	test("that a kind of server does not have are unsupported", async () => {
		const { server, api } = await open("onlyQueries");
		await ask(api);
		const { signal } = new AbortController();
		expect(await api.metadata({ signal })).toEqual({ kind: "unsupported", what: "metric metadata" });
		server.behave("agent");
		expect(await ask(api, "other")).toEqual({ kind: "unsupported", what: "queries (it runs as an agent)" });
	});
});

/** Waits for what the server side will have seen in a moment. */
async function until(condition: () => boolean): Promise<void> {
	const deadline = Date.now() + 5_000;
	while (!condition()) {
		if (Date.now() > deadline) throw new Error("It did not come about in 5 s.");
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
