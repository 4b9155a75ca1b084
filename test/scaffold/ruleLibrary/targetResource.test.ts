import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { renderScaffold } from "../../support/scaffolds.ts";

const there = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop-rules
  labels: {release: x}
spec:
  groups:
    - name: shop
      rules:
        - alert: A
          expr: up == 0
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b}
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: other
  namespace: ops
spec:
  groups:
    - name: alerts
      rules:
        - alert: B
          expr: up == 0
`;

async function addTo(id: string, answers: Readonly<Record<string, string>>): Promise<readonly string[]> {
	const rendered = await renderScaffold(
		id,
		{ source: "expression", expression: "jobs_waiting", extras: "", file: "k8s/any.yaml", ...answers },
		{ files: { "k8s/any.yaml": there } },
	);
	const documents = parseAllDocuments(rendered.files.find(({ path }) => path === "k8s/any.yaml")?.content ?? "");
	return documents.map((document) => {
		const value = document.toJS() as {
			metadata: { name: string; namespace?: string; labels?: unknown };
			spec?: { groups: { rules: { alert?: string; record?: string }[] }[] };
		};
		const rules = (value.spec?.groups ?? []).flatMap((group) => group.rules);
		const { name, namespace = "-", labels = {} } = value.metadata;
		return [name, namespace, JSON.stringify(labels), ...rules.map(({ alert, record }) => alert ?? record)].join(" ");
	});
}

test("an alert goes to the PrometheusRule of the file that has its group", async () => {
	expect(await addTo("alert", { alertName: "Waiting", threshold: "3" })).toEqual([
		'shop-rules - {"release":"x"} A',
		"b - {}",
		"other ops {} B Waiting",
	]);
});

test("a recording rule goes to the first PrometheusRule of the file where none has its group", async () => {
	expect(
		await addTo("recordingRule", { expression: "max by (queue) (jobs_waiting)", record: "queue:jobs:max" }),
	).toEqual(['shop-rules - {"release":"x"} A queue:jobs:max', "b - {}", "other ops {} B"]);
});
