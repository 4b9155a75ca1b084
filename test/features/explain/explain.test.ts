import { describe, expect, it } from "vitest";
import { type ExplainPort, explain } from "../../../server/features/explain/explain.ts";
import type { ExplainedNode, Explanation } from "../../../server/features/explain/explanation.ts";
import type { Answer, LabelSet, QueryResult } from "../../../server/metrics/port.ts";
import { never } from "../../support/testService.ts";

type Rows = readonly (readonly [labels: LabelSet, value: number])[];

const time = 1_800_000_000;

function vector(rows: Rows, more: Partial<QueryResult> = {}): Answer<QueryResult> {
	const series = rows.map(([labels, value]) => ({ labels, sample: { time, value } }));
	const frame = { warnings: [], infos: [], durationSeconds: 0.01, truncated: false };
	return { kind: "ok", value: { ...frame, data: { kind: "vector", series }, ...more } };
}

/** A server that answers by query, and with no series to what is not in the table. */
function serverOf(answers: Readonly<Record<string, Rows | Answer<QueryResult>>>): ExplainPort & { asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		instantQuery(query, options) {
			asked.push(options.time === time ? query : `${query} @${(options.time ?? 0) - time}`);
			const answer = answers[query] ?? [];
			return Promise.resolve("kind" in answer ? answer : vector(answer));
		},
	};
}

async function explained(
	expression: string,
	answers: Parameters<typeof serverOf>[0] = {},
): Promise<Explanation & { asked: string[] }> {
	const port = serverOf(answers);
	const answer = await explain(port, { expression, time, signal: never });
	if (answer.kind !== "ok") throw new Error(answer.message);
	return { ...answer.explanation, asked: port.asked };
}

/** The tree as lines: what a node does, and what came of it. */
function render(node: ExplainedNode, depth = 0): string {
	const { outcome } = node;
	const told = {
		result: () => (outcome.kind === "result" ? `${outcome.series}${outcome.shared ? " shared" : ""}` : ""),
		itself: () => "literal",
		failed: () => (outcome.kind === "failed" ? `failed: ${outcome.message}` : ""),
		skipped: () => (outcome.kind === "skipped" ? `skipped: ${outcome.reason}` : ""),
	}[outcome.kind]();
	const line = `${"  ".repeat(depth)}${node.title} → ${told}`;
	return [line, ...node.children.map((child) => render(child, depth + 1))].join("\n");
}

const a = (labels: LabelSet): LabelSet => ({ __name__: "a", ...labels });
const b = (labels: LabelSet): LabelSet => ({ __name__: "b", ...labels });

