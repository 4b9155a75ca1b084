import { isScalarNode, type ViewedEntry } from "../yaml/yamlView.ts";
import { createEmptyRegion } from "./emptyScalar.ts";
import type { EmbeddedRegion, RegionContext } from "./region.ts";
import { createScalarRegion } from "./yamlScalar.ts";

/**
 * The PromQL that a key holds; an empty region where it is yet to be written. `undefined` where the value is no text, and
 * where an alias brings it, because it is read at its anchor.
 */
export function readQuery(entry: ViewedEntry | undefined, context: RegionContext): EmbeddedRegion | undefined {
	if (entry === undefined || entry.borrowed) return undefined;
	if (entry.value === undefined) {
		return entry.hasColon && entry.empty
			? createEmptyRegion(entry.valueSpan, "promql", context, entry.json ? entry : undefined)
			: undefined;
	}
	if (!isScalarNode(entry.value)) return undefined;
	return createScalarRegion(entry.value.node, entry.value.base, "promql", context);
}
