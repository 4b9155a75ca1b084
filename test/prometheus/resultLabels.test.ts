import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { describeMetric } from "../../server/metrics/knowledge.ts";
import type { MetricMetadata } from "../../server/metrics/port.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { factOf } from "../../server/promql/result/labels.ts";
import { resultOf } from "../../server/promql/result/resultOf.ts";
import type { QueryResultShape } from "../../server/promql/result/shape.ts";
import { recordingsOf } from "../support/codeActions.ts";
import { labelledExpressionArbitrary, writeLabelledSeries } from "../support/labelledSeries.ts";
import { promqlArbitrary } from "../support/promqlArbitrary.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";

const now = Math.floor(Date.now() / 30_000) * 30;
let prometheus: RealPrometheus;

/** Rules of every kind over what Prometheus scrapes of itself; the last ones stand on others. */
const rules = `
groups:
  - name: g
    rules:
      - record: code:requests:rate
        expr: sum by (code, handler) (rate(prometheus_http_requests_total[10s]))
      - record: quantile:requests:seconds
        expr: histogram_quantile(0.9, sum without (instance) (rate(prometheus_http_request_duration_seconds_bucket[10s])))
        labels: { quantile: "0.9", handler: "" }
      - record: two:ways
        expr: sum by (job) (up)
        labels: { way: one }
      - record: two:ways
        expr: label_replace(max by (job, instance) (up), "host", "$1", "instance", "(.*):.*")
      - record: one:number
        expr: 42
      - record: renamed:up
        expr: up
        labels: { __unused__: "", team: core }
      - record: of:recorded
        expr: max by (code, team, way) (code:requests:rate) or on () two:ways{way="one"}
      - record: joined:recorded
        expr: code:requests:rate * on () group_left (team) renamed:up
`;

beforeAll(async () => {
	prometheus = await startRealPrometheus({
		ruleFiles: [rules],
		history: () => writeLabelledSeries(now - 1200, now - 300),
	});
});
afterAll(async () => {
	await prometheus?.stop();
});

interface Returned {
	readonly type: string;
	readonly series: readonly Readonly<Record<string, string>>[];
}

/** What Prometheus returns; `undefined` where it cannot evaluate the query, as with duplicate series. */
async function evaluate(query: string, time?: number): Promise<Returned | undefined> {
	const response = await fetch(`${prometheus.url}/api/v1/query`, {
		method: "POST",
		body: new URLSearchParams({ query, ...(time === undefined ? {} : { time: String(time) }) }),
	});
	const { data } = (await response.json()) as {
		readonly data?: { readonly resultType: string; readonly result: readonly unknown[] };
	};
	if (data === undefined) return undefined;
	const vector = data.resultType === "vector" || data.resultType === "matrix";
	const series = vector
		? (data.result as { readonly metric: Record<string, string> }[]).map(({ metric }) => metric)
		: [];
	return { type: data.resultType, series };
}

/** Sentences about what the shape claims and Prometheus does otherwise. */
function findLies(shape: QueryResultShape, returned: Returned): string[] {
	const lies: string[] = [];
	if (shape.valueType !== returned.type) lies.push(`${shape.valueType} is ${returned.type}`);
	if (returned.type !== "vector" && returned.type !== "matrix") return lies;
	if (shape.empty === "always" && returned.series.length > 0) lies.push("it is not empty");
	if (shape.empty === "never" && returned.series.length === 0) lies.push("it is empty");
	for (const labels of returned.series) {
		for (const name of new Set([...Object.keys(labels), ...shape.labels.named.keys()])) {
			const { presence, values, reason } = factOf(shape.labels, name);
			const value = labels[name];
			const told = `${name}=${value} in ${JSON.stringify(labels)}: ${presence} ${values?.join("|") ?? ""}, ${reason.text}`;
			if (value === undefined ? presence === "sure" : presence === "never") lies.push(told);
			if (value !== undefined && values?.includes(value) === false) lies.push(told);
		}
	}
	return lies;
}

async function compare(
	arbitrary: fc.Arbitrary<string>,
	numRuns: number,
): Promise<{ evaluated: number; telling: number }> {
	const seen = { evaluated: 0, telling: 0 };
	await fc.assert(
		fc.asyncProperty(arbitrary, async (query) => {
			const returned = await evaluate(query, now - 330);
			if (returned === undefined) return;
			const shape = resultOf(parsePromql(query).expression);
			expect(findLies(shape, returned), query).toEqual([]);
			seen.evaluated += 1;
			if (returned.series.length > 0) seen.telling += 1;
		}),
		{ numRuns },
	);
	return seen;
}

test("what is said of a query's labels is true of every series that Prometheus returns", async () => {
	const seen = await compare(labelledExpressionArbitrary(), 1500);
	expect(seen.evaluated).toBeGreaterThan(900);
	expect(seen.telling).toBeGreaterThan(500);
});

test("and of expressions of the whole language", async () => {
	// Before Prometheus 3 the metric's name stayed with atan2.
	const language = promqlArbitrary({ version3: false, depth: 3 }).filter((query) => !query.includes("atan2"));
	await compare(language, 400);
});

test("what is said of recorded metrics is true of what the rules have written", async () => {
	const model = createDocumentParser().parse({ uri: "file:///rules.yml", languageId: "yaml", version: 1, text: rules });
	if (model === undefined) throw new Error("no rule file");
	const graph = recordingsOf(model, rules);
	const knowledge = { metadata: () => undefined, recorded: (name: string) => graph.recorded(name) };
	const names = new Set(model.groups.flatMap((group) => group.rules.map(({ name }) => name?.value ?? "")));
	const open = new Set(["quantile:requests:seconds", "renamed:up"]);
	for (const name of names) {
		const shape = resultOf(parsePromql(name).expression, knowledge);
		expect(shape.labels.others.presence, name).toBe(open.has(name) ? "possible" : "never");
		const returned = await expect
			.poll(async () => evaluate(name), { timeout: 20_000, interval: 200 })
			.toSatisfy((answer: Returned | undefined) => (answer?.series.length ?? 0) > 0)
			.then(() => evaluate(name));
		expect(returned && findLies(shape, returned), name).toEqual([]);
	}
});

test("what is said of a metric by its metadata is true of its series", async () => {
	const response = await fetch(`${prometheus.url}/api/v1/metadata`);
	const { data } = (await response.json()) as { readonly data: Record<string, readonly MetricMetadata[]> };
	const metadata = new Map(
		Object.entries(data).flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first]])),
	);
	const knowledge = {
		metadata: (name: string) => describeMetric(metadata, name),
		recorded: () => [],
	};
	let buckets = 0;
	for (const name of [...metadata.keys()].flatMap((base) => [base, `${base}_bucket`])) {
		const returned = await evaluate(name);
		if (returned === undefined || returned.series.length === 0) continue;
		const shape = resultOf(parsePromql(name).expression, knowledge);
		expect(findLies(shape, returned), name).toEqual([]);
		if (shape.quantity.parts === "buckets") buckets += 1;
	}
	expect(buckets).toBeGreaterThan(3);
});
