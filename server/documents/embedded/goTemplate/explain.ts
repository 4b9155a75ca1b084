import { closestWord } from "../../../base/closestWord.ts";
import type { TemplateFault } from "./faults.ts";
import { consoleOnlyFunctions, predeclaredVariables, templateFunctions } from "./functions.ts";
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

/** What can be named at a place. */
export interface Visible {
	readonly variables: readonly string[];
	/** Claims that it is inside a `define` or `block`, which see none of the outer variables. */
	readonly inDefinition: boolean;
}

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

export function explainMissingValue(context: Context): string {
	switch (context) {
		case "if":
		case "with":
		case "range":
			return `This {{${context}}} has no value to look at. Write one behind it, such as {{${context} $labels.job}}.`;
		case "parentheses":
			return "There is nothing between these parentheses. Write a value or a call there, or remove them.";
		default:
			return "There is nothing to print in this action. Write a value such as $value in it, or remove it.";
	}
}

export function explainUnknownFunction(name: string, { variables }: Visible): string {
	if (consoleOnlyFunctions.includes(name)) {
		return `“${name}” exists in console pages only, so Prometheus rejects the rule file. Use {{template "name"}} instead.`;
	}
	if (variables.includes(`$${name}`)) {
		return `“${name}” is read as a function, and there is none of that name. Write $${name} for the variable.`;
	}
	const near = closestWord(
		name,
		templateFunctions.map((known) => known.name),
	);
	const hint =
		near === undefined
			? "Put it into quotes if it is text, or write a dot or $ before it if it is data."
			: `Did you mean “${near}”?`;
	return `Prometheus has no template function “${name}”, so it rejects the whole rule file. ${hint}`;
}

export function explainUndefinedVariable(name: string, { variables, inDefinition }: Visible): string {
	if (inDefinition && (predeclaredVariables as readonly string[]).includes(name)) {
		return `${name} is not known inside {{define}} and {{block}}, which see only what they are given. Pass it on, as in {{template "name" ${name}}}, and use . there.`;
	}
	const near = closestWord(name, variables);
	const hint = near === undefined ? `Declare it before with {{${name} := …}}.` : `Did you mean “${near}”?`;
	return `The variable ${name} is not declared here, so Prometheus rejects the whole rule file. ${hint}`;
}

export function explainBadNumber(text: string): string {
	if (/^[+-]$/.test(text)) {
		return text === "-"
			? "A lonely “-” is read as a number. Put a space between it and the braces, as in {{- and -}} with a space inside, or remove it."
			: "A lonely “+” is read as a number, and templates do not calculate. Remove it, or calculate in the expression.";
	}
	return `“${text}” is no number that Go can read: it is malformed or too large. Correct it, or put it into quotes.`;
}
