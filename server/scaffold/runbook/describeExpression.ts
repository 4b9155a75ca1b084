import { compute } from "../../promql/arithmetic.ts";
import type { BinaryExpression, Call, Expression, Grouping, VectorSelector } from "../../promql/ast.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { quoteMarkdownCode } from "../quoting/markdownCode.ts";
import { escapeMarkdown } from "../quoting/markdownText.ts";
import { writeDuration } from "../slo/durationWords.ts";

/** What a condition says, in plain words and as Markdown: `the rate of … over the last 5 minutes is above 5`. */
export function describeCondition(expression: Expression, text: string): string {
	return new Words(text).condition(expression, 0);
}

const comparisons: Readonly<Record<string, string>> = {
	">": "is above",
	">=": "is at least",
	"<": "is below",
	"<=": "is at most",
	"==": "is",
	"!=": "is not",
};

/** How conditions are joined. */
const links: Readonly<Record<string, string>> = { and: "and at the same time", or: "or", unless: "unless" };

/** Deeper parts are shown as they are written. */
const deepest = 12;

class Words {
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	condition(expression: Expression, depth: number): string {
		const node = inner(expression);
		if (depth > deepest) return `${this.#code(node)} gives a result`;
		if (node.kind === "binary") {
			const { name } = node.operator;
			const link = links[name];
			if (link !== undefined)
				return `${this.#part(node.left, name, depth)}, ${link} ${this.#part(node.right, name, depth)}`;
			// With "bool" it has a result whatever the values are.
			const verb = node.bool === undefined ? comparisons[name] : undefined;
			if (verb !== undefined) return this.#comparison(node, verb, depth);
		}
		if (node.kind === "call" && node.function.name === "absent") {
			const [of] = node.arguments;
			const selector = of === undefined ? undefined : inner(of);
			if (of !== undefined && selector?.kind !== "selector")
				return `it is not so that ${this.condition(of, depth + 1)}`;
			return `there are no series of ${of === undefined ? "it" : this.value(of, depth + 1)}`;
		}
		if (node.kind === "call" && node.function.name === "absent_over_time") {
			const [of] = node.arguments;
			return of === undefined ? "there are no series" : `there was nothing of ${this.#window(of, depth + 1)}`;
		}
		if (node.kind === "call" && node.function.name === "vector")
			return "its expression is evaluated, as that always gives a result";
		return `there is ${this.value(node, depth + 1)}`;
	}

