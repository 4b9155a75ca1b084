import type { AlertMatcher, Inhibition } from "../../documents/model/alertmanagerConfig.ts";
import { RegularExpressions } from "../../promql/regularExpressions.ts";
import { shorten } from "../../promql/shorten.ts";
import { defineCheck, type Report } from "../check.ts";
import { findContradiction, implyAll, printMatcher } from "./matcherSets.ts";

export default defineCheck({
	id: "alertmanager/inhibits-nothing",
	title: "Inhibition that never mutes anything",
	severity: "warning",
	why: "An inhibition mutes the alerts of its target while one of its source fires that has the same values of the labels in `equal`. A label in `equal` for which the two sides ask for different values is never the same. And an alert that fits both sides is not muted by another one that fits both, so with the same matchers on both sides nothing is muted at all.",
	fix: "Take the label that tells the two sides apart out of `equal`, or correct the matchers.",
	examples: [
		{
			title: "The severity cannot be equal",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
receivers:
  - name: mail
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [alertname, severity]
                       ^^^^^^^^
`,
			good: `route:
  receiver: mail
receivers:
  - name: mail
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [alertname]
`,
		},
		{
			title: "The same on both sides",
			file: "alertmanager.yml",
			bad: `route:
  receiver: mail
receivers:
  - name: mail
inhibit_rules:
  - source_matchers: [alertname="NodeDown"]
    target_matchers: [alertname="NodeDown"]
                      ^^^^^^^^^^^^^^^^^^^^
    equal: [cluster]
`,
			good: `route:
  receiver: mail
receivers:
  - name: mail
inhibit_rules:
  - source_matchers: [alertname="NodeDown"]
    target_matchers: [alertname="PodDown"]
    equal: [cluster]
`,
		},
	],
	visit: {
		alertmanager({ inhibitions, whole }, { report }) {
			if (!whole) return;
			const expressions = new RegularExpressions();
			for (const inhibition of inhibitions) {
				const found = judge(inhibition, expressions);
				if (found !== undefined) report(found);
			}
		},
	},
});

function judge({ source, target, equal }: Inhibition, expressions: RegularExpressions): Report | undefined {
	for (const side of [source, target]) {
		const clash = findContradiction(side, expressions);
		if (clash === undefined) continue;
		const [matcher, other] = clash;
		return {
			at: matcher.span,
			message: `No alert fulfils both ${shorten(printMatcher(matcher))} and ${shorten(printMatcher(other))}, so this inhibition never mutes anything. Correct one of them.`,
			related: [{ at: other.span, message: "The other matcher is here." }],
		};
	}
	for (const label of equal) {
		const about = ({ label: name }: AlertMatcher) => name === label.value;
		const clash = findContradiction([...source.filter(about), ...target.filter(about)], expressions);
		if (clash === undefined) continue;
		const [matcher, other] = clash;
		return {
			at: label.span,
			message: `${shorten(label.value)} is never equal here: one side asks for ${shorten(printMatcher(other))}, the other for ${shorten(printMatcher(matcher))}, so nothing is muted. Take it out of equal.`,
			related: [matcher, other].map(({ span }) => ({ at: span, message: "It is asked for here." })),
		};
	}
	const [first] = target;
	if (first === undefined || source.length === 0) return undefined;
	if (!implyAll(source, target, expressions) || !implyAll(target, source, expressions)) return undefined;
	return {
		at: first.span,
		message: `Both sides ask for ${shorten(source.map(printMatcher).join(", "))}, and an alert that fits both is not muted by another that does, so this inhibition mutes nothing. Say what tells the muted alerts from the others.`,
		...(source[0] === undefined ? {} : { related: [{ at: source[0].span, message: "The same is asked for here." }] }),
	};
}
