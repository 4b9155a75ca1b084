import { describe, expect, test } from "vitest";
import { MetricKnowledge } from "../../../server/metrics/knowledge.ts";
import type { Answer, MetricMetadata, PrometheusApi } from "../../../server/metrics/port.ts";
import { readSelector } from "../../../server/metrics/selectorText.ts";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { matches } from "../../../server/scaffold/slo/matchers.ts";
import { openScaffolds } from "../../support/scaffolds.ts";

/** A server that has these series. */
const series: readonly Readonly<Record<string, string>>[] = [
	...["200", "404", "500"].map((code) => ({ __name__: "http_requests_total", job: "api", code, path: "/" })),
	...["200", "200"].map((code) => ({ __name__: "http_requests_total", job: "shop", status: code })),
	...["0.1", "0.3", "1", "1.0", "10", "+Inf"].map((le) => ({
		__name__: "http_request_duration_seconds_bucket",
		job: "api",
		le,
	})),
	{ __name__: "http_request_duration_seconds_count", job: "api" },
	{ __name__: "http_request_duration_seconds_sum", job: "api" },
	{ __name__: "jobs_done_total", job: "api" },
	{ __name__: "queue_length", job: "api" },
	{ __name__: "up", job: "api", service: "checkout" },
];
const metadata = new Map<string, MetricMetadata>([
	["http_requests_total", { type: "counter", help: "Requests answered.", unit: "" }],
	["http_request_duration_seconds", { type: "histogram", help: "How long requests took.", unit: "" }],
	["queue_length", { type: "gauge", help: "", unit: "" }],
]);

const signal = new AbortController().signal;

describe("with a server", () => {
	test("services are the values of job, then those of other labels", async () => {
		expect(await choose("services")).toEqual(["api", "shop", "checkout"]);
	});

	test("the selector has the label that the service's name was found in", async () => {
		expect(await choose("selectors", { service: "shop" })).toEqual(['job="shop"', ""]);
		expect(await choose("selectors", { service: "checkout" })).toEqual(['service="checkout"', ""]);
		expect(await choose("selectors", { service: 'new "one"' })).toEqual([
			'job="new \\"one\\""',
			'service="new \\"one\\""',
			"",
		]);
	});

	test("availability has the service's counters, well-known requests first", async () => {
		const choices = await choose("metrics", { kind: "availability", selector: 'job="api"' });
		expect(choices).toEqual(["http_requests_total", "http_request_duration_seconds_count", "jobs_done_total"]);
		const shop = await choose("metrics", { kind: "availability", selector: 'job="shop"' });
		expect(shop).toEqual(["http_requests_total"]);
	});

	test("latency has its histograms, with their help", async () => {
		const { choices } = await ask("metrics", { kind: "latency", selector: 'job="api"' });
		expect(choices).toMatchObject([{ value: "http_request_duration_seconds", detail: "How long requests took." }]);
	});

	test("no histogram is said, with the selector", async () => {
		expect(await ask("metrics", { kind: "latency", selector: 'job="shop"' })).toEqual({
			choices: [],
			note: expect.stringContaining('{job="shop"}'),
		});
	});

	test("errors are told by the labels and values that exist", async () => {
		const { choices } = await ask("errors", { metric: "http_requests_total", selector: 'job="api"' });
		expect(choices).toEqual([
			{
				value: 'code=~"5.."',
				label: 'code=~"5.."',
				description: "HTTP 5xx",
				detail: "code has 200, 404, 500; errors: 500",
			},
		]);
		const shop = await ask("errors", { metric: "http_requests_total", selector: 'job="shop"' });
		expect(shop.choices[0]).toMatchObject({
			value: 'status=~"5.."',
			detail: expect.stringContaining("none of them so far"),
		});
	});

	test("a metric without a label for errors says which labels it has", async () => {
		const { note } = await ask("errors", { metric: "jobs_done_total", selector: "" });
		expect(note).toContain("it has job");
	});

	test("bounds are in order, finite, and each once", async () => {
		const { choices } = await ask("bounds", { metric: "http_request_duration_seconds", selector: 'job="api"' });
		expect(choices.map(({ value }) => value)).toEqual(["0.1", "0.3", "1", "10"]);
		expect(choices[1]?.description).toBe("at most 300 ms");
	});

	test("a broken selector hides nothing", async () => {
		expect(await choose("metrics", { kind: "latency", selector: "job=" })).toEqual(["http_request_duration_seconds"]);
	});
});

