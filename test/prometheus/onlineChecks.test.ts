import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CHECKS } from "../../server/checks/registry.ts";
import { createOnlineKnowledge, type OnlineKnowledge } from "../../server/cli/online.ts";
import type { OnlineServer } from "../../server/cli/onlineServer.ts";
import { createLanguageService, type LanguageService } from "../../server/service.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { createDocument } from "../support/testService.ts";

/** What an instance of a made-up program says of itself. */
const exposition = `# HELP app_requests_total Requests.
# TYPE app_requests_total counter
app_requests_total{code="200",method="GET"} 100
app_requests_total{code="500",method="POST"} 3
# HELP app_temperature_celsius Warmth.
# TYPE app_temperature_celsius gauge
app_temperature_celsius 20
# HELP app_disk_used_bytes Used.
# TYPE app_disk_used_bytes gauge
app_disk_used_bytes{device="sda",mode="rw"} 5
# HELP app_disk_size_bytes Size.
# TYPE app_disk_size_bytes gauge
app_disk_size_bytes{device="sda"} 10
`;

const ownRules = `groups:
  - name: own
    rules:
      - alert: AppWarm
        expr: app_temperature_celsius > 15
      - record: app:never
        expr: app_temperature_celsius > 1000
`;

let app: Server;
let prometheus: RealPrometheus;

beforeAll(async () => {
	app = await listen((_, respond) => respond(200, exposition, "text/plain; version=0.0.4"));
	const daysAgo = (days: number): number => Math.floor(Date.now() / 1000) - days * 86_400;
	prometheus = await startRealPrometheus({
		externalLabels: { cluster: "eu-1" },
		jobs: { app: portOf(app) },
		ruleFiles: [ownRules],
		history: () =>
			[
				"# TYPE app_old gauge",
				`app_old{job="app"} 1 ${daysAgo(4)}`,
				`app_old{job="app"} 1 ${daysAgo(3)}`,
				"# TYPE app_nightly gauge",
				`app_nightly{job="app"} 1 ${daysAgo(0.5)}`,
				"# EOF",
				"",
			].join("\n"),
	});
	await vi.waitFor(async () => expect(await alertsFiring()).toContain("AppWarm"), { timeout: 20_000, interval: 200 });
});
afterAll(async () => {
	await prometheus?.stop();
	app?.close();
});

async function alertsFiring(): Promise<string> {
	return (await fetch(`${prometheus.url}/api/v1/alerts`)).text();
}

type Respond = (status: number, body: string, type?: string) => void;

