import { compute } from "../arithmetic.ts";
import type { BinaryExpression } from "../ast.ts";
import { EvaluationFault, NotEvaluated } from "./evaluationFault.ts";
import { keepLabels, keyOfLabels, type Labels, type Sample, withLabel, withoutLabels, withoutName } from "./sample.ts";

const comparisons: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
	["==", (a: number, b: number) => a === b],
	["!=", (a: number, b: number) => a !== b],
	["<", (a: number, b: number) => a < b],
	["<=", (a: number, b: number) => a <= b],
	[">", (a: number, b: number) => a > b],
	[">=", (a: number, b: number) => a >= b],
]);

interface Outcome {
	readonly value: number;
	/** A comparison that does not hold leaves the sample out. */
	readonly keep: boolean;
}

function apply(operator: string, left: number, right: number): Outcome {
	const holds = comparisons.get(operator);
	if (holds !== undefined) return { value: left, keep: holds(left, right) };
	const value = operator === "atan2" ? Math.atan2(left, right) : compute(left, operator, right);
	if (value === undefined) throw new NotEvaluated(`the operator ${operator}`);
	return { value: operator === "^" ? power(left, right) : value, keep: true };
}

/** Go's `math.Pow` takes 1 to any power, and -1 to an infinite one, for 1. */
function power(base: number, exponent: number): number {
	if (base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
	return base ** exponent;
}

export function combineScalars(operator: string, left: number, right: number): number {
	const holds = comparisons.get(operator);
	return holds === undefined ? apply(operator, left, right).value : Number(holds(left, right));
}

/** A vector with a number; `swapped` where the number stands on the left. */
export function combineWithScalar(
	{ operator: { name }, bool }: BinaryExpression,
	samples: readonly Sample[],
	scalar: number,
	swapped: boolean,
): readonly Sample[] {
	const compares = comparisons.has(name);
	return samples.flatMap(({ labels, value }): readonly Sample[] => {
		const outcome = swapped ? apply(name, scalar, value) : apply(name, value, scalar);
		if (!compares) return [{ labels: withoutName(labels), value: outcome.value }];
		if (bool !== undefined) return [{ labels: withoutName(labels), value: Number(outcome.keep) }];
		return outcome.keep ? [{ labels, value }] : [];
	});
}

/** Two vectors. Source: `VectorBinop`, `VectorAnd`, `VectorOr`, `VectorUnless` of Prometheus, promql/engine.go. */
export function combineVectors(
	expression: BinaryExpression,
	left: readonly Sample[],
	right: readonly Sample[],
): readonly Sample[] {
	if (expression.fill !== undefined) throw new NotEvaluated("fill");
	const signatureOf = createSignature(expression);
	switch (expression.operator.name) {
		case "and": {
			const there = new Set(right.map(({ labels }) => signatureOf(labels)));
			return left.filter(({ labels }) => there.has(signatureOf(labels)));
		}
		case "unless": {
			const there = new Set(right.map(({ labels }) => signatureOf(labels)));
			return left.filter(({ labels }) => !there.has(signatureOf(labels)));
		}
		case "or": {
			const there = new Set(left.map(({ labels }) => signatureOf(labels)));
			return [...left, ...right.filter(({ labels }) => !there.has(signatureOf(labels)))];
		}
		default:
			return match(expression, left, right, signatureOf);
	}
}

function createSignature({ matching }: BinaryExpression): (labels: Labels) => string {
	const names = matching?.labels.map(({ name }) => name) ?? [];
	if (matching?.on === true) return (labels) => keyOfLabels(keepLabels(labels, names));
	return (labels) => keyOfLabels(withoutLabels(labels, [...names, "__name__"]));
}

function match(
	expression: BinaryExpression,
	left: readonly Sample[],
	right: readonly Sample[],
	signatureOf: (labels: Labels) => string,
): readonly Sample[] {
	const { operator, matching, bool } = expression;
	if (left.length === 0 || right.length === 0) return [];
	const side = matching?.group?.side;
	const [many, one] = side === "right" ? [right, left] : [left, right];
	const partners = new Map<string, Sample>();
	for (const sample of one) {
		const signature = signatureOf(sample.labels);
		if (partners.has(signature)) {
			throw new EvaluationFault(
				`Several series on the ${side === "right" ? "left" : "right"} side of ${operator.name} match the same one.`,
			);
		}
		partners.set(signature, sample);
	}
	const used = new Map<string, Set<string>>();
	const result: Sample[] = [];
	for (const sample of many) {
		const signature = signatureOf(sample.labels);
		const partner = partners.get(signature);
		if (partner === undefined) continue;
		const outcome =
			side === "right"
				? apply(operator.name, partner.value, sample.value)
				: apply(operator.name, sample.value, partner.value);
		if (!outcome.keep && bool === undefined) continue;
		const labels = labelResult(expression, sample.labels, partner.labels);
		const inserted = used.get(signature);
		const key = side === undefined ? "" : keyOfLabels(labels);
		if (inserted?.has(key)) {
			throw new EvaluationFault(`Several series on one side of ${operator.name} match the same one on the other.`);
		}
		if (inserted === undefined) used.set(signature, new Set([key]));
		else inserted.add(key);
		result.push({ labels, value: bool === undefined ? outcome.value : Number(outcome.keep) });
	}
	return result;
}

function labelResult({ operator, matching, bool }: BinaryExpression, many: Labels, one: Labels): Labels {
	const names = matching?.labels.map(({ name }) => name) ?? [];
	let labels = comparisons.has(operator.name) && bool === undefined ? many : withoutName(many);
	if (matching?.group === undefined) {
		labels = matching?.on === true ? keepLabels(labels, names) : withoutLabels(labels, names);
	}
	for (const { name } of matching?.group?.include ?? []) labels = withLabel(labels, name, one[name] ?? "");
	return labels;
}
