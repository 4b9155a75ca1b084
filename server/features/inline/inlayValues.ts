import type { DocumentModel } from "../../documents/model.ts";
import type { Span } from "../../text/span.ts";
import { renderValue } from "../hover/renderValue.ts";
import type { LiveValues } from "./liveValues.ts";
import { findVisibleQueries } from "./visibleQueries.ts";

/** A value that is shown behind a line of the file. */
export interface InlayValue {
	readonly offset: number;
	readonly label: string;
	/** Markdown. */
	readonly tooltip: string;
}

/** The values, as far as they are known, of the expressions that end in `range`: at the end of the line that each ends in. */
export function findInlayValues(
	model: DocumentModel,
	text: string,
	range: Span,
	values: LiveValues,
	maxAgeMs: number,
): readonly InlayValue[] {
	const queries = findVisibleQueries(model, range);
	const endings = queries.map(({ end }) => findLineEnd(text, end));
	return queries.flatMap(({ evaluable, end }, index) => {
		const known = values.peek(evaluable.query, maxAgeMs);
		if (known === undefined) return [];
		const lineEnd = endings[index] ?? end;
		// Where several end in one line, as in JSON without line breaks, each has its value beside it.
		const alone = endings.filter((ending) => ending === lineEnd).length === 1;
		const tooltip = renderValue(evaluable, known.result, undefined);
		return [{ offset: alone ? lineEnd : end, label: known.label, tooltip }];
	});
}

function findLineEnd(text: string, offset: number): number {
	const pattern = /[ \t]*(?:\r?\n|\r|$)/g;
	pattern.lastIndex = offset;
	return pattern.exec(text)?.index ?? text.length;
}
