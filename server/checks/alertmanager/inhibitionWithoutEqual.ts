import type { Inhibition } from "../../documents/model/alertmanagerConfig.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { printMatcher, valuesOf } from "./matcherSets.ts";

export default defineCheck({
	id: "alertmanager/inhibition-without-equal",
	title: "Inhibition across everything",
	severity: "information",
	why: "Without `equal`, one alert of the source mutes every alert of the target, wherever it comes from: a critical alert of one cluster hides the warnings of all others.",
	fix: "List the labels under `equal` that the two alerts must share, such as `namespace` or `cluster`. Where the whole installation is meant, turn the hint off there.",
	differences: "Not reported where both sides ask for the same value of a label, which limits both alike.",
	examples: [
		{
			title: "One cluster mutes all",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
receivers:
  - name: mail
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
                      ^^^^^^^^^^^^^^^^^^
`,
			good: `route:
  receiver: mail
receivers:
  - name: mail
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [cluster, namespace]
`,
		},
	],
	visit: {
		alertmanager({ inhibitions, whole }, { report }) {
			if (!whole) return;
			for (const inhibition of inhibitions) {
				const { source, target, equal } = inhibition;
				const [first] = target;
				if (equal.length > 0 || first === undefined || source.length === 0 || sharesValue(inhibition)) continue;
				report({
					at: first.span,
					message: `One alert with ${shorten(source.map(printMatcher).join(", "))} mutes every alert with ${shorten(target.map(printMatcher).join(", "))}, wherever it comes from. List under equal what both must share, such as cluster or namespace.`,
				});
			}
		},
	},
});

function sharesValue({ source, target }: Inhibition): boolean {
	return source.some((one) =>
		target.some(
			(other) =>
				other.label === one.label && valuesOf(one)?.length === 1 && valuesOf(other)?.join() === valuesOf(one)?.join(),
		),
	);
}
