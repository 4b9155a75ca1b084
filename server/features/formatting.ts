import { type EmbeddedRegion, isExpression } from "../documents/embedded/region.ts";
import type { DocumentModel } from "../documents/model.ts";
import { formatParsed, formatPromql } from "../promql/format/format.ts";
import { type ParsedPromql, parsePromql } from "../promql/parse.ts";
import { overlaps, type Span, touches } from "../text/span.ts";
import type { TextEdit } from "../text/textEdit.ts";

/** The longest one-line text, in UTF-16 code units, that an expression over several quoted or plain lines is joined to. */
const joinedWidth = 100;

/**
 * The edits that lay out the PromQL of a file, in the file's offsets; only what `range` touches, where it is given.
 *
 * Nothing outside the expressions is touched, an expression with a fault stays as it is, and one that a quoted or plain
 * scalar holds stays on one line, unless it has line breaks that are written as escapes. `text` is the file that `model` was read from.
 */
export function formatDocument(model: DocumentModel, text: string, range?: Span): readonly TextEdit[] {
	const edits: TextEdit[] = [];
	// Where the host language is broken, what it hands over is a guess: an open quote swallows the lines after it.
	const broken = model.problems.filter(({ code }) => code.startsWith("yaml/"));
	for (const region of model.regions) {
		if (!isExpression(region)) continue;
		if (range !== undefined && !meets(range, region.hostSpan)) continue;
		if (broken.some(({ span }) => overlaps(span, region.hostSpan))) continue;
		const edit = formatRegion(region, text);
		const smallest = edit && shrinkEdit(text, edit);
		if (smallest !== undefined) edits.push(smallest);
	}
	return edits;
}

function meets(a: Span, b: Span): boolean {
	return touches(a, b.start) || touches(b, a.start);
}

function formatRegion(region: EmbeddedRegion, text: string): TextEdit | undefined {
	if (region.problems !== undefined && region.problems.length > 0) return undefined;
	const parsed = parsePromql(region.text);
	if (parsed.problems.length > 0) return undefined;
	return region.encodeLines === undefined
		? formatOnOneLine(region, parsed, text)
		: formatInLines(parsed, region.encodeLines);
}

/** A block scalar takes its indentation from its first line, so that one stands at the margin. */
function formatInLines(
	parsed: ParsedPromql,
	encodeLines: NonNullable<EmbeddedRegion["encodeLines"]>,
): TextEdit | undefined {
	const formatted = formatParsed(parsed, { flush: true });
	if (formatted === undefined || formatted === parsed.text.trim()) return undefined;
	const encoded = encodeLines(formatted.split("\n"));
	if (encoded === undefined) return undefined;
	// Where the host folds lines, a comment could swallow the line after it: what is read back must be the same.
	const same = encoded.text.trim() === formatted || formatPromql(encoded.text, { flush: true }) === formatted;
	return same ? encoded.edit : undefined;
}

function formatOnOneLine(region: EmbeddedRegion, parsed: ParsedPromql, text: string): TextEdit | undefined {
	const lines = text.slice(region.hostSpan.start, region.hostSpan.end).includes("\n");
	// Who has written line breaks as escapes, as Grafana's editor does, sees them where the query is shown.
	const escaped = !lines && region.text.trim().includes("\n");
	const formatted = formatParsed(parsed, escaped ? { flush: true } : { width: Number.POSITIVE_INFINITY });
	if (formatted === undefined || formatted === region.text) return undefined;
	if ((!escaped && formatted.includes("\n")) || otherThanText.test(formatted)) return undefined;
	if (lines && formatted.length > joinedWidth) return undefined;
	const edit = shrinkEdit(region.text, { span: { start: 0, end: region.text.length }, newText: formatted });
	return edit && region.encodeEdit(edit);
}

/** What a host's reader may take for a number, a truth value or nothing, where a space or braces made it a text. */
const otherThanText = /^(?:[-+]?[.\d][\w.+-]*|[-+]?\.?(?:inf|nan)|true|false|yes|no|on|off|y|n|null)$/i;

/** The edit without what stays the same at both ends; `undefined` where nothing changes. */
function shrinkEdit(text: string, { span, newText }: TextEdit): TextEdit | undefined {
	const old = text.slice(span.start, span.end);
	if (old === newText) return undefined;
	const most = Math.min(old.length, newText.length);
	let before = 0;
	while (before < most && old[before] === newText[before]) before++;
	if (before > 0 && isUnfinished(old, before)) before--;
	let after = 0;
	while (after < most - before && old.at(-1 - after) === newText.at(-1 - after)) after++;
	if (after > 0 && isUnfinished(old, old.length - after)) after--;
	return {
		span: { start: span.start + before, end: span.end - after },
		newText: newText.slice(before, newText.length - after),
	};
}

/** Claims that `offset` stands inside a character of two code units or inside a line break. */
function isUnfinished(text: string, offset: number): boolean {
	const [before, after] = [text.charCodeAt(offset - 1), text.charCodeAt(offset)];
	if (before === 0x0d) return after === 0x0a;
	return before >= 0xd800 && before < 0xdc00;
}