test("objectives say what they allow", async () => {
	const { choices } = await ask("objectives", { period: "28d" });
	expect(choices[0]).toEqual({
		value: "99.9",
		label: "99.9 %",
		description: "at most 40 minutes 19 seconds of total outage in 28 days",
	});
});

describe("without a server", () => {
	const nobody = new MetricKnowledge(undefined);

	test("the usual names are offered all the same", async () => {
		expect((await ask("metrics", { kind: "latency" }, nobody)).choices[0]?.value).toBe("http_request_duration_seconds");
		expect((await ask("bounds", { metric: "x_seconds" }, nobody)).choices[0]?.value).toBe("0.1");
		expect((await ask("selectors", { service: "api" }, nobody)).choices[0]?.value).toBe('job="api"');
	});

	test.each(["services", "metrics", "bounds"])("%s say why there is nothing to choose from", async (source) => {
		const { note } = await ask(source, { metric: "x", selector: 'job="api"' }, nobody);
		expect(note).toContain("No Prometheus is configured");
	});

	test("errors are guessed by the metric's name", async () => {
		const { choices } = await ask("errors", { metric: "grpc_server_handled_total" }, nobody);
		expect(choices[0]?.value).toContain("grpc_code=~");
	});

	test("a server that fails is quoted", async () => {
		const reason = "The server did not answer within 10 s.";
		const failing = new MetricKnowledge(fakeApi(async () => ({ kind: "unavailable", cause: "timeout", reason })));
		expect((await ask("services", {}, failing)).note).toBe(reason);
		expect((await ask("metrics", { selector: "" }, failing)).note).toBe(reason);
	});

	test("a cancelled question ends", async () => {
		const never = new MetricKnowledge(fakeApi(() => new Promise(() => {})));
		const controller = new AbortController();
		const asked = ask("services", {}, never, controller.signal);
		controller.abort();
		expect((await asked).choices).toEqual([]);
	});
});

/** Which question has this source. */
const questions: Readonly<Record<string, string>> = {
	services: "service",
	selectors: "selector",
	metrics: "metric",
	errors: "errors",
	bounds: "threshold",
	objectives: "objective",
};

async function ask(
	source: string,
	answers: Answers = {},
	knowledge = new MetricKnowledge(fakeApi(answerFrom)),
	cancellation = signal,
) {
	const scaffolds = await openScaffolds({ knowledge });
	return scaffolds.choices({ id: "slo", question: questions[source] ?? "", answers }, cancellation);
}

async function choose(source: string, answers: Answers = {}): Promise<readonly string[]> {
	return (await ask(source, answers)).choices.map(({ value }) => value);
}

type Ask = (label: string | undefined, matchers: readonly string[]) => Promise<Answer<readonly string[]>>;

async function answerFrom(label: string | undefined, matchers: readonly string[]): ReturnType<Ask> {
	const selected = series.filter(
		(labels) => matchers.length === 0 || matchers.some((text) => isSelected(text, labels)),
	);
	const values = selected.flatMap((labels) => (label === undefined ? Object.keys(labels) : [labels[label] ?? ""]));
	return { kind: "ok", value: [...new Set(values)].filter((value) => value !== "") };
}

function isSelected(selector: string, labels: Readonly<Record<string, string>>): boolean {
	const { metric, matchers = [] } = readSelector(selector) ?? {};
	if (metric !== undefined && labels["__name__"] !== metric) return false;
	return matchers.every((matcher) => matches(matcher, labels[matcher.label] ?? ""));
}

function fakeApi(answer: Ask): PrometheusApi {
	const list = async (label: string | undefined, matchers: readonly string[]) => {
		const result = await answer(label, matchers);
		return result.kind === "ok" ? { kind: "ok" as const, value: { values: result.value, complete: true } } : result;
	};
	const unsupported = async () => ({ kind: "unsupported" as const, what: "queries" });
	return {
		labelNames: (matchers) => list(undefined, matchers),
		labelValues: (label, matchers) => list(label, matchers),
		metadata: async () => ({ kind: "ok", value: metadata }),
		instantQuery: unsupported,
		rangeQuery: unsupported,
		buildInfo: unsupported,
		featureFlags: unsupported,
	};
}
