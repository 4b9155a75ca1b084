import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { applyAction, applyToExpression, rules } from "../../support/codeActions.ts";
import { createDocument, createTestService } from "../../support/testService.ts";

const record = /^Record it/;
const inline = /^Put the expression/;

describe("a part becomes a recording rule", () => {
	test("before the rule, with the group's indentation", () => {
		const file = rules("  - alert: A", "    expr: sum by<|> (job) (rate(x_total[5m])) > 1", "    for: 5m");
		expect(applyAction(file, record)).toBe(
			rules(
				"  - record: job:x:rate5m",
				"    expr: sum by (job) (rate(x_total[5m]))",
				"  - alert: A",
				"    expr: job:x:rate5m > 1",
				"    for: 5m",
			),
		);
	});

	test("as a block where the rule has one, blank lines between, comments with their rule", () => {
		const file = rules(
			"  # The first.",
			"  -   record: a:b:sum",
			"      expr: sum(b)",
			"",
			"  # Why it is there.",
			"  # And who is called.",
			"  -   alert: A",
			"      expr: |",
			"          histogram_quantile(0.99, sum by<|> (le, job) (rate(http_request_duration_seconds_bucket{job!='a'}[5m]))) > 1",
		);
		expect(applyAction(file, record)).toBe(
			rules(
				"  # The first.",
				"  -   record: a:b:sum",
				"      expr: sum(b)",
				"",
				"  -   record: job:http_request_duration_seconds:rate5m",
				"      expr: |",
				"          sum by (le, job) (rate(http_request_duration_seconds_bucket{job!='a'}[5m]))",
				"",
				"  # Why it is there.",
				"  # And who is called.",
				"  -   alert: A",
				"      expr: |",
				"          histogram_quantile(0.99, job:http_request_duration_seconds:rate5m) > 1",
			),
		);
	});

	test("with what is selected, and a name that is free", () => {
		const file = rules(
			"  - record: global:x:sum",
			"    expr: sum(y)",
			"  - alert: A",
			"    expr: (<|>sum(x)<|> / 2) > 1",
		);
		expect(applyAction(file, record)).toBe(
			rules(
				"  - record: global:x:sum",
				"    expr: sum(y)",
				"  - record: global:x:sum_2",
				"    expr: sum(x)",
				"  - alert: A",
				"    expr: (global:x:sum_2 / 2) > 1",
			),
		);
	});

	test("apart from the first rule where the others stand apart", () => {
		const file = rules("  - alert: A", "    expr: sum(x<|>) > 1", "", "  # Two.", "  - alert: B", "    expr: up");
		expect(applyAction(file, record)).toBe(
			rules(
				"  - record: global:x:sum",
				"    expr: sum(x)",
				"",
				"  - alert: A",
				"    expr: global:x:sum > 1",
				"",
				"  # Two.",
				"  - alert: B",
				"    expr: up",
			),
		);
	});

	test("before a rule in braces", () => {
		const file = rules("  - {alert: A, expr: sum(x)<|> > 1}");
		expect(applyAction(file, record)).toBe(
			rules("  - record: global:x:sum", "    expr: sum(x)", '  - {alert: A, expr: "global:x:sum > 1"}').replaceAll(
				'"',
				"",
			),
		);
	});

	test("that YAML must not take for something else", () => {
		const file = rules("  - alert: A", '    expr: \'sum({job="a: b",__name__="x"}<|>) > 1\'');
		expect(applyAction(file, record)).toBe(
			rules(
				"  - record: global:series:sum",
				"    expr: |",
				'      sum({job="a: b",__name__="x"})',
				"  - alert: A",
				"    expr: 'global:series:sum > 1'",
			),
		);
	});

	test.each([
		["lines that end as Windows ends them", (file: string) => file.replaceAll("\n", "\r\n")],
		["a file without a line break at its end", (file: string) => file.trimEnd()],
	])("in %s", (_, change) => {
		const file = rules("  - alert: A", "    expr: sum(x<|>) > 1");
		const expected = rules(
			"  - record: global:x:sum",
			"    expr: sum(x)",
			"  - alert: A",
			"    expr: global:x:sum > 1",
		);
		expect(applyAction(change(file), record)).toBe(change(expected));
	});

	test.each([
		["a selector, which is recorded already", "x<|> > 1"],
		["the whole alert, unless it is selected", "sum(x<|>)"],
		["a condition, unless it is selected", "(sum(x) ><|> 1) / 2"],
		["a number", "x > (1 +<|> 1)"],
		["where the name is asked for", "count by (__name__) (-x<|>)"],
		["series that keep several names", "<|>topk(1, {job='a'})<|> > 1"],
		["where `absent` looks at the matchers", "absent(sum(<|>x))"],
		["a part with a comment", "sum(x<|> # why\n) > 1"],
		["a fault", "sum(x<|>) >"],
	])("not %s", (_, expression) => {
		expect(applyToExpression(expression, record)).toBe("not offered");
	});

	test("not where the group's labels would stand on what is recorded", () => {
		expect(applyToExpression("sum(<|>x) > 1", record, "  labels: { team: a }\n")).toBe("not offered");
	});

	test("not the whole of a recording rule", () => {
		expect(applyAction(rules("  - record: a", "    expr: sum(<|>x)"), record)).toMatch(/^not offered/);
	});

	test.each([
		["sum by (job, code) (rate(http_requests_total[5m]))", "job_code:http_requests:rate5m"],
		["sum(x)", "global:x:sum"],
		["avg by (job) (rate(x_total[1h30m]))", "job:x:avg_rate1h30m"],
		["sum without (instance) (rate(x_total[5m]))", "job:x:rate5m"],
		["avg without (cpu, mode) (rate(x_total[5m]))", "instance:x:avg_rate5m"],
		["sum without (instance, job) (x)", "without_instance_job:x:sum"],
		["rate(x_total[5m])", "instance:x:rate5m"],
		["max_over_time(x[1d])", "instance:x:max_over_time1d"],
		["sum by (job) (rate(e_total[5m])) / sum by (job) (rate(r_total[5m]))", "job:e_per_r:ratio_rate5m"],
		["histogram_quantile(0.9, sum by (le, job) (rate(d_bucket[5m])))", "job:d:histogram_quantile_rate5m"],
		["avg by (job) (instance:x:rate5m)", "job:x:avg"],
		['rate({"my.metric", a="b"}[5m])', "instance:my_metric:rate5m"],
		["a - b", "instance:a:value"],
		["(a > 1)", "instance:a:value"],
	])("%s is proposed as %s", (expression, name) => {
		expect(applyToExpression(`<|>${expression}<|> > 1`, record)).toBe(`${name} > 1`);
	});
});

