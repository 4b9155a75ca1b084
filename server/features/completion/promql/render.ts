import type { EmbeddedRegion } from "../../../documents/embedded/region.ts";
import type { Span } from "../../../text/span.ts";
import type { TextEdit } from "../../../text/textEdit.ts";
import type { CompletionItem } from "../../answers.ts";
import type { Candidate } from "../candidate.ts";

/**
 * Turns candidates into edits of the host file; those that the host's scalar style cannot hold are left out.
 *
 * Encoding an edit costs as much as the whole scalar is long. Hundreds of candidates differ in a name alone, so one
 * example of each shape is encoded: where the host leaves that as it is, it leaves the others too.
 */
export function renderCandidates(
	region: EmbeddedRegion,
	replace: Span,
	candidates: readonly Candidate[],
): CompletionItem[] {
	const shapes = new Map<string, Span | undefined>();
	return candidates.flatMap((candidate) => {
		const span = candidate.replace ?? replace;
		const edit = encode(region, { span, newText: candidate.insert }, shapes);
		return edit === undefined ? [] : [renderItem(candidate, edit)];
	});
}

const LEADING_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
/** Words that YAML may take for something else than text. */
const SPECIAL = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

function encode(region: EmbeddedRegion, edit: TextEdit, shapes: Map<string, Span | undefined>): TextEdit | undefined {
	const name = LEADING_NAME.exec(edit.newText)?.[0];
	if (name === undefined || SPECIAL.test(name)) return region.encodeEdit(edit);
	const example = edit.newText.replace(LEADING_NAME, "example_name");
	const key = `${edit.span.start} ${edit.span.end} ${example}`;
	if (!shapes.has(key)) {
		const encoded = region.encodeEdit({ span: edit.span, newText: example });
		shapes.set(key, encoded?.newText === example ? encoded.span : undefined);
	}
	const span = shapes.get(key);
	return span === undefined ? region.encodeEdit(edit) : { span, newText: edit.newText };
}

function renderItem(candidate: Candidate, edit: TextEdit): CompletionItem {
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
