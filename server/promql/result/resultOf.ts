import { contains, overlaps, type Span } from "../../text/span.ts";
import type { BinaryExpression, Call, Expression, UnaryExpression, VectorSelector } from "../ast.ts";
import { promqlOperators } from "../operators.ts";
import { RegularExpressions } from "../regularExpressions.ts";
import { valueTypeOf } from "../valueType.ts";
import { childrenOf, walk, walkUp } from "../visit.ts";
import { labelsOfAggregation } from "./aggregationLabels.ts";
import { labelsOfBinary } from "./binaryLabels.ts";
import { labelsOfCall } from "./callLabels.ts";
import { quantityOfCall } from "./callQuantity.ts";
import { anyLabels, factOf, noLabels, withFact, withoutMetricName } from "./labels.ts";
import { type CompilePattern, labelsOfSelector, nameOfSelector } from "./matchers.ts";
import { quantityOfAggregation, quantityOfBinary } from "./operatorQuantity.ts";
import { quantityOfMetric, unknownQuantity } from "./quantity.ts";
import { type KnownSeries, seriesOfAlerts, seriesOfRules } from "./recorded.ts";
import { nothingKnown, type QueryResultShape, type ResultKnowledge } from "./shape.ts";

/** Of an expression of more parts than so many nothing is said. */
const mostParts = 10_000;

/** Rules that record one metric, rules that are read for one expression, and how far one leads to another. */
const mostRulesOfName = 50;
const mostRules = 300;
const deepestRule = 8;

/**
 * What `expression` can return, by its text and by what is known of its metrics. Pure; time grows with the length of the
 * expression and is bounded. Of half-written parts nothing is claimed, nor of what hangs on the text in `unknown`: spans
 * of the expression's text that stand for something else, such as the variables of a dashboard.
 */
export function resultOf(
	expression: Expression,
	knowledge: ResultKnowledge = nothingKnown,
	unknown: readonly Span[] = [],
): QueryResultShape {
	return new Evaluation(knowledge).shapeOf(expression, unknown);
}

/**
 * As `resultOf`, of every part of `expression`: worked out in one go, and asked for by the part itself.
 * @param expressions compiled regular expressions, where they are kept from one expression to the next
 */
export function shapesOf(
	expression: Expression,
	knowledge: ResultKnowledge = nothingKnown,
	unknown: readonly Span[] = [],
	expressions?: RegularExpressions,
): (part: Expression) => QueryResultShape {
	const shapes = new Evaluation(knowledge, expressions).shapesIn(expression, unknown);
	return (part) => shapes.get(part) ?? unknownShape(part);
}

