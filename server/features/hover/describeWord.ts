import type { MetricFact } from "../../metrics/offline/metricFacts.ts";
import { findAggregation } from "../../promql/aggregations.ts";
import { findFunction, printSignature, removedFunctions } from "../../promql/functions.ts";
import { promqlKeywords } from "../../promql/keywords.ts";
import { matchOperators, promqlOperators } from "../../promql/operators.ts";
import type { Span } from "../../text/span.ts";
import { documentWord } from "../documentWord.ts";
import { escapeMarkdown, inlineCode, promqlBlock, shorten } from "../markdown.ts";
import { describeSource } from "../metricFacts/describeSource.ts";
import { type Frame, findFrames, frameAt, isKeyword, nextIndex, previousIndex } from "../promqlFrames.ts";
import { unquote } from "../promqlSelectors.ts";
import { type Token, tokenize } from "../promqlTokens.ts";
import { describeNumber, type NumberPlace } from "./describeNumber.ts";

/** What is known of metrics without asking anybody. */
export interface KnownMetrics {
	readonly describe: (series: string) => MetricFact | undefined;
	/** The expression that the file records the metric from. */
	readonly recording: (metric: string) => string | undefined;
	/** What the user calls the active server. */
	readonly server?: string | undefined;
}

export interface DescribedWord {
	readonly markdown: string;
	readonly span: Span;
	/** Where the file of the last line says it. */
	readonly place?: { readonly uri: string; readonly offset: number };
}

/** What is known of the word of PromQL at `offset`: a function, an aggregation, an operator, a keyword or a metric. */
export function describeWordAt(text: string, offset: number, known: KnownMetrics): DescribedWord | undefined {
	const tokens = tokenize(text);
	const index = indexAt(tokens, offset);
	const token = tokens[index];
	if (token === undefined) return undefined;
	const frames = findFrames(tokens);
	const frame = frameAt(frames, index);
	const inRange = frames.some(({ kind, open, close }) => kind === "range" && open < index && index < close);
	const described = describeToken({ tokens, index, token, frame, inRange }, known);
	if (described === undefined) return undefined;
	const span = { start: token.start, end: token.end };
	return typeof described === "string" ? { markdown: described, span } : { ...described, span };
}

/** Of two tokens that touch the offset, the one that begins there, as a pointer is on a character. */
function indexAt(tokens: readonly Token[], offset: number): number {
	const inside = tokens.findIndex(({ start, end }) => start <= offset && offset < end);
	return inside === -1 ? tokens.findIndex(({ end }) => end === offset) : inside;
}

/** A token and what is around it. */
interface Place {
	readonly tokens: readonly Token[];
	readonly index: number;
	readonly token: Token;
	/** The innermost brackets. */
	readonly frame: Frame;
	/** It is somewhere inside square brackets. */
	readonly inRange: boolean;
}

function describeToken(place: Place, known: KnownMetrics): string | Omit<DescribedWord, "span"> | undefined {
	const { tokens, index, token, frame } = place;
	if (token.kind === "string") {
		return isQuotedMetric(tokens, index, frame) ? describeMetricName(unquote(token.text), known) : undefined;
	}
	if (token.kind === "operator" && frame.kind === "matchers") {
		const entry = matchOperators.find(({ name }) => name === token.text);
		return entry && documentWord(entry);
	}
	if (token.kind === "number") return describeNumber(token.text, placeOfNumber(place));
	if (token.kind === "operator") return isSign(place) ? undefined : describeLanguage(token.text);
	if (token.kind !== "word" || isLabelPlace(frame)) return undefined;
	if (/^(?:inf|nan)$/i.test(token.text)) return describeNumber(token.text, "value");
	const next = tokens[nextIndex(tokens, index)]?.text;
	if (findAggregation(token.text) !== undefined && next !== "{") return describeAggregation(token.text);
	const anchor = describeAnchor(place);
	if (anchor !== undefined) return anchor;
	if (next === "(" && !isKeyword(token.text)) return describeFunction(token.text);
	return describeLanguage(token.text) ?? describeMetricName(token.text, known);
}

function placeOfNumber(place: Place): NumberPlace {
	const word = wordBefore(place);
	if (word === "@") return "timestamp";
	return place.frame.kind === "range" || word === "offset" ? "duration" : "value";
}

