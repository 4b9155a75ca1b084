import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SeriesView } from "../../server/features/backtest/replayView.ts";
import { MetricKnowledge } from "../../server/metrics/knowledge.ts";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import { createLanguageService, type LanguageService } from "../../server/service.ts";
import type { SourceDocument } from "../../server/text/sourceDocument.ts";
import { testRules } from "../support/promtool.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { seed } from "../support/seed.ts";

/**
 * Random series and random alerts. What Prometheus itself makes of them (promtool evaluates the rules over the same
 * series, minute by minute, and writes `ALERTS`) is compared with the backtest, which asks a running Prometheus that has
 * the series as its past: every series, every evaluation, pending and firing.
 */
const step = 60;
const evaluations = 120;
const casesOfEach = 100;
const everything = { spanSeconds: evaluations * step, bounds: { series: 1e9, samples: 1e12 }, confirmed: true };

/** How often the series have a sample, in seconds: often, as the rule, and so rarely that they run into staleness. */
const scrapes = [30, 60, 200] as const;

interface Line {
	readonly labels: string;
	/** One for each scrape; `undefined` where it failed. */
	readonly values: readonly (number | undefined)[];
}

interface Case {
	readonly name: string;
	readonly expression: string;
	readonly fields: readonly string[];
	readonly lines: readonly Line[];
}

const value = fc.constantFrom(0, 0.5, 1, 1, 2, 3, 7, -1, Number.NaN, Number.POSITIVE_INFINITY);
const gap = fc.constant<number | undefined>(undefined);

/** Rows of one value, bursts, flapping, and holes of all lengths. */
function arbitraryValues(scrape: number): fc.Arbitrary<readonly (number | undefined)[]> {
	const length = Math.floor((evaluations * step) / scrape);
	const longest = Math.ceil(1500 / scrape);
	const row = fc.tuple(fc.oneof({ weight: 4, arbitrary: value }, gap), fc.integer({ min: 1, max: longest }));
	const flapping = fc
		.tuple(value, value, fc.integer({ min: 2, max: longest }))
		.map(([a, b, times]) => Array.from({ length: times }, (_, index) => (index % 2 === 0 ? a : b)));
	const piece = fc.oneof(
		row.map(([one, times]) => new Array<number | undefined>(times).fill(one)),
		flapping,
	);
	return fc
		.array(piece, { minLength: 3, maxLength: 40 })
		.map((pieces) => Array.from({ length }, (_, index) => pieces.flat()[index % Math.max(1, pieces.flat().length)]));
}

function arbitraryExpression(id: string): fc.Arbitrary<string> {
	const selector = fc.constantFrom(`m{case="${id}"}`, `n{case="${id}"}`);
	const operand = fc.oneof(
		selector,
		selector.map((one) => `sum by (instance, case) (${one})`),
		selector.map((one) => `max_over_time(${one}[3m])`),
		selector.map((one) => `absent(${one})`),
	);
	const threshold = fc.constantFrom("0", "0.5", "1", "2", "-1", "(2 * 1)", "1 + 1");
	const operator = fc.constantFrom(">", ">=", "<", "<=", "==", "!=");
	const condition = fc.oneof(
		{ weight: 5, arbitrary: fc.tuple(operand, operator, threshold).map((parts) => parts.join(" ")) },
		{ weight: 1, arbitrary: fc.tuple(threshold, operator, operand).map((parts) => parts.join(" ")) },
		{ weight: 1, arbitrary: operand },
		{ weight: 1, arbitrary: fc.tuple(operand, operator).map(([of, than]) => `${of} ${than} bool 1`) },
		{
			weight: 1,
			arbitrary: fc.tuple(operator).map(([than]) => `m{case="${id}"} ${than} on (case, instance) n{case="${id}"}`),
		},
	);
	const joined = fc
		.tuple(
			condition,
			fc.constantFrom("and", "or", "unless"),
			fc.constantFrom("", " on (instance)", " ignoring (__name__)"),
			condition,
		)
		.map(([left, set, matching, right]) => `(${left}) ${set}${matching} (${right})`);
	// Names are dropped, so that two metrics of one instance would be the same alert: an error to Prometheus.
	return fc.oneof({ weight: 3, arbitrary: condition }, { weight: 2, arbitrary: joined });
}

function arbitraryCase(index: number, scrape: number): fc.Arbitrary<Case> {
	const id = `${index}`;
	const duration = fc.constantFrom("0s", "30s", "1m", "90s", "2m", "5m", "10m", "17m");
	const line = (metric: string, instance: string) =>
		arbitraryValues(scrape).map(
			(values): Line => ({ labels: `${metric}{case="${id}",instance="${instance}"}`, values }),
		);
	return fc
		.record({
			expression: arbitraryExpression(id),
			pending: fc.option(duration),
			keep: fc.option(duration),
			severity: fc.boolean(),
			lines: fc.tuple(line("m", "a"), line("m", "b"), line("n", "a"), line("n", "b")),
		})
		.map(({ expression, pending, keep, severity, lines }) => ({
			name: `A${id}`,
			expression,
			fields: [
				...(pending === null ? [] : [`for: ${pending}`]),
				...(keep === null ? [] : [`keep_firing_for: ${keep}`]),
				...(severity ? ["labels: { severity: page }"] : []),
			],
			lines,
		}));
}

