import { describe, expect, test } from "vitest";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus } from "../../support/fakePrometheus.ts";
import { ALL_HOSTS, HOSTS } from "../../support/hosts.ts";
import { createDocument, createTestService } from "../../support/testService.ts";

async function hoverIn(marked: string) {
	const service = createTestService(
		createFakePrometheus({
			metadata: {
				http_requests_total: { type: "counter", help: "Requests [served](command:x).", unit: "" },
				"my.metric": { type: "gauge", help: "Mine.", unit: "bytes" },
				request_seconds: { type: "histogram", help: "Latency.", unit: "seconds" },
			},
			series: [{ labels: { __name__: "http_requests_total" } }],
		}),
	);
	await service.knowledge?.warm();
	const { text, offset } = readCursor(marked);
	const hover = service.hover(createDocument(text), offset);
	expect(service.logged).toEqual([]);
	return { markdown: hover?.markdown, under: hover && text.slice(hover.span.start, hover.span.end) };
}

describe.each(ALL_HOSTS)("in a scalar that is $name", ({ wrap, holds }) => {
	test.each(
		(
			[
				["sum(ra<|>te(up[5m]))", "rate", "rate(v range-vector) instant-vector"],
				["su<|>m(up)", "sum", "sum by (label, …) (v instant-vector)"],
				["to<|>pk(3, up)", "topk", "topk by (label, …) (k scalar, v instant-vector)"],
				["sum b<|>y (job) (up)", "by", "by (label, …)"],
				["up un<|>less down", "unless", "no partner on the right"],
				["up <|>== 0", "==", "equal on both sides"],
				["up{job<|>=~`a`}", "=~", "regular expression"],
				["up off<|>set 5m", "offset", "offset duration"],
				["up @ en<|>d()", "end", "the end of the query's range"],
				["rate(http_re<|>quests_total[5m])", "http_requests_total", "counter\n\nRequests \\[served\\]"],
				["sum({'my.m<|>etric'})", undefined, "gauge · bytes\n\nMine"],
				["request_sec<|>onds_bucket", "request_seconds_bucket", "histogram · seconds\n\nLatency"],
				["holt_win<|>ters(up[5m], 1, 1)", "holt_winters", "double_exponential_smoothing"],
			] as const
		).filter(([written]) => holds(written)),
	)("%s", async (marked, under, contains) => {
		const hover = await hoverIn(wrap(marked));
		expect(hover.markdown).toContain(contains);
		if (under !== undefined) expect(hover.under).toBe(under);
	});

	const silent = ["sum by (su<|>m) (up)", "up{ra<|>te=`x`}", "up{job=`ra<|>te`}", "unknown_me<|>tric", "(up) <|> + 1"];
	test.each(silent.filter(holds))("%s has nothing to tell", async (marked) => {
		expect((await hoverIn(wrap(marked))).markdown).toBeUndefined();
	});
});

test.each([
	["groups:\n  - name: g\n    ru<|>les: []\n", "rules"],
	[
		"groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up\n        keep_fir<|>ing_for: 5m\n",
		"keep_firing_for",
	],
])("a key explains itself: %s", async (marked, key) => {
	const { markdown, under } = await hoverIn(marked);
	expect(under).toBe(key);
	expect(markdown).toMatch(new RegExp(`^\\*\\*${key}\\*\\*\n\n\\w`));
});

test("a metric that the file records shows from what", async () => {
	const { markdown } = await hoverIn(HOSTS[3]?.wrap("sum(before:<|>it)") ?? "");
	expect(markdown).toBe("`before:it`\n\nRecorded in this file:\n\n```promql\nvector(1)\n```");
});

test("the help of a metric is only text", async () => {
	const { markdown } = await hoverIn(HOSTS[3]?.wrap("http_re<|>quests_total") ?? "");
	expect(markdown).not.toMatch(/(?<!\\)\[served/);
});
