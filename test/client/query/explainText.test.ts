import { describe, expect, it } from "vitest";
import { describePart, summarise, tellTime } from "../../../client/webviews/query/explainText.ts";
import { explain } from "../../../server/features/explain/explain.ts";
import type { LabelSet } from "../../../server/metrics/port.ts";
import type { ExplainedNode } from "../../../server/protocol/explain.ts";
import { never } from "../../support/testService.ts";

type Rows = readonly (readonly [labels: LabelSet, value: number])[];

/** The explanation of `expression` on a server that has these series. */
async function rootOf(expression: string, answers: Readonly<Record<string, Rows | string>>): Promise<ExplainedNode> {
	const answer = await explain(
		{
			async instantQuery(query) {
				const rows = answers[query] ?? [];
				if (typeof rows === "string") return { kind: "unavailable", cause: "badQuery", reason: rows };
				const series = rows.map(([labels, value]) => ({ labels, sample: { time: 1, value } }));
				const frame = { warnings: [], infos: [], durationSeconds: 0.0042, truncated: false };
				return { kind: "ok", value: { ...frame, data: { kind: "vector", series } } };
			},
		},
		{ expression, time: 1, signal: never },
	);
	if (answer.kind !== "ok") throw new Error(answer.message);
	return answer.explanation.root;
}

const a: Rows = [
	[{ job: "x", pod: "1" }, 1],
	[{ job: "y", pod: "2" }, 1500],
];
const b: Rows = [
	[{ job: "x" }, 2],
	[{ job: "z" }, 2],
];

describe("a part of an expression", () => {
	it("tells its series, values and labels", async () => {
		const node = await rootOf("a", { a });
		expect(summarise(node)).toEqual({ text: "2 series", alarm: false });
		expect(tellTime(node.outcome)).toBe("4 ms");
		expect(describePart(node)).toMatchObject({
			title: "a",
			sentences: ["2 series.", "Values from 1 to 1,500.", 'The first is {job="x", pod="1"} with 1.'],
			lists: [{ title: "Labels", items: ["job: 2 values", "pod: 2 values"] }],
		});
	});

	it("alarms where it has no series, failed, or was not asked", async () => {
		const none = await rootOf("a", {});
		expect(summarise(none)).toEqual({ text: "No series", alarm: true });
		expect(describePart(none).alarm).toBe("It has no series.");
		const failed = await rootOf("a", { a: "Too much." });
		expect(summarise(failed)).toEqual({ text: "failed", alarm: true });
		expect(describePart(failed).alarm).toBe("Too much.");
	});

	it("tells which series meet and why others do not", async () => {
		const node = await rootOf("a / on (job) b", { a, b, "a / on (job) b": [[{ job: "x" }, 0.5]] });
		expect(summarise(node).text).toBe("1 series · 0.5 · 2 left out");
		const { sentences, lists } = describePart(node);
		expect(sentences).toContain("One series meets one. They must be alike in job.");
		expect(sentences).toContain(
			'1 of 2 series on the left has no partner: no series on the right has their job, such as "y".',
		);
		expect(lists.find(({ title }) => title === "Without a partner on the right")?.items).toEqual(['{job="z"}']);
		expect(lists.find(({ title }) => title === "Pairs")?.items).toEqual(['{job="x", pod="1"} with {job="x"}']);
	});

	it("tells the label that one side lacks", async () => {
		const { sentences } = describePart(await rootOf("a / b", { a, b }));
		expect(sentences).toContain(
			'2 of 2 series on the left have no partner: no series on the right has the label pod; no series on the right has their job, such as "y" (1 of them).',
		);
		expect(sentences.join(" ")).toContain("every series on the left has a label pod");
	});

	it.each([
		["b / on () a", "duplicatesOnOneSide", "Several series on the right share {}"],
		["a / on () vector(1)", "manyWithoutGroup", "Write group_left to allow it"],
		["a * on () group_left (job, pod) vector(1)", "sameResult", "Include fewer labels in group_left"],
	])("%s: %s", async (expression, kind, words) => {
		const node = await rootOf(expression, { a, b, "vector(1)": [[{}, 1]], [expression]: "many-to-many" });
		expect(node.matching?.conflict?.kind).toBe(kind);
		expect(summarise(node)).toEqual({ text: "cannot be matched", alarm: true });
		expect(describePart(node).alarm).toContain(words);
	});

	it("tells groups, dropped series and what each matcher leaves", async () => {
		const sum = describePart(await rootOf("sum by (job) (a)", { a, "sum by (job) (a)": b }));
		expect(sum.sentences).toContain("2 groups, of 1 to 1 series.");
		const filter = describePart(await rootOf("a > 5", { a, "a > 5": a.slice(1) }));
		expect(filter.sentences).toContain("The comparison drops 1 of 2 series.");
		const selector = describePart(await rootOf('a{job="x"}', { 'a{job="x"}': a, "count(a{})": [[{}, 40]] }));
		expect(selector.sentences).toContain('Without job="x" there would be 40 series.');
	});
});
