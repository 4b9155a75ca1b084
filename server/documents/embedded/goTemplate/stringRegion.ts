import { SegmentMap } from "../../../text/segmentMap.ts";
import type { Span } from "../../../text/span.ts";
import type { TextEdit } from "../../../text/textEdit.ts";
import type { EmbeddedRegion, RegionContext } from "../region.ts";
import { SegmentBuilder } from "../segmentBuilder.ts";
import { readEscape } from "./literals.ts";

/**
 * What a string literal of a template means, as PromQL in the offsets of the template's text; `undefined` where Go does
 * not take the literal.
 */
export function createStringRegion(
	template: string,
	literal: Span,
	context: RegionContext,
): EmbeddedRegion | undefined {
	const quoted = template.slice(literal.start, literal.end);
	const decoded = decode(quoted);
	if (decoded === undefined) return undefined;
	const { text, segments } = decoded;
	const inside = { start: literal.start + 1, end: literal.end - 1 };
	const map = new SegmentMap(segments, 1, literal.start);
	const raw = quoted.startsWith("`");
	return {
		language: "promql",
		context,
		text,
		hostSpan: inside,
		map,
		encodeEdit(edit) {
			const newText = raw ? edit.newText : escapeString(edit.newText);
			const encoded: TextEdit = { span: map.toHostSpan(edit.span), newText };
			const { start, end } = encoded.span;
			if (start < inside.start || end > inside.end) return undefined;
			const after = template.slice(literal.start, start) + newText + template.slice(end, literal.end);
			const wanted = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
			return decode(after)?.text === wanted ? encoded : undefined;
		},
	};
}

function decode(quoted: string): SegmentBuilder | undefined {
	const builder = new SegmentBuilder(quoted);
	const end = quoted.length - 1;
	const quote = quoted[0];
	if (end < 1 || quoted[end] !== quote) return undefined;
	if (quote === "`") {
		// Go drops carriage returns from raw strings, and a text that has one is better left alone.
		if (quoted.includes("\r") || quoted.indexOf("`", 1) !== end) return undefined;
		builder.copy(1, end);
		return builder;
	}
	for (let position = 1; position < end; ) {
		const special = /[\\"\n]/g;
		special.lastIndex = position;
		const next = Math.min(special.exec(quoted)?.index ?? end, end);
		builder.copy(position, next);
		if (next === end) break;
		if (quoted[next] !== "\\") return undefined;
		const escaped = readEscape(quoted.slice(0, end), next + 1, '"');
		if (escaped === undefined) return undefined;
		builder.unit(escaped.text, next, escaped.end - next);
		position = escaped.end;
	}
	return builder;
}

const shortEscapes: Readonly<Record<string, string>> = {
	"\n": "\\n",
	"\t": "\\t",
	"\r": "\\r",
	'"': '\\"',
	"\\": "\\\\",
};

function escapeString(text: string): string {
	return text.replace(/["\\\n\t\r]/g, (character) => shortEscapes[character] ?? character);
}
