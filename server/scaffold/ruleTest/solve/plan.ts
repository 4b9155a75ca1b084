import type {
	Aggregation,
	BinaryExpression,
	Call,
	DurationExpression,
	Expression,
	MatrixSelector,
	Subquery,
	VectorSelector,
} from "../../../promql/ast.ts";
import { combineScalars } from "../../../promql/evaluate/binary.ts";
import { NotEvaluated } from "../../../promql/evaluate/evaluationFault.ts";
import { valueTypeOf } from "../../../promql/valueType.ts";
import { createLeaf, type Leaf } from "./leaf.ts";

/** Which of several ways to go; a plan is one way, and the evaluator tells whether it was a good one. */
export interface Ways {
	/** How far from the threshold: 0 is near, 1 far, 2 at the other end. */
	readonly distance: 0 | 1 | 2;
	/** What a quantity is where it can be anything, such as a total. */
	readonly reference: number;
	/** Of a fraction or a difference, the upper or left part is settled first. */
	readonly leftFirst: boolean;
	/** Of `or` and of what makes `and` false, the right side. */
	readonly right: boolean;
	/** What recording rules read is fed, and not what they record. */
	readonly raw: boolean;
}

export interface PlanRequest {
	readonly ways: Ways;
	/** Seconds after the start, at which the expression is looked at. */
	readonly seconds: number;
	readonly intervalSeconds: number;
	/** The expressions of rules that record a metric; where there are several, none is taken. */
	recordedBy(name: string): Expression | undefined;
}

type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

const opposite: Readonly<Record<Comparison, Comparison>> = {
	"==": "!=",
	"!=": "==",
	"<": ">=",
	"<=": ">",
	">": "<=",
	">=": "<",
};
const turned: Readonly<Record<Comparison, Comparison>> = {
	"==": "==",
	"!=": "!=",
	"<": ">",
	"<=": ">=",
	">": "<",
	">=": "<=",
};

function isComparison(operator: string): operator is Comparison {
	return Object.hasOwn(turned, operator);
}

/** Works from the top of an expression down to what its series have to be; a guess, to be judged by the evaluator. */
export class Plan {
	readonly leaves = new Map<string, Leaf>();
	readonly #request: PlanRequest;
	#depth = 0;

	constructor(request: PlanRequest) {
		this.#request = request;
	}

	/** Makes it give a sample. */
	hold(expression: Expression): void {
		this.#enter(() => this.#hold(withoutParens(expression)));
	}

	/** Makes it give none. */
	fail(expression: Expression): void {
		this.#enter(() => this.#fail(withoutParens(expression)));
	}

	/** Makes it give a sample of that value. */
	reach(expression: Expression, value: number): void {
		this.#enter(() => this.#reach(withoutParens(expression), value));
	}

	#enter(step: () => void): void {
		this.#depth += 1;
		if (this.#depth > 200) throw new NotEvaluated("so deep an expression");
		step();
		this.#depth -= 1;
	}

	#hold(node: Expression): void {
		switch (node.kind) {
			case "binary": {
				const { name } = node.operator;
				if (isComparison(name)) {
					if (node.bool !== undefined) this.#bothExist(node);
					else this.#compare(node.left, name, node.right);
				} else if (name === "and") {
					this.hold(node.left);
					this.hold(node.right);
				} else if (name === "or") {
					this.hold(this.#request.ways.right ? node.right : node.left);
					this.fail(this.#request.ways.right ? node.left : node.right);
				} else if (name === "unless") {
					this.hold(node.left);
					this.fail(node.right);
				} else this.#bothExist(node);
				return;
			}
			case "aggregation":
				this.hold(node.expression);
				this.#markSummed(node);
				return;
			case "call":
				if (node.function.name === "absent" || node.function.name === "absent_over_time") {
					for (const argument of node.arguments) this.fail(argument);
				} else if (node.function.name === "vector" || node.function.name === "scalar") {
					for (const argument of node.arguments) this.hold(argument);
				} else this.#holdCall(node);
				return;
			case "unary":
				this.hold(node.expression);
				return;
			case "selector":
				this.#holdSelector(node);
				return;
			case "matrix":
				this.hold(node.selector);
				return;
			case "subquery":
				this.hold(node.expression);
				return;
			default:
				return;
		}
	}

	#holdSelector(node: VectorSelector): void {
		const recorded = this.#recordedBy(node);
		if (recorded !== undefined) this.hold(recorded);
		else {
			const leaf = this.#leafOf(node);
			if (leaf.slope === undefined) leaf.value ??= 1;
			delete leaf.absent;
		}
	}

