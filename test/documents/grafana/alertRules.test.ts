import { describe, expect, it } from "vitest";
import { drawOutline, drawRegions, readDashboard } from "../../support/dashboards.ts";

const rules = `rules:
  - uid: a
    title: Too many errors
    condition: C
    data:
      - refId: A
        datasourceUid: prometheus-main
        relativeTimeRange: { from: 600, to: 0 }
        model:
          refId: A
          expr: sum(rate(errors_total[5m]))
      - refId: L
        datasourceUid: logs
        model:
          datasource: { type: loki, uid: logs }
          expr: '{app="x"}'
      - refId: C
        datasourceUid: __expr__
        model:
          type: threshold
          expression: A
    for: 5m
`;

const file = `apiVersion: 1
groups:
  - orgId: 1
    name: web
    folder: Alerts
    interval: 1m
    ${rules.replaceAll("\n", "\n    ").trim()}
`;

const operator = `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaAlertRuleGroup
metadata:
  name: web
spec:
  folderRef: alerts
  interval: 1m
  ${rules.replaceAll("\n", "\n  ").trim()}
`;

const rendered = [
	"alert Too many errors (alert rule)",
	"  query A (sum(rate(errors_total[5m])))",
	'  query L ({app="x"})',
	"  query C (A)",
].join("\n");

describe("alert rules that Grafana evaluates", () => {
	it.each([
		["of a provisioning file", file, "group web (Alerts)"],
		["of the operator", operator, "document web (GrafanaAlertRuleGroup)"],
	])("%s are shown with their queries, of which those of Prometheus are PromQL", (_, text, parent) => {
		const model = readDashboard(text);
		expect(drawRegions(model)).toEqual(['alert rule "Too many errors": sum(rate(errors_total[5m]))']);
		expect(drawOutline(model?.outline ?? [])).toBe(`${parent}\n${rendered.replace(/^/gm, "  ")}`);
		expect(model?.problems).toEqual([]);
		expect(model?.groups).toEqual([]);
	});

	it("are no rules of Prometheus", () => {
		expect(readDashboard(file)?.adapters).toEqual(["grafanaAlertRules"]);
	});

	it.each([
		["data sources", "apiVersion: 1\ndatasources:\n  - name: x\n    type: prometheus\n"],
		["dashboards", "apiVersion: 1\nproviders:\n  - name: x\n    folder: y\n"],
		["contact points", "apiVersion: 1\ncontactPoints:\n  - orgId: 1\n    name: x\n"],
		["groups of something else", "apiVersion: 1\ngroups:\n  - name: admins\n    users: [a]\n"],
	])("are not %s", (_, text) => {
		expect(readDashboard(text)).toBeUndefined();
	});
});

describe("the operator's GrafanaDashboard", () => {
	it("holds a dashboard as text", () => {
		const text = `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDashboard
metadata:
  name: web
spec:
  json: |
    {
      "title": "Web",
      "schemaVersion": 40,
      "panels": [{ "type": "stat", "title": "Up", "targets": [{ "refId": "A", "expr": "up{job=\\"x\\"}" }] }]
    }
`;
		const model = readDashboard(text);
		expect(drawRegions(model)).toEqual(['panel "Up": up{job="x"}']);
		const [region] = model?.regions ?? [];
		expect(text.slice(region?.hostSpan.start, region?.hostSpan.end)).toBe('up{job=\\"x\\"}');
		expect(drawOutline(model?.outline ?? [])).toContain("dashboard Web (1 panel)");
	});
});
