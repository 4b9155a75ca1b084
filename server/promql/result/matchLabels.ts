import type { BinaryExpression } from "../ast.ts";
import type { Alternative } from "./alternatives.ts";
import { exclude, factOf, type LabelFact, type LabelsShape, metricNameLabel } from "./labels.ts";

/** Why series of the two sides of an operator have no partners. */
export type Mismatch =
	| {
			readonly kind: "missing";
			readonly label: string;
			/** The side that never has the label. */
			readonly side: "left" | "right";
			readonly fact: LabelFact;
	  }
	/** Both sides have the label, with values that exclude each other. */
	| { readonly kind: "values"; readonly label: string; readonly left: LabelFact; readonly right: LabelFact };

/**
 * Why no series of `left` that has the labels which its author counts on finds a partner in `right`, or the other way
 * round; `undefined` where some may. A label counts as counted on where every series has it, where an aggregation or a
 * join keeps it by name, and where `on (…)` names it.
 */
export function findMismatch(binary: BinaryExpression, left: Alternative, right: Alternative): Mismatch | undefined {
	const [a, b] = [left.labels, right.labels];
	for (const label of comparedLabels(binary, a, b)) {
		const [one, other] = [factOf(a, label), factOf(b, label)];
		const named = binary.matching?.on === true;
		if (one.presence === "never" && other.presence !== "never" && (named || expects(b, label))) {
			return { kind: "missing", label, side: "left", fact: one };
		}
		if (other.presence === "never" && one.presence !== "never" && (named || expects(a, label))) {
			return { kind: "missing", label, side: "right", fact: other };
		}
		if (exclude(one, other)) return { kind: "values", label, left: one, right: other };
	}
	return undefined;
}

/** The labels that must be alike on both sides, as far as anything is known of them. */
function comparedLabels({ matching }: BinaryExpression, a: LabelsShape, b: LabelsShape): readonly string[] {
	const names = matching?.labels.map(({ name }) => name) ?? [];
	if (matching?.on === true) return names;
	const ignored = new Set([metricNameLabel, ...names]);
	return [...new Set([...a.named.keys(), ...b.named.keys()])].filter((name) => !ignored.has(name));
}

/** Claims that whoever wrote the expression counts on its series having the label. */
function expects(labels: LabelsShape, label: string): boolean {
	const { presence } = factOf(labels, label);
	if (presence === "sure") return true;
	return presence === "possible" && labels.others.presence === "never" && labels.named.has(label);
}
