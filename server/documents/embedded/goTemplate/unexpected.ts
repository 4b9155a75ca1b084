import type { TemplateFault } from "./faults.ts";
import { missingBrace } from "./lexer.ts";
import type { Token } from "./tokens.ts";

/** What was being read when something else came. */
export type Context =
	| "text"
	| "action"
	| "operand"
	| "parentheses"
	| "if"
	| "with"
	| "range"
	| "end"
	| "else"
	| "break"
	| "continue"
	| "template"
	| "block"
	| "define";

/** Says why a word cannot stand where it does, and what to write instead. */
export function explainUnexpected(token: Token, context: Context): TemplateFault {
	const { text, kind } = token;
	if (text === "}") return { code: "template/unclosed-action", message: missingBrace };
	if (kind === "end") {
		return {
			code: "template/unclosed-action",
			message: "The template ends in the middle of an action, so Prometheus rejects the whole rule file. Add }}.",
		};
	}
	if (kind === "keyword" && context !== "text")
		return { code: "template/misplaced-keyword", message: explainKeyword(text) };
	const operator = operators.get(text);
	if (operator !== undefined && (context === "operand" || valueContexts.has(context))) {
		return { code: "template/syntax", message: operator };
	}
	return { code: "template/syntax", message: explainByContext(token, context) };
}

const valueContexts: ReadonlySet<Context> = new Set<Context>(["action", "if", "with", "range", "parentheses"]);

const operators: ReadonlyMap<string, string> = new Map([
	["=", 'Templates have no == and assign with = only to a variable. Write eq $labels.job "api" to compare.'],
	["!", "Templates have no ! operator. Write ne a b to compare, or not a."],
	["<", "Templates have no < operator. Write lt a b, or le a b for “at most”."],
	[">", "Templates have no > operator. Write gt a b, or ge a b for “at least”."],
	["&", "Templates have no & operator. Write and a b."],
	["*", "Templates do not calculate. Calculate in the alert's expression, and use $value."],
	["/", "Templates do not calculate. Calculate in the alert's expression, and use $value."],
	["%", "Templates do not calculate. Write the % sign behind }}, or use humanizePercentage."],
	[",", "Arguments are separated by spaces in a template. Remove the comma."],
	["[", 'Templates have no brackets. Write index $labels "name" to look something up.'],
	["{", "An action cannot begin inside another one. Close the first with }}, or remove the brace."],
]);

function explainKeyword(keyword: string): string {
	return keyword === "define"
		? "A {{define}} can only stand at the top level, not inside another block. Move it to the beginning of the text."
		: `“${keyword}” can only begin an action. Put it into an action of its own, as in {{${keyword}}}.`;
}

function explainByContext({ kind, text }: Token, context: Context): string {
	const word = `“${text}”`;
	switch (context) {
		case "define":
		case "block":
		case "template":
			return `Behind {{${context} comes the template's name in quotes, and ${word} is none. Write {{${context} "name"${context === "block" ? " ." : ""}}}.`;
		case "end":
		case "else":
		case "break":
		case "continue":
			return `Nothing can follow “${context}” in its action but }}, and ${word} does. Remove it.`;
		case "operand":
			return kind === "string" || kind === "rawString" || kind === "number" || kind === "leftParen"
				? `There must be a space before ${word}, as arguments are separated by spaces. Add it.`
				: `${word} cannot follow here: a space, | or }} must come first. Correct or remove it.`;
		case "text":
			return `${word} cannot stand here. Close the action before it with }}.`;
		case "action":
		case "if":
		case "with":
		case "range":
		case "parentheses":
			return kind === "pipe"
				? "There is nothing before this |. Write the value that goes through it, or remove it."
				: `${word} cannot stand here, where a value or function is expected. Correct or remove it.`;
		default:
			return context satisfies never;
	}
}
