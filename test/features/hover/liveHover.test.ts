import { describe, expect, test } from "vitest";
import type { QueryData } from "../../../server/metrics/port.ts";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus, type FakeOptions } from "../../support/fakePrometheus.ts";
import { ALL_HOSTS, HOSTS } from "../../support/hosts.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

async function hoverIn(text: string, options: FakeOptions = {}) {
	const marked = readCursor(text);
	const api = createFakePrometheus(options);
	const service = createTestService(api);
	const hover = await service.liveHover(createDocument(marked.text), marked.offset, "dark", never);
	expect(service.logged).toEqual([]);
	const under = hover === undefined ? undefined : marked.text.slice(hover.span.start, hover.span.end);
	return { hover, under, asked: api.asked };
}

const literal = HOSTS.find(({ name }) => name === "literal")?.wrap ?? String;

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds }) => {
	test.each(
		[
			["sum(rate(u<|>p[5m])) > 0", "last_over_time(up[5m])", "up[5m]"],
			["sum(ra<|>te(up[5m])) > 0", "rate(up[5m])", "rate(up[5m])"],
			["su<|>m(rate(up[5m])) > 0", "sum(rate(up[5m]))", "sum(rate(up[5m]))"],
			["sum(rate(up[5m])) <|>> 0", "sum(rate(up[5m])) > 0", "sum(rate(up[5m])) > 0"],
			["sum(rate(up[5m])) > <|>0", "sum(rate(up[5m])) > 0", "sum(rate(up[5m])) > 0"],
			["rate(up[<|>5m] offset 1h)", "last_over_time(up[5m] offset 1h)", "up[5m] offset 1h"],
			["rate(up[<|>1d] offset 1h)", "up offset 1h", "up[1d] offset 1h"],
			["max_over_time(rate(up[5m])[1h<|>:1m])", "rate(up[5m])", "rate(up[5m])[1h:1m]"],
			["(a + b<|>) * 2", "b", "b"],
			["<|>(a + b) * 2", "(a + b)", "(a + b)"],
			["sum by (jo<|>b) (up)", "sum by (job) (up)", "sum by (job) (up)"],
			["up{jo<|>b=`a`} == 0", "up{job=`a`}", "up{job=`a`}"],
		].filter(([marked = ""]) => holds(marked)),
	)("%s asks for %s", async (marked, query, under) => {
		const found = await hoverIn(wrap(marked));
		// Of a comparison with a number the line of what is compared is drawn, if it has not too many.
		const compared = / > 0$/.test(query) ? query.slice(0, -4) : undefined;
		expect(found.asked).toEqual(
			compared === undefined
				? [`query ${query}`, `range ${query} 3600s/60s`]
				: [`query ${query}`, `query count(${compared})`, `range ${compared} 3600s/60s`],
		);
		expect(wrap(found.under ?? "")).toBe(wrap(under));
	});
});

test.each([
	["broken text", "su<|>m(up"],
	["a part with a fault in a whole one", "rate(u<|>p{job=~'('}[5m])"],
	["a label of the rule", "up"],
])("no server is asked for %s", async (_, expression) => {
	const text = expression.includes("<|>") ? literal(expression) : literal(expression).replace("page", "pa<|>ge");
	const { hover, asked } = await hoverIn(text);
	expect(asked).toEqual([]);
	expect(hover).toBeUndefined();
});

test("a broken end does not hide the value of a whole part", async () => {
	expect((await hoverIn(literal("rate(u<|>p[5m]) / sum("))).asked[0]).toBe("query last_over_time(up[5m])");
});

const job = (name: string, value: number) => ({ labels: { __name__: "up", job: name, env: "prod" }, value });
const withoutChart = (markdown = ""): string =>
	markdown.replace(/!\[.*?\]\(data:image\/svg\+xml;base64,[\w+/=]+\)/, "CHART");

test("several series are a table, the largest first, with what they share said once", async () => {
	const { hover } = await hoverIn(literal("u<|>p"), {
		series: [job("a", 1), job("b", 12_000_000), job("c", Number.NaN)],
	});
	expect(withoutChart(hover?.markdown)).toBe(
		[
			"**3 series** now · answered in 12 ms",
			"CHART",
			'All with up env\\="prod"',
			'| Value | Labels |\n| ---: | :--- |\n| 12M | job\\="b" |\n| 1 | job\\="a" |\n| NaN | job\\="c" |',
		].join("\n\n"),
	);
});

