import { expect, test } from "vitest";
import type { CheckKnowledge } from "../../server/checks/knowledge.ts";
import { CHECKS } from "../../server/checks/registry.ts";
import { runCheck } from "../support/checkExamples.ts";

interface Case {
	readonly check: string;
	readonly what: string;
	readonly text: string;
	readonly file?: string;
	readonly others?: Readonly<Record<string, string>>;
	readonly knowledge?: Partial<CheckKnowledge>;
	/** What is marked; nothing where it is left out. */
	readonly marked?: readonly string[];
}

const group = (rules: string, head = ""): string => `groups:\n  - name: g\n${head}    rules:\n${rules}`;
const record = (name: string, expr: string): string => `      - record: ${name}\n        expr: ${expr}\n`;
const alert = (name: string, expr: string, more = ""): string =>
	`      - alert: ${name}\n        expr: ${expr}\n${more}`;
const counter = (name: string, labels = "[]"): string =>
	`import { Counter } from "prom-client";\nexport const c = new Counter({ name: "${name}", help: "h", labelNames: ${labels} });\n`;
/** `checkout_orders_place_total`, or without its suffix where an exporter adds none. */
const instrument =
	'import { metrics } from "@opentelemetry/api";\nexport const c = metrics.getMeter("shop").createCounter("checkout.orders.place");\n';
const linked = (url: string): string => `        annotations:\n          runbook_url: ${url}\n`;
const loading = (patterns: string): string => `rule_files: [${patterns}]\nscrape_configs:\n  - job_name: a\n`;

