import type { Located } from "../model.ts";
import { isScalarNode, spanOf, type ViewedEntry } from "../yaml/yamlView.ts";
import { parseRuleDuration } from "./ruleDuration.ts";

/** The text of a scalar that is not empty. */
export function readText(entry: ViewedEntry | undefined): Located<string> | undefined {
	if (!isScalarNode(entry?.value) || entry.value.node.value === "") return undefined;
	return { value: entry.value.node.value, span: spanOf(entry.value) };
}

export function readSeconds(entry: ViewedEntry | undefined): Located<number> | undefined {
	if (!isScalarNode(entry?.value)) return undefined;
	const parsed = parseRuleDuration(entry.value.node.value);
	return "seconds" in parsed ? { value: parsed.seconds, span: spanOf(entry.value) } : undefined;
}
