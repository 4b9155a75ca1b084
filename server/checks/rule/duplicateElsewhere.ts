import { shorten } from "../../promql/shorten.ts";
import type { AlertItem, RecordItem } from "../../workspace/graph/indexedFile.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { defineCheck } from "../check.ts";
import { areLoadedTogether } from "../loadedTogether.ts";

export default defineCheck({
	id: "rule/duplicate-elsewhere",
	title: "Rule that is in another file too",
	severity: "warning",
	needs: ["workspace", "prometheusConfig"],
	why: "One Prometheus loads both files and evaluates both rules. That is the same work twice, and a trap for whoever changes one of them: then two rules write to the same series, or send the same alert with two meanings.",
	fix: "Keep one of them, or give them labels that differ.",
	equivalents: ["pint rule/duplicate"],
	differences:
		"Reported only where a `prometheus.yml` of the workspace loads both files: the same rule for several environments or clusters is no duplicate.",
	examples: [
		{
			title: "The same alert in two files",
			bad: `groups:
  - name: api
    rules:
      - alert: ApiDown
               ^^^^^^^
        expr: up{job="api"} == 0
`,
			good: `groups:
  - name: api
    rules:
      - alert: ApiDown
        expr: up{job="api"} == 0
        labels:
          team: api
`,
			file: "rules/api.yaml",
			others: {
				"rules/old.yaml": `groups:
  - name: old
    rules:
      - alert: ApiDown
        expr: up{job="api"}==0
`,
				"prometheus.yml": "rule_files: ['rules/*.yaml']\nscrape_configs:\n  - job_name: api\n",
			},
		},
	],
	visit: {
		graph({ uri, file, graph, pathTo }, { report }) {
			for (const item of file.items) {
				if ((item.kind !== "alert" && item.kind !== "record") || item.name === "") continue;
				const twin = findTwin(item, uri, graph);
				if (twin === undefined) continue;
				report({
					at: item.nameSpan,
					message: `The same rule ${shorten(item.name)} with the same labels is in ${pathTo(twin)}, which the same Prometheus loads. Keep one of them, or give them labels that differ.`,
				});
			}
		},
	},
});

type RuleItem = AlertItem | RecordItem;

/** The file with such a rule that the same configuration loads. */
function findTwin(item: RuleItem, uri: string, graph: WorkspaceGraph): string | undefined {
	const kind = item.kind === "alert" ? "alert" : "metric";
	const others = graph.definitionsOf({ kind, name: item.name }).filter((place) => place.uri !== uri);
	if (others.length === 0) return undefined;
	for (const place of others) {
		const { item: other } = place;
		if (other.kind !== item.kind || !isAlike(item, other)) continue;
		if (areLoadedTogether(graph, uri, place.uri)) return place.uri;
	}
	return undefined;
}

/** Rules that differ in their expressions are often meant: a warning and a page, or the parts of one recording. */
function isAlike(a: RuleItem, b: RuleItem): boolean {
	if (a.expression === undefined || b.expression === undefined) return false;
	return haveSameLabels(a, b) && wordsOf(a) === wordsOf(b);
}

function haveSameLabels({ labels: a }: RuleItem, { labels: b }: RuleItem): boolean {
	const names = Object.keys(a);
	return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** Without spaces, as they mean nothing between words. */
function wordsOf({ expression = "" }: RuleItem): string {
	return expression.replace(/\s+/g, "");
}
