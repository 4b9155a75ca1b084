import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { type ExplainPort, explain } from "../../server/features/explain/explain.ts";
import type { ExplainedNode } from "../../server/features/explain/explanation.ts";
import { readApiResponse, readQueryData } from "../../server/metrics/apiResponse.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { never } from "../support/testService.ts";

/** What is said of how series match is put beside what a real Prometheus makes of the same operation. */
const now = Math.floor(Date.now() / 30_000) * 30;
let prometheus: RealPrometheus;

const world: readonly string[] = [
	'req{job="api",instance="1",code="200"} 10',
	'req{job="api",instance="1",code="500"} 1',
	'req{job="api",instance="2",code="200"} 20',
	'req{job="web",instance="3",code="200"} 30',
	'req{job="web",instance="3",code="404"} NaN',
	'req{job="old",instance="9"} 5',
	'cap{job="api",instance="1"} 5',
	'cap{job="api",instance="2"} 50',
	'cap{job="web",instance="3"} 30',
	'cap{job="new",instance="4"} 1',
	'lim{job="api"} 15',
	'lim{job="web"} 15',
	'info{instance="1",version="1.0",zone="a"} 1',
	'info{instance="2",version="2.0"} 1',
	'info{instance="3",version="2.0",zone="b"} 1',
	'info{instance="3",version="2.1",zone="b"} 0',
	"bare 7",
	'other{job="api",instance="1",code="200"} 10',
	'other{job="api",instance="2",code="200"} -20',
];

beforeAll(async () => {
	const lines = world.flatMap((line) => [now - 360, now - 330, now - 300].map((time) => `${line} ${time}`));
	const sorted = lines.toSorted((a, b) => a.localeCompare(b));
	prometheus = await startRealPrometheus({ history: () => `${sorted.join("\n")}\n# EOF\n` });
});
afterAll(async () => {
	await prometheus?.stop();
});

/** The server itself, without the manners of the client. */
const api: ExplainPort = {
	async instantQuery(query, { time }) {
		const body = new URLSearchParams({ query, time: String(time) });
		const response = await fetch(`${prometheus.url}/api/v1/query`, { method: "POST", body });
		const answer = readApiResponse(await response.json());
		const read = readQueryData(answer?.data, 10_000);
		if (read === undefined) return { kind: "unavailable", cause: "badQuery", reason: answer?.error ?? "" };
		return { kind: "ok", value: { ...read, warnings: [], infos: [], durationSeconds: 0 } };
	},
};

async function explained(expression: string): Promise<ExplainedNode> {
	const answer = await explain(api, { expression, time: now - 300, signal: never });
	if (answer.kind !== "ok") throw new Error(`${expression}: ${answer.message}`);
	return answer.explanation.root;
}

const refusals = {
	duplicatesOnOneSide: /found duplicate series for the match group/,
	manyWithoutGroup: /many-to-one matching must be explicit/,
	sameResult: /grouping labels must ensure unique matches/,
} as const;

/** Claims that what is said of the matching is what the server made of it; answers what came of it. */
function compare(expression: string, { matching, outcome }: ExplainedNode): number | keyof typeof refusals {
	if (matching === undefined) throw new Error(`${expression} has no matching.`);
	if (matching.conflict !== undefined) {
		const { kind, side, examples } = matching.conflict;
		expect(outcome, expression).toMatchObject({ kind: "failed", message: expect.stringMatching(refusals[kind]) });
		const message = outcome.kind === "failed" ? outcome.message : "";
		if (kind === "duplicatesOnOneSide") expect(message, expression).toContain(`on the ${side} hand-side`);
		expect(examples[0], expression).not.toEqual(examples[1]);
		return kind;
	}
	expect(outcome, `${expression} ${JSON.stringify(matching)}`).toMatchObject({ kind: "result" });
	expect(matching.results, expression).toBe(outcome.kind === "result" ? outcome.series : undefined);
	return matching.results ?? -1;
}

