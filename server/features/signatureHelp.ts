import { findWrittenRegion } from "../documents/embedded/writtenRegion.ts";
import type { DocumentModel } from "../documents/model.ts";
import { findAggregation, type PromqlAggregation } from "../promql/aggregations.ts";
import { findFunction } from "../promql/functions.ts";
import { promqlKeywords } from "../promql/keywords.ts";
import {
	type Signature,
	signatureOfFunction,
	signatureOfKeyword,
	signaturesOfAggregation,
} from "../promql/signatures.ts";
import type { SignatureHelp } from "./answers.ts";
import { documentWord, type WordEntry } from "./documentWord.ts";
import {
	aggregationBeforeClause,
	type Frame,
	findFrames,
	frameClosedBy,
	nextIndex,
	previousIndex,
} from "./promqlFrames.ts";
import { type Token, tokenize } from "./promqlTokens.ts";

/** How the call, the aggregation or the clause is written whose parentheses the cursor is in, the innermost one. */
export function findSignatureHelp(model: DocumentModel, text: string, offset: number): SignatureHelp | undefined {
	const written = findWrittenRegion(model, text, offset);
	if (written?.region.language !== "promql") return undefined;
	const tokens = tokenize(written.region.text);
	const expression: WrittenExpression = { tokens, frames: findFrames(tokens) };
	for (const frame of framesAround(expression, written.cursor)) {
		const help = describeFrame(expression, frame, countCommas(expression, frame, written.cursor));
		if (help !== undefined) return help;
	}
	return undefined;
}

interface WrittenExpression {
	readonly tokens: readonly Token[];
	readonly frames: readonly Frame[];
}

/** So far out something is looked for that is known; nobody means anything further away. */
const mostFrames = 50;

/** The parentheses with a name that the cursor is in, the innermost first. */
function framesAround({ tokens, frames }: WrittenExpression, cursor: number): readonly Frame[] {
	const around = frames.filter(({ kind, open, close }) => {
		if (kind === "whole" || kind === "paren" || kind === "matchers" || kind === "range") return false;
		const first = tokens[open];
		const last = tokens[close];
		return first !== undefined && first.end <= cursor && (last === undefined || cursor <= last.start);
	});
	return around.slice(-mostFrames).reverse();
}

/** How many commas of the frame itself stand before the cursor. */
function countCommas({ tokens, frames }: WrittenExpression, frame: Frame, cursor: number): number {
	const inner = new Map(frames.map(({ open, close }) => [open, close]));
	let commas = 0;
	for (let index = frame.open + 1; index < tokens.length; index++) {
		const token = tokens[index];
		if (token === undefined || token.start >= cursor) break;
		if (token.text === "," && token.kind === "punctuation") commas += 1;
		else index = inner.get(index) ?? index;
	}
	return commas;
}

function describeFrame(expression: WrittenExpression, frame: Frame, commas: number): SignatureHelp | undefined {
	const { tokens } = expression;
	switch (frame.kind) {
		case "call":
			return describeCall(expression, frame, commas);
		case "aggregation": {
			const name = frame.head ?? aggregationBeforeClause(tokens, frame.open);
			const entry = name && findAggregation(name.text);
			if (entry === undefined) return undefined;
			const clause = clauseBefore(expression, frame) ?? clauseAfter(tokens, frame);
			return describeAggregation(entry, clause, clause === undefined ? commas : commas + 1);
		}
		case "grouping": {
			const clause = frame.head?.text.toLowerCase();
			const entry = groupedAggregation(expression, frame);
			return entry === undefined ? describeKeyword(clause) : describeAggregation(entry, clause, 0);
		}
		case "matching":
		case "include":
		case "fill":
			return describeKeyword(frame.head?.text.toLowerCase());
		case "whole":
		case "paren":
		case "matchers":
		case "range":
			return undefined;
		default:
			return frame.kind satisfies never;
	}
}

function describeCall({ frames }: WrittenExpression, frame: Frame, commas: number): SignatureHelp | undefined {
	const name = frame.head?.text ?? "";
	const inRange = frames.some(({ kind, open, close }) => kind === "range" && open < frame.open && frame.open < close);
	if (inRange) return describeKeyword(name.toLowerCase(), commas);
	const entry = findFunction(name);
	return entry && present([signatureOfFunction(entry)], entry, 0, commas);
}

function describeAggregation(entry: PromqlAggregation, clause: string | undefined, parameter: number): SignatureHelp {
	const form = clause === "by" ? 1 : clause === "without" ? 2 : 0;
	return present(signaturesOfAggregation(entry), entry, form, parameter);
}

function describeKeyword(name: string | undefined, parameter = 0): SignatureHelp | undefined {
	const entry = promqlKeywords.get(name ?? "") ?? promqlKeywords.get(`${name}()`);
	return entry && present([signatureOfKeyword(entry)], entry, 0, parameter);
}

/** `by` or `without` between the name and the parentheses of an aggregation. */
function clauseBefore({ tokens, frames }: WrittenExpression, { open, head }: Frame): string | undefined {
	if (head !== undefined) return undefined;
	return frameClosedBy(frames, previousIndex(tokens, open))?.head?.text.toLowerCase();
}

/** `by` or `without` behind the parentheses of an aggregation. */
function clauseAfter(tokens: readonly Token[], { close }: Frame): string | undefined {
	const word = tokens[nextIndex(tokens, close)]?.text.toLowerCase();
	return word === "by" || word === "without" ? word : undefined;
}

/** The aggregation that the labels of `by (…)` are for, whichever side of its parentheses they are on. */
function groupedAggregation({ tokens, frames }: WrittenExpression, grouping: Frame): PromqlAggregation | undefined {
	const before = previousIndex(tokens, previousIndex(tokens, grouping.open));
	const closed = frameClosedBy(frames, before);
	const name = closed === undefined ? tokens[before] : closed.head;
	return name && findAggregation(name.text);
}

function present(
	signatures: readonly Signature[],
	entry: WordEntry,
	activeSignature: number,
	parameter: number,
): SignatureHelp {
	const markdown = documentWord({
		summary: entry.summary,
		...(entry.needs === undefined ? {} : { needs: entry.needs }),
		...(entry.trap === undefined ? {} : { trap: entry.trap }),
	});
	const active = signatures[activeSignature];
	const last = (active?.parameters.length ?? 0) - 1;
	return {
		signatures: signatures.map(({ label, parameters }) => ({
			label,
			markdown,
			parameters: parameters.map(({ span, documentation }) => ({ span, markdown: documentation })),
		})),
		activeSignature,
		activeParameter: active?.variadic === true ? Math.min(parameter, last) : parameter,
	};
}
