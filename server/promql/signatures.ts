import type { Span } from "../text/span.ts";
import type { PromqlAggregation } from "./aggregations.ts";
import type { ValueType } from "./ast.ts";
import { type PromqlFunction, printArgument } from "./functions.ts";
import type { PromqlKeyword } from "./keywords.ts";

/** How something with parentheses is written, and what goes where. */
export interface Signature {
	/** As people read it, such as `round(v instant-vector, to_nearest scalar = 1) instant-vector`. */
	readonly label: string;
	readonly parameters: readonly SignatureParameter[];
	/** The last parameter may be repeated. */
	readonly variadic: boolean;
}

export interface SignatureParameter {
	/** Where it stands in the label. */
	readonly span: Span;
	/** One sentence in Markdown. */
	readonly documentation: string;
}

/** What stands in parentheses, and what it is. */
type Written = readonly [text: string, documentation: string];

const typeDocumentation: Readonly<Record<ValueType, string>> = {
	vector: "An instant vector: the newest sample of each series.",
	matrix: "A range vector: the samples of some time, such as `http_requests_total[5m]`.",
	scalar: "A number without labels.",
	string: "A text in quotes.",
	none: "An expression.",
};

export function signatureOfFunction(definition: PromqlFunction): Signature {
	const written = definition.arguments.map((argument): Written => {
		const left = argument.optional === true ? "May be left out. " : "";
		return [printArgument(argument), left + (argument.documentation ?? typeDocumentation[argument.type])];
	});
	const variadic = definition.mostArguments !== undefined;
	return compose([`${definition.name}(`, written, `${variadic ? ", …" : ""}) ${nameType(definition)}`], variadic);
}

function nameType({ returns }: PromqlFunction): string {
	return printArgument({ name: "", type: returns }).trim();
}

/** `sum(…)`, `sum by (…) (…)` and `sum without (…) (…)`, in this order. */
export function signaturesOfAggregation({ name, parameter }: PromqlAggregation): readonly Signature[] {
	const operands: Written[] = [["v instant-vector", "The series that are brought together."]];
	if (parameter !== undefined) operands.unshift([printArgument(parameter), parameter.documentation]);
	const grouped = (clause: string, documentation: string): Signature =>
		compose([`${name} ${clause} (`, [["label, …", documentation]], ") (", operands, ") instant-vector"], false);
	return [
		compose([`${name}(`, operands, ") instant-vector"], false),
		grouped("by", "The labels that make the groups and that the result keeps."),
		grouped("without", "The labels that are put aside; all others make the groups."),
	];
}

/** The form of a modifier such as `on (label, …)`. */
export function signatureOfKeyword({ form, summary, place }: PromqlKeyword): Signature {
	const open = form.indexOf("(");
	const inside = form.slice(open + 1, form.lastIndexOf(")"));
	// Of labels there may be any number, which are one thing; the durations of `max_of` are two.
	const parts = place === "duration" ? inside.split(", ").filter((part) => part !== "") : [inside];
	const written = parts.map((part): Written => [part, summary]);
	return compose([form.slice(0, open + 1), written, ")"], false);
}

function compose(parts: readonly (string | readonly Written[])[], variadic: boolean): Signature {
	let label = "";
	const parameters: SignatureParameter[] = [];
	for (const part of parts) {
		if (typeof part === "string") {
			label += part;
			continue;
		}
		for (const [index, [text, documentation]] of part.entries()) {
			if (index > 0) label += ", ";
			parameters.push({ span: { start: label.length, end: label.length + text.length }, documentation });
			label += text;
		}
	}
	return { label, parameters, variadic };
}
