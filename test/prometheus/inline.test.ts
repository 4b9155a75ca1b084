import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { LiveKnowledge } from "../../server/checks/liveKnowledge.ts";
import { CHECKS } from "../../server/checks/registry.ts";
import { gentleManners } from "../../server/metrics/backgroundQuestions.ts";
import { MetricKnowledge } from "../../server/metrics/knowledge.ts";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import { createLanguageService, type LanguageService } from "../../server/service.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { createDocument, never } from "../support/testService.ts";

const exposition = `# TYPE app_errors gauge
app_errors{zone="a",code="500"} 7
app_errors{zone="a",code="502"} 2
app_errors{zone="b",code="500"} 0
# TYPE app_requests gauge
app_requests{zone="a",method="get"} 100
app_requests{zone="a",method="put"} 50
app_requests{zone="b",method="get"} 10
# TYPE app_odd gauge
app_odd{kind="nan"} NaN
app_odd{kind="inf"} +Inf
`;

const rules = `groups:
  - name: app
    rules:
      - alert: Errors
        expr: app_errors > 5   # too many
        labels:
          severity: page
        annotations:
          summary: "{{ $labels.zone }}/{{ $labels.code }}: {{ $value | humanize }} errors, of {{ with query \\"sum(app_requests)\\" }}{{ . | first | value | printf \\"%.1f\\" }}{{ end }}"
          broken: '{{ query "app_none" | first | value }}'
      - alert: Waiting
        expr: |
          sum by (zone) (app_errors)
            > 1
        for: 1h
        annotations:
          summary: 'In {{ $labels.zone }} {{ $value }}'
      - alert: Quiet
        expr: app_errors{code="502"} > 1000
        annotations:
          summary: '{{ $labels.zone }} has {{ $value }}'
      - record: app:ratio
        expr: app_errors / on (zone) app_requests
      - record: app:requests:sum
        expr: sum by (zone)(app_requests{method=~'get|put'})
      - record: app:odd
        expr: app_odd
      - record: app:nothing
        expr: absent(up)
`;

interface ServersRule {
	readonly name: string;
	readonly health: string;
	readonly lastError?: string;
	readonly state?: string;
	readonly alerts?: readonly { readonly state: string; readonly annotations: Readonly<Record<string, string>> }[];
}

let app: Server;
let prometheus: RealPrometheus;
let api: HttpPrometheus;

beforeAll(async () => {
	app = createServer((_, response) => {
		response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(exposition);
	});
	await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
	const jobs = { app: (app.address() as AddressInfo).port };
	prometheus = await startRealPrometheus({ jobs, ruleFiles: [rules], externalLabels: { cluster: "eu-1" } });
	api = createHttpPrometheus({
		server: { name: "real", url: prometheus.url },
		credential: () => Promise.resolve(undefined),
		log: () => {},
	});
	await vi.waitFor(
		async () => {
			const known = await serversRules();
			expect(known.find(({ name }) => name === "Errors")?.state).toBe("firing");
			expect(known.find(({ name }) => name === "app:ratio")?.health).toBe("err");
		},
		{ timeout: 20_000, interval: 200 },
	);
});
afterAll(async () => {
	await api?.close();
	await prometheus?.stop();
	app?.close();
});

async function serversRules(): Promise<readonly ServersRule[]> {
	const response = await fetch(`${prometheus.url}/api/v1/rules`);
	const { data } = (await response.json()) as { data: { groups: { rules: ServersRule[] }[] } };
	return data.groups.flatMap((group) => group.rules);
}

function startService(server: HttpPrometheus = api): LanguageService {
	const knowledge = new MetricKnowledge(server);
	const live = new LiveKnowledge({
		api: server,
		manners: { ...gentleManners, now: () => performance.now(), wait: () => Promise.resolve() },
		now: () => Date.now() / 1000,
	});
	return createLanguageService({
		knowledge: () => knowledge,
		live: () => server,
		checkKnowledge: (uri, offline) => live.of(uri, offline),
		checks: CHECKS.filter(({ needs }) => needs?.includes("rules") === true),
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => {
			throw new Error(line);
		},
		now: () => Date.now() / 1000,
		pause: () => setImmediate(),
	});
}

async function look(text = rules, server?: HttpPrometheus) {
	const service = startService(server);
	const document = createDocument(text);
	const range = { start: 0, end: text.length };
	const wanted = { visible: [{ document, ranges: [range] }], values: true, rules: true, maxAgeMs: 30_000 };
	const changed = await service.inline.refresh(wanted, never);
	const lineOf = (offset: number): string => text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim();
	const values = service.inline
		.values(document, range, 30_000)
		.map(({ offset, label }) => `${lineOf(offset)} ‹${label}›`);
	const states = service.inline
		.lenses(document, { actions: false, states: true })
		.map(({ span, title }) => `${text.slice(span.start, span.end)}: ${title.replace(/(?:under )?\d+ ms/, "TIME")}`);
	return { service, document, changed, values, states };
}

async function hoverOn(marked: string): Promise<string> {
	const service = startService();
	const hover = await service.liveHover(createDocument(rules), rules.indexOf(marked) + 1, "dark", never);
	return hover?.markdown.replace(/!\[[^\]]*\]\([^)]*\)/, "CHART") ?? "";
}

