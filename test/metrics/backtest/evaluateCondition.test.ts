import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateCondition } from "../../../server/metrics/backtest/evaluateCondition.ts";
import { runAlert } from "../../../server/metrics/backtest/runAlert.ts";
import { keyOf, SampleStore, type SeriesSamples } from "../../../server/metrics/backtest/sampleStore.ts";
import { type Condition, passes, splitCondition } from "../../../server/metrics/backtest/splitCondition.ts";
import type { LabelSet } from "../../../server/metrics/port.ts";
import { parsePromql } from "../../../server/promql/parse.ts";
import { readRuns, writeSpans } from "./naiveAlert.ts";

const step = 60;

interface Line {
	readonly labels: LabelSet;
	/** One value an evaluation; `undefined` where there is no sample. */
	readonly values: readonly (number | undefined)[];
}

function store(lines: readonly Line[], count: number): readonly SeriesSamples[] {
	const kept = new SampleStore({ start: 0, step, count });
	for (const { labels, values } of lines) {
		const samples = values.flatMap((value, index) => (value === undefined ? [] : [{ time: index * step, value }]));
		kept.add([{ labels, samples }]);
	}
	return kept.finish();
}

/** Evaluation by evaluation, as Prometheus's engine does it, with vectors of labels and values. */
function evaluateNaively(
	condition: Condition,
	leaves: readonly (readonly Line[])[],
	thresholds: readonly number[],
	at: number,
) {
	type Vector = readonly { readonly labels: LabelSet; readonly value: number }[];
	const evaluate = (of: Condition): Vector => {
		if (of.kind === "leaf") {
			return (leaves[of.leaf] ?? []).flatMap(({ labels, values }) => {
				const value = values[at];
				return value === undefined ? [] : [{ labels, value }];
			});
		}
		if (of.kind === "compare") {
			return evaluate(of.of).filter(({ value }) => passes(value, of.operator, thresholds[of.threshold] ?? 0));
		}
		const left = evaluate(of.left);
		const right = evaluate(of.right);
		const { on, labels: names } = of.matching;
		const signature = (labels: LabelSet): string =>
			keyOf(
				Object.fromEntries(
					Object.entries(labels).filter(([name]) =>
						on ? names.includes(name) : name !== "__name__" && !names.includes(name),
					),
				),
			);
		const inRight = new Set(right.map(({ labels }) => signature(labels)));
		if (of.kind === "and") return left.filter(({ labels }) => inRight.has(signature(labels)));
		if (of.kind === "unless") return left.filter(({ labels }) => !inRight.has(signature(labels)));
		const inLeft = new Set(left.map(({ labels }) => signature(labels)));
		return [...left, ...right.filter(({ labels }) => !inLeft.has(signature(labels)))];
	};
	return evaluate(condition)
		.map(({ labels }) => keyOf(labels))
		.sort();
}

const count = 30;
const value = fc.constantFrom(undefined, 0, 1, 2, 3, 3, 5, -1, Number.NaN, Number.POSITIVE_INFINITY);
const values = fc
	.array(fc.tuple(value, fc.integer({ min: 1, max: 8 })), { minLength: 1, maxLength: 12 })
	.map((rows) => rows.flatMap(([one, length]) => new Array<number | undefined>(length).fill(one)).slice(0, count));
const labels = fc.record({ instance: fc.constantFrom("a", "b"), job: fc.constantFrom("x", "y") });
const lines = (metric: string) =>
	fc
		.uniqueArray(fc.record({ labels, values }), { maxLength: 4, selector: (line) => keyOf(line.labels) })
		.map((all) => all.map((line): Line => ({ ...line, labels: { __name__: metric, ...line.labels } })));
