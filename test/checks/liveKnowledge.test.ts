import { expect, test } from "vitest";
import type { ChangingKnowledge } from "../../server/checks/knowledge.ts";
import type { OfflineFacts } from "../../server/checks/knowOffline.ts";
import { LiveKnowledge, type Stillness } from "../../server/checks/liveKnowledge.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { gentleManners } from "../../server/metrics/backgroundQuestions.ts";
import type { BuildInfo, SurveyedPrometheus } from "../../server/metrics/port.ts";
import type { VectorSelector } from "../../server/promql/ast.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { createFakePrometheus, type FakeOptions } from "../support/fakePrometheus.ts";

const uri = "file:///rules/one.yaml";
const nothing: OfflineFacts = { version: 1, results: { metadata: () => undefined, recorded: () => [] } };
const manners = { ...gentleManners, perMinute: 60_000, now: () => 0, wait: () => Promise.resolve() };

interface Setting extends FakeOptions {
	readonly flavour?: BuildInfo["flavour"];
	readonly offline?: Partial<OfflineFacts>;
	readonly stillness?: Stillness;
}

function setUp({ flavour = "Prometheus", offline = {}, stillness, ...options }: Setting) {
	const fake = createFakePrometheus(options);
	const api: SurveyedPrometheus = {
		...fake,
		buildInfo: async () => ({ kind: "ok", value: { version: "3.4.0", flavour } }),
	};
	const live = new LiveKnowledge({ api, manners, now: () => 1_800_000_000 });
	const of = () => live.of(uri, { ...nothing, ...offline }, stillness);
	/** The answer when everything has come that it takes. */
	const learn = async <T>(question: (knowledge: ChangingKnowledge) => T): Promise<T> => {
		for (let round = 0; ; round++) {
			if (round > 20) throw new Error("It never ends.");
			const knowledge = of();
			const answer = question(knowledge);
			const pending = knowledge.pending?.();
			if (pending === undefined) return answer;
			await pending;
		}
	};
	return { live, of, learn, asked: fake.asked };
}

function selector(text: string): VectorSelector {
	const { expression } = parsePromql(text);
	if (expression.kind !== "selector") throw new Error(`${text} is no selector.`);
	return expression;
}

function readConfig(text: string) {
	const source = { uri: "file:///prometheus.yml", languageId: "yaml", version: 1, text };
	return createDocumentParser().parse(source)?.prometheusConfigs ?? [];
}

const configuration = `global:
  scrape_interval: 30s
  evaluation_interval: 20s
  external_labels:
    cluster: eu-1
scrape_configs:
  - job_name: slow
    scrape_interval: 2m
  - job_name: api
  - job_name: web
`;

const series = [
	{ labels: { __name__: "both", job: "slow" } },
	{ labels: { __name__: "both", job: "api" } },
	{ labels: { __name__: "quick", job: "api" } },
	{ labels: { __name__: "quick", job: "web" } },
	{ labels: { __name__: "strange", job: "relabelled" } },
];

test.each([
	['up{job="slow"}', 120],
	['up{job="web"}', 30],
	["quick", 30],
	["both", undefined],
	["strange", undefined],
	["nobody", undefined],
])("%s is scraped every %s seconds, by the server's own configuration", async (text, expected) => {
	const { learn } = setUp({ configuration, series });
	expect(await learn((known) => known.scrapeIntervalSeconds(selector(text)))).toBe(expected);
});

test("the server goes before the files, and the files speak where it does not tell", async () => {
	const prometheusConfigs = readConfig(
		"global:\n  scrape_interval: 5s\n  evaluation_interval: 7s\n  external_labels:\n    region: home\nscrape_configs: []\nrule_files: [a.yaml]\n",
	);
	const ask = (known: ChangingKnowledge) => [
		known.scrapeIntervalSeconds(selector('up{job="slow"}')),
		known.evaluationIntervalSeconds(),
		[...(known.externalLabels() ?? [])],
	];
	const telling = setUp({ configuration, offline: { prometheusConfigs } });
	expect(await telling.learn(ask)).toEqual([120, 20, [["cluster", "eu-1"]]]);
	const mute = setUp({ offline: { prometheusConfigs } });
	expect(await mute.learn(ask)).toEqual([5, 7, [["region", "home"]]]);
});