class Evaluation {
	readonly #knowledge: ResultKnowledge;
	#expressions: RegularExpressions | undefined;
	/** Most expressions need no regular expression compiled, and a cache of them is dear to set up. */
	readonly #compile: CompilePattern = (pattern) => {
		this.#expressions ??= new RegularExpressions();
		return this.#expressions.compile(pattern);
	};
	/** By the metric's name; `undefined` also while its rules are being read, as they may lead back to it. */
	readonly #recorded = new Map<string, RecordedMetric>();
	#rulesRead = 0;
	#depth = 0;

	constructor(knowledge: ResultKnowledge, expressions?: RegularExpressions) {
		this.#knowledge = knowledge;
		this.#expressions = expressions;
	}

	shapeOf(root: Expression, unknown: readonly Span[] = []): QueryResultShape {
		return this.shapesIn(root, unknown).get(root) ?? unknownShape(root);
	}

	/** The shape of every part; none where there are too many. */
	shapesIn(root: Expression, unknown: readonly Span[] = []): ReadonlyMap<Expression, QueryResultShape> {
		const shapes = new Map<Expression, QueryResultShape>();
		const of = (part: Expression | undefined): QueryResultShape | undefined => part && shapes.get(part);
		if (isTooLong(root)) return shapes;
		for (const part of walkUp(root)) {
			const shape = this.#shapeOfPart(part, of);
			shapes.set(part, unknown.length === 0 ? shape : withoutClaims(part, shape, unknown));
		}
		return shapes;
	}

	#shapeOfPart(part: Expression, of: ShapeOf): QueryResultShape {
		switch (part.kind) {
			case "number":
				return { ...scalarShape(part), quantity: { time: "unknown", number: part.value } };
			case "string":
				return scalarShape(part);
			case "missing":
				return unknownShape(part);
			case "selector":
				return this.#shapeOfSelector(part);
			case "matrix":
			case "subquery": {
				const inner = of(part.kind === "matrix" ? part.selector : part.expression) ?? unknownShape(part);
				return { ...inner, valueType: "matrix", empty: inner.empty === "always" ? "always" : "possible" };
			}
			case "paren":
				return { ...(of(part.expression) ?? unknownShape(part)), valueType: part.valueType };
			case "unary":
				return shapeOfUnary(part, of(part.expression) ?? unknownShape(part));
			case "call":
				return this.#shapeOfCall(part, of);
			case "aggregation": {
				const inner = of(part.expression) ?? unknownShape(part.expression);
				const labels = labelsOfAggregation(part, inner.labels);
				const keepsBuckets = factOf(labels, "le").presence !== "never";
				// Those that pick may pick none, and a histogram may not add up with a number.
				const filled = part.operator.name === "count" || part.operator.name === "group" ? inner.empty : "possible";
				return {
					valueType: "vector",
					labels,
					empty: inner.empty === "always" ? "always" : filled,
					quantity: quantityOfAggregation(part.operator.name, inner.quantity, keepsBuckets),
					filter: false,
				};
			}
			case "binary":
				return shapeOfBinary(
					part,
					of(part.left) ?? unknownShape(part.left),
					of(part.right) ?? unknownShape(part.right),
				);
		}
	}

	#shapeOfSelector(selector: VectorSelector): QueryResultShape {
		const name = nameOfSelector(selector);
		const known = name === undefined ? undefined : this.#seriesOf(name, selector);
		const { labels, contradictory } = labelsOfSelector(selector, this.#compile, known?.labels);
		const described = name === undefined ? undefined : this.#knowledge.metadata(name);
		const buckets = described?.type === "histogram" && name?.endsWith("_bucket") === true;
		const bounds = { span: selector.span, text: "on every bucket of a histogram" };
		return {
			valueType: "vector",
			// Only where nothing else is known of it: a matcher may say le="".
			labels:
				buckets && factOf(labels, "le").presence === "possible"
					? withFact(labels, "le", { ...factOf(labels, "le"), presence: "sure", reason: bounds })
					: labels,
			empty: contradictory ? "always" : "possible",
			quantity: known?.quantity ?? (name === undefined ? unknownQuantity : quantityOfMetric(name, described)),
			filter: false,
		};
	}

	#seriesOf(name: string, { span }: VectorSelector): Partial<KnownSeries> | undefined {
		const alerts = seriesOfAlerts(name, anyLabels({ span, text: "not excluded by the selector" }), span);
		if (alerts !== undefined) return { labels: alerts };
		const known = this.#recorded.get(name) ?? this.#readRules(name);
		if (known === undefined || known === "reading") return undefined;
		return seriesOfRules(name, known.rules, known.shapes, span);
	}

	#readRules(name: string): RecordedMetric {
		const rules = this.#knowledge.recorded(name);
		this.#rulesRead += rules.length;
		const bounded = rules.length <= mostRulesOfName && this.#rulesRead <= mostRules && this.#depth < deepestRule;
		if (rules.length === 0 || !bounded) {
			this.#recorded.set(name, undefined);
			return undefined;
		}
		this.#recorded.set(name, "reading");
		this.#depth += 1;
		const read = { rules, shapes: rules.map(({ expression }) => this.shapeOf(expression)) };
		this.#depth -= 1;
		this.#recorded.set(name, read);
		return read;
	}

	#shapeOfCall(call: Call, of: ShapeOf): QueryResultShape {
		const argument = (index: number): QueryResultShape | undefined => of(call.arguments[index]);
		const valueType = valueTypeOf(call);
		const labels = labelsOfCall(call, (index) => argument(index)?.labels, this.#compile);
		return {
			valueType,
			labels,
			empty: emptinessOfCall(call, argument(0)),
			quantity: quantityOfCall(call, (index) => argument(index)?.quantity),
			filter: false,
		};
	}
}

type ShapeOf = (part: Expression | undefined) => QueryResultShape | undefined;

type RecordedMetric =
	| { readonly rules: ReturnType<ResultKnowledge["recorded"]>; readonly shapes: readonly QueryResultShape[] }
	| "reading"
	| undefined;