describe("the tree", () => {
	it("has a node for each part, asked from the leaves to the whole, with ranges as their newest samples", async () => {
		const { root, asked } = await explained('sum by (job) (rate(a{job="x"}[5m])) > 2', {
			'last_over_time(a{job="x"}[5m])': [
				[a({ job: "x", pod: "1" }), 1],
				[a({ job: "x", pod: "2" }), 3],
			],
			'rate(a{job="x"}[5m])': [
				[{ job: "x", pod: "1" }, 1],
				[{ job: "x", pod: "2" }, 3],
			],
			'sum by (job) (rate(a{job="x"}[5m]))': [[{ job: "x" }, 4]],
			'sum by (job) (rate(a{job="x"}[5m])) > 2': [[{ job: "x" }, 4]],
			"count(last_over_time(a{}[5m]))": [[{}, 7]],
		});
		expect(render(root)).toBe(
			["> → 1", "  sum by (job) → 1", "    rate → 2", '      a{job="x"}[5m] → 2', "  2 → literal"].join("\n"),
		);
		expect(asked).toEqual([
			'last_over_time(a{job="x"}[5m])',
			"count(last_over_time(a{}[5m]))",
			'rate(a{job="x"}[5m])',
			'sum by (job) (rate(a{job="x"}[5m]))',
			'sum by (job) (rate(a{job="x"}[5m])) > 2',
		]);
		const [sum] = root.children;
		expect(root.filter).toEqual({ before: 1, after: 1 });
		expect(sum?.groups).toMatchObject({ count: 1, smallest: 2, largest: [{ labels: { job: "x" }, series: 2 }] });
		expect(sum?.children[0]?.children[0]?.selectivity).toEqual([{ matcher: 'job="x"', without: 7 }]);
		expect(sum?.children[0]?.outcome).toMatchObject({
			least: "1",
			most: "3",
			labels: [{ name: "pod", values: 2 }, {}],
		});
	});

	it("shares equal parts, and takes parentheses for what they hold", async () => {
		const { root, queries } = await explained("(a) / (a + (a))");
		expect(render(root)).toBe(["/ → 0", "  a → 0 shared", "  + → 0", "    a → 0 shared", "    a → 0"].join("\n"));
		expect(queries).toBe(3);
	});

	it("evaluates what stands in a subquery when the subquery ends", async () => {
		const { asked } = await explained("max_over_time(rate(a[1m])[10m:1m] offset 1h)");
		expect(asked).toEqual([
			"last_over_time(a[1m]) @-3600",
			"rate(a[1m]) @-3600",
			"last_over_time(rate(a[1m])[10m:1m] offset 1h)",
			"max_over_time(rate(a[1m])[10m:1m] offset 1h)",
		]);
	});

	it("says at the node what failed, and asks no more once the server is gone", async () => {
		const badQuery: Answer<never> = { kind: "unavailable", cause: "badQuery", reason: "No." };
		const refused: Answer<never> = { kind: "unavailable", cause: "refused", reason: "Gone." };
		const one = await explained("abs(a) + b", { "abs(a)": badQuery });
		expect(render(one.root)).toBe(["+ → 0", "  abs → failed: No.", "    a → 0", "  b → 0"].join("\n"));
		const other = await explained("abs(a) + b", { a: refused });
		expect(other.asked).toEqual(["b", "a"]);
		expect(render(other.root)).toContain("abs → skipped: Not asked, as the server did not answer");
	});

	it("does not ask for the whole what was too much for a part", async () => {
		const timeout: Answer<never> = { kind: "unavailable", cause: "timeout", reason: "Slow." };
		const { root, asked } = await explained("abs(abs(a)) + b", { "abs(a)": timeout });
		expect(asked).toEqual(["b", "a", "abs(a)"]);
		expect(render(root)).toContain("+ → skipped: A part of it was too much");
	});

	it("leaves out what costs too much, with the reason", async () => {
		const port = {
			...serverOf({}),
			tooCostly: async (query: string) => (query === "a" ? "2,000,000 series." : undefined),
		};
		const answer = await explain(port, { expression: "a + b", time, signal: never });
		expect(answer.kind === "ok" && render(answer.explanation.root)).toContain("a → skipped: 2,000,000 series.");
		expect(port.asked).toEqual(["b"]);
	});

	it("asks for the 60 parts nearest to the whole", async () => {
		const deep = `${"abs(".repeat(70)}a${")".repeat(70)}`;
		const { root, queries } = await explained(deep);
		expect(queries).toBe(60);
		expect(render(root).split("\n").at(-1)).toContain("skipped: Only the 60 parts");
	});

	it("stops when it is cancelled", async () => {
		const controller = new AbortController();
		const port = serverOf({});
		const cancelling: ExplainPort = {
			instantQuery(query, options) {
				controller.abort();
				return port.instantQuery(query, options);
			},
		};
		const answer = await explain(cancelling, { expression: "a + b + a", time, signal: controller.signal });
		expect(answer).toEqual({ kind: "failed", message: "Cancelled." });
		expect(port.asked).toHaveLength(1);
	});

	it("tells the fault of an expression that has one, and asks nothing", async () => {
		const port = serverOf({});
		const answer = await explain(port, { expression: "sum(rate(a))", time, signal: never });
		expect(answer).toMatchObject({ kind: "failed", message: expect.stringContaining("rate") });
		expect(port.asked).toEqual([]);
	});

	it("tells NaN and infinities as Prometheus writes them, beside the numbers", async () => {
		const { root } = await explained("a", {
			a: [
				[a({ x: "1" }), Number.NaN],
				[a({ x: "2" }), Number.POSITIVE_INFINITY],
				[a({}), 2],
			],
		});
		expect(root.outcome).toMatchObject({ least: "2", most: "+Inf", notNumbers: 1, sample: { value: "NaN" } });
		// A series without the label is one more value of it.
		expect(root.outcome).toMatchObject({
			labels: [
				{ name: "x", values: 3 },
				{ name: "__name__", values: 1 },
			],
		});
	});
});

