import { expect, test } from "vitest";
import type { QueryData } from "../../../server/metrics/port.ts";
import { readCursor } from "../../support/cursor.ts";
import { createFakePrometheus, type FakeOptions } from "../../support/fakePrometheus.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const alert = (expression: string, summary: string, labels = ""): string => `groups:
  - name: api
    rules:
      - alert: Failing
        expr: ${expression}
        labels:
          severity: page${labels}
        annotations:
          ${summary}
`;

async function hoverIn(marked: string, options: FakeOptions = {}) {
	const { text, offset } = readCursor(marked);
	const api = createFakePrometheus(options);
	const service = createTestService(api);
	const hover = await service.liveHover(createDocument(text), offset, "dark", never);
	expect(service.logged).toEqual([]);
	const under = hover === undefined ? undefined : text.slice(hover.span.start, hover.span.end);
	return { markdown: hover?.markdown, under, asked: api.asked };
}

const vector = (...series: readonly (readonly [labels: Record<string, string>, value: number])[]): QueryData => ({
	kind: "vector",
	series: series.map(([labels, value]) => ({ labels, sample: { time: 0, value } })),
});

test("an annotation is shown as it would be sent now, with the first series that matches", async () => {
	const { markdown, under, asked } = await hoverIn(
		alert("error_ratio > 0.1", 'summary: "{{ $labels.job }} fails for {{ $val<|>ue | humanizePercentage }}"'),
		{
			series: [
				{ labels: { job: "api" }, value: 0.25 },
				{ labels: { job: "web" }, value: 0.5 },
			],
		},
	);
	expect(markdown).toBe(
		'**As it would be sent now** for the first of 2 series: job\\="api", value 0\\.25\n\n> api fails for 25%',
	);
	expect(under).toBe("{{ $labels.job }} fails for {{ $value | humanizePercentage }}");
	expect(asked).toEqual(["query error_ratio > 0.1"]);
});

test("the key of an annotation and the template of a label are asked about too", async () => {
	const series = [{ labels: { job: "api" }, value: 2 }];
	const onKey = await hoverIn(alert("a > 1", "sum<|>mary: '{{ $labels.job }}'"), { series });
	expect(onKey.markdown).toMatch(/^\*\*As it would be sent now\*\* for the one series that matches: .*\n\n> api$/);
	expect(onKey.under).toBe("summary");
	const inLabel = await hoverIn(alert("a > 1", "summary: a", "\n          team: 'of-{{ $la<|>bels.job }}'"), {
		series,
	});
	expect(inLabel.markdown).toMatch(/\n\n> of\\-api$/);
});

test.each([
	["text that is always the same", alert("a > 1", "summary: no<|> action")],
	["a template with a fault", alert("a > 1", "summary: '{{ $val<|>ue'")],
	["an expression with a fault", alert("a > (1", "summary: '{{ $val<|>ue }}'")],
	["an alert without an expression", alert("", "summary: '{{ $val<|>ue }}'")],
])("nobody is asked for %s", async (_, marked) => {
	const { markdown, asked } = await hoverIn(marked);
	expect(asked).toEqual([]);
	expect(markdown).toBeUndefined();
});

test.each([
	["error_ratio > 0.1", "topk(1, error_ratio)"],
	["free_bytes < 5", "bottomk(1, free_bytes)"],
	["(0.1 < error_ratio)", "topk(1, error_ratio)"],
	["error_ratio > 0.1 and on (job) requests > 5", "topk(1, error_ratio)"],
	["(error_ratio > 0.1) unless muted", "topk(1, error_ratio)"],
	["sum by (job) (a) / sum by (job) (b) >= 0.5", "topk(1, sum by (job) (a) / sum by (job) (b))"],
	["a > on (job) b", "topk(1, a)"],
])("where %s holds for none, %s is the sample, and that is said", async (expression, loose) => {
	const { markdown, asked } = await hoverIn(alert(expression, "summary: '{{ $labels.job }}<|>: {{ $value }}'"), {
		query: (query) => (query === loose ? vector([{ job: "api" }, 0.01]) : vector()),
	});
	expect(asked).toEqual([`query ${expression}`, `query ${loose}`]);
	expect(markdown).toBe(
		'**No series matches now.** The nearest is job\\="api", value 0\\.01: the condition does not hold for it, but with it this would be\n\n> api\\: 0\\.01',
	);
});

test("where there is no series at all there is nothing to show", async () => {
	const none = { query: () => vector() };
	const { markdown } = await hoverIn(alert("a > 1", "summary: '{{ $value<|> }}'"), none);
	expect(markdown).toBe(
		"**No series matches now**, nor would one without the condition, so there is nothing to show this with.",
	);
	const absent = await hoverIn(alert("absent(a)", "summary: '{{ $value<|> }}'"), none);
	expect(absent.markdown).toBe("**No series matches now**, so there is nothing to show this with.");
	expect(absent.asked).toEqual(["query absent(a)"]);
});

test("queries in the template are asked for, one after the other", async () => {
	const template = `|-
            {{ with query "sum(a)" }}{{ . | first | value }}{{ end }}<|>
            {{ range query (printf "b{job='%s'}" $labels.job) }}{{ .Labels.x }}{{ end }}`;
	const { markdown, asked } = await hoverIn(alert("up == 0", `summary: ${template}`), {
		query(query) {
			if (query === "sum(a)") return vector([{}, 7]);
			return query.startsWith("b") ? vector([{ x: "one" }, 1], [{ x: "two" }, 1]) : vector([{ job: "api" }, 0]);
		},
	});
	expect(asked).toEqual(["query up == 0", "query sum(a)", "query b{job='api'}"]);
	expect(markdown).toMatch(/\n\n> 7 {2}\n> onetwo$/);
});

test("a template that fails says where and why", async () => {
	const { markdown } = await hoverIn(alert("a > 1", `summary: '{{ query "none" | first | va<|>lue }}'`), {
		query: (query) => (query === "none" ? vector() : vector([{}, 2])),
	});
	expect(markdown).toContain(
		"**The template fails** at `first`: first is given a query that finds no series\\. The text that is sent is then that of an error.",
	);
	expect(markdown).toContain("the series without labels, value 2");
});

test("more queries than a few are not run", async () => {
	const many = Array.from({ length: 9 }, (_, index) => `{{ query "q${index}" | first | value }}`).join("");
	const { markdown, asked } = await hoverIn(alert("a > 1", `summary: '<|>${many}'`), {
		series: [{ labels: {}, value: 1 }],
	});
	expect(asked).toHaveLength(6);
	expect(markdown).toContain("Only the first 5 queries");
});

test("what only the server knows is said to be so", async () => {
	const { markdown } = await hoverIn(alert("a > 1", "summary: '{{ $externalLabels.cluster<|> }}'"), {
		series: [{ labels: {}, value: 1 }],
	});
	expect(markdown).toMatch(/> ‹\\\$externalLabels\\\.cluster›\n\n‹…› is known to the server alone\.$/);
});

test("a native histogram has no number", async () => {
	const { markdown } = await hoverIn(alert("h > 1", "summary: 'a {{ $value<|> }}'"), {
		query: () => ({
			kind: "vector",
			series: [{ labels: {}, sample: { time: 0, value: 2 }, histogram: { count: 10, sum: 20 } }],
		}),
	});
	expect(markdown).toContain("value a native histogram");
	expect(markdown).toContain("> a ‹\\$value›");
});

test("what the server says of the failure is passed on", async () => {
	const failure = { kind: "unavailable", reason: "It does not answer.", cause: "timeout" } as const;
	const { markdown } = await hoverIn(alert("a > 1", "summary: '{{ $value<|> }}'"), { failure });
	expect(markdown).toBe("**No live value.** It does not answer\\.");
});

test("hostile labels do nothing but stand there", async () => {
	const evil = "[x](command:evil) ![y](https://h) <img src=x> `a` $(zap)\n# head\n> deeper";
	const { markdown = "" } = await hoverIn(alert("a > 1", "summary: '{{ $labels.job<|> }}'"), {
		series: [{ labels: { job: evil }, value: 1 }],
	});
	expect(markdown).not.toMatch(/(?<!\\)[[\]<`$@]|(?<!\\)!\[|\n#/);
});
