import { describe, expect, test } from "vitest";
import { readCursor } from "../../support/cursor.ts";
import { readSampleRepository } from "../navigation/sampleRepository.ts";
import { TestWorkspace } from "../navigation/testWorkspace.ts";
import { applyRename, changedLines, renameAt } from "./renaming.ts";

async function renamed(workspace: TestWorkspace, path: string, marked: string, to: string) {
	const { text, offset } = readCursor(marked);
	const at = workspace.text(path).indexOf(text);
	expect(at, `${text} in ${path}`).not.toBe(-1);
	const after = applyRename(workspace, await renameAt(workspace, path, at + offset, to));
	return typeof after === "string" ? after : changedLines(workspace, after);
}

describe("in the sample repository", () => {
	const workspace = new TestWorkspace(readSampleRepository());
	const expected = [
		'kubernetes/dashboards.yaml:25 "targets": [{"refId": "A", "expr": "job:http_requests:rate5m{job=~\\"$job\\", level=\\"edge\\"}", "legendFormat": "{{job}}"}]',
		"rules/http.rules.yaml:8 level: edge",
		`rules/http.rules.yaml:26 description: 'Requests now: {{ with query "job:http_requests:rate5m{level=\\"edge\\"}" }}{{ . | first | value | humanize }}{{ end }}'`,
		`tests/http.test.yaml:30 - labels: 'job:http_requests:rate5m{job="checkout", level="edge"}'`,
	];
	test.each([
		["rules/http.rules.yaml", "ti<|>er: edge"],
		["tests/http.test.yaml", 'ti<|>er="edge"'],
		["kubernetes/dashboards.yaml", 'ti<|>er=\\"edge'],
	])("a label of a rule, from %s: %s", async (path, marked) => {
		const lines = await renamed(workspace, path, marked, "level");
		expect(typeof lines === "string" ? lines : [...lines].sort()).toEqual([...expected].sort());
	});

	test("there and back", async () => {
		const texts = readSampleRepository();
		const offset = workspace.text("rules/http.rules.yaml").indexOf("tier: edge") + 1;
		const there = applyRename(workspace, await renameAt(workspace, "rules/http.rules.yaml", offset, "level"));
		if (typeof there === "string") throw new Error(there);
		const after = new TestWorkspace(there);
		expect(applyRename(after, await renameAt(after, "rules/http.rules.yaml", offset, "tier"))).toEqual(texts);
	});

	test("a label that comes from code", async () => {
		expect(await renamed(workspace, "rules/checkout.rules.yml", "{{ $labels.que<|>ue }}", "line")).toContain(
			"No recording rule of the workspace introduces the label queue",
		);
	});
});

const chain = (rest: string): TestWorkspace =>
	TestWorkspace.of(`--- a.yaml
groups:
  - name: g
    rules:
      - record: job:up:team
        expr: label_replace(sum by (job) (up), "team", "$1", "job", "(.*)-.*")
      - record: team:up:sum
        expr: sum by (team) (job:up:team)
      - alert: TeamDown
        expr: team:up:sum{team!="x"} == 0
        annotations:
          summary: "{{ $labels.team }} {{ $labels.job }}"
--- b.json
{"title": "t", "schemaVersion": 41, "panels": [{"type": "timeseries", "targets": [{"expr": "topk(3, team:up:sum)", "legendFormat": "{{team}} {{job}}"}]}], "templating": {"list": [{"name": "team", "type": "query", "datasource": {"type": "prometheus"}, "query": "label_values(team:up:sum, team)"}]}}
${rest}`);

test("a label is followed from rule to rule, to the alert's text and the panel's legend", async () => {
	expect(await renamed(chain(""), "a.yaml", '"te<|>am", "$1"', "squad")).toEqual([
		'a.yaml:5 expr: label_replace(sum by (job) (up), "squad", "$1", "job", "(.*)-.*")',
		"a.yaml:7 expr: sum by (squad) (job:up:team)",
		'a.yaml:9 expr: team:up:sum{squad!="x"} == 0',
		'a.yaml:11 summary: "{{ $labels.squad }} {{ $labels.job }}"',
		'b.json:1 {"title": "t", "schemaVersion": 41, "panels": [{"type": "timeseries", "targets": [{"expr": "topk(3, team:up:sum)", "legendFormat": "{{squad}} {{job}}"}]}], "templating": {"list": [{"name": "team", "type": "query", "datasource": {"type": "prometheus"}, "query": "label_values(team:up:sum, squad)"}]}}',
	]);
});

test("from what is far down the line", async () => {
	const lines = await renamed(chain(""), "a.yaml", "{{ $labels.te<|>am }}", "squad");
	expect(lines).toHaveLength(5);
});

describe("refused where the label is not theirs alone", () => {
	const rule = (expression: string): string =>
		`--- c.yaml\ngroups:\n  - name: g\n    rules:\n      - record: x:y\n        expr: ${expression}\n`;
	test.each([
		[
			"a join with another metric",
			rule("team:up:sum / on (team) other"),
			"c.yaml, line 5 the label team has to be called the same",
		],
		["a match on all labels", rule("team:up:sum * other"), "has to be called the same in other metrics"],
		[
			"an aggregation of both",
			rule("sum by (team) (team:up:sum or other)"),
			"has to be called the same in other metrics",
		],
		["a pattern", rule("sum by (team) ({__name__=~'team:.*'})"), "is asked of all metrics that a pattern matches"],
		[
			"a route",
			"--- alertmanager.yml\nroute:\n  receiver: a\n  group_by: [team]\nreceivers:\n  - name: a\n",
			"The alert TeamDown takes the label team out of the rules, and w/alertmanager.yml, line 3",
		],
		["a label that is there", rule("sum(team:up:sum{squad='a'})"), "asks team:up:sum for the label squad already"],
	])("%s", async (_, rest, reason) => {
		expect(await renamed(chain(rest), "a.yaml", '"te<|>am", "$1"', "squad")).toContain(reason);
	});

	test.each([
		["an aggregation lets go of it", rule("sum(team:up:sum) / sum(other)")],
		["the join is on another label", rule("job:up:team * on (job) group_right () other")],
		["the other one cannot have it", rule("team:up:sum / on (team) team:up:sum")],
		["it is a label of the rule's own", `${rule("team:up:sum")}        labels:\n          team: all\n`],
	])("not refused: %s", async (_, rest) => {
		expect(Array.isArray(await renamed(chain(rest), "a.yaml", '"te<|>am", "$1"', "squad"))).toBe(true);
	});
});
