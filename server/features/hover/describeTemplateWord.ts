import { describeTemplateFunction, templateData } from "../../documents/embedded/goTemplate/functionDocs.ts";
import { templateFunctions } from "../../documents/embedded/goTemplate/functions.ts";
import { lexTemplate } from "../../documents/embedded/goTemplate/lexer.ts";
import type { Token } from "../../documents/embedded/goTemplate/tokens.ts";
import { describeQuantity } from "../../promql/result/describeQuantity.ts";
import { factOf, type LabelFact } from "../../promql/result/labels.ts";
import { type Span, touches } from "../../text/span.ts";
import { documentTemplateFunction } from "../documentTemplateFunction.ts";
import { inlineCode, promqlBlock, shorten } from "../markdown.ts";
import type { TemplateSubject } from "../templateSubject.ts";

/** What is known of the word of a template at `offset`. */
export function describeTemplateWord(
	text: string,
	offset: number,
	subject: TemplateSubject | undefined,
): { readonly markdown: string; readonly span: Span } | undefined {
	const tokens = lexTemplate(text);
	const index = tokens.findIndex(({ span, kind }) => span.start <= offset && offset < span.end && kind !== "text");
	const at = index === -1 ? tokens.findIndex(({ span, kind }) => touches(span, offset) && kind !== "text") : index;
	const token = tokens[at];
	if (token === undefined) return undefined;
	const label = labelAt(tokens, at);
	if (label !== undefined) return { markdown: describeLabel(label.name, subject), span: label.span };
	const markdown = describeToken(token, tokens[at - 1], subject);
	return markdown === undefined ? undefined : { markdown, span: token.span };
}

/** The label that a field such as `.job` of `$labels.job` or `.Labels.job` stands for. */
function labelAt(tokens: readonly Token[], index: number): { readonly name: string; readonly span: Span } | undefined {
	const token = tokens[index];
	const before = tokens[index - 1];
	if (token?.kind !== "field") return undefined;
	const ofLabels = before?.text === "$labels" || (before?.kind === "field" && before.text === ".Labels");
	return ofLabels
		? { name: token.text.slice(1), span: { start: token.span.start + 1, end: token.span.end } }
		: undefined;
}

function describeToken(
	token: Token,
	before: Token | undefined,
	subject: TemplateSubject | undefined,
): string | undefined {
	const { kind, text } = token;
	if (kind === "identifier") {
		const entry = templateFunctions.find(({ name }) => name === text);
		const doc = describeTemplateFunction(text);
		if (entry === undefined || doc === undefined) return undefined;
		return `${inlineCode(`${text}: ${entry.signature}`)}\n\n${documentTemplateFunction(doc, entry.since)}`;
	}
	if (kind !== "variable" && kind !== "field") return undefined;
	// What follows something else is a field of that.
	if (kind === "field" && before !== undefined && /^(?:variable|field|rightParen)$/.test(before.kind)) return undefined;
	if (!Object.hasOwn(templateData, text)) return undefined;
	const about = text === "$value" || text === ".Value" ? describeValue(subject) : [];
	return [`${inlineCode(text)}\n\n${templateData[text]}`, ...about].join("\n\n");
}

/** Expressions are long at times; a hover is no place to read on. */
const LONGEST = 600;

function describeValue(subject: TemplateSubject | undefined): readonly string[] {
	if (subject?.expression === undefined) return [];
	const { source, text } = subject.expression;
	const quantity = subject.shape === undefined ? undefined : describeQuantity(subject.shape.quantity);
	return [
		...(quantity === undefined ? [] : [`Here: ${quantity}`]),
		promqlBlock(shorten((source ?? text).trim(), LONGEST)),
	];
}

function describeLabel(name: string, subject: TemplateSubject | undefined): string {
	const title = `${inlineCode(name)} · a label of the series that the alert fires for`;
	const fact = subject?.shape === undefined ? undefined : factOf(subject.shape.labels, name);
	return fact === undefined ? title : `${title}\n\n${describePresence(fact)}`;
}

function describePresence({ presence, values, reason }: LabelFact): string {
	switch (presence) {
		case "sure":
			return values === undefined
				? "Every series that the expression returns has it."
				: `Every series that the expression returns has it: ${values.map(inlineCode).join(", ")}.`;
		case "possible":
			return "A series has it if what the expression selects does; where it is missing, nothing is written here.";
		case "never":
			return `No series that the expression returns has it, so nothing is written here: it is ${reason.text}.`;
		default:
			return presence satisfies never;
	}
}
