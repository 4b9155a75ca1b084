import type { Problem } from "../text/problem.ts";
import type { Expression } from "./ast.ts";
import { checkBinary, checkSubquery, checkUnary } from "./check/checkBinary.ts";
import { checkAggregation, checkArguments, checkFunctionName } from "./check/checkCall.ts";
import { checkModifierFeatures } from "./check/checkModifiers.ts";
import { checkRegularExpressions, checkSelector } from "./check/checkSelector.ts";
import { Findings } from "./check/findings.ts";
import { anyFeatures, type FeatureSet } from "./features.ts";
import type { ParsedPromql } from "./parse.ts";
import { RegularExpressions } from "./regularExpressions.ts";
import { describeValueType, valueTypeOf } from "./valueType.ts";
import { walkUp } from "./visit.ts";

export interface CheckOptions {
	/** A rule wants an instant vector or a scalar as its whole expression; a query may be anything. */
	readonly role: "ruleExpression" | "query";
	/** What the target server is known to have or to lack; all is allowed where it is left out. */
	readonly features?: FeatureSet;
	/** Keeps compiled regular expressions from one check to the next. */
	readonly regularExpressions?: RegularExpressions;
}

/**
 * Everything that Prometheus 3 would reject in the expression, in the order of the text: one problem for each fault.
 *
 * Where the grammar is broken, only what can be said of single words is said besides: the rest is guesswork.
 */
export function checkPromql(parsed: ParsedPromql, options: CheckOptions): readonly Problem[] {
	const compiler = options.regularExpressions ?? new RegularExpressions();
	const findings = new Findings(parsed, options.features ?? anyFeatures, compiler);
	const nodes = walkUp(parsed.expression);
	const infoSelectors = findInfoSelectors(nodes);
	for (const node of nodes) {
		checkWords(node, findings);
		if (parsed.wellFormed && !findings.isFaulty(node)) checkNode(node, infoSelectors, findings);
	}
	if (parsed.problems.length === 0 && options.role === "ruleExpression") checkResult(parsed.expression, findings);
	if (findings.problems.length === 0) return parsed.problems;
	return [...parsed.problems, ...findings.problems].sort((a, b) => a.span.start - b.span.start);
}

/** What can be told without the surroundings. */
function checkWords(node: Expression, findings: Findings) {
	if (node.kind === "call") checkFunctionName(node, findings);
	else if (node.kind === "selector") checkRegularExpressions(node, findings);
}

function checkNode(node: Expression, infoSelectors: ReadonlySet<Expression>, findings: Findings) {
	switch (node.kind) {
		case "selector":
			checkSelector(node, infoSelectors.has(node), findings);
			return checkModifierFeatures(node, findings);
		case "matrix":
			return checkModifierFeatures(node, findings);
		case "subquery":
			checkSubquery(node, findings);
			return checkModifierFeatures(node, findings);
		case "call":
			return checkArguments(node, findings);
		case "aggregation":
			return checkAggregation(node, findings);
		case "binary":
			return checkBinary(node, findings);
		case "unary":
			return checkUnary(node, findings);
		case "number":
		case "string":
		case "paren":
		case "missing":
			return;
	}
}

/** The selectors that stand as the second argument of `info`, where an empty one is allowed. */
function findInfoSelectors(nodes: readonly Expression[]): ReadonlySet<Expression> {
	const found = new Set<Expression>();
	for (const node of nodes) {
		const second = node.kind === "call" && node.function.name === "info" ? node.arguments[1] : undefined;
		if (second !== undefined) found.add(second);
	}
	return found;
}

function checkResult(expression: Expression, findings: Findings) {
	const type = valueTypeOf(expression);
	if ((type !== "matrix" && type !== "string") || findings.isFaulty(expression)) return;
	const advice =
		type === "matrix"
			? "Put the range into a function such as rate(…) or avg_over_time(…), or remove it."
			: "Write an expression that gives series, such as up == 0.";
	const message = `A rule stores or alerts on an instant vector or a number, but this is ${describeValueType(type)}. ${advice}`;
	findings.report(expression, "promql/rule-result-type", expression.span, message);
}