const comparison = fc.tuple(fc.constantFrom("==", "!=", "<", "<=", ">", ">="), fc.integer({ min: -1, max: 5 }));
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
	expression: fc.oneof(
		{ maxDepth: 3, depthIdentifier: "expression" },
		fc.constantFrom("m0", "m1", "m2"),
		fc.tuple(tie("expression"), comparison).map(([of, [operator, than]]) => `(${of} ${operator} ${than})`),
		fc.tuple(tie("expression"), comparison).map(([of, [operator, than]]) => `(${than} ${operator} ${of})`),
		fc
			.tuple(
				tie("expression"),
				fc.constantFrom("and", "or", "unless"),
				fc.constantFrom("", " on (job)", " ignoring (instance)", " on ()", " on (instance, job)"),
				tie("expression"),
			)
			.map(([left, operator, matching, right]) => `(${left} ${operator}${matching} ${right})`),
	),
}));

test("rows say what evaluation by evaluation says, of any condition", () => {
	let movable = 0;
	fc.assert(
		fc.property(expression, lines("m0"), lines("m1"), lines("m2"), (text, ...metrics) => {
			const { condition, leaves, thresholds } = splitCondition(parsePromql(text));
			// What is not taken apart is the server's work, and no subject here.
			fc.pre(leaves.every((leaf) => /^m\d$/.test(leaf)));
			if (thresholds.length > 0) movable++;
			const data = leaves.map((leaf) => metrics[Number(leaf.slice(1))] ?? []);
			const own = thresholds.map((threshold) => threshold.value);
			const active = evaluateCondition(
				condition,
				data.map((one) => store(one, count)),
				own,
			);
			for (let at = 0; at < count; at++) {
				const here = active.filter(({ runs }) => {
					for (let row = 0; row < runs.length; row += 2)
						if ((runs[row] ?? 0) <= at && at < (runs[row + 1] ?? 0)) return true;
					return false;
				});
				expect(here.map((one) => keyOf(one.labels)).sort()).toEqual(evaluateNaively(condition, data, own, at));
			}
		}),
		{ numRuns: 1500 },
	);
	expect(movable).toBeGreaterThan(500);
});

test("series that differ in what the rule overwrites are one alert, and an error where both are there", () => {
	const line = (instance: string, text: string): Line => ({
		labels: { __name__: "up", instance },
		values: [...text].map((letter) => (letter === "x" ? 1 : undefined)),
	});
	const { condition, thresholds } = splitCondition(parsePromql("up > 0"));
	const leaves = [store([line("a", "xxx..xx"), line("b", "..xxx..")], 7)];
	const settings = { thresholds: thresholds.map((one) => one.value), forSeconds: 120, keepFiringForSeconds: 0 };
	const grid = { start: 0, step, count: 7 };
	const replay = (ruleLabels: ReadonlyMap<string, string>) => {
		const { alerts, failed } = runAlert({ condition, leaves, grid, ruleLabels }, settings);
		return { failed, alerts: alerts.map((alert) => [alert.labels, writeSpans(alert.spans, 7)]) };
	};
	expect(replay(new Map([["severity", "page"]]))).toEqual({
		failed: [],
		alerts: [
			[{ instance: "a", severity: "page" }, "ppF..pp"],
			[{ instance: "b", severity: "page" }, "..ppF.."],
		],
	});
	expect(replay(new Map([["instance", ""]]))).toEqual({ failed: [2, 3], alerts: [[{}, "pp.FFFF"]] });
});

test("every operator lets the values pass that it says, also next to the threshold", () => {
	const double = fc.oneof(fc.double(), fc.constantFrom(0, -0, 0.1, 0.1 + 2 ** -55, 5e-324, -5e-324, Number.MAX_VALUE));
	fc.assert(
		fc.property(
			fc.array(double, { minLength: 2, maxLength: 20 }),
			double,
			fc.constantFrom("==", "!=", "<", "<=", ">", ">="),
			(row, other, operator) => {
				for (const threshold of [other, ...row]) {
					const condition = { kind: "compare", of: { kind: "leaf", leaf: 0 }, operator, threshold: 0 } as const;
					const samples = store([{ labels: {}, values: row }], row.length);
					const runs = evaluateCondition(condition, [samples], [threshold])[0]?.runs ?? [];
					const passing = row.map((one) => (passes(one, operator, threshold) ? "x" : ".")).join("");
					expect(runs).toEqual(readRuns(passing, "x"));
				}
			},
		),
	);
});