describe("a recording rule is put back", () => {
	const recorded = (expr: string, more = "", labels = "") =>
		`groups:\n- name: g\n${labels}  rules:\n  - record: r:x:y\n    expr: ${expr}\n${more}  - alert: A\n    expr: |-\n      `;
	const put = (expr: string, use: string, more?: string, labels?: string): string => {
		const head = recorded(expr, more, labels);
		const applied = applyAction(`${head}${use}\n`, inline);
		if (applied.startsWith("not offered")) return "not offered";
		expect(applied.startsWith(head)).toBe(true);
		return applied.slice(head.length, -1);
	};

	test.each([
		["sum(x)", "r:x:y<|>", "sum(x)"],
		["a + b", "r:x:y<|> > 1", "(a + b) > 1"],
		["a + b", "sum(r:x:y<|>)", "sum(a + b)"],
		["-a", "r:x:y<|> ^ 2", "(-a) ^ 2"],
		["sum(x)", "<|>r:x:y / r:x:y", "sum(x) / r:x:y"],
		["1", "r:x:y<|>", "vector(1)"],
		["sum(x)", "max_over_time(<|>r:x:y[1h:])", "max_over_time(sum(x)[1h:])"],
		["a + b", "max_over_time(<|>r:x:y[1h:])", "max_over_time((a + b)[1h:])"],
		["sum(x)", "max_over_time(r:x:y<|>[1h])", "not offered"],
		["sum(x)", "r:x:y<|> offset 1h", "not offered"],
		["sum(x)", "absent(r:x:y<|>)", "not offered"],
		["sum(x)", "count by (__name__) (r:x:y<|>)", "not offered"],
		["sum(x", "r:x:y<|>", "not offered"],
	])("%s in %s", (expression, use, expected) => {
		expect(put(expression, use)).toBe(expected);
	});

	test.each([
		["sum by (job) (rate(x[5m]))", 'r:x:y<|>{job="a"}', 'sum by (job) (rate(x{job="a"}[5m]))'],
		[
			"sum by (job) (x) / sum by (job) (y{b='c'})",
			'r:x:y<|>{job=~"a"}',
			`sum by (job) (x{job=~"a"}) / sum by (job) (y{b='c',job=~"a"})`,
		],
		["sum without (job) (x)", 'r:x:y<|>{a="b",c="d"}', 'sum without (job) (x{a="b",c="d"})'],
		["max by (job) (x) > 5", 'r:x:y<|>{job="a"}', 'max by (job) (x{job="a"}) > 5'],
		["a * on (i, job) group_left (z) b", 'r:x:y<|>{job="a"}', 'a{job="a"} * on (i, job) group_left (z) b{job="a"}'],
		["a * on (i) group_left (z) b", 'r:x:y<|>{z="a"}', "not offered"],
		["sum(x)", 'r:x:y<|>{job="a"}', "not offered"],
		["sum without (job) (x)", 'r:x:y<|>{job="a"}', "not offered"],
		['label_replace(x, "job", "b", "", "")', 'r:x:y<|>{job="a"}', "not offered"],
		['count_values("job", x)', 'r:x:y<|>{job="a"}', "not offered"],
		["histogram_quantile(0.9, x)", 'r:x:y<|>{le="1"}', "not offered"],
	])("narrowed by the reference's matchers: %s", (expression, use, expected) => {
		expect(put(expression, use)).toBe(expected);
	});

	const labelled = "    labels:\n      team: a\n";
	test.each([
		["r:x:y<|>", 'label_replace(sum(x), "team", "a", "", "")'],
		['r:x:y<|>{team="a"}', 'label_replace(sum(x), "team", "a", "", "")'],
		['r:x:y<|>{team=~"a|b"}', 'label_replace(sum(x), "team", "a", "", "")'],
		['r:x:y<|>{team="b"}', "not offered"],
		['r:x:y<|>{team!~"a"}', "not offered"],
	])("with the labels that the rule sets: %s", (use, expected) => {
		expect(put("sum(x)", use, labelled)).toBe(expected);
	});

	test("with the group's labels, over which the rule's win", () => {
		const used = "r:x:y<|>";
		expect(put("sum(x)", used, labelled, "  labels: { team: b, cost: $1 }\n")).toBe(
			'label_replace(label_replace(sum(x), "team", "a", "", ""), "cost", "$$1", "", "")',
		);
	});

	test("not where several rules record it", () => {
		expect(put("sum(x)", "r:x:y<|>", "  - record: r:x:y\n    expr: sum(y)\n")).toBe("not offered");
	});
});

test("a recording rule of another file is put back too, unless both files have one", () => {
	const service = createTestService();
	const recording = createDocument(rules("  - record: r:x:y", "    expr: sum(x)"));
	const using = createDocument(rules("  - alert: A", "    expr: r:x:y > 1"));
	const offset = using.text.indexOf("r:x:y");
	const put = () => {
		const actions = service.codeActions(using, { start: offset, end: offset }, ["refactor.inline"]);
		return actions.map(({ edits }) => applyEdits(using.text, edits));
	};
	expect(put()).toEqual([]);
	service.symbols(recording);
	expect(put()).toEqual([rules("  - alert: A", "    expr: sum(x) > 1")]);
	service.symbols(createDocument(recording.text));
	expect(put()).toEqual([]);
});
