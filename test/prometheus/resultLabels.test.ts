import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parsePromql } from "../../server/promql/parse.ts";
import { factOf } from "../../server/promql/result/labels.ts";
import { resultOf } from "../../server/promql/result/resultOf.ts";
import type { QueryResultShape } from "../../server/promql/result/shape.ts";
import { labelledExpressionArbitrary, writeLabelledSeries } from "../support/labelledSeries.ts";
import { promqlArbitrary } from "../support/promqlArbitrary.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";

const now = Math.floor(Date.now() / 30_000) * 30;
let prometheus: RealPrometheus;

beforeAll(async () => {
	prometheus = await startRealPrometheus({ history: () => writeLabelledSeries(now - 1200, now - 300) });
});
afterAll(async () => {
	await prometheus?.stop();
});

interface Returned {
	readonly type: string;
	readonly series: readonly Readonly<Record<string, string>>[];
}

/** What Prometheus returns; `undefined` where it cannot evaluate the query, as with duplicate series. */
async function evaluate(query: string): Promise<Returned | undefined> {
	const response = await fetch(`${prometheus.url}/api/v1/query`, {
		method: "POST",
		body: new URLSearchParams({ query, time: String(now - 330) }),
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
			const returned = await evaluate(query);
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
