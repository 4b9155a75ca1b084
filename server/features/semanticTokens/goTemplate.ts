import { notificationFunctions, templateFunctions } from "../../documents/embedded/goTemplate/functions.ts";
import { lexTemplate } from "../../documents/embedded/goTemplate/lexer.ts";
import type { Token } from "../../documents/embedded/goTemplate/tokens.ts";
import type { SemanticToken } from "./token.ts";

const ownFunctions: ReadonlySet<string> = new Set([
	...templateFunctions.map(({ name }) => name),
	...notificationFunctions,
]);

/** What the words between a template's braces are. The text around them keeps the colour that the host gives it. */
export function findTemplateTokens(text: string): readonly SemanticToken[] {
	if (!text.includes("{{")) return [];
	const found: SemanticToken[] = [];
	let end = 0;
	for (const token of lexTemplate(text)) {
		// The lexer leaves comments out, with the braces around them.
		if (token.span.start > end && text.startsWith("{{", end))
			found.push({ start: end, end: token.span.start, type: "comment" });
		end = token.span.end;
		const meaning = readMeaning(token);
		if (meaning !== undefined) found.push(meaning);
	}
	return found;
}

function readMeaning({ kind, span, text }: Token): SemanticToken | undefined {
	const { start, end } = span;
	switch (kind) {
		case "leftDelimiter":
		case "rightDelimiter": {
			// A trimming dash comes with the space beside it.
			const inner = text.trim();
			const from = start + text.indexOf(inner);
			return { start: from, end: from + inner.length, type: "operator" };
		}
		case "pipe":
		case "assign":
		case "declare":
			return { start, end, type: "operator" };
		case "keyword":
		case "nil":
		case "boolean":
			return { start, end, type: "keyword" };
		case "identifier":
			return { start, end, type: "function", ...(ownFunctions.has(text) ? { modifier: "defaultLibrary" } : {}) };
		case "variable":
			return { start, end, type: "variable" };
		case "dot":
			return { start, end, type: "variable" };
		case "field":
			return { start: start + 1, end, type: "property" };
		case "string":
		case "rawString":
		case "character":
			return { start, end, type: "string" };
		case "number":
		case "complex":
			return { start, end, type: "number" };
		case "text":
		case "space":
		case "leftParen":
		case "rightParen":
		case "punctuation":
		case "fault":
		case "end":
			return undefined;
		default:
			return kind satisfies never;
	}
}
