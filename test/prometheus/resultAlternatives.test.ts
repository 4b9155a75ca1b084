import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parsePromql } from "../../server/promql/parse.ts";
import { type Alternative, alternativesOf } from "../../server/promql/result/alternatives.ts";
import { factOf } from "../../server/promql/result/labels.ts";
import { shapesOf } from "../../server/promql/result/resultOf.ts";
import { exactly, isEmpty, meetRanges } from "../../server/promql/result/valueRange.ts";
import { labelledExpressionArbitrary, writeLabelledSeries } from "../support/labelledSeries.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";

/** What each kind of series of a result can be is put beside what a real Prometheus returns. */
const now = Math.floor(Date.now() / 30_000) * 30;
let prometheus: RealPrometheus;

beforeAll(async () => {
	prometheus = await startRealPrometheus({ history: () => writeLabelledSeries(now - 1200, now - 300) });
});
afterAll(async () => {
	await prometheus?.stop();
});

interface Series {
	readonly labels: Readonly<Record<string, string>>;
	readonly value: number;
}

/** `undefined` where Prometheus cannot evaluate the query, or answers no vector. */
async function evaluate(query: string): Promise<readonly Series[] | undefined> {
	const response = await fetch(`${prometheus.url}/api/v1/query`, {
		method: "POST",
		body: new URLSearchParams({ query, time: String(now - 330) }),
	});
	const { data } = (await response.json()) as {
		readonly data?: {
			readonly resultType: string;
			readonly result: readonly {
				readonly metric: Series["labels"];
				readonly value: readonly [number, string];
			}[];
		};
	};
	if (data?.resultType !== "vector") return undefined;
	return data.result.map(({ metric, value }) => ({
		labels: metric,
		value: Number(value[1].replace("Inf", "Infinity")),
	}));
}

function holds({ labels, range, empty }: Alternative, series: Series): boolean {
	if (empty === "always") return false;
	const names = new Set([...labels.named.keys(), ...Object.keys(series.labels)]);
	for (const name of names) {
		const { presence, values } = factOf(labels, name);
		const held = series.labels[name];
		if (held === undefined ? presence === "sure" : presence === "never" || values?.includes(held) === false)
			return false;
	}
	return Number.isNaN(series.value) || !isEmpty(meetRanges(range, exactly(series.value)));
}

/** Expressions whose values are bounded by what they are made of. */
const bounded: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => {
	const number = fc.constantFrom("0", "1", "-2", "3.5", "100");
	const operator = fc.constantFrom("==", "!=", ">", "<", ">=", "<=");
	const any = tie("any");
	return {
		any: fc.oneof(
			{ depthSize: "small", withCrossShrink: true },
			fc.constantFrom("up", "build_info", "vector(0)", "vector(4)", 'up{job="api"}', "vector(time())"),
			labelledExpressionArbitrary(1),
			fc.tuple(any, operator, number).map(([text, sign, limit]) => `(${text}) ${sign} ${limit}`),
			fc.tuple(any, operator, number).map(([text, sign, limit]) => `${limit} ${sign} (${text})`),
			fc.tuple(any, operator, number).map(([text, sign, limit]) => `(${text}) ${sign} bool ${limit}`),
			fc
				.tuple(any, fc.constantFrom("+", "-", "*", "/", "%"), number)
				.map(([text, sign, limit]) => `(${text}) ${sign} ${limit}`),
			fc.tuple(any, number).map(([text, bound]) => `clamp_min(${text}, ${bound})`),
			fc.tuple(any, number, number).map(([text, low, high]) => `clamp(${text}, ${low}, ${high})`),
			fc
				.tuple(fc.constantFrom("abs", "ceil", "floor", "sgn", "sqrt", "-", "absent", "vector(scalar"), any)
				.map(([name, text]) => (name.includes("(") ? `${name}(${text}))` : `${name}(${text})`)),
			fc
				.tuple(fc.constantFrom("sum", "count", "avg", "max", "group", "stddev"), fc.constantFrom("", "by (job)"), any)
				.map(([name, by, text]) => `${name} ${by} (${text})`),
			fc
				.tuple(any, fc.constantFrom("or", "and", "unless", "or on ()", "and on ()", "unless on ()"), any)
				.map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
			fc
				.tuple(any, fc.constantFrom("+", ">", "<= bool", "*"), any)
				.map(([left, sign, right]) => `sum(${left}) ${sign} sum(${right})`),
		),
	};
}).any;

test("every series that Prometheus returns is of one of the kinds, with their labels and numbers", async () => {
	let found = 0;
	let empty = 0;
	let always = 0;
	await fc.assert(
		fc.asyncProperty(fc.oneof(bounded, labelledExpressionArbitrary(3)), async (text) => {
			const { expression, problems } = parsePromql(text);
			if (problems.length > 0) return;
			const alternatives = alternativesOf(expression, shapesOf(expression)).get(expression) ?? [];
			const series = await evaluate(text);
			if (series === undefined) return;
			for (const each of series) {
				if (!alternatives.some((alternative) => holds(alternative, each))) {
					const told = alternatives.map(({ empty: when, range }) => ({ when, range }));
					expect(told, `${text}\n${JSON.stringify(each)}`).toBe("a kind that holds it");
				}
			}
			if (series.length === 0) {
				const sure = alternatives.filter((alternative) => alternative.empty === "never");
				expect(sure.length, text).toBe(0);
				empty += 1;
				if (alternatives.every((alternative) => alternative.empty === "always")) always += 1;
			}
			found += series.length;
		}),
		{ numRuns: 3000 },
	);
	expect(found).toBeGreaterThan(1000);
	expect(empty).toBeGreaterThan(100);
	expect(always).toBeGreaterThan(20);
}, 120_000);
