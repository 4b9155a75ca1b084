import type { Span } from "../../text/span.ts";
import { leavesNothing, type TemplateAction } from "./action.ts";
import { LineContext } from "./lineContext.ts";
import { nothing, standForValue } from "./standIns.ts";

/**
 * Makes YAML of a template by putting stand-ins of equal length in place of its actions, so that offsets stay.
 *
 * Lines of actions alone become blank; a value within a line becomes letters; what leaves no text becomes letters that
 * are dropped later, or blanks at the edge of a value. Both branches of a condition stand in the text at once. The text
 * of a `define` becomes a document of its own, because it is rendered elsewhere.
 */
export function maskTemplate(
	text: string,
	actions: readonly TemplateAction[],
	definitions: ReadonlySet<TemplateAction>,
): string {
	const writer = new MaskWriter(text);
	const context = new LineContext();
	let next = 0;
	let lineStart = 0;
	while (lineStart < text.length) {
		const first = next;
		let lineEnd = endOfLine(text, lineStart);
		// Line breaks within an action end no line.
		for (let action = actions[next]; action !== undefined && action.span.start <= lineEnd; action = actions[next]) {
			next += 1;
			if (action.span.end > lineEnd) lineEnd = endOfLine(text, action.span.end);
		}
		const line = { text, start: lineStart, end: lineEnd, actions: actions.slice(first, next) };
		if (line.actions.length > 0) maskLine(line, context, definitions, writer);
		else context.pass(text.slice(lineStart, lineEnd));
		lineStart = lineEnd + 1;
	}
	return writer.finish();
}

function endOfLine(text: string, from: number): number {
	const lineFeed = text.indexOf("\n", from);
	return lineFeed === -1 ? text.length : lineFeed;
}

interface Line {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly actions: readonly TemplateAction[];
}

function maskLine(
	line: Line,
	context: LineContext,
	definitions: ReadonlySet<TemplateAction>,
	writer: MaskWriter,
): void {
	const { text, start, end, actions } = line;
	writer.begin(start);
	const lead = /^ */.exec(text.slice(start, actions[0]?.span.start))?.[0].length ?? 0;
	if (holdsOnlyActions(line)) {
		const definition = actions.find((action) => definitions.has(action));
		if (definition !== undefined && context.blocks === 0 && end - start >= 3) {
			writer.write(start, end, `---${" ".repeat(trimmedLength(text, start, end) - 3)}`);
			context.leave();
			return;
		}
		if (actions.some(({ kind }) => kind === "constant")) maskConstantLine(line, lead, context, writer);
		else if (actions.every(leavesNothing) || !isText(line, lead, context)) {
			writer.write(start, end, (context.blocks > 0 ? "\n" : " ").repeat(trimmedLength(text, start, end)));
		} else {
			for (const action of actions) maskInline(line, action, context.inText(lead), writer);
			context.pass(writer.lineFrom(start, end));
		}
		return;
	}
	const inText = context.inText(lead);
	let column: number | undefined;
	for (const action of actions) {
		if (column !== undefined && beginsBranch(line, action)) placeNext(line, action.span, column, writer);
		else column = maskInline(line, action, inText, writer) ?? column;
	}
	context.passAll(writer.lineFrom(start, end));
}

/** Claims that a key follows which stands in another branch than what is before. */
function beginsBranch({ text, end }: Line, action: TemplateAction): boolean {
	return leavesNothing(action) && keyAhead.test(text.slice(action.span.end, end));
}

const keyAhead = /^[ \t]*[\w.-]+:(?:\s|$)/;

/** Without the carriage return before the line's end. */
function trimmedLength(text: string, start: number, end: number): number {
	return (text[end - 1] === "\r" ? end - 1 : end) - start;
}

function holdsOnlyActions({ text, start, end, actions }: Line): boolean {
	let offset = start;
	for (const { span } of actions) {
		if (text.slice(offset, span.start).trim() !== "") return false;
		offset = span.end;
	}
	return text.slice(offset, end).trim() === "";
}

/** Claims that a line of values alone is part of a text rather than lines of YAML. */
function isText({ text, end, actions }: Line, lead: number, context: LineContext): boolean {
	if (context.inText(lead)) return true;
	// What is rendered for a block stands where `indent` puts it.
	if (actions.some(({ brings }) => brings === "lines")) return false;
	if (!context.awaitsValue(lead)) return context.continuesValue(lead);
	return nextIndent(text, end) < lead;
}

/** How far in the next line is that holds more than actions; -1 at the end of the text. */
function nextIndent(text: string, end: number): number {
	for (const [, spaces = "", first = ""] of text.slice(end + 1, end + 4000).matchAll(/^( *)([^\r\n]{0,2})/gm)) {
		if (first !== "" && first !== "{{") return spaces.length;
	}
	return -1;
}