/** The same at every run, unless `TEST_SEED` says otherwise. */
function throwCases(scrape: number, first: number): readonly Case[] {
	return Array.from({ length: casesOfEach }, (_, index) => {
		const [one] = fc.sample(arbitraryCase(first + index, scrape), { numRuns: 1, seed: seed + first + index });
		if (one === undefined) throw new Error("No case was made.");
		return one;
	});
}

const sets = scrapes.map((scrape, index) => ({ scrape, cases: throwCases(scrape, index * casesOfEach) }));

function writeRules(cases: readonly Case[]): string {
	const rules = cases.map(({ name, expression, fields }) =>
		[
			`      - alert: ${name}`,
			`        expr: ${JSON.stringify(expression)}`,
			...fields.map((field) => `        ${field}`),
		].join("\n"),
	);
	return `groups:\n  - name: g\n    interval: 1m\n    rules:\n${rules.join("\n")}\n`;
}

const beginning = Math.floor(Date.now() / 1000 / 3600) * 3600 - 6 * 3600;

function writeHistory(): string {
	const lines = ["m", "n"].flatMap((metric) => [
		`# TYPE ${metric} gauge`,
		...sets.flatMap(({ scrape, cases }) =>
			cases.flatMap((one) =>
				one.lines
					.filter(({ labels }) => labels.startsWith(`${metric}{`))
					.flatMap(({ labels, values }) =>
						values.flatMap((number, index) =>
							number === undefined ? [] : [`${labels} ${writeNumber(number)} ${beginning + index * scrape}`],
						),
					),
			),
		),
	]);
	return `${lines.join("\n")}\n# EOF\n`;
}

function writeNumber(number: number): string {
	return number === Number.POSITIVE_INFINITY ? "+Inf" : `${number}`;
}

/** In promtool's notation for series. */
function writeValues(values: Line["values"]): string {
	return values
		.map((number) => (number === undefined ? "_" : number === Number.POSITIVE_INFINITY ? "Inf" : `${number}`))
		.join(" ");
}

let prometheus: RealPrometheus;
let api: HttpPrometheus;
let service: LanguageService;

beforeAll(async () => {
	prometheus = await startRealPrometheus({ history: writeHistory });
	const server = { name: "real", url: prometheus.url };
	api = createHttpPrometheus({ server, credential: () => Promise.resolve(undefined), log: () => {} });
	const knowledge = new MetricKnowledge(api);
	service = createLanguageService({
		knowledge: () => knowledge,
		live: () => api,
		checks: [],
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => {
			throw new Error(line);
		},
		now: () => Date.now() / 1000,
		pause: () => Promise.resolve(),
	});
});

afterAll(async () => {
	await api?.close();
	await prometheus?.stop();
});

interface Backtested {
	readonly alert: string;
	readonly series: readonly SeriesView[];
	readonly thresholds: number;
}

async function backtest(text: string): Promise<readonly Backtested[]> {
	const document: SourceDocument = { uri: "file:///rules.yaml", languageId: "yaml", version: 1, text };
	const done: Backtested[] = [];
	for (const { name, offset } of service.backtest.list(document)) {
		const end = beginning + (evaluations - 1) * step;
		const result = await service.backtest.start(
			document,
			{ ...everything, at: { offset }, end },
			new AbortController().signal,
		);
		if (result.kind !== "ok") throw new Error(`${name}: ${JSON.stringify(result)}`);
		const { replay, span, thresholds, id } = result.backtest;
		expect(span).toEqual({ start: beginning, end: end + step, step, evaluations });
		expect(replay.failedEvaluations).toBe(0);
		done.push({ alert: name, series: replay.series, thresholds: thresholds.length });
		service.backtest.close(id);
	}
	return done;
}

/** What `ALERTS` holds at an evaluation, by the backtest. */
function writeAlerts(backtested: readonly Backtested[], index: number) {
	const time = beginning + index * step;
	return backtested.flatMap(({ alert, series }) =>
		series.flatMap(({ labels, spans }) => {
			const span = spans.find(({ start, end }) => start <= time && time < end);
			if (span === undefined) return [];
			const all = { ...labels, alertname: alert, alertstate: span.state };
			const written = Object.entries(all).map(([name, text]) => `${name}=${JSON.stringify(text)}`);
			return [{ labels: `ALERTS{${written.join(",")}}`, value: 1 }];
		}),
	);
}

describe.each(sets)("series with a sample every $scrape s", ({ scrape, cases }) => {
	test(`${casesOfEach} alerts are what Prometheus writes to ALERTS`, async () => {
		const rules = writeRules(cases);
		const backtested = await backtest(rules);
		expect(backtested).toHaveLength(casesOfEach);
		// They would prove nothing if nothing happened.
		const spans = backtested.flatMap(({ series }) => series.flatMap((one) => one.spans));
		expect(spans.filter(({ state }) => state === "firing").length).toBeGreaterThan(casesOfEach);
		expect(spans.filter(({ state }) => state === "pending").length).toBeGreaterThan(casesOfEach);
		expect(backtested.filter(({ thresholds }) => thresholds > 0).length).toBeGreaterThan(casesOfEach / 2);

		const { ok, output } = await testRules([rules], {
			interval: `${scrape}s`,
			input_series: cases.flatMap(({ lines }) =>
				lines.map(({ labels, values }) => ({ series: labels, values: writeValues(values) })),
			),
			promql_expr_test: Array.from({ length: evaluations }, (_, index) => ({
				expr: "ALERTS",
				eval_time: `${index}m`,
				exp_samples: writeAlerts(backtested, index),
			})),
		});
		expect(output.slice(0, 5000)).toContain("SUCCESS");
		expect(ok).toBe(true);
	});
});
