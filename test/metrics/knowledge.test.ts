import { describe, expect, test } from "vitest";
import { describeMetric, MetricKnowledge, type Peek } from "../../server/metrics/knowledge.ts";
import type { Answer, Listing, MetricMetadata, PrometheusApi, QueryResult } from "../../server/metrics/port.ts";

/** A server whose answers come when the test says so. */
class SlowPrometheus implements PrometheusApi {
	readonly asked: string[] = [];
	readonly #waiting = new Map<string, Waiting>();

	/** Answers the oldest question that begins with `question`, and lets what follows from it happen. */
	async answer(question: string, answer: Answer<unknown>): Promise<void> {
		const found = [...this.#waiting].find(([key]) => key.startsWith(question));
		if (found === undefined) throw new Error(`Nobody waits for ${question}, but for ${[...this.#waiting.keys()]}.`);
		this.#waiting.delete(found[0]);
		found[1].resolve(answer);
		await settle();
	}

	/** The questions that are still open and wanted. */
	get open(): readonly string[] {
		return [...this.#waiting].filter(([, { signal }]) => !signal.aborted).map(([key]) => key);
	}

	instantQuery = (query: string, { signal }: { readonly signal: AbortSignal }) =>
		this.#ask<QueryResult>(`query ${query}`, signal);
	rangeQuery = (query: string, { signal }: { readonly signal: AbortSignal }) =>
		this.#ask<QueryResult>(`range ${query}`, signal);
	labelNames = (matchers: readonly string[], { signal }: { readonly signal: AbortSignal }) =>
		this.#ask<Listing>(`names [${matchers}]`, signal);
	labelValues = (label: string, matchers: readonly string[], { signal }: { readonly signal: AbortSignal }) =>
		this.#ask<Listing>(`values ${label} [${matchers}]`, signal);
	metadata = ({ signal }: { readonly signal: AbortSignal }) =>
		this.#ask<ReadonlyMap<string, MetricMetadata>>("metadata", signal);
	buildInfo = ({ signal }: { readonly signal: AbortSignal }) => this.#ask<never>("build", signal);
	featureFlags = ({ signal }: { readonly signal: AbortSignal }) => this.#ask<readonly string[]>("flags", signal);

	#ask<T>(question: string, signal: AbortSignal): Promise<Answer<T>> {
		this.asked.push(question);
		const { promise, resolve } = Promise.withResolvers<Answer<T>>();
		// What is answered is what the test wrote for this question.
		this.#waiting.set(`${question} #${this.asked.length}`, { resolve: resolve as Waiting["resolve"], signal });
		return promise;
	}
}

interface Waiting {
	readonly resolve: (answer: Answer<unknown>) => void;
	readonly signal: AbortSignal;
}

async function settle(): Promise<void> {
	for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function list(...values: readonly string[]): Answer<Listing> {
	return { kind: "ok", value: { values, complete: true } };
}

function metadata(entries: Readonly<Record<string, MetricMetadata["type"]>>): Answer<unknown> {
	return {
		kind: "ok",
		value: new Map(Object.entries(entries).map(([name, type]) => [name, { type, help: "", unit: "" }])),
	};
}

const down: Answer<never> = { kind: "unavailable", cause: "refused", reason: "It is down." };

/** `fresh a,b`, `loading`, `loading a,b` (a stale value), `unavailable: why a,b`. */
function render(peek: Peek<Listing>): string {
	const reason = peek.state === "unavailable" ? `: ${peek.reason}` : "";
	const value = peek.value === undefined ? "" : ` ${peek.value.values.join(",")}${peek.value.complete ? "" : ",…"}`;
	return `${peek.state}${reason}${value}`;
}

function open(freshMs = 1000) {
	const api = new SlowPrometheus();
	const clock = { now: 0 };
	return { api, clock, knowledge: new MetricKnowledge(api, { now: () => clock.now, freshMs }) };
}

describe("a list", () => {
	test("is loading at first, asked for once, and fresh when it has come", async () => {
		const { api, knowledge } = open();
		expect(render(knowledge.labelNames(["up"]))).toBe("loading");
		expect(render(knowledge.labelNames(["up"]))).toBe("loading");
		await api.answer("names", list("job"));
		expect(render(knowledge.labelNames(["up"]))).toBe("fresh job");
		expect(api.asked).toEqual(["names [up]"]);
	});
	test("resolves its promise when it has come", async () => {
		const { api, knowledge } = open();
		const peek = knowledge.labelNames([]);
		let ready = false;
		if (peek.state === "loading")
			void peek.ready.then(() => {
				ready = true;
			});
		await settle();
		expect(ready).toBe(false);
		await api.answer("names", list("job"));
		expect(ready).toBe(true);
	});
	test("that is stale is shown while it is loaded again, and after that failed too", async () => {
		const { api, clock, knowledge } = open();
		knowledge.labelNames([]);
		await api.answer("names", list("old"));
		clock.now = 1500;
		expect(render(knowledge.labelNames([]))).toBe("loading old");
		await api.answer("names", down);
		expect(render(knowledge.labelNames([]))).toBe("unavailable: It is down. old");
		clock.now = 1500 + 5000;
		expect(render(knowledge.labelNames([]))).toBe("loading old");
		await api.answer("names", list("new"));
		expect(render(knowledge.labelNames([]))).toBe("fresh new");
		expect(api.asked.length).toBe(3);
	});
	test("that failed is not asked for again at once", async () => {
		const { api, clock, knowledge } = open();
		knowledge.labelNames([]);
		await api.answer("names", down);
		expect(render(knowledge.labelNames([]))).toBe("unavailable: It is down.");
		clock.now = 4999;
		expect(render(knowledge.labelNames([]))).toBe("unavailable: It is down.");
		expect(api.asked.length).toBe(1);
		clock.now = 5001;
		expect(render(knowledge.labelNames([]))).toBe("loading");
	});
	test("that this kind of server does not have is never asked for again", async () => {
		const { api, clock, knowledge } = open();
		knowledge.labelNames([]);
		await api.answer("names", { kind: "unsupported", what: "label names" });
		clock.now = 1e9;
		expect(render(knowledge.labelNames([]))).toBe("unavailable: This kind of server has no label names.");
	});
	test("that was cut says so", async () => {
		const { api, knowledge } = open();
		knowledge.labelValues("pod", []);
		await api.answer("values", { kind: "ok", value: { values: ["a"], complete: false } });
		expect(render(knowledge.labelValues("pod", []))).toBe("fresh a,…");
	});
});

describe("matchers", () => {
	test("are kept apart", async () => {
		const { api, knowledge } = open();
		knowledge.labelValues("job", ['{env="a"}']);
		knowledge.labelValues("job", ['{env="b"}']);
		knowledge.labelValues("env", ['{env="a"}']);
		knowledge.labelNames(['{env="a"}']);
		await api.answer('values job [{env="a"}]', list("1"));
		await api.answer('values job [{env="b"}]', list("2"));
		await api.answer('values env [{env="a"}]', list("3"));
		await api.answer('names [{env="a"}]', list("4"));
		expect(render(knowledge.labelValues("job", ['{env="a"}']))).toBe("fresh 1");
		expect(render(knowledge.labelValues("job", ['{env="b"}']))).toBe("fresh 2");
		expect(render(knowledge.labelValues("env", ['{env="a"}']))).toBe("fresh 3");
		expect(render(knowledge.labelNames(['{env="a"}']))).toBe("fresh 4");
		expect(api.asked.length).toBe(4);
	});
	test("that say the same are one question", async () => {
		const { api, knowledge } = open();
		knowledge.labelNames(["up{job = 'a'}", "x"]);
		knowledge.labelNames(["x", 'up{job="a",}']);
		expect(api.asked).toEqual(['names [up{job="a"},x]']);
	});
	test.each(["{", 'up{job="a', "up{job=}", "up[5m]", "rate(up)", "", "up offset 5m", 'up{job="\\q"}'])(
		"that are no selector are never sent: %s",
		(matcher) => {
			const { api, knowledge } = open();
			expect(knowledge.labelNames([matcher]).state).toBe("unavailable");
			expect(api.asked).toEqual([]);
		},
	);
	test.each(["{}", '{job=""}', '{job!="a"}', '{job=~".*"}', '{job!~".+"}', '{job=~"a|"}', '{job=~"("}'])(
		"that servers refuse as they mean all series ask for all: %s",
		(matcher) => {
			const { api, knowledge } = open();
			expect(knowledge.labelNames([matcher]).state).toBe("loading");
			expect(api.asked).toEqual(["names []"]);
		},
	);
});

describe("metric names", () => {
	test("come from series, and from metadata where no series show the metric", async () => {
		const { api, knowledge } = open();
		expect(render(knowledge.metricNames())).toBe("loading");
		await api.answer("values __name__", list("up", "h_bucket", "h_count", "c_total"));
		expect(render(knowledge.metricNames())).toBe("loading c_total,h_bucket,h_count,up");
		await api.answer("metadata", metadata({ h: "histogram", c: "counter", new_gauge: "gauge" }));
		expect(render(knowledge.metricNames())).toBe("fresh c_total,h_bucket,h_count,new_gauge,up");
	});
	test("are known without metadata, and incomplete without series", async () => {
		const first = open();
		first.knowledge.metricNames();
		await first.api.answer("values", list("up"));
		await first.api.answer("metadata", down);
		expect(render(first.knowledge.metricNames())).toBe("fresh up");
		const second = open();
		second.knowledge.metricNames();
		await second.api.answer("metadata", metadata({ up: "gauge" }));
		await second.api.answer("values", down);
		expect(render(second.knowledge.metricNames())).toBe("unavailable: It is down. up,…");
	});
	test("by the hundred thousand cost nothing to look at", async () => {
		const { api, knowledge } = open();
		knowledge.metricNames();
		await api.answer("values", list(...Array.from({ length: 100_000 }, (_, index) => `metric_${index}`)));
		await api.answer("metadata", metadata({ up: "gauge" }));
		const first = knowledge.metricNames().value;
		const started = performance.now();
		for (let round = 0; round < 10_000; round += 1) expect(knowledge.metricNames().value === first).toBe(true);
		// A walk over the names would take seconds.
		expect(performance.now() - started).toBeLessThan(1000);
	});
	test("are described by the name of their family", () => {
		const family: MetricMetadata = { type: "histogram", help: "How long.", unit: "seconds" };
		const known = new Map([["duration_seconds", family]]);
		expect(describeMetric(known, "duration_seconds_bucket")).toBe(family);
		expect(describeMetric(known, "duration_seconds")).toBe(family);
		expect(describeMetric(known, "duration")).toBeUndefined();
	});
});

describe("bounds", () => {
	test("what is not looked at any more is dropped, and what is too large is not kept", async () => {
		const { api, clock, knowledge } = open(1e12);
		for (let index = 0; index < 600; index += 1) {
			knowledge.labelValues(`label${index}`, []);
			await api.answer("values", list("x"));
		}
		expect(render(knowledge.labelValues("label599", []))).toBe("fresh x");
		expect(render(knowledge.labelValues("label0", []))).toBe("loading");
		await api.answer("values label0", list("x".repeat(40 * 1024 * 1024)));
		expect(render(knowledge.labelValues("label0", []))).toMatch(/^unavailable: The list is too long/);
		clock.now = 1;
		expect(render(knowledge.labelValues("label599", []))).toBe("fresh x");
	});
	test("loads that nobody waits for any more are given up, the oldest first", () => {
		const { api, knowledge } = open();
		for (let index = 0; index < 10; index += 1) knowledge.labelValues(`l${index}`, []);
		expect(api.open.length).toBe(8);
		expect(api.open[0]).toMatch(/^values l2 /);
	});
});

describe("without a server and after forgetting", () => {
	test("everything is unavailable", async () => {
		const knowledge = new MetricKnowledge(undefined);
		const reason = "No Prometheus is configured: run “Observability: Add Prometheus” to see live metrics.";
		for (const peek of [
			knowledge.metricNames(),
			knowledge.metadata(),
			knowledge.labelNames([]),
			knowledge.labelValues("a", ["{"]),
		]) {
			expect(peek).toEqual({ state: "unavailable", cause: "notConfigured", reason });
		}
		expect(await knowledge.instantQuery("up", { signal: new AbortController().signal })).toMatchObject({
			cause: "notConfigured",
		});
		await knowledge.warm();
	});
	test("nothing of before arrives", async () => {
		const { api, knowledge } = open();
		knowledge.labelNames([]);
		knowledge.forget();
		expect(api.open).toEqual([]);
		expect(render(knowledge.labelNames([]))).toBe("loading");
		await api.answer("names", list("old"));
		expect(render(knowledge.labelNames([]))).toBe("loading");
		await api.answer("names", list("new"));
		expect(render(knowledge.labelNames([]))).toBe("fresh new");
	});
	test("warming loads what the first completion needs", async () => {
		const { api, knowledge } = open();
		let warm = false;
		void knowledge.warm().then(() => {
			warm = true;
		});
		await api.answer("values __name__", list("up"));
		await api.answer("metadata", metadata({}));
		expect(warm).toBe(false);
		await api.answer("names []", list("job"));
		expect(warm).toBe(true);
		expect(render(knowledge.metricNames())).toBe("fresh up");
	});
});

describe("queries", () => {
	const result: Answer<QueryResult> = {
		kind: "ok",
		value: {
			data: { kind: "vector", series: [] },
			warnings: [],
			infos: [],
			durationSeconds: 0,
			truncated: false,
		},
	};
	const { signal } = new AbortController();

	test("that are equal are shared, then answered from memory for ten seconds", async () => {
		const { api, clock, knowledge } = open();
		const answers = [knowledge.instantQuery("up", { signal }), knowledge.instantQuery("up", { signal })];
		await api.answer("query up", result);
		expect(await Promise.all(answers)).toEqual([result, result]);
		clock.now = 9_999;
		expect(await knowledge.instantQuery("up", { signal })).toEqual(result);
		expect(api.asked.length).toBe(1);
		clock.now = 10_001;
		void knowledge.instantQuery("up", { signal });
		expect(api.asked.length).toBe(2);
	});
	test("that differ in text, time or limit are not", () => {
		const { api, knowledge } = open();
		void knowledge.instantQuery("up", { signal });
		void knowledge.instantQuery("up ", { signal });
		void knowledge.instantQuery("up", { signal, time: 1 });
		void knowledge.instantQuery("up", { signal, limit: 1 });
		expect(api.asked.length).toBe(4);
	});
	test("over ranges that end in the same ten seconds are one question", () => {
		const { api, knowledge } = open();
		void knowledge.rangeQuery("up", { signal, start: 1000, end: 4601, step: 60 });
		void knowledge.rangeQuery("up", { signal, start: 1003, end: 4604, step: 60 });
		expect(api.asked.length).toBe(1);
		void knowledge.rangeQuery("up", { signal, start: 1010, end: 4611, step: 60 });
		void knowledge.rangeQuery("up", { signal, start: 1000, end: 4601, step: 30 });
		expect(api.asked.length).toBe(3);
	});
	test("whose failure may pass are asked again, rejected ones are not", async () => {
		const { api, knowledge } = open();
		void knowledge.instantQuery("up", { signal });
		await api.answer("query", down);
		void knowledge.instantQuery("up", { signal });
		expect(api.asked.length).toBe(2);
		void knowledge.instantQuery("sum(", { signal });
		await api.answer("query sum(", { kind: "unavailable", cause: "badQuery", reason: "no" });
		expect(await knowledge.instantQuery("sum(", { signal })).toMatchObject({ cause: "badQuery" });
		expect(api.asked.length).toBe(3);
	});
	test("are given up when the last who waits has gone, and not before", async () => {
		const { api, knowledge } = open();
		const first = new AbortController();
		const second = new AbortController();
		const answers = [
			knowledge.instantQuery("up", { signal: first.signal }),
			knowledge.instantQuery("up", { signal: second.signal }),
		];
		first.abort();
		expect(await answers[0]).toMatchObject({ cause: "cancelled" });
		expect(api.open.length).toBe(1);
		second.abort();
		expect(await answers[1]).toMatchObject({ cause: "cancelled" });
		expect(api.open.length).toBe(0);
		void knowledge.instantQuery("up", { signal });
		expect(api.open.length).toBe(1);
	});
});
