import { type DocumentModel, regionAt } from "../../documents/model.ts";
import { parsePromql } from "../../promql/parse.ts";
import type { Span } from "../../text/span.ts";
import { blockHeaderAbove, type CommentLine, floorOf, scopeOfComment } from "./scope.ts";

/**
 * A comment that turns checks off: `observability:disable ID[, ID…] [-- reason]` for the rule, item or key that it stands
 * above or at the end of, `observability:disable-file …` for the file. An ID may be `area/*`. It is a comment of YAML
 * (`#`), of PromQL inside a value, where it is about that value, or of a Helm template.
 */
export interface Directive {
	readonly ids: readonly DirectiveId[];
	/** What it is about; left out where nothing follows it. */
	readonly scope?: Span;
	/** The whole comment with what begins and ends it. */
	readonly span: Span;
	/** From `observability:` to the end of what is understood; a problem with the comment itself is shown there. */
	readonly wordSpan: Span;
	/** It cannot be read, so it turns nothing off. */
	readonly malformed: boolean;
}

export interface DirectiveId {
	readonly id: string;
	readonly span: Span;
}

const MARK = "observability:";

/** All of the file, in its order. */
export function findDirectives(text: string, model: DocumentModel): readonly Directive[] {
	const directives: Directive[] = [];
	for (let at = text.indexOf(MARK); at !== -1; at = text.indexOf(MARK, at + MARK.length)) {
		const comment = findComment(text, at, model);
		if (comment !== undefined) directives.push(readDirective(text, at, comment));
	}
	return directives;
}

interface Comment extends CommentLine {
	/** Of a comment inside a value: the value. */
	readonly value?: Span;
}

/** The comment whose first word is at `at`; `undefined` where it is no comment, or prose that only begins alike. */
function findComment(text: string, at: number, model: DocumentModel): Comment | undefined {
	if (!/^[a-z]/.test(text.slice(at + MARK.length, at + MARK.length + 1))) return undefined;
	const lineStart = text.lastIndexOf("\n", at - 1) + 1;
	const lineFeed = text.indexOf("\n", at);
	const lineEnd = lineFeed === -1 ? text.length : lineFeed;
	const before = text.slice(lineStart, at);
	const region = regionAt(model, at);
	if (region !== undefined && at < region.hostSpan.end) {
		if (region.language !== "promql") return undefined;
		const offset = region.map.toEmbedded(at);
		const comment = parsePromql(region.text).comments.find(({ start, end }) => start <= offset && offset < end);
		if (comment === undefined || !/^#\s*$/.test(region.text.slice(comment.start, offset))) return undefined;
		return {
			start: region.map.toHost(comment.start),
			end: region.map.toHost(comment.end, "end"),
			value: region.hostSpan,
		};
	}
	const helm = /\{\{-?\s*\/\*\s*$/.exec(before);
	if (helm !== null) {
		const end = /\*\/\s*-?\}\}/.exec(text.slice(at, lineEnd));
		return { start: lineStart + helm.index, end: end === null ? lineEnd : at + end.index + end[0].length };
	}
	const hash = /(?:^|\s)(#\s*)$/.exec(before);
	if (hash === null || isInQuotes(before) || blockHeaderAbove(text, lineStart, floorOf(model, at)) !== undefined)
		return undefined;
	return { start: at - (hash[1]?.length ?? 0), end: text.slice(at, lineEnd).trimEnd().length + at };
}

/** A quote that is opened and not closed on the line holds what looks like a comment. */
function isInQuotes(before: string): boolean {
	const quote = /(?:^|[\s:[{,-])(["'])/.exec(before)?.[1];
	return quote !== undefined && (before.split(quote).length - 1) % 2 === 1;
}

function readDirective(text: string, at: number, { start, end, value }: Comment): Directive {
	const body = text.slice(at, end);
	const verb = /^observability:(disable-file|disable)(?=\s|$)/.exec(body);
	const span = { start, end };
	if (verb === null) {
		const word = /^\S+/.exec(body)?.[0] ?? body;
		return { ids: [], span, wordSpan: { start: at, end: at + word.length }, malformed: true };
	}
	const ids: DirectiveId[] = [];
	const next = /[\s,]+([a-z][a-z0-9-]*\/(?:[a-z][a-z0-9-]*|\*(?!\/)))/y;
	next.lastIndex = verb[0].length;
	let read = next.lastIndex;
	for (let found = next.exec(body); found !== null; found = next.exec(body)) {
		const [, id = ""] = found;
		read = next.lastIndex;
		ids.push({ id, span: { start: at + read - id.length, end: at + read } });
	}
	const rest = body.slice(read);
	const wordSpan = { start: at, end: at + read };
	const malformed = ids.length === 0 || !/^\s*(?:--(?:\s|$)|\*\/|\\n|$)/.test(rest);
	const scope =
		verb[1] === "disable-file" ? { start: 0, end: text.length } : (value ?? scopeOfComment(text, { start, end }));
	return { ids, span, wordSpan, malformed, ...(scope === undefined ? {} : { scope }) };
}
