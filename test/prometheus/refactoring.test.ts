import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import type { CodeAction } from "../../server/features/codeActions/codeAction.ts";
import { findCodeActions } from "../../server/features/codeActions/findCodeActions.ts";
import { RegularExpressions } from "../../server/promql/regularExpressions.ts";
import { applyEdits } from "../../server/text/textEdit.ts";
import { expressionsOf, recordingsOf } from "../support/codeActions.ts";
import { labelledExpressionArbitrary, writeLabelledSeries } from "../support/labelledSeries.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";

/** Refactorings must not change what Prometheus answers: the expression before and after is put to a real one. */
const now = Math.floor(Date.now() / 30_000) * 30;
const regularExpressions = new RegularExpressions();
let prometheus: RealPrometheus;

beforeAll(async () => {
	prometheus = await startRealPrometheus({ history: () => writeLabelledSeries(now - 1200, now - 300) });
});
afterAll(async () => {
	await prometheus?.stop();
});

type Labels = Readonly<Record<string, string>>;
type Series = readonly { readonly labels: Labels; readonly value: number }[];

/** The series that Prometheus answers, without the metrics' names; `undefined` where it cannot evaluate the query. */
async function evaluate(query: string): Promise<Series | undefined> {
	const response = await fetch(`${prometheus.url}/api/v1/query`, {
		method: "POST",
		body: new URLSearchParams({ query, time: String(now - 330) }),
	});
	const { data } = (await response.json()) as {
		readonly data?: {
			readonly resultType: string;
			readonly result: readonly { readonly metric: Labels; readonly value: readonly [number, string] }[];
		};
	};
	if (data?.resultType !== "vector") return undefined;
	return data.result.map(({ metric, value }) => {
		const { __name__: _, ...labels } = metric;
		return { labels, value: Number(value[1].replace("Inf", "Infinity")) };
	});
}

