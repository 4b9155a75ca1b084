import { evaluateTemplate } from "../../documents/embedded/goTemplate/evaluate.ts";
import { numberOf, type PrintedNumber } from "../../documents/embedded/goTemplate/templateValue.ts";
import type { Expression } from "../../promql/ast.ts";
import type { Quantity } from "../../promql/result/quantity.ts";
import { shapesOf } from "../../promql/result/resultOf.ts";
import type { CheckedRule, CheckedTemplate } from "../check.ts";
import type { CheckKnowledge } from "../knowledge.ts";

/** A value that a template writes into its text. */
export interface WrittenNumber {
	readonly template: CheckedTemplate;
	readonly number: PrintedNumber;
	/** The action's pipeline, in the template's offsets. */
	readonly span: { readonly start: number; readonly end: number };
	/** The query whose value it is; of an alert's own value, the alert's. */
	readonly query: Expression;
	readonly quantity: Quantity;
	/** The template's text before the action and behind it; empty where the next action begins. */
	readonly before: string;
	readonly after: string;
}

/**
 * The values in the texts of an alert of which the query is known to the last character.
 * @param words what a text has to hold to be of interest, as expanding one takes longer than reading it
 */
export function writtenNumbers(
	{ rule, expression, templates }: CheckedRule,
	knowledge: CheckKnowledge,
	words: RegExp,
): readonly WrittenNumber[] {
	if (rule.kind !== "alert") return [];
	const worth = templates.filter(({ region: { text, masks } }) => masks === undefined && words.test(text));
	return worth.flatMap((template) =>
		evaluateTemplate(template.parsed.nodes).flatMap((event) => {
			const number = event.kind === "print" ? numberOf(event.value) : undefined;
			if (number === undefined) return [];
			const own = number.source.kind === "alert";
			if (own && (expression === undefined || expression.masked(expression.expression))) return [];
			const query = number.source.kind === "alert" ? expression?.expression : number.source.expression;
			if (query === undefined) return [];
			const shape = own ? expression?.shapeOf(query) : shapesOf(query, knowledge.results)(query);
			if (shape === undefined) return [];
			const { text } = template.region;
			const before = text.slice(0, event.span.start).replace(/\{\{-?\s*$/, "");
			const after = text.slice(event.span.end).replace(/^\s*-?\}\}/, "");
			return [
				{
					template,
					number,
					span: event.span,
					query,
					quantity: shape.quantity,
					before: before.slice(before.lastIndexOf("}}") + 1).replace(/^\}/, ""),
					after: after.split("{{")[0] ?? "",
				},
			];
		}),
	);
}

/** Claims that a `%` stands behind the number, by the text or by a `printf`. */
export function hasPercentSign({ number, after }: WrittenNumber): boolean {
	if (/^ ?%/.test(after)) return true;
	const last = number.steps.at(-1);
	// What `printf` writes is known with a stand-in for the number.
	return last?.function === "printf" && /%%|\d ?%$/.test(last.format ?? "");
}
