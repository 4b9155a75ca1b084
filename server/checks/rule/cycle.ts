import { shorten } from "../../promql/shorten.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { defineCheck } from "../check.ts";
import { areLoadedTogether } from "../loadedTogether.ts";

export default defineCheck({
	id: "rule/cycle",
	title: "Recording rules that feed each other",
	severity: "warning",
	needs: ["workspace"],
	why: "Each rule of the circle reads what another one wrote at the evaluation before, so a value goes round for ever: a wrong one never leaves, and with `sum` or `+` it grows. After a gap in the data nothing of the circle may come back, as each waits for the other.",
	fix: "Let one of the rules read what is scraped instead.",
	differences:
		"A rule that reads its own last value is often meant, and not reported. Rules of several files count together where a `prometheus.yml` of the workspace loads all of them: files with old names for new metrics and new ones for old are never loaded together.",
	examples: [
		{
			title: "Two rules in a circle",
			bad: `groups:
  - name: api
    rules:
      - record: job:load:smoothed
                ^^^^^^^^^^^^^^^^^
        expr: 0.5 * job:load:trend + 0.5 * load
`,
			good: `groups:
  - name: api
    rules:
      - record: job:load:smoothed
        expr: avg_over_time(load[10m])
`,
			others: {
				"prometheus.yml": "rule_files: ['*.yaml']\nscrape_configs:\n  - job_name: api\n",
				"trend.yaml": `groups:
  - name: trend
    rules:
      - record: job:load:trend
        expr: job:load:smoothed * 1.1
`,
			},
		},
	],
	visit: {
		graph({ file, graph, pathTo, uri }, { report }) {
			for (const item of file.items) {
				if (item.kind !== "record" || item.name === "") continue;
				const circle = findCircle(item.name, uri, graph);
				if (circle === undefined) continue;
				const [next = ""] = circle;
				const other = graph.definitionsOf({ kind: "metric", name: next }).find((place) => place.uri !== uri);
				const where = other === undefined ? "" : ` (${pathTo(other.uri)})`;
				report({
					at: item.nameSpan,
					message: `${shorten(item.name)} is made of itself: it reads ${circle.map(shorten).join(", which reads ")}${where}. Each has the other's value of the evaluation before, so a wrong one never leaves. Let one of them read what is scraped.`,
				});
			}
		},
	},
});

/** Longer circles are not looked for. */
const longest = 8;
const mostVisited = 500;

/** The names from what `name` reads back to itself, where there is a way of more than one rule. */
function findCircle(name: string, uri: string, graph: WorkspaceGraph): readonly string[] | undefined {
	let paths: readonly (readonly string[])[] = readBy(name, uri, graph)
		.filter((read) => read !== name)
		.map((read) => [read]);
	const visited = new Set(paths.map(([first = ""]) => first));
	for (let length = 1; length < longest && visited.size < mostVisited; length++) {
		const longer: (readonly string[])[] = [];
		for (const path of paths) {
			for (const read of readBy(path.at(-1) ?? "", uri, graph)) {
				if (read === name) return [...path, name];
				if (visited.has(read)) continue;
				visited.add(read);
				longer.push([...path, read]);
			}
		}
		paths = longer;
	}
	return undefined;
}

/** The recorded metrics that the rules of a name read, of those that are loaded with the file. */
function readBy(name: string, uri: string, graph: WorkspaceGraph): readonly string[] {
	const rules = graph
		.definitionsOf({ kind: "metric", name })
		.filter((place) => place.item.kind === "record" && areLoadedTogether(graph, uri, place.uri));
	const read = rules.flatMap(({ item }) =>
		item.uses.filter(({ kind, pattern }) => kind === "metric" && pattern !== true),
	);
	return [...new Set(read.map((use) => use.name))].filter((used) => graph.records(used));
}
