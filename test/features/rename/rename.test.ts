import { describe, expect, test } from "vitest";
import { prepareRename } from "../../../server/features/rename/rename.ts";
import { readCursor } from "../../support/cursor.ts";
import { readSampleRepository } from "../navigation/sampleRepository.ts";
import { splitFiles, TestWorkspace } from "../navigation/testWorkspace.ts";
import { applyRename, changedLines, renameAt } from "./renaming.ts";

const sample = new TestWorkspace(readSampleRepository());

/** Renames at `<|>`, in words that stand once in the file, and shows the lines that are new, or why not. */
async function renamed(workspace: TestWorkspace, path: string, marked: string, to: string, all = false) {
	const { text, offset } = readCursor(marked);
	const at = workspace.text(path).indexOf(text);
	expect(at, `${text} in ${path}`).not.toBe(-1);
	const after = applyRename(workspace, await renameAt(workspace, path, at + offset, to), all);
	return typeof after === "string" ? after : changedLines(workspace, after);
}

test("a recording rule, from wherever it is named", async () => {
	const expected = [
		'chart/dashboards/traffic.json:10 "targets": [{ "refId": "A", "expr": "shop:http_requests:rate1h" }, { "refId": "B", "expr": "{__name__=~\\"job:requests:rate5m|up\\"}" }]',
		`chart/templates/rules.yaml:19 summary: '{{\`{{ $labels.job }}\`}} burns its budget: {{ "{{" }} query "job:requests:rate5m" | first | value {{ "}}" }} requests'`,
		'kubernetes/dashboards.yaml:15 {"name": "job", "type": "query", "datasource": {"type": "prometheus", "uid": "prom"}, "query": "label_values(job:requests:rate5m, job)", "multi": true}',
		'kubernetes/dashboards.yaml:25 "targets": [{"refId": "A", "expr": "job:requests:rate5m{job=~\\"$job\\", tier=\\"edge\\"}", "legendFormat": "{{job}}"}]',
		"kubernetes/prometheusrule.yaml:13 sum by (job) (avg_over_time(job:requests:rate5m[1h]))",
		"kubernetes/prometheusrule.yaml:15 expr: 'job:requests:rate5m < 0.1 * shop:http_requests:rate1h'",
		"rules/http.rules.yaml:5 - record: job:requests:rate5m",
		"rules/http.rules.yaml:19 expr: job:http_errors:ratio_rate5m > 0.05 and on (job) job:requests:rate5m > 1",
		`rules/http.rules.yaml:26 description: 'Requests now: {{ with query "job:requests:rate5m{tier=\\"edge\\"}" }}{{ . | first | value | humanize }}{{ end }}'`,
		"tests/http.test.yaml:27 - expr: job:requests:rate5m > 1",
		`tests/http.test.yaml:30 - labels: 'job:requests:rate5m{job="checkout", tier="edge"}'`,
	];
	for (const [path, marked] of [
		["rules/http.rules.yaml", "record: job:http_req<|>uests:rate5m"],
		["kubernetes/prometheusrule.yaml", "avg_over_time(job:http_req<|>uests:rate5m"],
		["chart/dashboards/traffic.json", "job:http_req<|>uests:rate5m|up"],
		["chart/templates/rules.yaml", 'query \\"job:http_req<|>uests:rate5m'.replaceAll("\\", "")],
	] as const) {
		const lines = await renamed(sample, path, marked, "job:requests:rate5m");
		expect(typeof lines === "string" ? lines : [...lines].sort()).toEqual([...expected].sort());
	}
});

test("an alert, and what pages say of it after a look", async () => {
	const certain = [
		'alertmanager/alertmanager.yml:6 - alertname=~"ErrorsAreHigh|TrafficGone"',
		'alertmanager/alertmanager.yml:17 - source_matchers: [alertname="ErrorsAreHigh"]',
		'kubernetes/dashboards.yaml:32 "targets": [{"refId": "A", "expr": "count(ALERTS{alertname=~\\"ErrorsAreHigh|SlowRequests\\", job=~\\"${job:regex}\\"})"}]',
		'queries/incident.promql:8 ALERTS{alertname="ErrorsAreHigh", alertstate="firing"}',
		"rules/http.rules.yaml:18 - alert: ErrorsAreHigh",
		"tests/http.test.yaml:16 alertname: ErrorsAreHigh",
	];
	const afterALook = [
		"chart/templates/rules.yaml:20 runbook_url: ../../runbooks/http.md#errorsarehigh",
		"rules/http.rules.yaml:27 runbook_url: ../runbooks/http.md#errorsarehigh",
		"runbooks/NoOrders.md:17 See also [errors](http.md#errorsarehigh).",
		"runbooks/http.md:5 ## ErrorsAreHigh",
		"runbooks/http.md:7 `ErrorsAreHigh` fires when one request in twenty fails. Look at where it began:",
	];
	const sorted = async (all: boolean) => {
		const lines = await renamed(sample, "tests/http.test.yaml", "alertname: HighErr<|>orRatio", "ErrorsAreHigh", all);
		return typeof lines === "string" ? lines : [...lines].sort();
	};
	expect(await sorted(false)).toEqual([...certain].sort());
	expect(await sorted(true)).toEqual([...certain, ...afterALook].sort());
});