describe("an operation between vectors", () => {
	const left: Rows = [
		[a({ job: "x", pod: "1" }), 1],
		[a({ job: "x", pod: "2" }), 2],
		[a({ job: "y", pod: "3" }), 3],
	];
	const right: Rows = [
		[b({ job: "x", pod: "1" }), 10],
		[b({ job: "x", pod: "9" }), 20],
	];
	const matchingOf = async (expression: string, rows: { a?: Rows; b?: Rows } = {}) => {
		const { root } = await explained(expression, { a: rows.a ?? left, b: rows.b ?? right });
		return root.matching;
	};

	it("says which series met, which did not, and the label that kept them apart", async () => {
		expect(await matchingOf("a / b")).toMatchObject({
			cardinality: "one-to-one",
			pairs: 1,
			results: 1,
			left: {
				series: 3,
				alone: 2,
				examples: [a({ job: "x", pod: "2" }), a({ job: "y", pod: "3" })],
				reasons: [
					{ label: "pod", kind: "value", series: 2, example: "2" },
					{ label: "job", kind: "value", series: 1, example: "y" },
				],
			},
			right: { series: 2, alone: 1, reasons: [{ label: "pod", example: "9" }] },
		});
	});

	it("says which label only one side has", async () => {
		const matching = await matchingOf("a / b", { b: [[b({ job: "x" }), 1]] });
		expect(matching?.left.reasons[0]).toEqual({ label: "pod", kind: "absent", series: 3, example: "1" });
		expect(matching?.right.reasons).toEqual([{ label: "pod", kind: "extra", series: 1, example: "" }]);
	});

	it.each([
		["a * on (job) b", "duplicatesOnOneSide", "right"],
		["a * on (job) group_right () b", "duplicatesOnOneSide", "left"],
		["b * on (job) group_left () a", "duplicatesOnOneSide", "right"],
	])("%s: names two series that share the labels that count", async (expression, kind, side) => {
		const matching = await matchingOf(expression);
		expect(matching?.conflict).toMatchObject({ kind, side, shared: { job: "x" } });
		expect(matching).not.toHaveProperty("results");
	});

	it("names two series of the left that meet the same one", async () => {
		const matching = await matchingOf("a * on (job) b", { b: [[b({ job: "x" }), 1]] });
		expect(matching?.conflict).toMatchObject({
			kind: "manyWithoutGroup",
			side: "left",
			examples: [a({ job: "x", pod: "1" }), a({ job: "x", pod: "2" })],
		});
	});

	it("sees no conflict where a comparison leaves one of the two out", async () => {
		const matching = await matchingOf("a > on (job) b", { b: [[b({ job: "x" }), 1]] });
		expect(matching).toMatchObject({ pairs: 2, dropped: 1, results: 1 });
		expect(matching).not.toHaveProperty("conflict");
	});

	it("names two series that grouping makes the same", async () => {
		const rows: Rows = [
			[a({ job: "x", pod: "1" }), 1],
			[a({ job: "x", pod: "2" }), 2],
		];
		const matching = await matchingOf("a * on (job) group_left (pod) b", { a: rows, b: [[b({ job: "x" }), 1]] });
		expect(matching?.conflict).toMatchObject({ kind: "sameResult", side: "left", shared: { job: "x" } });
	});

	it.each([
		["a and b", 1],
		["a unless b", 2],
		["a or b", 4],
		["a and on (job) b", 2],
		["a or on (job) b", 3],
		["a == bool b", 1],
		["a and on () b", 3],
	])("%s has %i series", async (expression, results) => {
		expect(await matchingOf(expression)).toMatchObject({ results });
	});

	it("finds nothing where a side is empty, whatever the other has twice", async () => {
		expect(await matchingOf("a * on (job) b", { a: [] })).toMatchObject({ results: 0, pairs: 0, right: { alone: 2 } });
	});

	it("claims nothing where not all series of a side came, or where histograms decide", async () => {
		const cut = await explained("a / b", { a: vector(left, { truncated: true }), b: right });
		expect(cut.root.matching?.unknown).toContain("not all known");
		const histogram = {
			kind: "vector" as const,
			series: [{ labels: a({ job: "x" }), sample: { time, value: 1 }, histogram: { count: 1, sum: 1 } }],
		};
		const { root } = await explained("a > b", { a: vector([], { data: histogram }), b: [[b({ job: "x" }), 1]] });
		expect(root.matching).toMatchObject({ pairs: 1 });
		expect(root.matching).not.toHaveProperty("results");
		expect(root.children[0]?.outcome).toMatchObject({ histograms: 1, sample: { value: "histogram of 1, sum 1" } });
	});
});

describe("an aggregation", () => {
	it.each([
		["sum(a)", 1, [3]],
		["sum by (job) (a)", 2, [2, 1]],
		["sum without (pod) (a)", 2, [2, 1]],
		["topk(1, a)", 1, [3]],
		["count by (none) (a)", 1, [3]],
		['count_values by (job) ("v", a)', 2, [2, 1]],
	])("%s has %i groups", async (expression, count, sizes) => {
		const { root } = await explained(expression, {
			a: [
				[a({ job: "x", pod: "1" }), 1],
				[a({ job: "x", pod: "2" }), 2],
				[a({ job: "y", pod: "3" }), 3],
			],
		});
		expect(root.groups?.count).toBe(count);
		expect(root.groups?.largest.map(({ series }) => series)).toEqual(sizes);
	});
});
