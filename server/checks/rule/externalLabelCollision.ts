import type { RuleEntry } from "../../documents/model.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/external-label-collision",
	title: "Label that hides an external one",
	severity: "warning",
	needs: ["externalLabels"],
	why: "Prometheus adds its external labels to alerts and to what it sends away only where they have no label of that name. A rule that sets one itself hides which server it comes from: routes in Alertmanager that go by it send the alert elsewhere, and in a central storage the series of two servers run together.",
	fix: "Give the label another name, or leave it out: the external label is added by itself.",
	equivalents: ["pint labels/conflict"],
	examples: [
		{
			title: "Another cluster than the server's own",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        labels:
          severity: page
          cluster: backend
          ^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        labels:
          severity: page
          tier: backend
`,
			knowledge: { externalLabels: () => new Map([["cluster", "eu-1"]]) },
		},
	],
	visit: {
		rule({ rule }, { report, knowledge }) {
			if (rule.kind === "incomplete" || rule.labels.length === 0) return;
			const configured = knowledge.externalLabels();
			if (configured === undefined) return;
			for (const entry of rule.labels) {
				const external = configured.get(entry.key.value);
				// One without a value takes the label away, and one of the same value changes nothing.
				if (external === undefined || entry.value.value === "" || external === entry.value.value) continue;
				report({ at: entry.key.span, message: tell(entry, external) });
			}
		},
	},
});

function tell({ key, value }: RuleEntry, external: string): string {
	const [name, own, other] = [key.value, value.value, external].map(shorten);
	return `Prometheus has the external label ${name}=“${other}”, and with ${name}: ${own} here it is not added. Routes and dashboards that go by it miss this rule. Take another name for the label, or leave it out.`;
}
