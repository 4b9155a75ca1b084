import { describe, expect, test } from "vitest";
import { findDocumentLinks } from "../../../server/features/navigation/documentLinks.ts";
import { findDefinition } from "../../../server/features/navigation/findDefinition.ts";
import { findReferences } from "../../../server/features/navigation/findReferences.ts";
import { findWorkspaceSymbols } from "../../../server/features/navigation/workspaceSymbols.ts";
import { readCursor } from "../../support/cursor.ts";
import { readSampleRepository } from "./sampleRepository.ts";
import { TestWorkspace } from "./testWorkspace.ts";

const sample = new TestWorkspace(readSampleRepository());

/** The cursor is `<|>` in words that stand once in the file. */
function offsetOf(path: string, marked: string): number {
	const { text, offset } = readCursor(marked);
	const at = sample.text(path).indexOf(text);
	if (at === -1) throw new Error(`${path} has no ${text}.`);
	return at + offset;
}

function definitionAt(path: string, marked: string): readonly string[] {
	const definition = findDefinition(sample.navigation(path), offsetOf(path, marked));
	return definition?.targets.map((target) => sample.show(target)) ?? [];
}

describe("in the sample repository", () => {
	test.each([
		// The `by` and the matcher that keep or fix a label.
		["rules/http.rules.yaml", "{{ $labels.jo<|>b }} answers", ["rules/http.rules.yaml:9 job:http_errors:ratio_rate5m"]],
		[
			"kubernetes/prometheusrule.yaml",
			"{{ $labels.jo<|>b }} gets",
			["rules/http.rules.yaml:5 job:http_requests:rate5m"],
		],
		["tests/http.test.yaml", 'job="checkout", tie<|>r="edge"', ["rules/http.rules.yaml:5 job:http_requests:rate5m"]],
		// Pages.
		["rules/http.rules.yaml", "../runbooks/http.md#high<|>errorratio", ["runbooks/http.md:5 HighErrorRatio"]],
		["rules/checkout.rules.yml", "blob/main/runbooks/No<|>Orders.md", ["runbooks/NoOrders.md:5 No orders"]],
		["runbooks/NoOrders.md", "[errors](htt<|>p.md#higherrorratio)", ["runbooks/http.md:5 HighErrorRatio"]],
		["chart/templates/rules.yaml", "runbooks/http.md#high<|>errorratio", ["runbooks/http.md:5 HighErrorRatio"]],
		// Files.
		["tests/http.test.yaml", "../rules/*.ru<|>les.yaml", ["rules/http.rules.yaml:1", "rules/services.rules.yaml:1"]],
		["prometheus/prometheus.yml", "../rules/checkout.r<|>ules.yml", ["rules/checkout.rules.yml:1"]],
		// Variables, in every spelling.
		["dashboards/checkout.json", "total[$ra<|>te]", ["dashboards/checkout.json:18 rate"]],
		["dashboards/checkout.json", "[[ra<|>te]]", ["dashboards/checkout.json:18 rate"]],
		["dashboards/checkout.json", "var-queue=${que<|>ue:queryparam}", ["dashboards/checkout.json:11 queue"]],
		["dashboards/checkout.json", "var-que<|>ue=", ["dashboards/checkout.json:11 queue"]],
		["dashboards/checkout.json", '"repeat": "que<|>ue"', ["dashboards/checkout.json:11 queue"]],
		["kubernetes/dashboards.yaml", "${jo<|>b:regex}", ["kubernetes/dashboards.yaml:15 job"]],
		["kubernetes/dashboards.yaml", "Requests of $jo<|>b", ["kubernetes/dashboards.yaml:15 job"]],
		// Dashboards.
		["dashboards/checkout.json", "/d/shop-re<|>quests/", ["kubernetes/dashboards.yaml:11 Requests of $job"]],
		// The rest.
		["tests/checkout.test.yaml", "silence wa<|>kes", ["tests/checkout.test.yaml:5 silence wakes somebody"]],
		["alertmanager/alertmanager.yml", "receiver: nob<|>ody", ["alertmanager/alertmanager.yml:22 nobody"]],
		// What nobody in the workspace defines.
		["rules/checkout.rules.yml", "sum(rate(checkout_or<|>ders_total", []],
		["rules/checkout.rules.yml", "avg_ov<|>er_time", []],
	])("%s: %s", (path, marked, expected) => {
		expect(definitionAt(path, marked)).toEqual(expected);
	});

	test("a label is looked for in its rule alone", () => {
		const path = "rules/checkout.rules.yml";
		const navigation = sample.navigation(path);
		const shown = findReferences(navigation, offsetOf(path, "{{ $labels.que<|>ue }}"), true);
		expect(shown.map((target) => sample.show(target))).toEqual(["rules/checkout.rules.yml:22 queue"]);
	});

	test("a label that a rule sets, in the rule's texts", () => {
		const path = "rules.yaml";
		const own = TestWorkspace.of(
			`--- rules.yaml\ngroups: [{name: g, rules: [{alert: A, expr: up, labels: {team: core}, annotations: {a: "{{ $labels.team }} {{ .Labels.team }}"}}]}]\n`,
		);
		const found = findReferences(own.navigation(path), own.text(path).indexOf("team: core") + 1, true);
		expect(found.map((target) => own.show(target))).toEqual(Array(3).fill("rules.yaml:1 team"));
	});

	test("who links to a page, and who to its heading", () => {
		const references = (path: string, marked: string): readonly string[] =>
			findReferences(sample.navigation(path), offsetOf(path, marked), false).map((target) => sample.show(target));
		expect(references("runbooks/http.md", "# Requ<|>ests")).toContain(
			"kubernetes/prometheusrule.yaml:21 ../runbooks/http.md#trafficgone",
		);
		expect(references("kubernetes/prometheusrule.yaml", "http.md#traff<|>icgone")).toEqual([
			"kubernetes/prometheusrule.yaml:21 ../runbooks/http.md#trafficgone",
		]);
	});

	test("links lead to pages, files and addresses", () => {
		const show = (path: string): readonly string[] =>
			findDocumentLinks(sample.navigation(path)).map(({ span, target }) => {
				const text = sample.text(path).slice(span.start, span.end);
				return `${text} → ${"url" in target ? target.url : sample.show(target)}`;
			});
		expect(show("rules/http.rules.yaml")).toEqual([
			"../runbooks/http.md#higherrorratio → runbooks/http.md:5 HighErrorRatio",
			"../runbooks/http.md#slowrequests → runbooks/http.md:16 SlowRequests",
		]);
		expect(show("rules/checkout.rules.yml")).toEqual([
			"https://github.com/example/shop/blob/main/runbooks/NoOrders.md → runbooks/NoOrders.md:5 No orders",
		]);
		expect(show("prometheus/prometheus.yml")).toEqual([
			"../rules/*.rules.yaml → rules/http.rules.yaml:1",
			"../rules/checkout.rules.yml → rules/checkout.rules.yml:1",
		]);
	});

	test("symbols by the letters of their names", () => {
		const found = (query: string): readonly string[] =>
			findWorkspaceSymbols(sample.graph, query).map(({ name, kind, container }) => `${kind} ${name} in ${container}`);
		expect(found("zzz")).toEqual([]);
		expect(found("Higherr")).toEqual(["alert HighErrorRatio in http-alerts"]);
		expect(found("hterr")).toContain("record job:http_errors:ratio_rate5m in http");
		expect(found("").length).toBeGreaterThan(20);
	});
});