test("a variable, in every spelling and in links of other files", async () => {
	const lines = await renamed(sample, "kubernetes/dashboards.yaml", 'job=~\\"$jo<|>b\\", tier', "service");
	expect(lines).toEqual([
		'dashboards/checkout.json:6 { "title": "Requests", "type": "link", "url": "/d/shop-requests/requests?var-service=checkout&${__url_time_range}" }',
		'kubernetes/dashboards.yaml:11 "title": "Requests of $service",',
		'kubernetes/dashboards.yaml:15 {"name": "service", "type": "query", "datasource": {"type": "prometheus", "uid": "prom"}, "query": "label_values(job:http_requests:rate5m, job)", "multi": true}',
		'kubernetes/dashboards.yaml:24 "repeat": "service",',
		'kubernetes/dashboards.yaml:25 "targets": [{"refId": "A", "expr": "job:http_requests:rate5m{job=~\\"$service\\", tier=\\"edge\\"}", "legendFormat": "{{job}}"}]',
		'kubernetes/dashboards.yaml:32 "targets": [{"refId": "A", "expr": "count(ALERTS{alertname=~\\"HighErrorRatio|SlowRequests\\", job=~\\"${service:regex}\\"})"}]',
		"runbooks/http.md:13 Then see the [dashboard](https://grafana.invalid/d/shop-requests/requests?var-service=checkout), and the",
	]);
});

test("what only one file knows", async () => {
	expect(await renamed(sample, "alertmanager/alertmanager.yml", "name: shop-pa<|>ger", "pager")).toEqual([
		"alertmanager/alertmanager.yml:8 receiver: pager",
		"alertmanager/alertmanager.yml:14 receiver: pager",
		"alertmanager/alertmanager.yml:23 - name: pager",
	]);
	expect(await renamed(sample, "alertmanager/alertmanager.yml", "intervals: [main<|>tenance]", "sundays")).toEqual([
		"alertmanager/alertmanager.yml:9 mute_time_intervals: [sundays]",
		"alertmanager/alertmanager.yml:31 - name: sundays",
	]);
	expect(await renamed(sample, "tests/http.test.yaml", "errors wake some<|>body", "errors wake people")).toEqual([
		"tests/http.test.yaml:7 - name: errors wake people",
	]);
});

test("what is written with escapes", async () => {
	const workspace = TestWorkspace.of(`--- rules.yaml
groups:
  - name: g
    rules:
      - alert: 'It''s "down"'
        expr: up == 0
      - alert: Watch
        expr: ALERTS{alertname="It's \\"down\\""} and ALERTS{alertname=~'It\\'s "down"|Other'} or ALERTS{alertname=~"It's .*"}
--- dashboard.json
{"title": "t", "schemaVersion": 41, "panels": [{"type": "timeseries", "targets": [{"expr": "ALERTS{alertname=\\"It's \\\\\\"down\\\\\\"\\"}"}]}]}
`);
	expect(await renamed(workspace, "rules.yaml", "'It''s <|>", 'It\'s "gone"')).toEqual([
		`rules.yaml:4 - alert: 'It''s "gone"'`,
		`rules.yaml:7 expr: ALERTS{alertname="It's \\"gone\\""} and ALERTS{alertname=~'It\\'s "gone"|Other'} or ALERTS{alertname=~"It's .*"}`,
		'dashboard.json:1 {"title": "t", "schemaVersion": 41, "panels": [{"type": "timeseries", "targets": [{"expr": "ALERTS{alertname=\\"It\'s \\\\\\"gone\\\\\\"\\"}"}]}]}',
	]);
});

