import { closestWord } from "../../base/closestWord.ts";
import { aggregations, findAggregation } from "../aggregations.ts";
import type { Aggregation, Call, Expression, ValueType } from "../ast.ts";
import { featureFlags } from "../features.ts";
import {
	argumentBounds,
	type FunctionArgument,
	findFunction,
	type PromqlFunction,
	printSignature,
	promqlFunctions,
	removedFunctions,
} from "../functions.ts";
import { shorten } from "../shorten.ts";
import { describeValueType, valueTypeOf } from "../valueType.ts";
import type { Findings } from "./findings.ts";

/** Checks that the function is known and that the server has it. */
export function checkFunctionName(call: Call, findings: Findings) {
	const { name, span } = call.function;
	const definition = findFunction(name);
	if (definition === undefined) {
		const removed = removedFunctions.get(name);
		const code = removed === undefined ? "promql/unknown-function" : "promql/removed-function";
		const message = removed === undefined ? explainUnknown(name) : `There is no ${name} any more. ${removed.advice}`;
		const meant = removed === undefined ? meantFunction(name) : undefined;
		const fix = meant === undefined ? {} : { fix: { title: `Change to ${meant}`, edits: [{ span, newText: meant }] } };
		return findings.report(call, code, span, message, fix);
	}
	if (definition.feature === undefined || findings.features.get(definition.feature) !== false) return;
	const message = `${name} is experimental, and the server does not have it switched on. Start it with --enable-feature=${featureFlags[definition.feature]}, or do without ${name}.`;
	findings.report(call, "promql/feature-not-enabled", span, message);
}

function meantFunction(name: string): string | undefined {
	const lower = name.toLowerCase();
	return promqlFunctions.has(lower) ? lower : closestWord(name, [...promqlFunctions.keys(), ...aggregations.keys()]);
}

function explainUnknown(name: string): string {
	const lower = name.toLowerCase();
	if (promqlFunctions.has(lower))
		return `There is no function ${name}: functions are written in lower case. Write ${lower}.`;
	const nearest = meantFunction(name);
	const advice = nearest === undefined ? "Check its name in the documentation." : `Did you mean ${nearest}?`;
	return `Prometheus knows no function ${shorten(name)}. ${advice}`;
}

/** Checks a call's arguments: how many there are and of which types. */
export function checkArguments(call: Call, findings: Findings) {
	const definition = findFunction(call.function.name);
	if (definition === undefined || !checkCount(call, definition, findings)) return;
	for (const [index, argument] of call.arguments.entries()) {
		const wanted = definition.arguments[index] ?? definition.arguments.at(-1);
		if (wanted === undefined) return;
		if (call.function.name === "info" && index === 1) checkInfoSelector(call, argument, findings);
		else expectType(call, argument, wanted.type, describeWish(definition, wanted), findings);
	}
}

function describeWish(definition: PromqlFunction, wanted: FunctionArgument): string {
	const place = definition.arguments.length === 1 ? "" : ` as ${wanted.name}`;
	return `${definition.name} takes ${describeValueType(wanted.type)}${place}`;
}

function checkCount(call: Call, definition: PromqlFunction, findings: Findings): boolean {
	const { least, most } = argumentBounds(definition);
	const count = call.arguments.length;
	if (count >= least && count <= most) return true;
	const name = call.function.name;
	const wanted =
		least === most
			? countWords(least)
			: most === Number.POSITIVE_INFINITY
				? `at least ${countWords(least)}`
				: `${least} to ${countWords(most)}`;
	const first = call.arguments[most];
	const last = call.arguments.at(-1);
	const extra = first && last && count > most ? { start: first.span.start, end: last.span.end } : undefined;
	const message = `${name} takes ${wanted}, not ${count}: ${printSignature(definition)}. ${extra ? "Remove what is too much." : "Add what is missing."}`;
	findings.report(call, "promql/argument-count", extra ?? call.argumentsSpan, message);
	return false;
}

function countWords(count: number): string {
	return count === 0 ? "no arguments" : count === 1 ? "1 argument" : `${count} arguments`;
}