const cases: readonly Case[] = [
	{
		check: "promql/undefined-metric",
		what: "a metric from outside is nobody's fault",
		text: group(alert("A", "rate(http_requests_total[5m]) > 1")),
		others: { "m.ts": counter("checkout_orders_total") },
	},
	{
		check: "promql/undefined-metric",
		what: "names that differ in a number are different names",
		text: group(alert("A", "rate(orders_v2_total[5m]) > 1")),
		others: { "m.ts": counter("orders_v1_total") },
	},
	{
		check: "promql/undefined-metric",
		what: "a word that other names have is no slip",
		text: group(alert("A", "rate(frontend_queue_seconds_total[5m]) > 1")),
		others: { "m.ts": counter("frontend_enqueue_seconds_total"), "n.ts": counter("scheduler_queue_length") },
	},
	{
		check: "promql/undefined-metric",
		what: "smallest and largest are names of their own",
		text: group(alert("A", "frontend_min_seconds > 1")),
		others: { "m.ts": counter("frontend_max_seconds") },
	},
	{
		check: "promql/undefined-metric",
		what: "a metric may be exposed under other settings",
		text: group(alert("A", "sum(rate(checkout_orders_place[5m])) > 1")),
		others: { "m.ts": instrument, "n.ts": counter("checkout_orders_placed") },
	},
	{
		check: "code/unused-metric",
		what: "what is asked for under other settings is used",
		text: instrument,
		file: "m.ts",
		others: {
			"rules.yaml": group(alert("A", "rate(checkout_orders_place[5m]) > 1") + alert("B", "rate(b_total[5m]) > 1")),
			"n.ts": counter("b_total"),
		},
	},
	{
		check: "promql/label-not-set",
		what: "a label that several metrics are asked for comes from their registry",
		text: group(alert("A", 'a_total{controller="x"} > 1') + alert("B", 'b_total{controller="x"} > 1')),
		others: { "m.ts": counter("a_total"), "n.ts": counter("b_total") },
	},
	{
		check: "promql/label-not-set",
		what: "a label that one metric is asked for",
		text: group(alert("A", 'a_total{controller="x"} > 1') + alert("B", "sum by (controller) (a_total) > 1")),
		others: { "m.ts": counter("a_total") },
		marked: ["a_total", "a_total"],
	},
	{
		check: "alert/dead-runbook",
		what: "an anchor of HTML is a place to link to",
		text: group(alert("A", "up == 0", linked("runbooks/a.md#roll-back"))),
		others: { "runbooks/a.md": '# A\n\n<a class="x" id="roll-back"></a>\n\n## What then\n' },
	},
	{
		check: "alert/dead-runbook",
		what: "a site may make other fragments of headings",
		text: group(alert("A", "up == 0", linked("https://runbooks.example.com/runbooks/a/#What_then"))),
		others: { "runbooks/a.md": "# A\n\n## What then\n" },
	},
	{
		check: "alert/dead-runbook",
		what: "a forge makes those that are known",
		text: group(alert("A", "up == 0", linked("https://github.com/o/r/blob/main/runbooks/a.md#before"))),
		others: { "runbooks/a.md": "# A\n\n## What then\n" },
		marked: ["https://github.com/o/r/blob/main/runbooks/a.md#before"],
	},
	{
		check: "promql/undefined-metric",
		what: "a metric that a server or a catalogue describes is known",
		text: group(alert("A", "rate(checkout_order_total[5m]) > 1")),
		others: { "m.ts": counter("checkout_orders_total") },
		knowledge: { metadata: () => ({ type: "counter", unit: "" }) },
	},
	{
		check: "promql/undefined-metric",
		what: "what a server lists is left to those who ask it",
		text: group(alert("A", "rate(checkout_order_total[5m]) > 1")),
		others: { "m.ts": counter("checkout_orders_total") },
		knowledge: { serverHasMetric: () => false },
	},
	{
		check: "promql/undefined-metric",
		what: "a slip in a dashboard is told too",
		text: JSON.stringify({
			title: "d",
			schemaVersion: 39,
			panels: [
				{
					type: "stat",
					title: "p",
					datasource: { type: "prometheus", uid: "p" },
					targets: [{ refId: "A", expr: "rate(checkout_order_total[5m])" }],
				},
			],
		}),
		file: "d.json",
		others: { "m.ts": counter("checkout_orders_total") },
		marked: ["checkout_order_total"],
	},
	{
		check: "promql/undefined-metric",
		what: "a sibling that no rule records is information",
		text: group(alert("A", "job:errors:ratio > 1")),
		others: { "r.yaml": group(record("job:errors:rate5m", "sum by (job) (rate(errors[5m]))")) },
		marked: ["job:errors:ratio"],
	},
	{
		check: "promql/label-not-set",
		what: "what scraping adds is no fault",
		text: group(alert("A", 'sum by (job, namespace, pod) (rate(orders_total{instance=~"a.*"}[5m])) > 1')),
		others: { "m.ts": counter("orders_total") },
	},
	{
		check: "promql/label-not-set",
		what: "labels that only the program knows may be any",
		text: group(alert("A", 'rate(orders_total{kind="x"}[5m]) > 1')),
		others: { "m.ts": counter("orders_total", "names") },
	},
	{
		check: "promql/label-not-set",
		what: "a matcher that an absent label fits needs no label",
		text: group(alert("A", 'rate(orders_total{kind!="x"}[5m]) > 1')),
		others: { "m.ts": counter("orders_total") },
	},
	{
		check: "promql/label-not-set",
		what: "another registration may set it",
		text: group(alert("A", 'rate(orders_total{kind="x"}[5m]) > 1')),
		others: { "a.ts": counter("orders_total"), "b.ts": counter("orders_total", '["kind"]') },
	},
	{
		check: "rule/cycle",
		what: "a rule may read its own last value",
		text: group(record("a:b", "0.9 * a:b + 0.1 * up")),
	},
	{
		check: "rule/cycle",
		what: "rules that are read twice are no circle",
		text: group(record("a:b", "a:c + a:d") + record("a:c", "a:d") + record("a:d", "up")),
	},
	{
		check: "rule/cycle",
		what: "files that nobody loads together are alternatives",
		text: group(record("node_time", "node_time_seconds")),
		others: { "new.yaml": group(record("node_time_seconds", "node_time")) },
	},
	{
		check: "rule/cycle",
		what: "a circle of three is told at each",
		text: group(record("a:b", "a:c") + record("a:c", "a:d") + record("a:d", "a:b")),
		marked: ["a:b", "a:c", "a:d"],
	},
	{
		check: "rule/lagging-chain",
		what: "a group without an interval of its own is as fast as the server",
		text: group(alert("A", "a:b > 1"), "    interval: 30s\n"),
		others: { "r.yaml": group(record("a:b", "sum(up)")) },
	},
	{
		check: "rule/lagging-chain",
		what: "a group that is evaluated as rarely does not wait for the other",
		text: group(alert("A", "a:b > 1"), "    interval: 15m\n"),
		others: { "r.yaml": group(record("a:b", "sum(up)"), "    interval: 10m\n") },
	},
	{
		check: "rule/lagging-chain",
		what: "the intervals of a chain add up",
		text: group(alert("A", "a:c > 1"), "    interval: 30s\n"),
		others: {
			"r.yaml": group(record("a:b", "sum(up)"), "    interval: 3m\n"),
			"s.yaml": group(record("a:c", "a:b * 2"), "    interval: 3m\n").replace("name: g", "name: h"),
		},
		marked: ["a:c"],
	},
	{
		check: "rule/duplicate-elsewhere",
		what: "the same rule for two environments is no duplicate",
		text: group(alert("A", "up == 0")),
		file: "prod/rules.yaml",
		others: {
			"dev/rules.yaml": group(alert("A", "up == 0")),
			"prod/prometheus.yml": loading("rules.yaml"),
			"dev/prometheus.yml": loading("rules.yaml"),
		},
	},
	{
		check: "rule/duplicate-elsewhere",
		what: "a warning and a page are two alerts",
		text: group(alert("A", "up == 0", "        labels: {severity: page}\n")),
		file: "rules/a.yaml",
		others: {
			"rules/b.yaml": group(alert("A", "up == 0", "        labels: {severity: ticket}\n")),
			"prometheus.yml": loading("'rules/*.yaml'"),
		},
	},
	{
		check: "alert/dead-runbook",
		what: "of a site nothing is known",
		text: group(alert("A", "up == 0", linked("https://runbooks.example.org/a.md"))),
	},
	{
		check: "alert/dead-runbook",
		what: "nor of a place outside of the workspace",
		text: group(alert("A", "up == 0", linked("../../elsewhere/a.md"))),
		file: "a.yaml",
	},
	{
		check: "alert/dead-runbook",
		what: "nor of what is known only when the alert fires",
		text: group(alert("A", "up == 0", linked('"runbooks/{{ $labels.job }}.md"'))),
	},
	{
		check: "runbook/without-alert",
		what: "where there are no alerts they are kept elsewhere",
		text: "# Something\n\nText.\n",
		file: "runbooks/something.md",
	},
	{
		check: "runbook/without-alert",
		what: "a heading that names an alert is enough",
		text: "# API\n\n## A\n\nText.\n",
		file: "runbooks/api.md",
		others: { "r.yaml": group(alert("A", "up == 0")) },
	},
	{
		check: "runbook/disagrees",
		what: "prose is no name",
		text: "# When the API is down\n\nLook at the logs.\n",
		file: "runbooks/api.md",
		others: { "r.yaml": group(alert("ApiDown", "up == 0", linked("runbooks/api.md"))) },
	},
	{
		check: "runbook/disagrees",
		what: "a page of several alerts may say the number of each",
		text: "# API\n\nThreshold: 5%\n",
		file: "runbooks/api.md",
		others: {
			"r.yaml": group(
				alert("A", "a > 0.1", linked("runbooks/api.md")) + alert("B", "b > 0.05", linked("runbooks/api.md")),
			),
		},
	},
	{
		check: "runbook/disagrees",
		what: "another severity is told",
		text: "# A\n\n| Severity | ticket |\n",
		file: "runbooks/a.md",
		others: {
			"r.yaml": group(alert("A", "up == 0", `        labels: {severity: page}\n${linked("runbooks/a.md")}`)),
		},
		marked: ["ticket"],
	},
	{
		check: "code/unused-metric",
		what: "where nothing asks for the code's metrics, dashboards are kept elsewhere",
		text: counter("orders_total"),
		file: "m.ts",
		others: { "r.yaml": group(alert("A", "up == 0")) },
	},
	{
		check: "dashboard/unexposed-metric",
		what: "what a rule of the workspace records will come",
		text: JSON.stringify({
			title: "d",
			schemaVersion: 39,
			panels: [
				{
					type: "stat",
					title: "p",
					datasource: { type: "prometheus", uid: "p" },
					targets: [{ refId: "A", expr: "a:b" }],
				},
			],
		}),
		file: "d.json",
		others: { "r.yaml": group(record("a:b", "sum(up)")) },
		knowledge: { serverHasMetric: () => false },
	},
];

test.each(cases)("$check: $what", async ({ check: id, text, marked = [], ...given }) => {
	const check = CHECKS.find((one) => one.id === id);
	expect(check).toBeDefined();
	if (check === undefined) return;
	const { problems } = await runCheck(check, { title: "", bad: "", good: "", ...given }, text);
	expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual(marked);
});
