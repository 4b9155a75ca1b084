import { SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { isNullText, isPlainLine } from "../yaml/plainScalar.ts";
import type { EmbeddedLanguage, EmbeddedRegion, RegionContext } from "./region.ts";

/** Where in JSON a value is missing. */
export interface JsonPlace {
	/** Another key follows, without a comma before it. */
	readonly followed?: boolean | undefined;
}

/** The region of a value that is yet to be written. It begins right after the key's colon. */
export class EmptyScalarRegion implements EmbeddedRegion {
	readonly text = "";
	readonly language: EmbeddedLanguage;
	readonly context: RegionContext;
	readonly hostSpan: Span;
	readonly map: SegmentMap;
	readonly #json: JsonPlace | undefined;

	constructor(hostSpan: Span, language: EmbeddedLanguage, context: RegionContext, json: JsonPlace | undefined) {
		this.language = language;
		this.context = context;
		this.hostSpan = hostSpan;
		this.map = SegmentMap.identity(hostSpan.end, 0);
		this.#json = json;
	}

	moved(delta: number, context: RegionContext): EmptyScalarRegion {
		const { start, end } = this.hostSpan;
		return new EmptyScalarRegion({ start: start + delta, end: end + delta }, this.language, context, this.#json);
	}

	/** A plain scalar, or a string of JSON, a space after the colon. */
	encodeEdit(edit: TextEdit): TextEdit | undefined {
		const text = edit.newText;
		const { start, end } = this.hostSpan;
		const space = end > start ? "" : " ";
		if (this.#json !== undefined) {
			const comma = this.#json.followed === true ? "," : "";
			return { span: { start: end, end }, newText: space + JSON.stringify(text) + comma };
		}
		if (text.trim() !== text || text.includes("\n") || isNullText(text) || !isPlainLine(text, true, false))
			return undefined;
		return { span: { start: end, end }, newText: space + text };
	}
}

export function createEmptyRegion(
	hostSpan: Span,
	language: EmbeddedLanguage,
	context: RegionContext,
	json?: JsonPlace,
): EmptyScalarRegion {
	return new EmptyScalarRegion(hostSpan, language, context, json);
}
