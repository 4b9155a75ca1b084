import type { Dashboard } from "../../documents/model/dashboard.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";

/**
 * Has selectors go by the variables `job` and `instance` of a dashboard, so that its reader's choice counts for a new panel
 * too. Every series that is scraped has both labels; what rules record need not, and a selector that says its own job, or
 * that has a variable already, stays as it is.
 */
export function followVariables(
	expression: string,
	{ variables }: Pick<Dashboard, "variables">,
	graph: Pick<WorkspaceGraph, "records">,
): string {
	const chosen = ["job", "instance"].filter((label) =>
		variables.some(
			({ name, type, labelName }) => type === "query" && name.value === label && labelName?.value === label,
		),
	);
	const { expression: tree, wellFormed } = parsePromql(expression);
	if (!wellFormed || chosen.length === 0 || /\$|\[\[/.test(expression)) return expression;
	const inserts: { readonly at: number; readonly text: string }[] = [];
	for (const node of walk(tree)) {
		if (node.kind !== "selector" || node.name === undefined) continue;
		const { name } = node.name;
		if (name.includes(":") || graph.records(name) || /^ALERTS(?:_FOR_STATE)?$/.test(name)) continue;
		if (node.matchers.some(({ label }) => label.name === "job" || label.name === "instance")) continue;
		const added = chosen.map((label) => `${label}=~"$${label}"`).join(",");
		if (node.braces === undefined) {
			inserts.push({ at: node.name.span.end, text: `{${added}}` });
			continue;
		}
		const before = expression.slice(node.braces.start + 1, node.braces.end - 1).trimEnd();
		const comma = before === "" || before.endsWith(",") ? "" : ",";
		inserts.push({ at: node.braces.start + 1 + before.length, text: `${comma}${added}` });
	}
	return inserts
		.toSorted((a, b) => b.at - a.at)
		.reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), expression);
}
