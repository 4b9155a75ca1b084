import { factOf } from "../../promql/result/labels.ts";
import { shorten } from "../../promql/shorten.ts";
import { walk } from "../../promql/visit.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "promql/replaced-label",
	title: "Joined label that is there already",
	severity: "warning",
	why: "`group_left (…)` and `group_right (…)` copy labels from the side with one series. Where the other side has the label already, its value is replaced, and removed where the copied side lacks it. Matchers of that label no longer say what the result holds.",
	fix: "Take the label out of `group_left (…)`. Where another value is wanted, copy it to another name first with `label_replace`.",
	equivalents: ["pint promql/impossible"],
	differences:
		"A warning only where nothing can be won: where the other side never has the label, or has the same value. Otherwise the replacement may be meant, and it is information.",
	examples: [
		{
			title: "Every series has a job already",
			bad: `groups:
  - name: api
    rules:
      - record: instance:up:version
        expr: up{job="api"} * on (instance) group_left (job, version) build_info{job=""}
                                                        ^^^
`,
			good: `groups:
  - name: api
    rules:
      - record: instance:up:version
        expr: up{job="api"} * on (instance) group_left (version) build_info{job=""}
`,
		},
	],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "binary" || part.matching?.group === undefined) continue;
				const { side, include } = part.matching.group;
				const many = side === "left" ? part.left : part.right;
				const alternatives = expression.alternativesOf(many).filter(({ empty }) => empty !== "always");
				for (const label of include) {
					const facts = alternatives.map(({ labels }) => factOf(labels, label.name));
					const [first] = facts;
					if (first === undefined || !facts.every(({ presence }) => presence === "sure")) continue;
					const name = shorten(label.name);
					const one = expression.alternativesOf(side === "left" ? part.right : part.left);
					const others = one.map(({ labels }) => factOf(labels, label.name));
					const removed = others.length > 0 && others.every(({ presence }) => presence === "never");
					const same = [...facts, ...others].every(
						({ values }) => values?.length === 1 && values[0] === first.values?.[0],
					);
					const effect = removed
						? "removes it, as the other side never has it"
						: same
							? "replaces it by the same value"
							: "replaces its value by that of the other side";
					report({
						// It may be meant: the kind of an owner's owner instead of the owner's.
						...(removed || same ? {} : { severity: "information" }),
						at: expression.at(label.span),
						message: `Every series on the ${side} has the label ${name} already, and group_${side} ${effect}. Take ${name} out of group_${side}, or copy it to another name first.`,
						related: [{ at: expression.at(first.reason.span), message: `${name} is ${first.reason.text}.` }],
					});
				}
			}
		},
	},
});