async function listen(handle: (path: string, respond: Respond, body: string) => void): Promise<Server> {
	const server = createServer((request, response) => {
		let body = "";
		request.on("data", (chunk: Buffer) => {
			body += chunk.toString();
		});
		request.on("end", () =>
			handle(
				request.url ?? "/",
				(status, text, type = "application/json") => response.writeHead(status, { "content-type": type }).end(text),
				body,
			),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return server;
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}

/** What the checks that need something known find in rules, with the marked text, when `url` is the server. */
async function check(url: string, rules: string): Promise<readonly string[]> {
	const online = createOnlineKnowledge(serverAt(url));
	try {
		await online.connect(new AbortController().signal);
		const service = createService(online);
		const result = await service.diagnoseSettled(createDocument(rules), new AbortController().signal);
		return (result?.problems ?? []).map(
			({ code, severity, span }) => `${severity} ${code}: ${rules.slice(span.start, span.end)}`,
		);
	} finally {
		await online.close();
	}
}

function createService({ ports }: OnlineKnowledge): LanguageService {
	return createLanguageService({
		...ports,
		templates: { read: () => Promise.resolve(undefined) },
		checks: CHECKS.filter(({ needs }) => needs !== undefined && needs.length > 0),
		configuration: () => ({
			settingOf: ({ severity }) => severity,
			optionsOf: (one) =>
				Object.fromEntries(Object.entries(one.options ?? {}).map(([name, o]) => [name, defaultOf(o)])),
		}),
		log: (line) => {
			throw new Error(line);
		},
		now: () => Date.now() / 1000,
		pause: () => setImmediate(),
	});
}

function defaultOf(option: object): undefined | [] {
	return "default" in option ? (option.default as undefined) : [];
}

function rule(expression: string, more = "", kind = "alert"): string {
	const name = kind === "alert" ? "Made" : "made:up";
	const tail = more === "" ? "" : `\n        ${more}`;
	return `groups:\n  - name: g\n    rules:\n      - ${kind}: ${name}\n        expr: ${expression}${tail}\n`;
}

const form = "application/x-www-form-urlencoded";
const many = `groups:\n  - name: g\n    rules:\n${Array.from({ length: 50 }, (_, index) => `      - alert: A${index}\n        expr: rate(metric_${index}_total[5m]) > 1\n`).join("")}`;

/** Without what is told of every rule. */
const always = /alert\/firing-history|promql\/query-cost/;

const faults: readonly (readonly [string, string, readonly string[]])[] = [
	[
		"a metric that nobody has",
		rule("app_request_total > bool 0"),
		["warning promql/missing-series: app_request_total"],
	],
	[
		"a label that the metric does not have",
		rule('app_temperature_celsius{zone="a"} > 90'),
		['warning promql/missing-series: zone="a"'],
	],
	[
		"a value that the label never had",
		rule('rate(app_requests_total{code="404"}[1m]) > 1'),
		['information promql/missing-series: code="404"'],
	],
	[
		"values that never came together",
		rule('rate(app_requests_total{code="200",method="POST"}[1m]) > 1'),
		['information promql/missing-series: app_requests_total{code="200",method="POST"}'],
	],
	["a metric that is gone", rule("app_old > 5"), ["information promql/missing-series: app_old"]],
	["a metric of every night", rule("app_nightly > 5"), []],
	["a metric that a rule of the server records at times", rule("app:never > 5"), []],
	["a metric that is meant to be absent", rule("absent(app_none)", "for: 5m"), []],
	["a metric with a stand-in", rule("(app_none or vector(0)) > 0"), []],
	["a counter as it is", rule("app_requests_total > 100"), ["warning promql/counter-without-rate: app_requests_total"]],
	["the rate of a gauge", rule("rate(app_temperature_celsius[1m]) > 1"), ["warning promql/rate-of-gauge: rate"]],
	[
		"a window of one scrape",
		rule('rate(app_requests_total{job="app"}[1s]) > 1'),
		["warning promql/rate-window-too-short: [1s]"],
	],
	[
		"a window of one scrape, of whatever job",
		rule("rate(app_requests_total[1s]) > 1"),
		["warning promql/rate-window-too-short: [1s]"],
	],
	["absent without a pause", rule('absent(up{job="app"})'), ['warning alert/absent-too-soon: absent(up{job="app"})']],
	[
		"an external label that there is not",
		rule("up == 0", 'annotations: { summary: "{{ $externalLabels.region }} {{ $externalLabels.cluster }}" }'),
		["warning alert/unknown-external-label: $externalLabels.region"],
	],
	[
		"a label that hides an external one",
		rule("up == 0", "labels: { cluster: mine }"),
		["warning rule/external-label-collision: cluster"],
	],
	[
		"an alert that nobody has",
		rule('ALERTS{alertname="AppCold"} == 1'),
		['warning promql/unknown-alert-name: alertname="AppCold"'],
	],
	["an alert that the server has", rule('ALERTS{alertname="AppWarm"} == 1'), []],
	[
		"sides with different labels",
		rule("app_disk_used_bytes / app_disk_size_bytes > 0.9"),
		["warning promql/different-label-sets: app_disk_size_bytes"],
	],
	["sides that are told what to match", rule("app_disk_used_bytes / ignoring (mode) app_disk_size_bytes > 0.9"), []],
	[
		"further back than samples are kept",
		rule("avg_over_time(app_temperature_celsius[20d]) > 50"),
		["warning promql/beyond-retention: app_temperature_celsius[20d]"],
	],
];

describe("on a real server", () => {
	test.each(faults)("%s", async (_, rules, expected) => {
		expect((await check(prometheus.url, rules)).filter((line) => !always.test(line))).toEqual(expected);
	});

	test("a query's cost and an alert's history are told", async () => {
		const found = await check(prometheus.url, rule("app_temperature_celsius > 15"));
		expect(found).toEqual([
			"information alert/firing-history: Made",
			"information promql/query-cost: app_temperature_celsius > 15",
		]);
	});
});

describe("where the server does not tell", () => {
	const lacking: readonly (readonly [string, RegExp])[] = [
		["anything of itself", /\/api\/v1\/(?:status|rules|metadata|labels?)\b/],
		["its build alone", /\/api\/v1\/status\/buildinfo/],
		["anything at all", /./],
	];

	test.each(lacking)("%s, there is no error, and less is told", async (_, missing) => {
		const proxy = await listen((path, respond, body) => {
			if (missing.test(path)) return respond(404, "");
			const init = body === "" ? {} : { method: "POST", body, headers: { "content-type": form } };
			void fetch(`${prometheus.url}${path}`, init).then(
				async (answer) => respond(answer.status, await answer.text()),
				() => respond(502, ""),
			);
		});
		try {
			let told = 0;
			for (const [, rules, expected] of faults) {
				const found = await check(`http://127.0.0.1:${portOf(proxy)}`, rules);
				const others = found.filter((line) => !always.test(line) && !expected.includes(line));
				expect(others).toEqual([]);
				told += found.length;
			}
			if (missing.test("/api/v1/query")) expect(told).toBe(0);
			else expect(told).toBeGreaterThan(faults.length / 2);
		} finally {
			proxy.close();
			proxy.closeAllConnections();
		}
	});

	test("a server that dies midway leaves the rest unjudged, and that is said", async () => {
		let left = 12;
		const dying = await listen((path, respond, body) => {
			left -= 1;
			if (left < 0) return respond(503, "");
			const init = body === "" ? {} : { method: "POST", body, headers: { "content-type": form } };
			void fetch(`${prometheus.url}${path}`, init).then(async (answer) => respond(answer.status, await answer.text()));
		});
		const online = createOnlineKnowledge(serverAt(`http://127.0.0.1:${portOf(dying)}`));
		try {
			expect(await online.connect(new AbortController().signal)).toBeUndefined();
			expect(online.failure()).toBeUndefined();
			const result = await createService(online).diagnoseSettled(createDocument(many), new AbortController().signal);
			expect(result?.missing).toContainEqual({ check: "promql/missing-series", need: "series" });
			expect(online.failure()).toMatch(/503/);
		} finally {
			await online.close();
			dying.close();
			dying.closeAllConnections();
		}
	});

	test("a server that is down is asked once or twice, and nothing is told", async () => {
		let asked = 0;
		const dead = await listen((_, respond) => {
			asked += 1;
			respond(503, "down", "text/plain");
		});
		try {
			expect(await check(`http://127.0.0.1:${portOf(dead)}`, many)).toEqual([]);
			expect(asked).toBeLessThan(12);
		} finally {
			dead.close();
			dead.closeAllConnections();
		}
	});
});

function serverAt(url: string): OnlineServer {
	return { environment: { name: url, url }, credential: () => Promise.resolve(undefined), folder: "/" };
}
