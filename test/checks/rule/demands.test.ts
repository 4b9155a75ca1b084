import { describe, expect, test } from "vitest";
import annotations from "../../../server/checks/alert/annotations.ts";
import recordedName from "../../../server/checks/naming/recordedName.ts";
import recordedWindow from "../../../server/checks/naming/recordedWindow.ts";
import keepLabels from "../../../server/checks/promql/keepLabels.ts";
import requiredMatchers from "../../../server/checks/promql/requiredMatchers.ts";
import forbiddenWords from "../../../server/checks/rule/forbiddenWords.ts";
import highCardinalityLabel from "../../../server/checks/rule/highCardinalityLabel.ts";
import labels from "../../../server/checks/rule/labels.ts";
import owner from "../../../server/checks/rule/owner.ts";
import percentRecorded from "../../../server/checks/rule/percentRecorded.ts";
import { foundByCheck } from "../../support/foundByCheck.ts";

const record = (name: string, expr: string): string => `- record: ${name}\n  expr: |-\n    ${expr}\n`;
const alert = (more = "", expr = "up == 0"): string => `- alert: Down\n  expr: ${expr}\n${more}`;

describe("recorded names", () => {
	test.each([
		["a:b:rate5m", "rate(x[1h])", 1],
		["a:b:rate5m", "rate(x[5m])", 0],
		["a:b:rate5m", "rate(x[300s])", 0],
		["a:b:rate1h", "sum(a:b:rate5m)", 1],
		["a:b:availability30d", "avg_over_time(a:b:rate1h[30d])", 0],
		["a:b:sum", "rate(x[1h])", 0],
		["a:b:p99", "rate(x[1h])", 0],
		["rate5m", "rate(x[1h])", 0],
		["a:b:rate5m", "a - b", 0],
	])("%s tells the window of %s", async (name, expr, count) => {
		expect(await foundByCheck(recordedWindow, record(name, expr))).toHaveLength(count);
	});

	test("have a colon", async () => {
		expect(await foundByCheck(recordedName, record("up_sum", "sum(up)"))).toEqual(["up_sum"]);
		expect(await foundByCheck(recordedName, record("_internal", "sum(up)"))).toEqual([]);
		expect(await foundByCheck(recordedName, record("a:b", "sum(up)"), { options: { colons: 2 } })).toEqual(["a:b"]);
	});

	test.each([
		["a:b:percent", "100 * a / b", 1],
		["a:b:ratio", "a / b * 100", 1],
		["a:b:ratio", "a / b", 0],
		["a:b:scaled", "a * 100 / 1024", 0],
		["a:b:sum", "sum(a) + 100", 0],
	])("of percents: %s is %s", async (name, expr, count) => {
		expect(await foundByCheck(percentRecorded, record(name, expr))).toHaveLength(count);
	});
});

describe("labels with very many values", () => {
	test.each([
		["sum by (job, user_id) (x)", ["user_id"]],
		["sum by (userId) (x)", ["userId"]],
		["sum(count by (user_id) (x))", []],
		["sum without (user_id) (x)", []],
		['label_replace(x, "trace_id", "$1", "u", "(.*)")', ['"trace_id"']],
		["x * on (job) group_left (email) y", ["email"]],
		["sum by (route, path, uri) (x)", []],
	])("%s", async (expr, found) => {
		expect(await foundByCheck(highCardinalityLabel, record("a:b", expr))).toEqual(found);
	});

	test("are what the options say", async () => {
		const rule = record("a:b", "sum by (email, tenant) (x)");
		expect(await foundByCheck(highCardinalityLabel, rule, { options: { allowed: ["email"] } })).toEqual([]);
		expect(await foundByCheck(highCardinalityLabel, rule, { options: { labels: ["tenant"] } })).toEqual(["tenant"]);
	});

	test("do not hold a fixed text", async () => {
		expect(await foundByCheck(highCardinalityLabel, alert("  labels:\n    email: x\n"))).toEqual([]);
	});
});

describe("what a team demands", () => {
	const severities = { options: { labels: [{ name: "severity", pattern: "critical|warning" }] } };
	test.each([
		["", ["Down"]],
		["  labels:\n    severity: page\n", ["page"]],
		["  labels:\n    severity: critical\n", []],
		["  labels:\n    severity: '{{ $labels.severity }}'\n", []],
	])("of labels: %j", async (more, found) => {
		expect(await foundByCheck(labels, alert(more), severities)).toEqual(found);
	});

	test("of recorded labels only where it says so", async () => {
		expect(await foundByCheck(labels, record("a:b", "up"), severities)).toEqual([]);
	});

	test("of annotations of some alerts", async () => {
		const of = (rules: string) => ({ options: { annotations: [{ name: "summary", rules }] } });
		expect(await foundByCheck(annotations, alert(), of("Do.*"))).toEqual(["Down"]);
		expect(await foundByCheck(annotations, alert(), of("Up.*"))).toEqual([]);
	});

	test("of labels that survive", async () => {
		const given = { options: { keep: [{ labels: ["cluster"] }] } };
		expect(await foundByCheck(keepLabels, record("a:b", "sum(x)"), given)).toEqual(["sum"]);
		expect(await foundByCheck(keepLabels, record("a:b", "sum without (pod) (x)"), given)).toEqual([]);
		expect(await foundByCheck(keepLabels, alert("  labels: {cluster: a}\n", "sum(up) == 0"), given)).toEqual([]);
	});

	test("of matchers", async () => {
		const given = { options: { selectors: [{ label: "job", metrics: "http_.*", values: "api|web" }] } };
		expect(await foundByCheck(requiredMatchers, record("a:b", 'http_a{job="db"} + http_b + up'), given)).toEqual([
			'job="db"',
			"http_b",
		]);
		const forbidden = { options: { selectors: [{ label: "pod", forbidden: true }] } };
		expect(await foundByCheck(requiredMatchers, record("a:b", 'x{pod="a"} + y'), forbidden)).toEqual(['pod="a"']);
	});

	test("of words", async () => {
		const given = { options: { words: [{ pattern: "D[o]wn", in: "name" }] } };
		expect(await foundByCheck(forbiddenWords, alert("  annotations: {a: Down}\n"), given)).toEqual(["Down"]);
	});

	test("of owners", async () => {
		const two = `- alert: Down\n  # owner: a\n  expr: up == 0\n${record("a:b", "up")}`;
		expect(await foundByCheck(owner, two)).toEqual(["a:b"]);
		expect(await foundByCheck(owner, two, { options: { allowed: ["b"] } })).toEqual(["Down", "a:b"]);
	});

	test("with a pattern that is none: nothing", async () => {
		expect(
			await foundByCheck(annotations, alert(), {
				options: { annotations: [{ name: "a", required: false, pattern: "(" }] },
			}),
		).toEqual([]);
	});
});
