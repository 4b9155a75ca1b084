import type { BinaryExpression, Call, Expression, Identifier, VectorSelector } from "../../promql/ast.ts";
import type { Span } from "../../text/span.ts";

/** A selector of an expression, and the labels that the expression needs of its series. */
export interface SelectedMetric {
	readonly selector: VectorSelector;
	/** Those that are kept, joined on, or matched with something other than "empty", in order. */
	readonly labels: readonly string[];
}

type Needs = ReadonlySet<string>;

/** Claims that something else stands there when the expression is asked, so that nothing is known of it. */
export type IsMasked = (span: Span) => boolean;

const none: Needs = new Set();

/**
 * The selectors of `root` in the order of the text. What an operation keeps or joins on is needed of what it works on; what
 * it drops or makes up by itself is not.
 */
export function findSelectedMetrics(root: Expression, isMasked: IsMasked = () => false): readonly SelectedMetric[] {
	const found: SelectedMetric[] = [];
	const pending: [Expression, Needs][] = [[root, none]];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const [expression, needs] = next;
		if (expression.kind === "selector") {
			found.push({ selector: expression, labels: labelsOf(expression, needs, isMasked) });
			continue;
		}
		for (const [child, needed] of needsOfChildren(expression, needs, isMasked)) pending.push([child, needed]);
	}
	return found.sort((a, b) => a.selector.span.start - b.selector.span.start);
}

function needsOfChildren(
	expression: Expression,
	needs: Needs,
	isMasked: IsMasked,
): readonly (readonly [Expression, Needs])[] {
	switch (expression.kind) {
		case "number":
		case "string":
		case "selector":
		case "missing":
			return [];
		case "matrix":
			return [[expression.selector, needs]];
		case "subquery":
		case "unary":
		case "paren":
			return [[expression.expression, needs]];
		case "call":
			return needsOfCall(expression, needs);
		case "aggregation": {
			const { operator, arguments: given, grouping } = expression;
			// These keep the series that they choose as they are.
			const chooses = /^(?:topk|bottomk|limitk|limit_ratio)$/.test(operator.name);
			const labels = namesOf(grouping?.labels, isMasked);
			const inner =
				grouping?.without === true ? minus(needs, labels) : chooses ? union(needs, labels) : new Set(labels);
			return given.map((one) => [one, one === expression.parameter ? none : inner]);
		}
		case "binary":
			return needsOfBinary(expression, needs, isMasked);
	}
}

/** Functions whose first argument only says how many, or whose result has no labels of what they work on. */
const dropsAll: ReadonlySet<string> = new Set(["scalar", "vector", "absent", "absent_over_time"]);

function needsOfCall(call: Call, needs: Needs): readonly (readonly [Expression, Needs])[] {
	const name = call.function.name;
	const texts = call.arguments.map((argument) => (argument.kind === "string" ? argument.value : undefined));
	const given = (from: number): string[] => texts.slice(from).filter((text) => text !== undefined);
	const inner = (): Needs => {
		if (dropsAll.has(name)) return none;
		// label_replace(v, destination, replacement, source, regex), label_join(v, destination, separator, source…)
		if (name === "label_replace") return union(minus(needs, given(1).slice(0, 1)), given(3).slice(0, 1));
		if (name === "label_join") return union(minus(needs, given(1).slice(0, 1)), given(3));
		if (name === "sort_by_label" || name === "sort_by_label_desc") return union(needs, given(1));
		return needs;
	};
	const needed = inner();
	return call.arguments.map((argument) => [argument, needed]);
}

function needsOfBinary(
	expression: BinaryExpression,
	needs: Needs,
	isMasked: IsMasked,
): readonly (readonly [Expression, Needs])[] {
	const { left, right, operator, matching } = expression;
	const labels = namesOf(matching?.labels, isMasked);
	const joins = matching?.on === true ? labels : [];
	const dropped = matching?.on === false ? labels : [];
	if (operator.name === "and" || operator.name === "unless") {
		return [
			[left, union(needs, joins)],
			[right, new Set(joins)],
		];
	}
	if (operator.name === "or") return [left, right].map((side) => [side, union(needs, joins)]);
	const group = matching?.group;
	if (group !== undefined) {
		const included = namesOf(group.include, isMasked);
		const many: Needs = union(minus(needs, included), joins);
		const one: Needs = new Set([...joins, ...included]);
		return group.side === "left"
			? [
					[left, many],
					[right, one],
				]
			: [
					[left, one],
					[right, many],
				];
	}
	// One to one: the result has the labels that were matched on.
	const kept: Needs = matching?.on === true ? new Set(joins) : minus(needs, dropped);
	return [left, right].map((side) => [side, kept]);
}

function labelsOf({ matchers }: VectorSelector, needs: Needs, isMasked: IsMasked): readonly string[] {
	const labels = new Set(needs);
	for (const { label, operator, value } of matchers) {
		if (value.kind !== "string" || label.name === "__name__") continue;
		if (isMasked(value.span) || isMasked(label.span)) continue;
		const fitsNone = operator === "=" || operator === "!=" ? value.value === "" : matchesEmpty(value.value);
		const negated = operator === "!=" || operator === "!~";
		if (fitsNone === negated) labels.add(label.name);
	}
	return [...labels].sort();
}

/** `undefined` where the pattern is none that JavaScript reads too. */
function matchesEmpty(pattern: string): boolean | undefined {
	try {
		return new RegExp(`^(?:${pattern})$`, "u").test("");
	} catch {
		return undefined;
	}
}

function namesOf(identifiers: readonly Identifier[] | undefined, isMasked: IsMasked): readonly string[] {
	return (identifiers ?? []).flatMap(({ name, span }) => (isMasked(span) ? [] : [name]));
}

function union(needs: Needs, more: readonly string[]): Needs {
	return more.length === 0 ? needs : new Set([...needs, ...more]);
}

function minus(needs: Needs, fewer: readonly string[]): Needs {
	return fewer.length === 0 || needs.size === 0 ? needs : new Set([...needs].filter((name) => !fewer.includes(name)));
}