	/** One of two joined conditions, in parentheses where it joins others in another way. */
	#part(expression: Expression, joinedBy: string, depth: number): string {
		const node = inner(expression);
		const words = this.condition(node, depth + 1);
		const isJoined = node.kind === "binary" && links[node.operator.name] !== undefined;
		const reads = !isJoined || (joinedBy !== "unless" && node.operator.name === joinedBy);
		return reads || depth >= deepest ? words : `(${words})`;
	}

	#comparison({ left, right, operator }: BinaryExpression, verb: string, depth: number): string {
		if (valueTypeOf(left) === "scalar" && valueTypeOf(right) !== "scalar") {
			const turned: Readonly<Record<string, string>> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=" };
			const back = comparisons[turned[operator.name] ?? operator.name] ?? verb;
			return `${this.value(right, depth + 1)} ${back} ${this.value(left, depth + 1)}`;
		}
		return `${this.value(left, depth + 1)} ${verb} ${this.value(right, depth + 1)}`;
	}

	value(expression: Expression, depth: number): string {
		const node = inner(expression);
		if (depth > deepest) return this.#code(node);
		switch (node.kind) {
			case "number":
				return this.#code(node);
			case "selector":
				return this.#selector(node);
			case "unary":
				return node.operator === "-"
					? `minus ${this.#operand(node.expression, depth)}`
					: this.value(node.expression, depth + 1);
			case "aggregation": {
				const of = this.#operand(node.expression, depth);
				const how = aggregations[node.operator.name];
				if (how === undefined) return this.#code(node);
				return `${how} ${of}${describeGrouping(node.grouping)}`;
			}
			case "binary":
				return this.#operation(node, depth);
			case "call":
				return this.#call(node, depth);
			default:
				return this.#code(node);
		}
	}

	/**
	 * A value that something is done with: in parentheses where it is computed by an operator other than those that read
	 * the same without.
	 */
	#operand(expression: Expression, depth: number, reads: readonly string[] = []): string {
		const node = inner(expression);
		const words = this.value(node, depth + 1);
		if (depth >= deepest || node.kind !== "binary" || !isInfix(node)) return words;
		return reads.includes(node.operator.name) ? words : `(${words})`;
	}

	#operation(node: BinaryExpression, depth: number): string {
		const { name } = node.operator;
		if (comparisons[name] !== undefined) {
			const condition = node.bool === undefined ? "those of which it" : "whether it";
			return `${this.value(node.left, depth + 1)}, ${condition} ${comparisons[name] ?? ""} ${this.value(node.right, depth + 1)}`;
		}
		if (name === "and" || name === "unless" || name === "or") return this.#code(node);
		if (isTimeSince(node)) return `the number of seconds since ${this.#operand(node.right, depth)}`;
		const bothScalars = valueTypeOf(node.left) === "scalar" && valueTypeOf(node.right) === "scalar";
		if (bothScalars) return this.#code(node);
		const operation = operations[name];
		if (operation === undefined) return this.#code(node);
		if (isRatio(node)) {
			return `the ratio of ${this.#operand(node.left, depth, ["*", "/"])} to ${this.#operand(node.right, depth)}`;
		}
		const [onLeft, onRight] = operandsThatRead[name] ?? [[], []];
		return `${this.#operand(node.left, depth, onLeft)} ${operation} ${this.#operand(node.right, depth, onRight)}`;
	}

	#call(node: Call, depth: number): string {
		const { name } = node.function;
		const [first, second] = node.arguments;
		const matrix = node.arguments.find((argument) => valueTypeOf(argument) === "matrix");
		if (matrix !== undefined) {
			const how = windows[name];
			if (name === "quantile_over_time" && first !== undefined) {
				return `the ${this.#percentile(first)} of ${this.#window(matrix, depth)}`;
			}
			if (name === "predict_linear" && second !== undefined) {
				const ahead = constantOf(inner(second));
				const when = ahead === undefined ? `in ${this.#code(second)} seconds` : `in ${writeDuration(ahead)}`;
				return `what ${this.#window(matrix, depth)} comes to ${when} if it goes on like this`;
			}
			return how === undefined ? this.#code(node) : `${how} ${this.#window(matrix, depth)}`;
		}
		if (first === undefined) return name === "time" ? "the time now" : this.#code(node);
		switch (name) {
			case "histogram_quantile":
				return second === undefined
					? this.#code(node)
					: `the ${this.#percentile(first)} of ${this.#operand(second, depth)}`;
			case "abs":
				return `the size of ${this.#operand(first, depth)}`;
			case "scalar":
			case "sort":
			case "sort_desc":
			case "label_replace":
			case "label_join":
			case "vector":
				return this.value(first, depth + 1);
			case "timestamp":
				return `the time of the last sample of ${this.#operand(first, depth)}`;
			default:
				return this.#code(node);
		}
	}

	#percentile(share: Expression): string {
		const node = inner(share);
		if (node.kind !== "number" || !(node.value >= 0 && node.value <= 1)) return `quantile ${this.#code(node)}`;
		if (node.value === 0.5) return "median";
		const percent = Number((node.value * 100).toFixed(6));
		const ending = /(?:^|[^1])1$/.test(String(percent))
			? "st"
			: /(?:^|[^1])2$/.test(String(percent))
				? "nd"
				: /(?:^|[^1])3$/.test(String(percent))
					? "rd"
					: "th";
		return `${percent}${ending} percentile`;
	}

	#window(expression: Expression, depth: number): string {
		const node = inner(expression);
		if (node.kind !== "matrix" && node.kind !== "subquery") return this.#code(node);
		const seconds = node.range?.seconds;
		const over = seconds === undefined ? "" : ` over the last ${writeDuration(seconds)}`;
		const of = node.kind === "matrix" ? node.selector : node.expression;
		const offset = node.modifiers.offset?.seconds;
		const was = offset === undefined || offset <= 0 ? "" : ` as it was ${writeDuration(offset)} before`;
		return `${this.#operand(of, depth)}${over}${was}`;
	}

	#selector({ name, matchers, modifiers }: VectorSelector): string {
		const conditions = matchers.map(({ label, operator, value }) => {
			const said = value.kind === "string" ? quoteMarkdownCode(value.value === "" ? '""' : value.value) : "…";
			return `${quoteMarkdownCode(label.name)} ${matchWords[operator]} ${said}`;
		});
		const of = name === undefined ? "series" : quoteMarkdownCode(name.name);
		const where = conditions.length === 0 ? "" : ` (${conditions.join(", ")})`;
		const offset = modifiers.offset?.seconds;
		return `${of}${where}${offset === undefined || offset <= 0 ? "" : ` as it was ${writeDuration(offset)} before`}`;
	}

	#code({ span }: Expression): string {
		return quoteMarkdownCode(this.#text.slice(span.start, span.end));
	}
}