test.each<[string, Setting, number | undefined]>([
	["the time", { configuration, runtimeInfo: { retentionSeconds: 1_296_000 } }, 1_296_000],
	["its size alone", { configuration, runtimeInfo: {} }, undefined],
	[
		"the time, and the rest is read from elsewhere",
		{ configuration: `${configuration}remote_read:\n  - url: http://long`, runtimeInfo: { retentionSeconds: 1 } },
		undefined,
	],
	["the time, of a relative", { configuration, flavour: "Thanos", runtimeInfo: { retentionSeconds: 1 } }, undefined],
	["no configuration", { runtimeInfo: { retentionSeconds: 1 } }, undefined],
])("retention of a server that tells %s", async (_, setting, expected) => {
	expect(await setUp(setting).learn((known) => known.retentionSeconds())).toBe(expected);
});

test("alerts and recordings are known from files, from the server's rules, or not at all", async () => {
	const ask = (known: ChangingKnowledge) =>
		["Filed", "Served", "None"].map((name) => [known.alertExists(name), known.isRecorded(name)]);
	const offline = { alerts: (name: string) => name === "Filed", records: (name: string) => name === "Filed" };
	const rules = { alerts: ["Served"], recordings: ["Served"] };
	const both = [true, true];
	const neither = [false, false];
	expect(await setUp({ offline, rules }).learn(ask)).toEqual([both, both, neither]);
	const failure = { kind: "unavailable", cause: "serverError", reason: "No." } as const;
	expect(await setUp({ offline, failure }).learn(ask)).toEqual([both, [undefined, undefined], [undefined, undefined]]);
});

test("series are counted once, and the past is looked at only where there is none now", async () => {
	const now = (query: string) =>
		({
			kind: "vector",
			series: query.includes("gone") ? [] : [{ labels: {}, sample: { time: 0, value: 7 } }],
		}) as const;
	const { learn, asked } = setUp({ query: now });
	expect(await learn((known) => known.seriesOf("up"))).toEqual({ now: 7, recent: 7, windowSeconds: 604_800 });
	expect(await learn((known) => known.seriesOf('{__name__="up"}'))).toMatchObject({ now: 7 });
	expect(await learn((known) => known.seriesOf("gone"))).toMatchObject({ now: 0, recent: 0 });
	expect(await learn((known) => known.seriesOf("up"))).toMatchObject({ now: 7 });
	expect(asked.filter((line) => line.startsWith("range"))).toEqual([
		"range count(last_over_time(gone[1h])) 604800s/3600s",
	]);
	expect(asked.filter((line) => line === "query count(up)")).toHaveLength(1);
});

test("an answer that is not whole is no answer", async () => {
	const { learn } = setUp({ query: () => ({ kind: "vector", series: [] }), warnings: ["a store did not answer"] });
	expect(await learn((known) => known.seriesOf("up"))).toBeUndefined();
});

test.each(["{}", '{job=~".*"}', "rate(up[5m])", "up offset 5m", "up{"])("%s is not asked for", async (text) => {
	const { learn, asked } = setUp({});
	expect(await learn((known) => [known.seriesOf(text), known.labelNamesOf(text)])).toEqual([undefined, undefined]);
	expect(asked).toEqual([]);
});

test("what is being typed is asked for when it has come to rest", async () => {
	const rest = Promise.withResolvers<void>();
	let still = false;
	const stillness: Stillness = {
		get still() {
			return still;
		},
		version: 1,
		wait: () => rest.promise,
	};
	const { of, asked, learn } = setUp({ stillness, configuration });
	const typed = of();
	typed.seriesOf("up");
	typed.labelNamesOf("up");
	typed.costOf("up");
	typed.historyOf({ expression: "up", forSeconds: 0, keepFiringForSeconds: 0, intervalSeconds: 60 });
	expect(asked).toEqual([]);
	const woken = typed.pending?.();
	still = true;
	rest.resolve();
	await woken;
	expect(await learn((known) => known.seriesOf("up"))).toBeDefined();
	expect(asked).toContain("query count(up)");
});