	#holdCall(node: Call): void {
		if (node.function.name === "histogram_quantile" || isRate(node.function.name)) this.#reach(node, 1);
		else for (const argument of node.arguments) if (isVector(argument)) this.hold(argument);
	}

	#bothExist(node: BinaryExpression): void {
		if (isComparison(node.operator.name)) {
			this.#compare(node.left, node.operator.name, node.right);
			return;
		}
		if (this.#known(node) === undefined) this.#reach(node, 1);
		else for (const side of [node.left, node.right]) this.hold(side);
	}

	#fail(node: Expression): void {
		switch (node.kind) {
			case "binary": {
				const { name } = node.operator;
				const { right } = this.#request.ways;
				if (isComparison(name)) this.#compare(node.left, opposite[name], node.right);
				else if (name === "and") {
					this.fail(right ? node.right : node.left);
					this.hold(right ? node.left : node.right);
				} else if (name === "or") {
					this.fail(node.left);
					this.fail(node.right);
				} else if (name === "unless") {
					if (right) {
						this.hold(node.left);
						this.hold(node.right);
					} else {
						this.fail(node.left);
						this.fail(node.right);
					}
				} else this.fail(right && isVector(node.right) ? node.right : isVector(node.left) ? node.left : node.right);
				return;
			}
			case "aggregation":
			case "unary":
			case "subquery":
				this.fail(node.expression);
				return;
			case "call":
				if (node.function.name === "absent" || node.function.name === "absent_over_time") {
					for (const argument of node.arguments) this.hold(argument);
				} else for (const argument of node.arguments) if (valueTypeOf(argument) !== "scalar") this.fail(argument);
				return;
			case "selector": {
				const recorded = this.#recordedBy(node);
				if (recorded !== undefined) this.fail(recorded);
				else this.#leafOf(node).absent = true;
				return;
			}
			case "matrix":
				this.fail(node.selector);
				return;
			default:
				return;
		}
	}

	#compare(left: Expression, operator: Comparison, right: Expression): void {
		const threshold = this.#known(right);
		const between = threshold === undefined ? undefined : this.#between(left, operator, threshold);
		if (between !== undefined) {
			this.reach(left, between);
			return;
		}
		if (threshold !== undefined) {
			this.reach(left, this.#beyond(operator, threshold));
			return;
		}
		const other = this.#known(left);
		if (other !== undefined) {
			this.reach(right, this.#beyond(turned[operator], other));
			return;
		}
		if (this.#request.ways.leftFirst) {
			this.reach(left, this.#request.ways.reference);
			this.reach(right, this.#beyond(turned[operator], this.#known(left) ?? this.#request.ways.reference));
		} else {
			this.reach(right, this.#request.ways.reference);
			this.reach(left, this.#beyond(operator, this.#known(right) ?? this.#request.ways.reference));
		}
	}

	/** The middle of two bounds, where a comparison is itself compared: `x > 0.9 < 1`. */
	#between(left: Expression, operator: Comparison, threshold: number): number | undefined {
		const inner = withoutParens(left);
		if (inner.kind !== "binary" || inner.bool !== undefined || !isComparison(inner.operator.name)) return undefined;
		const other = this.#known(inner.right);
		const goesUp = (each: string): boolean => each.startsWith(">");
		if (other === undefined || "==!=".includes(operator) || goesUp(operator) === goesUp(inner.operator.name))
			return undefined;
		return round((other + threshold) / 2);
	}

	#beyond(operator: Comparison, threshold: number): number {
		const { distance } = this.#request.ways;
		switch (operator) {
			case "==":
				return threshold;
			case "!=":
				return distance === 2 ? threshold - 1 : threshold + 1;
			case ">":
			case ">=":
				if (threshold < 0) return distance === 1 ? 1 : round(threshold / 2);
				if (threshold === 0) return [1, 100, 0.5][distance] ?? 1;
				if (threshold < 1) {
					const near = threshold < 0.5 ? threshold * 2 : threshold + (1 - threshold) / 2;
					return round([near, threshold * 4, threshold * 1.2][distance] ?? 1);
				}
				if (threshold < 100 && threshold >= 50)
					return round([threshold + (100 - threshold) / 2, threshold * 4, threshold + 1][distance] ?? 1);
				return round([threshold * 1.5, threshold * 10, threshold + 1][distance] ?? 1);
			case "<":
			case "<=":
				// A counter never falls, so "not above 0" is best met by standing still.
				if (threshold === 0 && operator === "<=") return [0, -1, -100][distance] ?? 0;
				if (threshold <= 0) return [threshold - 1, threshold * 10 - 100, threshold - 0.5][distance] ?? -1;
				return round([threshold / 2, 0, threshold / 10][distance] ?? 0);
			default:
				return operator satisfies never;
		}
	}

	#reach(node: Expression, value: number): void {
		switch (node.kind) {
			case "selector": {
				const recorded = this.#recordedBy(node);
				if (recorded !== undefined) this.reach(recorded, value);
				else {
					const leaf = this.#leafOf(node);
					leaf.value ??= value;
					delete leaf.absent;
				}
				return;
			}
			case "unary":
				this.reach(node.expression, node.operator === "-" ? -value : value);
				return;
			case "binary":
				this.#reachBinary(node, value);
				return;
			case "aggregation":
				this.#reachAggregation(node, value);
				return;
			case "call":
				this.#reachCall(node, value);
				return;
			case "subquery":
				this.reach(node.expression, value);
				return;
			case "matrix":
				this.reach(node.selector, value);
				return;
			default:
				return;
		}
	}

	#reachBinary(node: BinaryExpression, value: number): void {
		const { operator, left, right, bool } = node;
		const { name } = operator;
		if (isComparison(name)) {
			if (bool === undefined) {
				if (this.#known(right) === undefined) this.reach(right, this.#reference);
				this.reach(left, value);
			} else this.#compare(left, value > 0 ? name : opposite[name], right);
			return;
		}
		if (name === "and" || name === "unless") {
			this.reach(left, value);
			if (name === "and") this.hold(right);
			else this.fail(right);
			return;
		}
		if (name === "or") {
			this.reach(this.#request.ways.right ? right : left, value);
			return;
		}
		const [l, r] = [this.#known(left), this.#known(right)];
		if (r !== undefined) {
			this.reach(left, solveLeft(name, value, r));
			return;
		}
		if (l !== undefined) {
			this.reach(right, solveRight(name, value, l));
			return;
		}
		const reference = this.#reference;
		const [first, second] = guess(name, value, reference);
		if (this.#request.ways.leftFirst || name === "*" || name === "+") {
			this.reach(left, first);
			const settled = this.#known(right);
			if (settled === undefined) this.reach(right, solveRight(name, value, this.#known(left) ?? first));
		} else {
			this.reach(right, second);
			const settled = this.#known(left);
			if (settled === undefined) this.reach(left, solveLeft(name, value, this.#known(right) ?? second));
		}
	}

	get #reference(): number {
		return this.#request.ways.reference;
	}

	#reachAggregation(node: Aggregation, value: number): void {
		const { operator, expression, grouping } = node;
		switch (operator.name) {
			case "count":
			case "group": {
				this.hold(expression);
				const count = Math.min(Math.max(1, Math.ceil(value)), 12);
				const grouped = grouping?.without === true ? [] : (grouping?.labels.map(({ name }) => name) ?? []);
				if (operator.name === "count" && count > 1) {
					const inner = withoutParens(expression);
					const spread = inner.kind === "aggregation" && inner.operator.name === "count_values" ? 2 : 0;
					const varied =
						inner.kind === "aggregation" && inner.grouping?.without === false
							? inner.grouping.labels.map(({ name }) => name).filter((name) => !grouped.includes(name))
							: [];
					for (const leaf of this.#leavesIn(expression)) leaf.copies = { count, grouped, varied, spread };
				}
				return;
			}
			case "count_values":
				this.hold(expression);
				return;
			case "stddev":
			case "stdvar":
				this.reach(expression, value);
				for (const leaf of this.#leavesIn(expression))
					leaf.copies = {
						count: 2,
						grouped: [],
						varied: [],
						spread: 2 * (operator.name === "stdvar" ? Math.sqrt(Math.abs(value)) : value),
					};
				return;
			case "sum": {
				this.reach(expression, value);
				this.#markSummed(node);
				// Of ones and zeros as many are wanted as the sum is.
				const inner = withoutParens(expression);
				if (inner.kind !== "binary" || inner.bool === undefined || value <= 1) return;
				const count = Math.min(Math.ceil(value), 12);
				const grouped = grouping?.without === true ? [] : (grouping?.labels.map(({ name }) => name) ?? []);
				for (const leaf of this.#leavesIn(inner)) leaf.copies = { count, grouped, varied: [], spread: 0 };
				return;
			}
			default:
				this.reach(expression, value);
				this.#markSummed(node);
		}
	}

	#markSummed({ operator, expression }: Aggregation): void {
		if (operator.name !== "sum") return;
		let inner = withoutParens(expression);
		while (inner.kind === "call" && inner.arguments.length > 0) {
			const argument = inner.arguments.find((each) => valueTypeOf(each) === "matrix");
			if (argument === undefined) return;
			inner = withoutParens(argument);
		}
		if (inner.kind === "matrix") inner = withoutParens(inner.selector);
		if (inner.kind === "selector" && this.#recordedBy(inner) === undefined) this.#leafOf(inner).summed = true;
	}

	#reachCall(node: Call, value: number): void {
		const { name } = node.function;
		const argument = node.arguments.find((each) => valueTypeOf(each) === "matrix");
		if (argument !== undefined) {
			this.#reachWindow(node, withoutParens(argument), value);
			return;
		}
		const [first, second] = node.arguments;
		if (first === undefined) return;
		switch (name) {
			case "histogram_quantile":
				if (second !== undefined) this.#reachQuantile(second, value);
				return;
			case "absent":
				this.fail(first);
				return;
			case "timestamp": {
				const of = withoutParens(first);
				if (of.kind !== "selector" || this.#recordedBy(of) !== undefined) return;
				const leaf = this.#leafOf(of);
				leaf.value ??= 1;
				leaf.ends ??= value;
				return;
			}
			case "exp":
				this.reach(first, Math.log(value));
				return;
			case "ln":
				this.reach(first, Math.exp(value));
				return;
			case "log2":
				this.reach(first, 2 ** value);
				return;
			case "log10":
				this.reach(first, 10 ** value);
				return;
			case "sqrt":
				this.reach(first, value ** 2);
				return;
			default:
				if (valueTypeOf(first) !== "string") this.reach(first, value);
		}
	}

	#reachQuantile(expression: Expression, quantile: number): void {
		let perSecond = false;
		const visit = (each: Expression): void => {
			const node = withoutParens(each);
			if (node.kind === "call") {
				perSecond ||= isRate(node.function.name);
				for (const argument of node.arguments) if (valueTypeOf(argument) !== "scalar") visit(argument);
			} else if (node.kind === "aggregation" || node.kind === "subquery") visit(node.expression);
			else if (node.kind === "matrix") visit(node.selector);
			else if (node.kind === "selector") {
				const recorded = this.#recordedBy(node);
				if (recorded === undefined) this.#leafOf(node).buckets = { quantile, perSecond };
				else visit(recorded);
			} else if (node.kind === "binary") {
				if (isVector(node.left)) visit(node.left);
				if (isVector(node.right)) visit(node.right);
			}
		};
		visit(expression);
	}

	#reachWindow({ function: { name }, arguments: given }: Call, argument: Expression, value: number): void {
		const inner = argument.kind === "matrix" || argument.kind === "subquery" ? argument : undefined;
		if (inner === undefined) return;
		const seconds = rangeOf(inner);
		const { intervalSeconds } = this.#request;
		const leaf = inner.kind === "matrix" ? this.#leafOfMatrix(inner) : undefined;
		if (leaf === undefined) {
			const of = inner.kind === "matrix" ? inner.selector : inner.expression;
			if (name === "sum_over_time") this.reach(of, value / Math.max(1, seconds / intervalSeconds));
			else if (name === "count_over_time") this.hold(of);
			else this.reach(of, value);
			return;
		}
		delete leaf.absent;
		switch (name) {
			case "rate":
			case "irate":
			case "deriv":
				leaf.slope ??= value;
				return;
			case "increase":
			case "delta":
				leaf.slope ??= value / seconds;
				return;
			case "idelta":
				leaf.slope ??= value / intervalSeconds;
				return;
			case "changes":
				if (value >= 1) {
					leaf.jumps ??= 1;
					leaf.rests = seconds / intervalSeconds / 2 > value + 1;
				} else leaf.value ??= 1;
				return;
			case "resets":
				if (value >= 1) leaf.restarts = true;
				else leaf.value ??= 1;
				return;
			case "stddev_over_time":
			case "stdvar_over_time":
				leaf.jumps ??= value * 2;
				return;
			case "predict_linear": {
				const ahead = given.map((each) => (valueTypeOf(each) === "scalar" ? this.#known(each) : undefined));
				leaf.predicted ??= { seconds: ahead.find((each) => each !== undefined) ?? 1, value };
				return;
			}
			case "sum_over_time":
				leaf.value ??= value / Math.max(1, Math.floor(seconds / intervalSeconds));
				return;
			case "count_over_time":
			case "present_over_time":
				leaf.value ??= 1;
				return;
			case "absent_over_time":
				leaf.absent = true;
				return;
			default:
				leaf.value ??= value;
		}
	}

	/** What it comes to with what is settled already; `undefined` where that is not known yet. */
	#known(expression: Expression): number | undefined {
		const node = withoutParens(expression);
		switch (node.kind) {
			case "number":
				return node.value;
			case "unary": {
				const value = this.#known(node.expression);
				return value === undefined || node.operator === "+" ? value : -value;
			}
			case "binary": {
				if (["and", "unless"].includes(node.operator.name)) return this.#known(node.left);
				if (node.operator.name === "or") return this.#known(node.left) ?? this.#known(node.right);
				const left = this.#known(node.left);
				const right = this.#known(node.right);
				if (isComparison(node.operator.name) && node.bool === undefined) return left;
				if (left === undefined || right === undefined) return undefined;
				return combineScalars(node.operator.name, left, right);
			}
			case "aggregation":
				if (node.operator.name === "count") {
					return [...this.#leavesIn(node.expression)].find(({ value }) => value !== undefined)?.copies?.count;
				}
				return this.#known(node.expression);
			case "call":
				return this.#knownCall(node);
			case "subquery":
				return this.#known(node.expression);
			case "selector": {
				const recorded = this.#recordedBy(node);
				if (recorded !== undefined) return this.#known(recorded);
				const leaf = this.#leafOf(node, false);
				return leaf?.value;
			}
			default:
				return undefined;
		}
	}

	#knownCall(node: Call): number | undefined {
		const { name } = node.function;
		const [first] = node.arguments;
		if (name === "time") return this.#request.seconds;
		if (name === "pi") return Math.PI;
		if (name === "timestamp") return undefined;
		const matrix = node.arguments.map(withoutParens).find((each) => each.kind === "matrix");
		if (matrix?.kind === "matrix") {
			const leaf = this.#leafOfMatrix(matrix, false);
			if (leaf === undefined) return undefined;
			if (name === "rate" || name === "irate" || name === "deriv") return leaf.slope;
			if (name === "increase" || name === "delta") {
				return leaf.slope === undefined ? undefined : leaf.slope * rangeOf(matrix);
			}
			return leaf.value;
		}
		if (first === undefined || name === "histogram_quantile" || name === "absent") return undefined;
		return valueTypeOf(first) === "string" ? undefined : this.#known(first);
	}

	#leafOfMatrix(matrix: MatrixSelector, create = true): Leaf | undefined {
		const selector = withoutParens(matrix.selector);
		if (selector.kind !== "selector" || this.#recordedBy(selector) !== undefined) return undefined;
		return this.#leafOf(selector, create);
	}

	#leafOf(selector: VectorSelector): Leaf;
	#leafOf(selector: VectorSelector, create: boolean): Leaf | undefined;
	#leafOf(selector: VectorSelector, create = true): Leaf | undefined {
		const fresh = createLeaf(selector);
		const known = this.leaves.get(fresh.key);
		if (known !== undefined || !create) return known;
		this.leaves.set(fresh.key, fresh);
		return fresh;
	}

	*#leavesIn(expression: Expression): Generator<Leaf> {
		const pending: Expression[] = [expression];
		for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
			if (next.kind === "selector") {
				const recorded = this.#recordedBy(next);
				if (recorded !== undefined) pending.push(recorded);
				else {
					const leaf = this.#leafOf(next, false);
					if (leaf !== undefined) yield leaf;
				}
			} else pending.push(...childrenOfExpression(next));
		}
	}

	#recordedBy({ name }: VectorSelector): Expression | undefined {
		return this.#request.ways.raw && name !== undefined ? this.#request.recordedBy(name.name) : undefined;
	}
}

function childrenOfExpression(node: Expression): readonly Expression[] {
	switch (node.kind) {
		case "matrix":
			return [node.selector];
		case "subquery":
		case "unary":
		case "paren":
			return [node.expression];
		case "call":
		case "aggregation":
			return node.arguments;
		case "binary":
			return [node.left, node.right];
		default:
			return [];
	}
}

export function withoutParens(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === "paren") inner = inner.expression;
	return inner;
}

function isVector(expression: Expression): boolean {
	const type = valueTypeOf(expression);
	return type === "vector" || type === "matrix";
}

function isRate(name: string): boolean {
	return ["rate", "irate", "increase", "delta", "deriv", "idelta"].includes(name);
}

function rangeOf({ range }: MatrixSelector | Subquery): number {
	return secondsOf(range);
}

function secondsOf(duration: DurationExpression | undefined): number {
	return duration?.seconds ?? 300;
}

/** The left operand, given the result and the right one. */
function solveLeft(operator: string, value: number, right: number): number {
	switch (operator) {
		case "+":
			return value - right;
		case "-":
			return value + right;
		case "*":
			return right === 0 ? 1 : value / right;
		case "/":
			return value * right;
		case "^":
			return value ** (1 / right);
		default:
			return value;
	}
}

function solveRight(operator: string, value: number, left: number): number {
	switch (operator) {
		case "+":
			return value - left;
		case "-":
			return left - value;
		case "*":
			return left === 0 ? 1 : value / left;
		case "/":
			return value === 0 ? 1 : left / value;
		default:
			return value;
	}
}

/** Both operands, where neither is known. */
function guess(operator: string, value: number, reference: number): readonly [number, number] {
	switch (operator) {
		case "+":
			return [value, 0];
		case "-":
			return [value + reference, reference];
		case "*":
			return [value, 1];
		case "/":
			return [value * reference, reference];
		default:
			return [value, reference];
	}
}

/** To as many digits as a person would write. */
function round(value: number): number {
	return Number(value.toPrecision(6));
}
