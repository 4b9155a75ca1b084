import type { Expression } from "../../promql/ast.ts";
import { findFunction } from "../../promql/functions.ts";
import { findOccurrences } from "../../promql/occurrences.ts";
import { parsePromql } from "../../promql/parse.ts";
import { functionNameKinds, type Token, type TokenKind } from "../../promql/tokens.ts";
import { walk } from "../../promql/visit.ts";
import type { SemanticToken } from "./token.ts";

type Meaning = Pick<SemanticToken, "type" | "modifier">;

/** A metric is read, never written: themes that tell constants from variables then tell metrics from labels. */
const metric: Meaning = { type: "variable", modifier: "readonly" };
const label: Meaning = { type: "property" };
const ownFunction: Meaning = { type: "function", modifier: "defaultLibrary" };
const aggregation: Meaning = { type: "method", modifier: "defaultLibrary" };
const keyword: Meaning = { type: "keyword" };
const operator: Meaning = { type: "operator" };
const punctuation: ReadonlySet<TokenKind> = new Set<TokenKind>(["(", ")", "{", "}", "[", "]", ",", ":", "bad"]);

/** What each word of an expression is. Half-written text is coloured by what its words would be. */
export function findPromqlTokens(text: string): readonly SemanticToken[] {
	const { expression, tokens, comments } = parsePromql(text);
	const meanings = readMeanings(expression);
	const found: SemanticToken[] = comments.map(({ start, end }) => ({ start, end, type: "comment" }));
	let inBraces = false;
	for (const [index, token] of tokens.entries()) {
		if (token.kind === "{") inBraces = true;
		else if (token.kind === "}" || !mayStandInBraces(token.kind)) inBraces = false;
		const meaning = meanings.get(token.start) ?? guessMeaning(token, tokens[index + 1], inBraces);
		if (meaning !== undefined) found.push({ start: token.start, end: token.end, ...meaning });
	}
	return found.sort((a, b) => a.start - b.start);
}

/** What the tree says, by where a word begins. */
function readMeanings(expression: Expression): ReadonlyMap<number, Meaning> {
	const meanings = new Map<number, Meaning>();
	for (const node of walk(expression)) {
		if (node.kind !== "selector") continue;
		for (const { operator: matches, value } of node.matchers) {
			if (matches === "=~" || matches === "!~") meanings.set(value.span.start, { type: "regexp" });
		}
	}
	for (const { role, name, span } of findOccurrences(expression)) {
		switch (role) {
			case "metric":
				meanings.set(span.start, metric);
				break;
			case "label":
				meanings.set(span.start, label);
				break;
			case "function":
				meanings.set(span.start, findFunction(name) === undefined ? { type: "function" } : ownFunction);
				break;
			case "aggregation":
				meanings.set(span.start, aggregation);
				break;
			default:
				role satisfies never;
		}
	}
	return meanings;
}

function guessMeaning({ kind }: Token, next: Token | undefined, inBraces: boolean): Meaning | undefined {
	if (punctuation.has(kind)) return undefined;
	switch (kind) {
		case "endOfInput":
			return undefined;
		case "number":
		case "duration":
			return { type: "number" };
		case "string":
			return { type: "string" };
		case "metricIdentifier":
			return metric;
		default:
	}
	if (kind === "identifier" && inBraces) return label;
	if (next?.kind === "(" && functionNameKinds.has(kind))
		return kind === "identifier" ? { type: "function" } : ownFunction;
	if (kind === "identifier") return metric;
	return /^\w/.test(kind) ? keyword : operator;
}

function mayStandInBraces(kind: TokenKind): boolean {
	switch (kind) {
		case "{":
		case "identifier":
		case "string":
		case ",":
		case "=":
		case "!=":
		case "=~":
		case "!~":
		case "bad":
			return true;
		default:
			return false;
	}
}