function checkInfoSelector(call: Call, argument: Expression, findings: Findings) {
	if (argument.kind === "missing" || findings.isFaulty(argument)) return;
	if (argument.kind === "selector" && (argument.name === undefined || isInBraces(argument))) return;
	const span = argument.kind === "selector" ? (argument.name?.span ?? argument.span) : argument.span;
	const message =
		'The second argument of info says which labels to add and can only be a selector without a metric before its braces, such as {k8s_cluster_name=~".+"}.';
	findings.report(call, "promql/info-selector", span, message);
}

function isInBraces(selector: Extract<Expression, { kind: "selector" }>): boolean {
	return (
		selector.braces !== undefined && selector.name !== undefined && selector.name.span.start > selector.braces.start
	);
}

/** Checks an aggregation's arguments: how many there are and of which types. */
export function checkAggregation(node: Aggregation, findings: Findings) {
	const { name, span } = node.operator;
	const definition = findAggregation(name);
	if (definition === undefined) return;
	if (definition.feature !== undefined && findings.features.get(definition.feature) === false) {
		const message = `${name} is experimental, and the server does not have it switched on. Start it with --enable-feature=${featureFlags[definition.feature]}, or do without ${name}.`;
		return findings.report(node, "promql/feature-not-enabled", span, message);
	}
	const wanted = definition.parameter === undefined ? 1 : 2;
	if (node.arguments.length !== wanted) return reportAggregationCount(node, wanted, definition.example, findings);
	const { parameter } = definition;
	if (parameter !== undefined && node.parameter !== undefined) {
		const swapped = valueTypeOf(node.parameter) === "vector" && valueTypeOf(node.expression) === parameter.type;
		if (swapped && !findings.isFaulty(node.parameter)) {
			const message = `The arguments of ${name} are swapped: the ${parameter.type} comes first, as in ${definition.example}.`;
			const span = { start: node.parameter.span.start, end: node.expression.span.end };
			const between = findings.textOf({ start: node.parameter.span.end, end: node.expression.span.start });
			const newText = findings.textOf(node.expression.span) + between + findings.textOf(node.parameter.span);
			const fix = { title: "Swap the arguments", edits: [{ span, newText }] };
			return findings.report(node, "promql/argument-type", node.parameter.span, message, { fix });
		}
		const wish = `${name} takes ${describeValueType(parameter.type)} as its first argument`;
		expectType(node, node.parameter, parameter.type, wish, findings);
	}
	expectType(node, node.expression, "vector", `${name} aggregates an instant vector`, findings);
}

function reportAggregationCount(node: Aggregation, wanted: number, example: string, findings: Findings) {
	const first = node.arguments[wanted];
	const last = node.arguments.at(-1);
	const span = first && last ? { start: first.span.start, end: last.span.end } : node.argumentsSpan;
	const message = `${node.operator.name} takes ${countWords(wanted)}, not ${node.arguments.length}, as in ${example}.`;
	findings.report(node, "promql/argument-count", span, message);
}

/** Reports `argument` where its type is known and is not the one that is wanted. */
function expectType(owner: Expression, argument: Expression, wanted: ValueType, wish: string, findings: Findings) {
	const found = valueTypeOf(argument);
	if (found === wanted || found === "none" || findings.isFaulty(argument)) return;
	const message = `${wish}, but this is ${describeValueType(found)}. ${adviseType(wanted, found, argument)}`;
	findings.report(owner, "promql/argument-type", argument.span, message);
}

function adviseType(wanted: ValueType, found: ValueType, argument: Expression): string {
	switch (wanted) {
		case "matrix":
			if (found !== "vector") return "Give it a selector with a range, such as metric[5m].";
			return argument.kind === "selector"
				? "Add a range to the selector, such as [5m]."
				: "Make it a subquery, such as (…)[1h:], or put the range on the selector inside.";
		case "vector":
			if (found === "matrix") return "Put the range into a function such as rate(…) or avg_over_time(…), or remove it.";
			return found === "scalar" ? "Write vector(…) around the number." : "Give it a selector or an expression.";
		case "scalar":
			return found === "vector" ? "Write a number, or scalar(…) around a vector of one series." : "Write a number.";
		default:
			return 'Write a text in quotes, such as "job".';
	}
}