/** What stands before, whatever sign is between. */
function wordBefore({ tokens, index }: Place): string | undefined {
	const before = previousIndex(tokens, index);
	const signed = tokens[before]?.text === "-" || tokens[before]?.text === "+";
	return tokens[signed ? previousIndex(tokens, before) : before]?.text.toLowerCase();
}

/** Claims that the plus or minus has nothing on its left to add or subtract. */
function isSign({ tokens, index, token }: Place): boolean {
	if (token.text !== "-" && token.text !== "+") return false;
	const before = tokens[previousIndex(tokens, index)];
	if (before === undefined || before.kind === "operator") return true;
	return before.kind === "word" ? isKeyword(before.text) : ["(", "[", ",", ":"].includes(before.text);
}

/** `{"my.metric", …}`: a string alone between the braces' commas. */
function isQuotedMetric(tokens: readonly Token[], index: number, frame: Frame): boolean {
	if (frame.kind !== "matchers") return false;
	const before = tokens[previousIndex(tokens, index)]?.text;
	const after = tokens[nextIndex(tokens, index)]?.text;
	return (before === "{" || before === ",") && (after === "}" || after === "," || after === undefined);
}

function isLabelPlace({ kind }: Frame): boolean {
	return kind === "matchers" || kind === "grouping" || kind === "matching" || kind === "include";
}

function describeFunction(name: string): string | undefined {
	const entry = findFunction(name);
	if (entry !== undefined) return `${promqlBlock(printSignature(entry))}\n\n${documentWord(entry)}`;
	return removedFunctions.get(name)?.advice;
}

function describeAggregation(name: string): string | undefined {
	const entry = findAggregation(name);
	if (entry === undefined) return undefined;
	const parameter = entry.parameter === undefined ? "" : `${entry.parameter.name} ${entry.parameter.type}, `;
	const signature = `${entry.name} by (label, …) (${parameter}v instant-vector) instant-vector`;
	return `${promqlBlock(signature)}\n\n${documentWord(entry)}`;
}

/** `start()` and `end()` after `@`, and the functions of durations: elsewhere functions have these names. */
function describeAnchor(place: Place): string | undefined {
	const { tokens, index, token } = place;
	if (tokens[nextIndex(tokens, index)]?.text !== "(") return undefined;
	const before = wordBefore(place);
	if (!place.inRange && before !== "@" && before !== "offset") return undefined;
	const word = token.text.toLowerCase();
	return describeLanguage(`${word}()`) ?? describeLanguage(word);
}

/** An operator or a keyword of the language, in any case. */
function describeLanguage(text: string): string | undefined {
	const name = text.toLowerCase();
	const keyword = promqlKeywords.get(name);
	if (keyword !== undefined) return `${promqlBlock(keyword.form)}\n\n${documentWord(keyword)}`;
	const operator = promqlOperators.get(name);
	return operator === undefined ? undefined : documentWord(operator);
}

/** Help texts are long at times; a hover is no place to read on. */
const LONGEST_HELP = 600;

function describeMetricName(name: string, known: KnownMetrics): Omit<DescribedWord, "span"> | undefined {
	const { describe, recording, server } = known;
	const expression = recording(name);
	const fact = describe(name);
	const recorded = recordedText(expression, fact);
	// Of what this file records its rules say all, unless somebody else describes the metric too.
	if (fact === undefined || (fact.source.kind === "rule" && expression !== undefined)) {
		return recorded.length === 0 ? undefined : { markdown: [inlineCode(name), ...recorded].join("\n\n") };
	}
	const { type, unit, help, source } = fact;
	const facts = source.kind === "rule" ? [] : [type, unit].filter((word) => word !== "").map(escapeMarkdown);
	const text = help === "" ? [] : [escapeMarkdown(shorten(help, LONGEST_HELP))];
	const markdown = [[inlineCode(name), ...facts].join(" · "), ...text, ...recorded, describeSource(source, server)];
	const place =
		source.kind === "code" || source.kind === "rule" ? { uri: source.uri, offset: source.offset } : undefined;
	return { markdown: markdown.join("\n\n"), ...(place === undefined ? {} : { place }) };
}

function recordedText(here: string | undefined, fact: MetricFact | undefined): readonly string[] {
	if (here !== undefined) return ["Recorded in this file:", promqlBlock(shorten(here, LONGEST_HELP))];
	return fact?.expression === undefined ? [] : [promqlBlock(shorten(fact.expression.trim(), LONGEST_HELP))];
}