/** The column at which what follows begins a line of its own, if it does. */
function maskInline(line: Line, action: TemplateAction, inText: boolean, writer: MaskWriter): number | undefined {
	const { text, start, end } = line;
	const { span } = action;
	const length = span.end - span.start;
	const before = writer.lineFrom(start, span.start);
	const comment = /^[ \t]*#/.test(before);
	const begins = before.trim() === "";
	const atValue = !inText && !comment && /(?:^|[\s"'])-[ \t]+$|:[ \t]+$/.test(before);
	const ends = text.slice(span.end, end).trim() === "";
	if (action.kind === "unescaped" && !(atValue && !/^["']/.test(before.trimStart()))) return undefined;
	if (action.kind === "constant" && action.shown !== undefined) {
		const content = shownText(text, action);
		const blank = atValue && (action.quote !== undefined || /^(?:"[\s\S]*"|'[\s\S]*')$|^[|>]/.test(content));
		showConstant(action, blank ? " " : nothing, atValue && action.quote !== undefined, writer);
		return undefined;
	}
	if (leavesNothing(action)) {
		if (inText || comment) writer.write(span.start, span.end, nothing.repeat(length));
		else if (begins || (atValue && /^[ \t]*(?:[\w.-]+:(?:\s|$)|- )/.test(text.slice(span.end, end)))) {
			// What follows stands at the column of the action.
			placeNext(line, span, span.start - start, writer);
			return span.start - start;
		} else writer.write(span.start, span.end, (atValue || ends ? " " : nothing).repeat(length));
		return undefined;
	}
	if (!inText && atValue && ends && bringsMapping(line, action)) {
		writer.write(span.start, span.end, " ".repeat(length));
		return undefined;
	}
	writer.write(span.start, span.end, standForValue(length));
	return undefined;
}

/** Claims that the value behind a key is rendered as lines of YAML below it. */
function bringsMapping({ text, start, end }: Line, { brings }: TemplateAction): boolean {
	if (brings === "lines") return true;
	const column = /^[ ]*(?:- +)*/.exec(text.slice(start, end))?.[0].length ?? 0;
	return brings !== undefined && nextIndent(text, end) > column;
}

function shownText(text: string, { shown = [] }: TemplateAction): string {
	return shown.map(({ start, end }) => text.slice(start, end)).join("");
}

/** Leaves what the constant stands for in the text, and hides the rest of its action. */
function showConstant(
	{ span, shown = [], quote }: TemplateAction,
	hidden: string,
	quoted: boolean,
	writer: MaskWriter,
): void {
	let offset = span.start;
	for (const [index, part] of [...shown, { start: span.end, end: span.end }].entries()) {
		const hide = hidden.repeat(part.start - offset);
		if (quoted && quote !== undefined && index === 0) writer.write(offset, part.start, hide.slice(1) + quote);
		else if (quoted && quote !== undefined && index === shown.length)
			writer.write(offset, part.start, quote + hide.slice(1));
		else writer.write(offset, part.start, hide);
		offset = part.end;
	}
}

/** A line that begins with a text of several lines, which may be YAML itself. */
function maskConstantLine(line: Line, lead: number, context: LineContext, writer: MaskWriter): void {
	const inText = context.inText(lead);
	for (const [index, action] of line.actions.entries()) {
		const [first] = action.shown ?? [];
		if (inText || action.kind !== "constant" || first === undefined || index > 0) {
			if (leavesNothing(action)) writer.write(action.span.start, action.span.end, " ".repeat(length(action)));
			else maskInline(line, action, inText, writer);
			continue;
		}
		const content = line.text.slice(first.start, first.end);
		if (/^[ \t]*\r?\n/.test(content)) showConstant(action, " ", false, writer);
		else if (/^(?:- |[\w.-]+:(?:\s|$))/.test(content) || content.includes("\n")) {
			const { start } = action.span;
			placeNext(line, { start, end: first.start }, start - line.start, writer);
			writer.write(first.end, action.span.end, " ".repeat(action.span.end - first.end));
		} else showConstant(action, nothing, false, writer);
	}
	context.passAll(writer.lineFrom(line.start, line.end));
}

function length({ span }: TemplateAction): number {
	return span.end - span.start;
}

/** Hides what is at `span` and begins a line behind it that is `column` in, where there is room for it. */
function placeNext({ text }: Line, { start, end }: Span, column: number, writer: MaskWriter): void {
	const follows = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
	const indent = Math.max(column - follows, 0);
	const blank = end - start - indent - 1;
	if (blank < 0) writer.write(start, end, " ".repeat(end - start));
	else writer.write(start, end, `${" ".repeat(blank)}\n${" ".repeat(indent)}`);
}

/** The text with parts of it written anew, line by line from its beginning to its end. */
class MaskWriter {
	readonly #text: string;
	readonly #done: string[] = [];
	#lineStart = 0;
	#line = "";

	constructor(text: string) {
		this.#text = text;
	}

	/** Nothing before `start` is looked at or written again. */
	begin(start: number): void {
		this.#done.push(this.#line, this.#text.slice(this.#lineStart + this.#line.length, start));
		this.#lineStart = start;
		this.#line = "";
	}

	write(start: number, end: number, standIn: string): void {
		const written = this.#lineStart + this.#line.length;
		if (end <= start || start < written) return;
		this.#line += this.#text.slice(written, start) + standIn;
	}

	/** What `start` to `end` of the line is by now. */
	lineFrom(start: number, end: number): string {
		const written = this.#lineStart + this.#line.length;
		if (written <= start) return this.#text.slice(start, end);
		const line = this.#line.slice(start - this.#lineStart, end - this.#lineStart);
		return written < end ? line + this.#text.slice(written, end) : line;
	}

	finish(): string {
		this.begin(this.#text.length);
		return this.#done.join("");
	}
}