test("values are what a query gives", async () => {
	const { values, changed } = await look();
	expect(changed).toMatchObject({ values: true, rules: true, states: [{ name: "app" }] });
	expect(values).toEqual([
		"expr: app_errors > 5   # too many ‹= 7›",
		"> 1 ‹= 9›",
		'expr: app_errors{code="502"} > 1000 ‹no series›',
		// What the server refuses has no value.
		"expr: sum by (zone)(app_requests{method=~'get|put'}) ‹2 series: 10 … 150›",
		"expr: app_odd ‹2 series: +Inf›",
		"expr: absent(up) ‹no series›",
	]);
});

test("lenses say what the server's rules do", async () => {
	const { states } = await look();
	const failing = (await serversRules()).find(({ name }) => name === "app:ratio")?.lastError ?? "";
	expect(states).toEqual([
		"Errors: firing 1 · last evaluation TIME",
		"Waiting: pending 1 · last evaluation TIME",
		"Quiet: inactive · last evaluation TIME",
		`app:ratio: failing: ${failing.slice(0, 79)}…`,
		"app:requests:sum: ok · TIME",
		"app:odd: ok · TIME",
		"app:nothing: ok · TIME",
	]);
});

test("a rule that was changed differs, and of one that is new nothing is said", async () => {
	const { states } = await look(
		rules.replace("app_errors > 5 ", "app_errors > 6 ").replace("alert: Quiet", "alert: New"),
	);
	expect(states[0]).toBe("Errors: differs on the server · firing 1 · last evaluation TIME");
	expect(states.filter((state) => state.startsWith("New"))).toEqual([]);
});

test("rules that fail are told as problems, with what the server says", async () => {
	const service = startService();
	const result = await service.diagnoseSettled(createDocument(rules), never);
	const { lastError = "" } = (await serversRules()).find(({ name }) => name === "app:ratio") ?? {};
	expect(lastError).toContain("many-to-many");
	const problems = (result?.problems ?? []).map(({ code, span, message }) => [
		code,
		rules.slice(span.start, span.end),
		message,
	]);
	expect(problems).toEqual([
		["rule/failing-on-server", "app_errors / on (zone) app_requests", expect.stringContaining(lastError.slice(0, 100))],
	]);
});

test("annotations are what the server has made of them", async () => {
	const known = await serversRules();
	const annotation = (name: string, key: string): string =>
		known.find((rule) => rule.name === name)?.alerts?.[0]?.annotations[key] ?? "";
	const shown = (markdown: string): string =>
		(/\n> ([^\n]*)/.exec(markdown)?.[1] ?? markdown).replace(/\\(.)/g, "$1").trim();
	const errors = await hoverOn("{{ $labels.zone }}/");
	expect(shown(errors)).toBe(annotation("Errors", "summary"));
	expect(shown(errors)).toBe("a/500: 7 errors, of 160.0");
	expect(errors).toContain("for the one series that matches");
	expect(shown(await hoverOn("In {{ $labels.zone"))).toBe(annotation("Waiting", "summary"));
	expect(annotation("Errors", "broken")).toContain("error expanding template");
	expect(await hoverOn('{{ query "app_none" | first')).toContain("**The template fails** at `first`");
	expect(await hoverOn("{{ $labels.zone }} has")).toMatch(
		/^\*\*No series matches now\.\*\* The nearest is .*value 2: the condition does not hold for it.*\n\n> a has 2$/,
	);
});

test("the hover of a comparison draws what is compared beside its threshold", async () => {
	const draw = async (): Promise<string> => {
		const hover = await startService().liveHover(createDocument(rules), rules.indexOf("> 5"), "dark", never);
		return atob(/base64,([\w+/=]+)/.exec(hover?.markdown ?? "")?.[1] ?? "");
	};
	// The chart ends a few seconds ago, when there may not have been a sample yet.
	await expect.poll(draw, { timeout: 30_000, interval: 1000 }).toContain("stroke-dasharray");
	const svg = await draw();
	expect(svg).toContain("&#62; 5");
	// Three series, of which the condition holds for one.
	expect(new Set(svg.match(/"#(?:4daafc|89d185|d7ba7d)"/g)).size).toBe(3);
});

test("of a server that is slow or gone nothing is shown, and nothing goes wrong", async () => {
	const silent = createServer(() => {});
	await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
	const slow = createHttpPrometheus({
		server: { name: "slow", url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, timeout: 0.3 },
		credential: () => Promise.resolve(undefined),
		log: () => {},
	});
	const waiting = await look(rules, slow);
	expect([waiting.values, waiting.states, waiting.changed]).toEqual([[], [], { values: false, rules: false }]);
	await slow.close();
	silent.closeAllConnections();
	silent.close();
	const gone = createHttpPrometheus({
		server: { name: "gone", url: "http://127.0.0.1:1" },
		credential: () => Promise.resolve(undefined),
		log: () => {},
	});
	const refused = await look(rules, gone);
	expect([refused.values, refused.states]).toEqual([[], []]);
	await gone.close();
});
