// What the functions of alert templates take and give. Source: template/template.go of Prometheus 3.8, Go 1.25's text/template.
import type { Span } from "../../../text/span.ts";
import { mayChange, numberOf, type PrintedNumber, type TemplateSource, type TemplateValue } from "./templateValue.ts";

export interface GivenArgument {
	readonly value: TemplateValue;
	readonly span: Span;
}

export interface CallResult {
	/** Of `query`: its text, where that is known. */
	readonly value: TemplateValue | { readonly query: string | undefined; readonly span: Span };
	readonly labels?: readonly { readonly label: string; readonly source: TemplateSource }[];
	/** A sentence: why the call cannot succeed. */
	readonly failure?: string;
}

const unknown: TemplateValue = { kind: "unknown", changes: false };
const boolean: TemplateValue = { kind: "boolean" };

const takesText: ReadonlySet<string> = new Set(
	"match reReplaceAll safeHtml stripDomain stripPort title toLower toUpper graphLink tableLink urlQueryEscape".split(
		" ",
	),
);
const orders: ReadonlySet<string> = new Set(["lt", "le", "gt", "ge", "eq", "ne"]);

export function callFunction(name: string, given: readonly GivenArgument[]): CallResult {
	const values = given.map(({ value }) => value);
	const [first, second] = values;
	const last = values.at(-1);
	const number = printedBy(name, values);
	const text: TemplateValue = {
		kind: "string",
		changes: values.some(mayChange),
		...(number === undefined ? {} : { number }),
	};
	switch (name) {
		case "query":
			if (first !== undefined && isNoText(first)) return fail(name, "the text of a query", first);
			return {
				value: {
					query: first?.kind === "string" ? first.text : undefined,
					span: (first?.kind === "string" ? first.writtenAt : undefined) ?? given[0]?.span ?? { start: 0, end: 0 },
				},
			};
		case "first":
			if (last?.kind === "samples") return { value: { kind: "sample", source: last.source } };
			return isOtherThan(last) ? fail(name, "the result of query", last) : { value: unknown };
		case "value":
			if (last?.kind === "sample") return { value: { kind: "number", source: last.source } };
			return isOtherThan(last) ? fail(name, "one sample of a query, as first gives it", last) : { value: unknown };
		case "strvalue":
			return isOtherThan(last) && last?.kind !== "sample"
				? fail(name, "one sample of a query, as first gives it", last)
				: { value: { kind: "string", changes: false } };
		case "label":
			if (last?.kind === "sample" && first?.kind === "string" && first.text !== undefined) {
				return { value: { kind: "string", changes: false }, labels: [{ label: first.text, source: last.source }] };
			}
			return isOtherThan(last) && last?.kind !== "sample"
				? fail(name, "one sample of a query, as first gives it", last)
				: { value: { kind: "string", changes: false } };
		case "sortByLabel":
			return { value: last?.kind === "samples" ? last : unknown };
		case "index":
			if (first?.kind === "labels" && second?.kind === "string" && second.text !== undefined) {
				return { value: { kind: "string", changes: false }, labels: [{ label: second.text, source: first.source }] };
			}
			return { value: first?.kind === "samples" ? { kind: "sample", source: first.source } : unknown };
		case "printf":
			return { value: first?.kind === "string" && first.text !== undefined ? print(first, text) : text };
		case "len":
			return { value: { kind: "constant", integer: true } };
		case "not":
			return { value: boolean };
		case "and":
		case "or":
			return { value: { kind: "unknown", changes: values.some(mayChange) } };
		case "now":
			return { value: { kind: "unknown", changes: true } };
		default:
			break;
	}
	if (orders.has(name)) {
		const mixed = values.some(isFloat) && values.some((value) => value.kind === "constant" && value.integer);
		const failure = `The function ${name} compares no float with a whole number: write the number with a point, such as 5.0.`;
		return mixed ? { value: boolean, failure } : { value: boolean };
	}
	if (takesText.has(name)) {
		const wrong = values.find(isNoText);
		return wrong === undefined ? { value: text } : fail(name, "text", wrong);
	}
	return { value: name === "args" ? unknown : text };
}

function printedBy(name: string, values: readonly TemplateValue[]): PrintedNumber | undefined {
	const [printed, ...others] = values.map(numberOf).filter((each) => each !== undefined);
	if (printed === undefined || others.length > 0) return undefined;
	const [format] = values;
	const step =
		name === "printf" && format?.kind === "string" && format.text !== undefined
			? { function: name, format: format.text }
			: { function: name };
	return { ...printed, steps: [...printed.steps, step] };
}

function fail(name: string, wanted: string, value: TemplateValue | undefined): CallResult {
	const failure = `The function ${name} takes ${wanted}, and is given ${describe(value)}.`;
	return { value: unknown, failure };
}

function describe(value: TemplateValue | undefined): string {
	switch (value?.kind) {
		case "number":
		case "constant":
			return "a number";
		case "labels":
		case "externalLabels":
			return "a set of labels";
		case "samples":
			return "the result of a query";
		case "sample":
			return "a sample";
		case "string":
			return "text";
		case "boolean":
			return "true or false";
		default:
			return "something else";
	}
}

/** Claims that it is of a kind that is known; of these only one fits, and the caller has looked for it. */
function isOtherThan(value: TemplateValue | undefined): boolean {
	return value !== undefined && value.kind !== "unknown" && value.kind !== "nil" && value.kind !== "data";
}

function isNoText({ kind }: TemplateValue): boolean {
	return kind === "number" || kind === "constant" || kind === "samples" || kind === "sample" || kind === "labels";
}

function isFloat({ kind }: TemplateValue): boolean {
	return kind === "number";
}

/** The text with something in place of each verb that can stand there in PromQL. */
function print(format: TemplateValue & { readonly kind: "string" }, text: TemplateValue): TemplateValue {
	if (text.kind !== "string") return text;
	const filled = (format.text ?? "").replace(/%[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])/g, (_, verb: string) =>
		verb === "q" ? '"x"' : verb === "%" ? "%" : /[sv]/.test(verb) ? "x" : "1",
	);
	return { ...text, text: filled, ...(format.writtenAt === undefined ? {} : { writtenAt: format.writtenAt }) };
}