const table: readonly (readonly [expression: string, results: number | keyof typeof refusals])[] = [
	// One to one, all labels.
	["req + other", 2],
	["req / cap", 0],
	["cap - cap", 4],
	["req * req", 6],
	["bare + bare", 1],
	["req - bare", 0],
	["cap ^ cap", 4],
	["cap % cap", 4],
	["cap atan2 cap", 4],
	// on and ignoring.
	["cap / on (job, instance) cap", 4],
	["req / on (job, instance, code) other", 2],
	["req / ignoring (code) cap", "manyWithoutGroup"],
	["other / ignoring (code) cap", 2],
	["cap / ignoring (code) other", 2],
	["cap / on (job) lim", "manyWithoutGroup"],
	["lim / on (job) cap", "duplicatesOnOneSide"],
	["lim / ignoring (instance) cap", "duplicatesOnOneSide"],
	["cap / on () bare", "manyWithoutGroup"],
	["bare / on () cap", "duplicatesOnOneSide"],
	["bare / on () bare", 1],
	["bare * on (job) bare", 1],
	["info / on (instance) cap", "manyWithoutGroup"],
	["cap / on (instance) info", "duplicatesOnOneSide"],
	["cap * on (__name__) cap", "duplicatesOnOneSide"],
	["bare * on (__name__) bare", 1],
	["bare * on (__name__) sum(cap)", 0],
	["sum by (job) (cap) / lim", 2],
	["sum without (instance) (cap) / lim", 2],
	// Many to one and one to many.
	["req / on (job, instance) group_left cap", 5],
	["req / ignoring (code) group_left () cap", 5],
	["cap / on (job, instance) group_right req", 5],
	["cap / ignoring (code) group_right () req", 5],
	["cap * on (job) group_left lim", 3],
	["lim * on (job) group_right cap", 3],
	["lim * on (job) group_left cap", "duplicatesOnOneSide"],
	["cap * on (job) group_right lim", "duplicatesOnOneSide"],
	["cap * on (instance) group_left (version) info", "duplicatesOnOneSide"],
	['cap * on (instance) group_left (version) info{version!="2.1"}', 3],
	['info{version!="2.1"} * on (instance) group_right (version, zone) cap', 3],
	['cap * on (instance) group_left (zone) info{version=~"2.0|1.0"}', 3],
	["req * on (job) group_left (instance) lim", "sameResult"],
	["req * on (job) group_left (code) lim", "sameResult"],
	["lim * on (job) group_right (code) req", "sameResult"],
	["req * on () group_left bare", 6],
	["bare * on () group_right req", 6],
	["req * on () group_left (job) bare", 6],
	["req * on () group_left (code) bare", "sameResult"],
	// Comparisons, with and without bool.
	["cap > cap", 0],
	["cap >= cap", 4],
	["req > ignoring (code) group_left cap", 1],
	["req > bool ignoring (code) group_left cap", 5],
	["cap > on (job) lim", 2],
	["cap > bool on (job) lim", "manyWithoutGroup"],
	["cap < on (job) lim", 1],
	["cap != on (job) lim", "manyWithoutGroup"],
	["req == req", 5],
	["req != req", 1],
	["req == bool req", 6],
	["other == req", 1],
	["other < bool req", 2],
	["req > on (job) group_left (instance) lim", 2],
	["req != on (job) group_left (instance) lim", "sameResult"],
	['{__name__=~"req|cap"} > bool on (job) group_left lim', 8],
	['{__name__=~"req|other"} > bool on (job) group_left lim', "sameResult"],
	['{__name__=~"req|other"} > on (job) group_left lim', 2],
	// Set operators.
	["req and cap", 0],
	["req and on (job) lim", 5],
	["req and ignoring (code) cap", 5],
	["req and on () bare", 6],
	["req and on () nothing", 0],
	["req unless cap", 6],
	["req unless on (job) lim", 1],
	["req unless ignoring (code) cap", 1],
	["req unless nothing", 6],
	["req unless on () bare", 0],
	["req or cap", 10],
	["req or on (job) lim", 6],
	["lim or on (job) cap", 3],
	["cap or lim", 6],
	["cap or ignoring (instance) lim", 4],
	["nothing or cap", 4],
	["cap or nothing", 4],
	["cap or on () bare", 4],
	["bare or cap", 5],
	// Empty sides are never a conflict.
	["nothing / cap", 0],
	["cap / nothing", 0],
	["nothing * on (job) cap", 0],
	["cap * on (job) group_left nothing", 0],
	["nothing and cap", 0],
	["nothing > bool nothing", 0],
	["nothing unless cap", 0],
];

describe("operations between vectors", () => {
	it("are a table of all kinds", () => {
		expect(table.length).toBeGreaterThanOrEqual(60);
	});

	it.each(table)("%s → %s", async (expression, results) => {
		expect(compare(expression, await explained(expression))).toBe(results);
	});
});

const side = fc.constantFrom(
	"req",
	"cap",
	"lim",
	"info",
	"bare",
	"other",
	"nothing",
	"sum by (job) (cap)",
	'req{code="200"}',
);
const label = fc.constantFrom("job", "instance", "code", "version", "zone", "__name__", "none");
const list = fc.uniqueArray(label, { maxLength: 3 });
const arithmetic = fc.constantFrom("+", "/", ">", "< bool", "!=", "==");
const matched = fc
	.record({
		word: fc.constantFrom("on", "ignoring"),
		labels: list,
		group: fc.constantFrom("", "group_left", "group_right"),
		include: list,
	})
	.map(({ word, labels, group, include }) => {
		// A label cannot be both in on (…) and included, and the name of a metric is no label to include.
		const kept = include.filter((name) => name !== "__name__" && !(word === "on" && labels.includes(name)));
		return `${word} (${labels.join(", ")}) ${group === "" ? "" : `${group} (${kept.join(", ")})`}`;
	});
const operation = fc.oneof(
	fc.tuple(side, arithmetic, matched, side),
	fc.tuple(
		side,
		fc.constantFrom("and", "or", "unless"),
		matched.map((text) => text.replace(/group.*/, "")),
		side,
	),
);

test("any operation matches as the server matches it", async () => {
	await fc.assert(
		fc.asyncProperty(operation, async (parts) => {
			const expression = parts.join(" ");
			compare(expression, await explained(expression));
		}),
		{ numRuns: 150 },
	);
});
