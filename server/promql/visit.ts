import { touches } from "../text/span.ts";
import type { DurationExpression, Expression } from "./ast.ts";

/** The expressions directly inside `expression`, in the order in which they are written. */
export function childrenOf(expression: Expression): readonly Expression[] {
	switch (expression.kind) {
		case "number":
		case "string":
		case "selector":
		case "missing":
			return [];
		case "matrix":
			return [expression.selector];
		case "subquery":
		case "unary":
		case "paren":
			return [expression.expression];
		case "call":
		case "aggregation":
			return expression.arguments;
		case "binary":
			return [expression.left, expression.right];
	}
}

/** Every expression inside `root` and itself, parents before children, in the order in which they are written. */
export function* walk(root: Expression): Generator<Expression> {
	const pending: Expression[] = [root];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		yield next;
		const children = childrenOf(next);
		for (let index = children.length - 1; index >= 0; index--) {
			const child = children[index];
			if (child !== undefined) pending.push(child);
		}
	}
}

/** Every expression inside `root` and itself, children before parents, in the order in which they are written. */
export function walkUp(root: Expression): Expression[] {
	const found: Expression[] = [];
	const pending: Expression[] = [root];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		found.push(next);
		for (const child of childrenOf(next)) pending.push(child);
	}
	return found.reverse();
}

/**
 * The expressions that `offset` lies in or touches, from `root` to the smallest. Where it touches two neighbours, the one
 * that ends there is taken, as what the user has just typed.
 */
export function pathAt(root: Expression, offset: number): readonly Expression[] {
	const path: Expression[] = [];
	for (let next: Expression | undefined = touches(root.span, offset) ? root : undefined; next !== undefined; ) {
		path.push(next);
		next = childrenOf(next).find((child) => touches(child.span, offset));
	}
	return path;
}

/** The smallest expression that `offset` lies in or touches. */
export function nodeAt(root: Expression, offset: number): Expression | undefined {
	return pathAt(root, offset).at(-1);
}

/** The durations written directly in `expression`: its range, resolution and offset. */
export function durationsOf(expression: Expression): readonly DurationExpression[] {
	switch (expression.kind) {
		case "selector":
			return [expression.modifiers.offset].filter((duration) => duration !== undefined);
		case "matrix":
			return [expression.range, expression.modifiers.offset].filter((duration) => duration !== undefined);
		case "subquery":
			return [expression.range, expression.step, expression.modifiers.offset].filter(
				(duration) => duration !== undefined,
			);
		default:
			return [];
	}
}