test("one series is a value with its labels", async () => {
	const { hover } = await hoverIn(literal("u<|>p"), { series: [job("a", 0.5)] });
	expect(withoutChart(hover?.markdown)).toBe(
		'**0\\.5** now · 1 series · answered in 12 ms\n\nCHART\n\nup job\\="a" env\\="prod"',
	);
});

test("a metric's own samples have its unit, what is made of them has none", async () => {
	const free = (labels: Record<string, string>) => [{ labels, value: 3 * 1024 ** 3 }];
	const own = await hoverIn(literal("node_memory_MemFree_byt<|>es"), {
		series: free({ __name__: "node_memory_MemFree_bytes" }),
	});
	expect(own.hover?.markdown).toContain("**3 GiB** now");
	const made = await hoverIn(literal("node_memory_MemFree_bytes <|>* 2"), { series: free({}) });
	expect(made.hover?.markdown).toContain("**3\\.221G** now");
});

test("the value of a range selector is said to be its last one, or that of the selector where it is long", async () => {
	const { hover } = await hoverIn(literal("rate(u<|>p[5m])"), { series: [job("a", 1)] });
	expect(hover?.markdown).toContain("the last value of the range");
	const long = await hoverIn(literal("rate(u<|>p[1d])"), { series: [job("a", 1)] });
	expect(long.hover?.markdown).toContain("latest values, without the range");
});

test("a condition that holds for none says so", async () => {
	const { hover } = await hoverIn(literal("up <|>== 0"));
	expect(hover?.markdown).toContain("**No series now**: the condition holds for none");
});

test("a scalar is a number", async () => {
	const data: QueryData = { kind: "scalar", sample: { time: 0, value: 42 } };
	const { hover } = await hoverIn(literal("tim<|>e()"), { query: () => data });
	expect(hover?.markdown).toMatch(/^\*\*42\*\* now · answered in 12 ms/);
});

test("many series are counted, the rest of the table and the chart left out", async () => {
	const series = Array.from({ length: 200 }, (_, index) => job(`j${index}`, index));
	const { hover, asked } = await hoverIn(literal("u<|>p"), { series });
	expect(hover?.markdown).toContain("**200 series** now");
	expect(hover?.markdown).toContain("and 192 others");
	expect(asked).toEqual(["query up"]);
});

test("warnings are shown", async () => {
	const { hover } = await hoverIn(literal("u<|>p"), { warnings: ["PromQL warning: <b>odd</b>"] });
	expect(hover?.markdown).toContain("*PromQL warning\\: &lt;b\\>odd&lt;/b\\>*");
});

test("a failure is one clear line and no chart is asked for", async () => {
	const failure = { kind: "unavailable", reason: "The server does not answer.", cause: "timeout" } as const;
	const { hover, asked } = await hoverIn(literal("u<|>p"), { failure });
	expect(hover?.markdown).toBe("**No live value.** The server does not answer\\.");
	expect(asked).toEqual(["query up"]);
});

test("hostile label values do nothing but stand there", async () => {
	const evil = "[x](command:evil) ![y](https://h) <img src=x> | `a` $(zap) \u202e\n# h www.evil.example a@b.c";
	const { hover } = await hoverIn(literal("u<|>p"), { series: [job(evil, 1), job("b", 2)] });
	const markdown = withoutChart(hover?.markdown);
	expect(markdown).not.toMatch(/(?<!\\)[[\]<`$@]|(?<!\\)!\[|\n#|\u202e|www\.e/);
	expect(markdown.split("\n").filter((line) => line.startsWith("|"))).toHaveLength(4);
});

test("without a server there is no live hover", async () => {
	const service = createTestService();
	const { text, offset } = readCursor(literal("u<|>p"));
	expect(await service.liveHover(createDocument(text), offset, "dark", never)).toBeUndefined();
});

test("a hover that is gone asks nothing more", async () => {
	const controller = new AbortController();
	const api = createFakePrometheus({
		query: () => {
			controller.abort();
			return { kind: "vector", series: [] };
		},
	});
	const service = createTestService(api);
	const { text, offset } = readCursor(literal("u<|>p"));
	expect(await service.liveHover(createDocument(text), offset, "dark", controller.signal)).toBeUndefined();
	expect(api.asked).toEqual(["query up"]);
});
