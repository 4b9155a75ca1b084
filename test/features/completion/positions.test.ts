import { describe, expect, test } from "vitest";
import type { CompletionList } from "../../../server/features/answers.ts";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus, type FakeOptions } from "../../support/fakePrometheus.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

/** What is offered first, and what is not offered at all, at every kind of place. */

const world: FakeOptions = {
	series: [
		{ labels: { __name__: "http_requests_total", job: "api", code: "500", path: "/pay" } },
		{ labels: { __name__: "http_requests_total", job: "web", code: "200", path: "/" } },
		{ labels: { __name__: "node_load1", job: "node", instance: "a:9100" } },
		{ labels: { __name__: "build_info", job: "api", version: "1.2", team: "pay" } },
		{ labels: { __name__: "my.metric", "label.name": "x" } },
	],
	metadata: {
		http_requests_total: { type: "counter", help: "Requests.", unit: "" },
		node_load1: { type: "gauge", help: "Load.", unit: "" },
	},
};

/** Labels in the order in which an editor shows them while nothing is typed. */
function inOrder({ items }: CompletionList): string[] {
	const sorted = items.toSorted((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
	return sorted.map(({ label }) => label);
}

async function completeAt(expression: string, options = world, group = ""): Promise<CompletionList> {
	const head = `groups:\n  - name: g\n${group}    rules:\n      - record: a:b\n        expr: |\n          `;
	const { text, offset } = readCursor(`${head}${expression.replaceAll("\n", "\n          ")}\n`);
	const service = createTestService(createFakePrometheus(options));
	await service.knowledge?.warm();
	const list = await service.complete(createDocument(text), offset, never);
	expect(service.logged).toEqual([]);
	return list;
}

interface Row {
	/** Exactly these, in this order. */
	readonly all?: readonly string[];
	/** These before anything else. */
	readonly first?: readonly string[];
	readonly also?: readonly string[];
	readonly never?: readonly string[];
}

const table: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
	"where an expression begins": {
		"<|>": { first: ["a:b", "build_info", "http_requests_total"], also: ["rate", "sum", "time"], never: ["by", "and"] },
		"(<|>": { first: ["a:b", "build_info"], also: ["rate", "sum"] },
		"up + <|>": { first: ["a:b"], also: ["on", "ignoring", "rate"], never: ["bool", "group_left"] },
		"up > <|>": { also: ["bool", "on", "ignoring", "node_load1"] },
		"up and <|>": { also: ["on", "node_load1", "sum"], never: ["bool"] },
		"up * on (job) <|>": { also: ["group_left", "group_right", "fill", "build_info"], never: ["on"] },
		"up and on (job) <|>": { also: ["node_load1"], never: ["group_left", "fill"] },
		"-<|>": { first: ["a:b"], also: ["rate"] },
	},
	"by the type that is wanted": {
		"rate(<|>": { first: ["http_requests_total"], also: ["node_load1", "sum"], never: ["time", "scalar", "pi"] },
		"max_over_time(<|>[5m])": { also: ["node_load1", "http_requests_total"], never: ["time"] },
		"clamp_max(<|>": { also: ["node_load1", "abs", "time"] },
		"clamp_max(node_load1, <|>)": { first: ["pi", "scalar", "time"], never: ["node_load1", "rate", "sum"] },
		"clamp_max(node_load1, 2 * <|>)": { also: ["scalar"], never: ["node_load1", "rate", "sum"] },
		"topk(<|>": { first: ["pi", "scalar", "time"], never: ["node_load1", "rate", "sum"] },
		"topk(5, <|>": { also: ["node_load1", "sum", "rate"] },
		"sum(<|>": { first: ["a:b"], also: ["rate", "time"] },
		"scalar(<|>": { also: ["node_load1", "sum"] },
		"predict_linear(node_load1[1h], <|>)": { first: ["pi", "scalar", "time"], never: ["node_load1", "rate", "sum"] },
		"label_replace(node_load1, <|>": { all: ["instance", "job", "__name__"] },
		'label_replace(node_load1, "job", <|>': { all: [] },
		'label_replace(node_load1, "job", "$1", "<|>': { all: ["instance", "job", "__name__"] },
		'label_join(build_info, "x", "-", "team", "<|>")': { also: ["version", "team"], never: ["path"] },
		"count_values(<|>": { all: [] },
	},
	"in the middle of a word, and before the rest of it": {
		"sum(http_re<|>quests_total)": { also: ["http_requests_total", "histogram_quantile"] },
		"ht<|>{job='api'}": { also: ["http_requests_total", "my.metric"] },
		"ra<|>(node_load1[5m])": { also: ["rate", "irate"] },
	},
	"after an expression": {
		"up <|>": {
			first: ["@", "offset"],
			also: ["and", "or", "unless", "+", "=="],
			never: ["anchored", "by", "bool", "rate"],
		},
		"rate(up[5m]) <|>": { also: ["and", "/"], never: ["offset", "@", "by"] },
		"sum(up) <|>": { first: ["by", "without"], also: ["/"], never: ["offset"] },
		"sum by (job) (up) <|>": { also: ["/"], never: ["by", "offset"] },
		"up[5m] <|>": { first: ["@", "offset"], also: ["anchored", "smoothed"] },
		"rate(up[5m] an<|>)": { also: ["anchored"] },
		"sum <|>": { all: ["by", "without"] },
		"up @ <|>": { all: ["end()", "start()"] },
	},
	"labels of matchers": {
		"http_requests_total{<|>}": { all: ["code", "job", "path", "__name__"] },
		"http_requests_total{job='api', <|>": { all: ["code", "path", "__name__"] },
		"sum(rate(http_requests_total{job='api', c<|>[5m])) / 2": { also: ["code"], never: ["version", "instance"] },
		"{<|>": { also: ["code", "job", "version", "label.name"] },
		"{__name__='build_info', <|>}": { also: ["team", "version"], never: ["code"] },
		"{'my.metric', <|>}": { also: ["label.name"], never: ["job"] },
		"http_requests_total{co<|>de='500'}": { also: ["code", "path"] },
	},
	"values of matchers, scoped by every other matcher": {
		"http_requests_total{code='<|>'}": { all: ["200", "500"] },
		"http_requests_total{job='api', code='<|>'}": { all: ["500"] },
		"http_requests_total{code='<|>', job='web'}": { all: ["200"] },
		"http_requests_total{job!='api', code=~'<|>": { all: ["200"] },
		"{job='<|>'}": { all: ["api", "node", "web"] },
		"{team='pay', job='<|>'}": { all: ["api"] },
		"http_requests_total{job=<|>}": { all: ["api", "web"] },
		"{__name__='<|>'}": { also: ["build_info", "http_requests_total"] },
		"{'label.name'='<|>'}": { all: ["x"] },
	},
	"labels of clauses": {
		"sum by (<|>) (http_requests_total{job='api'})": { all: ["job", "code", "path", "__name__"] },
		"sum by (job, <|>) (http_requests_total)": { also: ["code", "path"], never: ["job", "version"] },
		"sum(http_requests_total) without (<|>": { also: ["code", "path"], never: ["version"] },
		"sum by (<|>": { also: ["code", "version"] },
		"http_requests_total / on (<|>) build_info": { also: ["job"], never: ["instance"] },
		"http_requests_total / ignoring (<|>) build_info": { also: ["code", "version"], never: ["instance"] },
		"http_requests_total * on (job) group_left (<|>) build_info": { also: ["team", "version"], never: ["path"] },
		"(http_requests_total / on (<|>": { also: ["code", "path"], never: ["version"] },
		"sum by (<|>) ({'my.metric'})": { also: ["label.name"], never: ["job"] },
	},
	"operators of matchers": {
		"up{job <|>": { all: ["=", "!=", "=~", "!~"] },
		"up{job='a', instance <|>}": { all: ["=", "!=", "=~", "!~"] },
	},
	durations: {
		"rate(up[<|>": { first: ["1m", "2m", "5m"], also: ["step()", "range()"] },
		"rate(up[7<|>])": { first: ["7m", "7s", "7h"] },
		"up[1h:<|>]": { first: ["1m"], also: ["step()"] },
		"up offset <|>": { also: ["5m", "1h", "7d"] },
		"up offset -<|>": { also: ["1d"] },
	},
	nothing: {
		"up # <|>": { all: [] },
		"absent('<|>')": { all: [] },
		"1<|>": { all: [] },
		"up{job='a'<|>}": { all: [] },
	},
};

describe.each(Object.entries(table))("%s", (_, rows) => {
	test.each(Object.entries(rows))("%s", async (expression, { all, first, also, never: none }) => {
		const offered = inOrder(await completeAt(expression));
		if (all !== undefined) expect(offered).toEqual(all);
		if (first !== undefined) expect(offered.slice(0, first.length)).toEqual(first);
		if (also !== undefined) expect(offered).toEqual(expect.arrayContaining([...also]));
		for (const label of none ?? []) expect(offered).not.toContain(label);
	});
});

test("no two items of a list are alike", async () => {
	for (const expression of Object.values(table).flatMap((rows) => Object.keys(rows))) {
		const items = (await completeAt(expression)).items.map(({ label, kind }) => `${kind} ${label}`);
		expect(items).toEqual([...new Set(items)]);
	}
});

test("a range shorter than the group's interval comes last of the durations", async () => {
	const offered = inOrder(await completeAt("rate(up[<|>", world, "    interval: 5m\n"));
	expect(offered.slice(0, 2)).toEqual(["5m", "10m"]);
	expect(offered.slice(-4)).toEqual(["1m", "2m", "range()", "step()"]);
});

test("a list that is cut says so, and holds what fits best", async () => {
	const series = Array.from({ length: 3000 }, (_, index) => ({ labels: { __name__: `metric_${index}_total` } }));
	const list = await completeAt("rate(m2999<|>[5m])", { series });
	expect(list.incomplete).toBe(true);
	expect(list.items.filter(({ kind }) => kind === "metric")[0]?.label).toBe("metric_2999_total");
	expect(list.items.length).toBeLessThan(800);
	expect((await completeAt("<|>")).incomplete).toBe(false);
});
