import type { DurationExpression, Expression } from "../ast.ts";
import { featureFlags } from "../features.ts";
import { durationsOf } from "../visit.ts";
import type { Findings } from "./findings.ts";

/** Checks that the server has what the durations and modifiers of a node need. */
export function checkModifierFeatures(node: Expression, findings: Findings) {
	if (findings.features.get("durationExpressions") === false) {
		for (const duration of durationsOf(node)) {
			if (!isComputed(duration, isOffsetOf(node, duration))) continue;
			const message = `The server does not compute durations: that takes Prometheus 3.14, or 3.4 with --enable-feature=${featureFlags.durationExpressions}. Write the result, such as 10m.`;
			findings.report(node, "promql/feature-not-enabled", duration.span, message);
		}
	}
	if (node.kind !== "selector" && node.kind !== "matrix") return;
	const { extended } = node.modifiers;
	if (extended === undefined || findings.features.get("extendedRangeSelectors") !== false) return;
	const message = `${extended.mode} is experimental, and the server does not have it switched on. Start it with --enable-feature=${featureFlags.extendedRangeSelectors}.`;
	findings.report(node, "promql/feature-not-enabled", extended.span, message);
}

function isOffsetOf(node: Expression, duration: DurationExpression): boolean {
	return "modifiers" in node && node.modifiers.offset === duration;
}

/** Claims that a duration is more than a literal with its signs; in `offset -(5m)` the parentheses do not count. */
function isComputed(duration: DurationExpression, isOffset: boolean): boolean {
	let inner = duration;
	if (isOffset && inner.kind === "unary" && inner.operand.kind === "paren") inner = inner.operand.inner;
	while (inner.kind === "unary") inner = inner.operand;
	return inner.kind !== "literal" && inner.kind !== "missing";
}