function sortSeries(series: Series): Series {
	const key = ({ labels }: Series[number]): string => JSON.stringify(Object.entries(labels).sort());
	return series.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The same series with the same values, but for the order in which floating-point numbers were added. */
function expectSame(found: Series | undefined, wanted: Series, told: string): void {
	const [a, b] = [sortSeries(found ?? []), sortSeries(wanted)];
	expect(
		a.map(({ labels }) => labels),
		told,
	).toEqual(b.map(({ labels }) => labels));
	for (const [index, { value }] of a.entries()) {
		const other = b[index]?.value ?? Number.NaN;
		const same =
			Object.is(value, other) || Math.abs(value - other) <= 1e-9 * Math.max(Math.abs(value), Math.abs(other));
		if (!same) expect(value, told).toBe(other);
	}
}

function actionsIn(text: string, offset: number, only: readonly string[]): readonly CodeAction[] {
	const model = createDocumentParser().parse({ uri: "file:///rules.yaml", languageId: "yaml", version: 1, text });
	if (model === undefined) throw new Error("This is no rule file.");
	const selection = { start: offset, end: offset };
	return findCodeActions({ model, text, selection, only, regularExpressions, recordings: recordingsOf(model, text) });
}

const quoted = (expression: string): string => `'${expression.replaceAll("'", "''")}'`;

/** Which of two equal series is among the largest is Prometheus's to choose, anew with every query. */
const settled = (depth: number): fc.Arbitrary<string> =>
	labelledExpressionArbitrary(depth).filter((expression) => !/topk|bottomk/.test(expression));

/** Matchings of two metrics that Prometheus can evaluate, so that most have a result. */
const matched = fc
	.tuple(
		fc.constantFrom("up", "build_info", 'http_requests_total{zone="a"}'),
		fc.constantFrom("+", ">", ">= bool", "and", "or", "unless"),
		fc.subarray(["job", "zone", "pod", "instance"]),
		fc.constantFrom("on", "ignoring"),
		fc.constantFrom("", "group_left (zone)", "group_left ()", "group_right (pod)"),
		fc.constantFrom("by (job)", "by (job, zone)", "by (pod)"),
	)
	.map(([metric, operator, labels, word, group, grouping]) => {
		const set = /^[a-z]/.test(operator);
		const [left, right] = [metric, `max ${grouping} (node_cpu_seconds_total)`];
		const sides = group.startsWith("group_right") ? [right, left] : [left, right];
		return `${sides[0]} ${operator} ${word} (${labels.join(", ")}) ${set ? "" : group} ${sides[1]}`;
	});

test("what a recording rule's reference finds is what its expression finds in its place", async () => {
	const matchers = fc.constantFrom(
		...[
			"",
			'{job="api"}',
			'{zone!="a"}',
			'{pod=~"p.*"}',
			'{instance=~"i1|i2",zone="a"}',
			'{le="1"}',
			'{job=""}',
			'{team="a"}',
		],
	);
	const ruleLabels = fc.constantFrom<Labels>({}, {}, { team: "a" }, { zone: "a" });
	let inlined = 0;
	let telling = 0;
	await fc.assert(
		fc.asyncProperty(fc.oneof(settled(3), matched), matchers, ruleLabels, async (expression, matcher, labels) => {
			const text = `groups:\n- name: g\n  rules:\n  - record: r:x:y\n    expr: ${quoted(expression)}\n    labels: ${JSON.stringify(labels)}\n  - alert: A\n    expr: ${quoted(`r:x:y${matcher}`)}\n`;
			const [put] = actionsIn(text, text.lastIndexOf("r:x:y"), ["refactor.inline"]);
			if (put === undefined) return;
			const recorded = await evaluate(expression);
			if (recorded === undefined) return;
			const after = expressionsOf(applyEdits(text, put.edits)).at(-1) ?? "";
			const relabelled = recorded.map(({ labels: own, value }) => ({ labels: { ...own, ...labels }, value }));
			// Prometheus records nothing where two series become the same.
			if (
				new Set(relabelled.map((each) => JSON.stringify(Object.entries(each.labels).sort()))).size < relabelled.length
			)
				return;
			const wanted = relabelled.filter((each) => fulfils(each.labels, matcher));
			expectSame(await evaluate(after), wanted, `${expression}\n${matcher}\n${after}`);
			inlined += 1;
			if (wanted.length > 0 && matcher !== "") telling += 1;
		}),
		{ numRuns: 1200 },
	);
	expect(inlined).toBeGreaterThan(100);
	expect(telling).toBeGreaterThan(20);
});

function fulfils(labels: Labels, matchers: string): boolean {
	for (const [, name = "", operator, value = ""] of matchers.matchAll(/(\w+)(=~|!=|=)"([^"]*)"/g)) {
		const own = labels[name] ?? "";
		const matches = operator === "=~" ? new RegExp(`^(?:${value})$`).test(own) : own === value;
		if (matches === (operator === "!=")) return false;
	}
	return true;
}

test("rewritings that are to mean the same do", async () => {
	const grouping = fc.constantFrom(
		"by (job)",
		"by (job, zone)",
		"without (zone)",
		"by ()",
		"without (job, pod)",
		"by (le, team)",
	);
	const inner = fc.constantFrom("by (job, zone, pod)", "by (le, job, zone)", "by (zone)");
	const operation = fc.constantFrom("sum", "max", "count", "stddev");
	const grouped = fc
		.tuple(operation, grouping, inner, settled(2))
		.map(([name, outer, within, data]) => `${name} ${outer} (avg ${within} (${data}) * 2)`);
	const equal = fc
		.constantFrom('job=~"api"', 'job!~"^web$"', 'zone=~""', 'zone!~""', 'pod=~"^p1"', 'instance!~"i1$"')
		.chain((matcher) => fc.constantFrom("up", "http_requests_total").map((name) => `${name}{${matcher}}`));
	let compared = 0;
	await fc.assert(
		fc.asyncProperty(fc.oneof(grouped, equal), async (expression) => {
			const before = await evaluate(expression);
			if (before === undefined) return;
			const text = `groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |-\n      ${expression}\n`;
			const place = text.indexOf(expression);
			for (const offset of [place + 1, text.indexOf("{", place) + 1]) {
				for (const { title, edits } of actionsIn(text, offset, ["refactor.rewrite"])) {
					if (!/^(?:Group|Write)/.test(title)) continue;
					const after = expressionsOf(applyEdits(text, edits)).at(-1) ?? "";
					expectSame(await evaluate(after), before, `${expression}\n${title}\n${after}`);
					compared += 1;
				}
			}
		}),
		{ numRuns: 300 },
	);
	expect(compared).toBeGreaterThan(200);
});