function shapeOfUnary(unary: UnaryExpression, inner: QueryResultShape): QueryResultShape {
	if (unary.operator === "+") return { ...inner, valueType: unary.valueType };
	const { number, ...quantity } = inner.quantity;
	return {
		valueType: unary.valueType,
		labels: withoutMetricName(inner.labels, {
			span: { ...unary.span, end: unary.span.start + 1 },
			text: "dropped by the sign -",
		}),
		empty: inner.empty,
		quantity: number === undefined ? quantity : { ...quantity, number: -number },
		filter: false,
	};
}

function shapeOfBinary(binary: BinaryExpression, left: QueryResultShape, right: QueryResultShape): QueryResultShape {
	const combined = labelsOfBinary(
		binary,
		{ type: left.valueType, labels: left.labels },
		{ type: right.valueType, labels: right.labels },
	);
	const comparison = promqlOperators.get(binary.operator.name)?.kind === "comparison";
	return {
		valueType: binary.valueType,
		labels: combined.labels,
		empty: combined.unmatchable ? "always" : emptinessOfBinary(binary, left, right),
		quantity: quantityOfBinary(
			binary,
			{ type: left.valueType, quantity: left.quantity },
			{ type: right.valueType, quantity: right.quantity },
		),
		filter: comparison && binary.bool === undefined,
	};
}

function emptinessOfBinary(
	{ operator, fill }: BinaryExpression,
	left: QueryResultShape,
	right: QueryResultShape,
): QueryResultShape["empty"] {
	switch (operator.name) {
		case "or":
			if (left.empty === "never" || right.empty === "never") return "never";
			return left.empty === "always" && right.empty === "always" ? "always" : "possible";
		case "unless":
			return left.empty === "always" ? "always" : "possible";
		default:
			if (left.valueType === "scalar" && right.valueType === "scalar") return "never";
			if (fill !== undefined) return left.empty === "always" && right.empty === "always" ? "always" : "possible";
			return left.empty === "always" || right.empty === "always" ? "always" : "possible";
	}
}

function emptinessOfCall(call: Call, first: QueryResultShape | undefined): QueryResultShape["empty"] {
	switch (call.function.name) {
		case "absent":
		case "absent_over_time":
			if (first?.empty === "always") return "never";
			return first?.empty === "never" ? "always" : "possible";
		case "vector":
			return "never";
		default:
			if (valueTypeOf(call) === "scalar") return "never";
			// The calendar's functions are about now where they are given nothing.
			if (first === undefined) return "possible";
			return first.empty === "always" ? "always" : "possible";
	}
}

function scalarShape(part: Expression): QueryResultShape {
	const reason = { span: part.span, text: "not there, as it is no vector" };
	return {
		valueType: valueTypeOf(part),
		labels: noLabels(reason),
		empty: "never",
		quantity: unknownQuantity,
		filter: false,
	};
}

function unknownShape(part: Expression): QueryResultShape {
	const reason = { span: part.span, text: "not known" };
	const valueType = valueTypeOf(part);
	return { valueType, labels: anyLabels(reason), empty: "possible", quantity: unknownQuantity, filter: false };
}

/** What is left to say of a part where some of its own words, those of its operands aside, stand for something else. */
function withoutClaims(part: Expression, shape: QueryResultShape, unknown: readonly Span[]): QueryResultShape {
	// How long a range is makes no difference.
	if (part.kind === "matrix" || part.kind === "subquery") return shape;
	const children = childrenOf(part);
	const own = unknown.filter(
		(span) => overlaps(span, part.span) && !children.some((child) => contains(child.span, span)),
	);
	if (own.length === 0) return shape;
	if (part.kind !== "selector" || part.name === undefined) return unknownShape(part);
	const { name } = part;
	if (!own.some((span) => overlaps(span, name.span))) return { ...unknownShape(part), quantity: shape.quantity };
	// A whole expression may stand there, of whatever type.
	const whole = own.some((span) => contains(span, part.span));
	return whole ? { ...unknownShape(part), valueType: "none" } : unknownShape(part);
}

function isTooLong(root: Expression): boolean {
	let parts = 0;
	for (const _ of walk(root)) {
		parts += 1;
		if (parts > mostParts) return true;
	}
	return false;
}
