import type { EmbeddedRegion } from "../../../documents/embedded/region.ts";
import type { Span } from "../../../text/span.ts";
import type { CompletionItem } from "../../answers.ts";
import type { Candidate } from "../candidate.ts";

/**
 * Turns a candidate into an edit of the host file. `undefined` where the host's scalar style cannot hold it, and where
 * the edit would not touch the cursor, as editors refuse such an item.
 */
export function renderCandidate(
	region: EmbeddedRegion,
	replace: Span,
	candidate: Candidate,
): CompletionItem | undefined {
	const edit = region.encodeEdit({ span: candidate.replace ?? replace, newText: candidate.insert });
	if (edit === undefined) return undefined;
	const snippet = candidate.snippet === true;
	return {
		label: candidate.label,
		kind: candidate.kind,
		...(candidate.detail === undefined ? {} : { detail: candidate.detail }),
		...(candidate.documentation === undefined ? {} : { documentation: candidate.documentation }),
		// A backslash that the host's encoding brought in would be read as the snippet's own.
		edit: snippet ? { span: edit.span, newText: edit.newText.replaceAll("\\", "\\\\") } : edit,
		snippet,
		filterText: candidate.filterText ?? candidate.label,
		sortText: `${String(candidate.rank).padStart(2, "0")}${candidate.label}`,
		...(candidate.retrigger === true ? { retrigger: true } : {}),
	};
}
