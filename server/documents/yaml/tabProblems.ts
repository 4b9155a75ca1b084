import type { Problem } from "../../text/problem.ts";
import type { PlacedNode, YamlScalar } from "./node.ts";

/** So many tabs are looked at: a file with more of them has been told what is wrong with it. */
const maxTabs = 200;

/**
 * Finds the tabs before a line's text that Go's reader stops at: all but those within quotes, brackets, a block or the
 * lines of a plain scalar, even on lines that hold nothing else but a comment.
 */
export function findTabProblems(
	text: string,
	tabs: readonly number[],
	root: PlacedNode | undefined,
	known: readonly Problem[],
): readonly Problem[] {
	const problems: Problem[] = [];
	for (const tab of tabs.slice(0, maxTabs)) {
		if (isAllowed(text, tab, root) || isKnown(text, tab, known)) continue;
		problems.push({
			code: "yaml/tab-indentation",
			severity: "error",
			span: { start: tab, end: tab + 1 },
			message:
				"A tab cannot stand before a line's text in YAML, not even on an empty line or before a comment: Prometheus rejects the whole file. Use spaces.",
		});
	}
	return problems;
}

/** What is wrong on the line, or reaches over it, is told already. */
function isKnown(text: string, tab: number, known: readonly Problem[]): boolean {
	const lineStart = text.lastIndexOf("\n", tab) + 1;
	const lineFeed = text.indexOf("\n", tab);
	const lineEnd = lineFeed === -1 ? text.length : lineFeed;
	return known.some(({ span }) => span.start <= lineEnd && span.end >= lineStart);
}

function isAllowed(text: string, tab: number, root: PlacedNode | undefined): boolean {
	const near = findNear(root, tab);
	if (near === undefined) return false;
	if (near === "flow") return true;
	const end = near.scalar.end + near.base;
	if (tab < end) return true;
	return near.scalar.style === "plain" && text.slice(end, tab).trim() === "";
}

/** The scalar that `offset` is in or that is the last one before it, or that it is in a flow collection. */
function findNear(
	placed: PlacedNode | undefined,
	offset: number,
): "flow" | { readonly scalar: YamlScalar; readonly base: number } | undefined {
	if (placed === undefined) return undefined;
	const { node, base } = placed;
	switch (node.kind) {
		case "alias":
			return undefined;
		case "scalar":
			return { scalar: node, base };
		case "mapping": {
			if (node.flow) return offset < node.end + base ? "flow" : undefined;
			const entry = node.entries.findLast(({ key }) => key.start + base <= offset);
			if (entry === undefined) return undefined;
			const { value, base: moved = 0 } = entry;
			if (value === undefined || value.start + base + moved > offset) return undefined;
			return findNear({ node: value, base: base + moved }, offset);
		}
		case "sequence": {
			if (node.flow) return offset < node.end + base ? "flow" : undefined;
			const item = node.items.findLast(({ start }) => start + base <= offset);
			return item?.node && findNear({ node: item.node, base: base + item.base }, offset);
		}
		default:
			return node satisfies never;
	}
}
