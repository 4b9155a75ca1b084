import { evaluateTemplate } from "../../documents/embedded/goTemplate/evaluate.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "alert/unknown-external-label",
	title: "External label that is not configured",
	severity: "warning",
	needs: ["externalLabels"],
	why: "`$externalLabels` holds what `global.external_labels` of the Prometheus that evaluates the rule configures, and nothing else. Another name gives an empty text: “disk full in cluster ” tells whoever is on call nothing.",
	fix: "Use a label that is configured, or add this one to `global.external_labels`.",
	equivalents: ["pint alerts/external_labels"],
	differences: "A warning rather than an error, as the rule works but for the empty text.",
	examples: [
		{
			title: "Another name than the configured one",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          summary: "{{ $labels.instance }} is down in {{ $externalLabels.region }}"
                                                         ^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          summary: "{{ $labels.instance }} is down in {{ $externalLabels.cluster }}"
`,
			knowledge: { externalLabels: () => new Map([["cluster", "eu-1"]]) },
		},
	],
	visit: {
		rule({ rule, templates }, { report, knowledge }) {
			if (rule.kind !== "alert") return;
			for (const template of templates) {
				for (const event of evaluateTemplate(template.parsed.nodes)) {
					if (event.kind !== "externalLabel" || event.guarded) continue;
					const configured = knowledge.externalLabels();
					if (configured === undefined || configured.has(event.label)) continue;
					const names = [...configured.keys()];
					const known = names.length === 0 ? "it has none" : `it has ${shorten(names.join(", "))}`;
					report({
						at: template.at(event.span),
						message: `Prometheus has no external label ${shorten(event.label)}, so this is an empty text: ${known}. Use one of those, or add it to global.external_labels.`,
					});
				}
			}
		},
	},
});
