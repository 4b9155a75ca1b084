import type { Expression } from "../../../promql/ast.ts";
import { parseDuration } from "../../../promql/duration.ts";
import { recordedNames } from "../names.ts";
import { isSummedUp } from "../period.ts";
import type { Rates } from "./rates.ts";
import { averageOver, ratiosOver } from "./windowRatios.ts";

/**
 * What an expression over the SLO's recorded series would have given at each evaluation, had their rules been there; NaN
 * where it had no sample. `undefined` for any expression that reads something else, or in ways that alerts of ours do not.
 */
export function evaluateRecorded(expression: Expression, rates: Rates): Float64Array | undefined {
	switch (expression.kind) {
		case "paren":
			return evaluateRecorded(expression.expression, rates);
		case "number":
			return new Float64Array(rates.grid.count).fill(expression.value);
		case "selector":
			return recorded(expression.name?.name, rates);
		case "binary": {
			if (expression.operator.name !== "*") return undefined;
			const left = evaluateRecorded(expression.left, rates);
			const right = evaluateRecorded(expression.right, rates);
			return left && right?.map((value, index) => value * (left[index] ?? Number.NaN));
		}
		case "call": {
			const [argument] = expression.arguments;
			if (argument === undefined) return undefined;
			// Halves go up, as in Prometheus.
			if (expression.function.name === "round") {
				return evaluateRecorded(argument, rates)?.map((value) => Math.floor(value + 0.5));
			}
			if (expression.function.name !== "avg_over_time" || argument.kind !== "matrix") return undefined;
			const values = evaluateRecorded(argument.selector, rates);
			const seconds = argument.range?.seconds;
			if (values === undefined || seconds === undefined) return undefined;
			return averageOver(values, Math.round(seconds / rates.grid.step));
		}
		default:
			return undefined;
	}
}

function recorded(record: string | undefined, rates: Rates): Float64Array | undefined {
	if (record === recordedNames.requestRate) return rates.requests;
	if (record === recordedNames.errorRate) return rates.errors;
	const prefix = recordedNames.errorRatio("");
	if (record === undefined || !record.startsWith(prefix)) return undefined;
	const duration = record.slice(prefix.length);
	const seconds = parseDuration(duration);
	return seconds === undefined
		? undefined
		: ratiosOver(rates, seconds, isSummedUp({ duration, seconds, words: duration }));
}