describe("where a label comes from", () => {
	const files = `--- rules.yaml
groups:
  - name: g
    rules:
      - record: team:up
        expr: label_replace(up, "team", "$1", "job", "(.*)-.*")
      - alert: A
        expr: sum by (job, instance) (up) == 0
        labels:
          team: core
        annotations:
          a: "{{ $labels.instance }} {{ $labels.team }} {{ .Labels.zone }}"
      - alert: B
        expr: sum without (pod) (team:up{zone="a"}) == 0
        annotations:
          a: "{{ $labels.team }} {{ $labels.zone }} {{ $labels.pod }}"
--- dashboard.json
{"title": "t", "schemaVersion": 41, "panels": [{"type": "timeseries", "targets": [{"expr": "sum by (job) (up)", "legendFormat": "{{job}} {{pod}}"}]}]}
`;
	const workspace = TestWorkspace.of(files);
	test.each([
		["rules.yaml", "{{ $labels.insta<|>nce }}", ["rules.yaml:7 instance"]],
		["rules.yaml", "{{ $labels.te<|>am }} {{ .Labels", ["rules.yaml:9 team"]],
		["rules.yaml", "{{ .Labels.zo<|>ne }}", []],
		["rules.yaml", "{{ $labels.te<|>am }} {{ $labels.zone", ["rules.yaml:4 team:up"]],
		["rules.yaml", "{{ $labels.zo<|>ne }} {{ $labels.pod", ["rules.yaml:13 zone"]],
		["rules.yaml", "{{ $labels.po<|>d }}", []],
		["dashboard.json", "{{jo<|>b}}", ["dashboard.json:1 job"]],
		["dashboard.json", "{{po<|>d}}", []],
	])("%s: %s", (path, marked, expected) => {
		const { text, offset } = readCursor(marked);
		const at = workspace.text(path).indexOf(text) + offset;
		const definition = findDefinition(workspace.navigation(path), at);
		expect(definition?.targets.map((target) => workspace.show(target)) ?? []).toEqual(expected);
	});
});