describe("refused with a reason", () => {
	const files = `--- rules/a.yaml
groups:
  - name: g
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - record: job:down:sum
        expr: job:up:sum * 0 + job:elsewhere:sum
      - alert: Down
        expr: '{__name__=~"job:.*"} == 0 or ALERTS{alertname=~"Do.*"}'
      - alert: Quoted
        expr: ALERTS{alertname=~"Plain|Quoted"}
      - alert: Plain
        expr: up
--- dashboard.json
{"title": "$job", "schemaVersion": 41, "uid": "x", "panels": [{"type": "timeseries", "title": "$other", "targets": [{"expr": "up"}]}], "templating": {"list": [{"name": "job", "type": "query", "query": "label_values(up, job)"}, {"name": "pod", "type": "textbox"}]}}
--- library.json
{"title": "$job", "schemaVersion": 41, "panels": [{"type": "timeseries", "libraryPanel": {"uid": "u", "name": "Load"}}], "templating": {"list": [{"name": "job", "type": "query", "query": "label_values(up, job)"}]}}
`;
	const workspace = TestWorkspace.of(files);
	test.each([
		["rules/a.yaml", "expr: sum by (job) (u<|>p)", "x", "No recording rule of the workspace defines up"],
		[
			"rules/a.yaml",
			"record: job:up<|>:sum",
			"job:down:sum",
			"There is a recording rule job:down:sum already, in rules/a.yaml",
		],
		["rules/a.yaml", "record: job:up<|>:sum", "job:elsewhere:sum", "asks for job:elsewhere:sum already"],
		[
			"rules/a.yaml",
			"record: job:up<|>:sum",
			"up-sum",
			"rules/a.yaml, line 7, and there the way it is written cannot hold up-sum",
		],
		[
			"rules/a.yaml",
			"record: job:up<|>:sum",
			"up:sum",
			"line 9, and there the pattern job:.* matches job:up:sum among others",
		],
		["rules/a.yaml", "record: job:up<|>:sum", "", "not empty"],
		["rules/a.yaml", "record: job:up<|>:sum", "job:{up}", "no braces"],
		["rules/a.yaml", "alert: Do<|>wn", "Quoted", "There is an alert Quoted already"],
		["rules/a.yaml", "alert: Do<|>wn", "Gone", "the pattern Do.* matches Down among others, and would not match Gone"],
		["rules/a.yaml", "alert: Pla<|>in", "a: b", "line 11, and there the way it is written cannot hold a: b"],
		["dashboard.json", '"title": "$jo<|>b"', "pod", "has a variable pod already"],
		["dashboard.json", '"title": "$jo<|>b"', "a-b", "letters, digits and _"],
		["dashboard.json", '"title": "$jo<|>b"', "__from", "Grafana's own"],
		["dashboard.json", '"title": "$jo<|>b"', "other", "asks for $other already"],
		["library.json", '"title": "$jo<|>b"', "service", "is the library panel Load"],
	])("%s: %s → %s", async (path, marked, to, reason) => {
		expect(await renamed(workspace, path, marked, to)).toContain(reason);
	});

	test("before all files are known", async () => {
		const unfinished = new TestWorkspace(splitFiles(files));
		unfinished.graph.setComplete(false);
		expect(await renamed(unfinished, "rules/a.yaml", "record: job:up<|>:sum", "x:y")).toContain("Not all files");
		unfinished.graph.setRoots([]);
		expect(await renamed(unfinished, "rules/a.yaml", "record: job:up<|>:sum", "x:y")).toContain("No folder is open");
	});

	test("where nothing has a name, nothing is said", () => {
		const path = "rules/a.yaml";
		const offset = workspace.text(path).indexOf("groups");
		const file = workspace.navigation(path).file;
		expect(prepareRename(workspace.source(path), file, offset, workspace)).toBeUndefined();
	});
});

test("a name is renamed in a template of a chart, but not what an action makes up", async () => {
	const workspace = TestWorkspace.of(`--- rules.yaml
groups:
  - name: g
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
--- chart/templates/r.yaml
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: {{ .Release.Name }}
spec:
  groups:
    - name: g
      rules:
        - alert: {{ .Values.prefix }}Down
          expr: job:up:sum{job="{{ .Values.job }}"} == 0 and job:up:{{ .Values.suffix }} == 0
`);
	expect(await renamed(workspace, "rules.yaml", "record: job:<|>up", "job:up:total")).toEqual([
		"rules.yaml:4 - record: job:up:total",
		'chart/templates/r.yaml:10 expr: job:up:total{job="{{ .Values.job }}"} == 0 and job:up:{{ .Values.suffix }} == 0',
	]);
});