const matchWords = { "=": "=", "!=": "≠", "=~": "matches", "!~": "does not match" } as const;

const operations: Readonly<Record<string, string>> = {
	"+": "plus",
	"-": "minus",
	"*": "times",
	"/": "divided by",
};

/** What may stand on each side without parentheses and still be read as it is computed. */
const operandsThatRead: Readonly<Record<string, readonly [left: readonly string[], right: readonly string[]]>> = {
	"+": [Object.keys(operations), Object.keys(operations)],
	"-": [Object.keys(operations), ["*", "/"]],
	"*": [["*", "/"], []],
	"/": [["*", "/"], []],
};

function isTimeSince({ left, operator }: BinaryExpression): boolean {
	const from = inner(left);
	return operator.name === "-" && from.kind === "call" && from.function.name === "time";
}

function isRatio({ operator, right }: BinaryExpression): boolean {
	return operator.name === "/" && valueTypeOf(right) !== "scalar";
}

/** Claims that it is worded as one value, an operation and another value. */
function isInfix(node: BinaryExpression): boolean {
	if (operations[node.operator.name] === undefined || isTimeSince(node) || isRatio(node)) return false;
	return valueTypeOf(node.left) !== "scalar" || valueTypeOf(node.right) !== "scalar";
}

const aggregations: Readonly<Record<string, string>> = {
	sum: "the sum of",
	avg: "the mean of",
	min: "the smallest of",
	max: "the largest of",
	count: "the number of series of",
	group: "any",
};

const windows: Readonly<Record<string, string>> = {
	rate: "the rate per second of",
	irate: "the last rate per second of",
	increase: "the increase of",
	delta: "the change of",
	deriv: "the slope per second of",
	changes: "the number of changes of",
	resets: "the number of restarts of",
	avg_over_time: "the mean of",
	min_over_time: "the least of",
	max_over_time: "the most of",
	sum_over_time: "the sum of",
	count_over_time: "the number of samples of",
	last_over_time: "the last of",
	present_over_time: "any sample of",
	stddev_over_time: "the standard deviation of",
};

function describeGrouping(grouping: Grouping | undefined): string {
	if (grouping === undefined || (grouping.labels.length === 0 && !grouping.without)) return "";
	const names = grouping.labels.map(({ name }) => escapeMarkdown(name)).join(", ");
	if (names === "") return " (all labels kept apart)";
	return grouping.without ? ` (all labels but ${names} kept apart)` : ` (for each ${names})`;
}

/** Of numbers and what is computed of them. */
function constantOf(expression: Expression): number | undefined {
	const node = inner(expression);
	if (node.kind === "number") return node.value;
	if (node.kind !== "binary") return undefined;
	const [left, right] = [constantOf(node.left), constantOf(node.right)];
	return left === undefined || right === undefined ? undefined : compute(left, node.operator.name, right);
}

function inner(expression: Expression): Expression {
	let node = expression;
	while (node.kind === "paren") node = node.expression;
	return node;
}
