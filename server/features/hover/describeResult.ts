import { unknownSpans } from "../../documents/embedded/masks/unknownSpans.ts";
import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { Expression } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { describeQuantity } from "../../promql/result/describeQuantity.ts";
import { factOf } from "../../promql/result/labels.ts";
import { type ListedLabels, listLabels } from "../../promql/result/listLabels.ts";
import { resultOf } from "../../promql/result/resultOf.ts";
import type { QueryResultShape, ResultKnowledge } from "../../promql/result/shape.ts";
import { nameValueType } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";
import { inlineCode, shorten } from "../markdown.ts";

/**
 * One line about what the operation whose word stands at `word` returns: its type, labels and unit. `undefined` where no
 * operation has its word there.
 */
export function describeResultAt(
	region: Pick<EmbeddedRegion, "text" | "masks">,
	word: Span,
	knowledge: ResultKnowledge,
): string | undefined {
	for (const part of walk(parsePromql(region.text).expression)) {
		const { start, end } = wordOf(part) ?? { start: -1, end: -1 };
		if (start === word.start && end === word.end)
			return describeResult(resultOf(part, knowledge, unknownSpans(region)));
	}
	return undefined;
}

/** The word that stands for a whole operation: its function, aggregation or operator. */
function wordOf(part: Expression): Span | undefined {
	switch (part.kind) {
		case "call":
			return part.function.span;
		case "aggregation":
		case "binary":
			return part.operator.span;
		default:
			return undefined;
	}
}

function describeResult(shape: QueryResultShape): string | undefined {
	if (shape.valueType === "none") return undefined;
	const vector = shape.valueType === "vector" || shape.valueType === "matrix";
	const facts = [
		nameValueType(shape.valueType),
		vector ? describeLabels(shape) : undefined,
		describeQuantity(shape.quantity),
		shape.empty === "always" ? "always empty, as its parts exclude each other" : undefined,
	];
	return `Returns: ${facts.filter((fact) => fact !== undefined).join(" · ")}`;
}

/** A label with its value is cut where it is longer than so many characters. */
const longestLabel = 60;

/** More labels than so many are only counted. */
const mostLabels = 8;

function describeLabels(shape: QueryResultShape): string {
	const listed = listLabels(shape);
	const parts = [
		listed.sure.length > 0 ? `${nameLabels(listed.sure, shape)} (sure)` : "",
		listed.possible.length > 0 ? `${nameLabels(listed.possible, shape)} (possible)` : "",
	].filter((part) => part !== "");
	if (listed.others === "never") return parts.length === 0 ? "no labels" : `labels ${parts.join(", ")}, no others`;
	const without = describeMissing(listed);
	return parts.length === 0 ? `any labels${without}` : `labels ${parts.join(", ")}, others possible${without}`;
}

function describeMissing({ never }: ListedLabels): string {
	return never.length === 0 ? "" : ` except ${nameAll(never.map(inlineCode))}`;
}

function nameLabels(names: readonly string[], { labels }: QueryResultShape): string {
	return nameAll(
		names.map((name) => {
			const { values } = factOf(labels, name);
			return inlineCode(shorten(values?.length === 1 ? `${name}=${JSON.stringify(values[0])}` : name, longestLabel));
		}),
	);
}

function nameAll(names: readonly string[]): string {
	const rest = names.length - mostLabels;
	return rest <= 0 ? names.join(", ") : `${names.slice(0, mostLabels).join(", ")} and ${rest} more`;
}
