import type { Aggregation, BinaryExpression, Call, Expression, Identifier } from "../../promql/ast.ts";
import { walkUp } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";

/** Whose a label can be in the series of a part: of the metrics that are renamed, or of others, of which nothing is known. */
interface Owners {
	readonly ours: boolean;
	readonly others: boolean;
}

export interface LabelFlow {
	/** Where the expression names the label of our metrics; in its offsets, without quotes. */
	readonly places: readonly Span[];
	/** The part that would need the label of ours and of other metrics to be called the same. */
	readonly mixed?: Span;
	/** The result has the label, and whose it is. */
	readonly result: Owners;
}

const none: Owners = { ours: false, others: false };
const foreign: Owners = { ours: false, others: true };

/** Aggregations that choose series and leave them as they are. */
const choosing: ReadonlySet<string> = new Set(["topk", "bottomk", "limitk", "limit_ratio"]);
const dropping: ReadonlySet<string> = new Set(["scalar", "vector", "absent", "absent_over_time"]);

/**
 * Follows the label `name` from the selectors that `isOurs` claims to where the expression uses it or lets go of it.
 * `mayHave` says of other selectors whether their series may have a label of that name.
 */
export function followLabel(
	root: Expression,
	name: string,
	isOurs: (selector: Extract<Expression, { kind: "selector" }>) => boolean,
	mayHave: (selector: Extract<Expression, { kind: "selector" }>) => boolean,
): LabelFlow {
	const places: Span[] = [];
	let mixed: Span | undefined;
	const owners = new Map<Expression, Owners>();
	const of = (part: Expression | undefined): Owners => (part && owners.get(part)) ?? none;
	/** Takes the label's name at `identifiers` for that of `owned`. */
	const use = (owned: Owners, identifiers: readonly { readonly span: Span }[], part: Expression): void => {
		if (identifiers.length === 0 || !owned.ours) return;
		if (owned.others) mixed ??= part.span;
		for (const { span } of identifiers) places.push(span);
	};
	const named = (identifiers: readonly Identifier[] | undefined): readonly Identifier[] =>
		(identifiers ?? []).filter((identifier) => identifier.name === name);

	for (const part of walkUp(root)) owners.set(part, ownersOf(part));
	return { places, ...(mixed === undefined ? {} : { mixed }), result: of(root) };

	function ownersOf(part: Expression): Owners {
		switch (part.kind) {
			case "number":
			case "string":
			case "missing":
				return none;
			case "selector":
				if (!isOurs(part)) return mayHave(part) ? foreign : none;
				for (const { label } of part.matchers) if (label.name === name) places.push(label.span);
				return { ours: true, others: false };
			case "matrix":
				return of(part.selector);
			case "subquery":
			case "unary":
			case "paren":
				return of(part.expression);
			case "call":
				return ofCall(part);
			case "aggregation":
				return ofAggregation(part);
			case "binary":
				return ofBinary(part);
		}
	}

	function ofCall(call: Call): Owners {
		const inner = call.arguments.map(of).reduce(join, none);
		const texts = call.arguments.map((argument) =>
			argument.kind === "string" && argument.value === name ? [{ span: insideOf(argument.span) }] : [],
		);
		const { name: called } = call.function;
		if (called === "label_replace" || called === "label_join") {
			const sources = called === "label_replace" ? texts.slice(3, 4) : texts.slice(3);
			use(inner, sources.flat(), call);
			// What is written over it here is a label of this expression's own.
			return (texts[1] ?? []).length > 0 ? foreign : inner;
		}
		if (called === "sort_by_label" || called === "sort_by_label_desc") use(inner, texts.slice(1).flat(), call);
		return dropping.has(called) && !called.startsWith("absent") ? none : inner;
	}

	function ofAggregation(aggregation: Aggregation): Owners {
		const { operator, grouping, parameter } = aggregation;
		const inner = of(aggregation.expression);
		const mentions = named(grouping?.labels);
		use(inner, mentions, aggregation);
		if (operator.name === "count_values" && parameter?.kind === "string" && parameter.value === name) return foreign;
		if (choosing.has(operator.name)) return inner;
		const kept = grouping?.without === true ? mentions.length === 0 : mentions.length > 0;
		return kept ? inner : none;
	}

	function ofBinary(binary: BinaryExpression): Owners {
		const { operator, matching } = binary;
		const left = of(binary.left);
		const right = of(binary.right);
		const both = join(left, right);
		const mentions = named(matching?.labels);
		use(both, mentions, binary);
		const isMatched = matching === undefined || (matching.on ? mentions.length > 0 : mentions.length === 0);
		if (operator.name === "or") {
			if (isMatched && both.ours && both.others) mixed ??= binary.span;
			return both;
		}
		// Series are compared by it, so that one side cannot have another name for it than the other.
		if (isMatched && ((left.ours && right.others) || (right.ours && left.others))) mixed ??= binary.span;
		if (operator.name === "and" || operator.name === "unless") return left;
		const group = matching?.group;
		if (group === undefined) return isMatched ? both : none;
		const many = group.side === "left" ? left : right;
		const one = group.side === "left" ? right : left;
		const included = named(group.include);
		use(one, included, binary);
		return included.length > 0 ? one : many;
	}
}

function join(a: Owners, b: Owners): Owners {
	return { ours: a.ours || b.ours, others: a.others || b.others };
}

function insideOf({ start, end }: Span): Span {
	return { start: start + 1, end: end - 1 };
}
