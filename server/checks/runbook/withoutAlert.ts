import { shorten } from "../../promql/shorten.ts";
import { explainsAlert } from "../../workspace/overview/gaps.ts";
import { defineCheck } from "../check.ts";

export default defineCheck({
	id: "runbook/without-alert",
	title: "Runbook that no alert leads to",
	severity: "hint",
	needs: ["workspace"],
	why: "Whoever is woken finds a runbook by the alert's link or by its name. A page that neither leads to is not found, and its alert may be gone.",
	fix: "Link to it with `runbook_url`, name the alert in a heading, or remove the page.",
	differences:
		"Only pages in a folder for runbooks or playbooks, and only where the workspace has alerts; the folder's own page and pages of runbooks whose headings name an alert are no matter.",
	examples: [
		{
			title: "A page whose alert was renamed",
			bad: `# ApiErrorsHigh
  ^^^^^^^^^^^^^

Roll back.
`,
			good: `# HighErrorRate

Roll back.
`,
			file: "runbooks/errors.md",
			others: {
				"rules.yaml": `groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: job:errors:ratio > 0.1
`,
			},
		},
	],
	visit: {
		graph({ uri, file, graph }, { report }) {
			const [item] = file.items;
			if (item?.kind !== "runbook" || item.placed !== true || !graph.complete) return;
			if (/\/(?:readme|_?index|template)[^/]*$/i.test(uri) || explainsAlert({ uri, file, item }, graph)) return;
			// Without any alert the rules are kept elsewhere.
			if (graph.items("alert")[Symbol.iterator]().next().done === true) return;
			if (item.uses.some(({ kind, name }) => kind === "alert" && graph.hasAlert(name))) return;
			report({
				at: item.nameSpan,
				message: `No alert of the workspace links to this page, and no heading of it names one, so nobody who is woken finds ${shorten(item.name)}. Link to it, name the alert in a heading, or remove the page.`,
			});
		},
	},
});
