import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "rule/owner",
	title: "Rule that belongs to nobody",
	severity: "warning",
	optIn: true,
	why: "A rule without an owner is mended by nobody: it goes on waking people up who have never heard of it, and nobody dares to remove it.",
	fix: "Add the label, or a comment `# owner: team` above the rule or at the beginning of the file.",
	equivalents: ["pint rule/owner"],
	options: {
		label: { kind: "string", description: "The label that names the owner.", default: "owner" },
		allowed: { kind: "strings", description: "Who may own rules; anybody by default.", default: [] },
	},
	examples: [
		{
			title: "Nobody's alert",
			bad: `groups:
  - name: api
    rules:
      # owner: payments
      - alert: Down
        expr: up == 0
      - alert: Slow
               ^^^^
        expr: latency_seconds > 1
`,
			good: `groups:
  - name: api
    rules:
      # owner: payments
      - alert: Down
        expr: up == 0
      - alert: Slow
        expr: latency_seconds > 1
        labels:
          owner: payments
`,
		},
	],
	visit: {
		file({ source, groups }, { report, options }) {
			const first = groups[0]?.group.span.start ?? 0;
			const ofFile = ownerIn(source.text.slice(0, first));
			for (const { group, rules } of groups) {
				let before = group.span.start;
				for (const { rule } of rules) {
					const { name, labels, span } = rule;
					const label = [...labels, ...(group.labels ?? [])].find(({ key }) => key.value === options.label);
					const above =
						ownerIn(source.text.slice(before, span.start)) ?? ownerIn(source.text.slice(span.start, span.end));
					before = span.end;
					const owner = label?.value.value ?? above ?? ofFile;
					if (name === undefined) continue;
					if (owner === undefined) {
						if (rule.mayBring?.includes("labels") === true) continue;
						const message = `Nobody owns ${shorten(name.value)}. Add the label ${shorten(options.label ?? "owner")}, or a comment “# owner: team” above it.`;
						report({ at: name.span, message });
					} else if (options.allowed.length > 0 && !options.allowed.includes(owner) && !owner.includes("{{")) {
						const message = `${shorten(owner)} is none of those who may own rules: ${options.allowed.map(shorten).join(", ")}. Name one of them.`;
						report({ at: label?.value.span ?? name.span, message });
					}
				}
			}
		},
	},
});

/** What the last comment says; in a rule it may stand in any line. */
function ownerIn(text: string): string | undefined {
	return [...text.matchAll(/^[ \t]*#[ \t]*owner:[ \t]*(\S.*?)[ \t]*$/gm)].at(-1)?.[1];
}
