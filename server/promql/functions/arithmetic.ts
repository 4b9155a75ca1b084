// Arithmetic and trigonometry on each value. Source: Prometheus 3.14, querying/functions.
import { type FunctionEntry, scalar, vector } from "./function.ts";

/** Functions say of native histograms where they take them; these do not. */
const floats = "Plain numbers: native histograms are left out of the result.";

function each(name: string, summary: string, example: string, trap: string): FunctionEntry {
	return { name, arguments: [vector], returns: "vector", summary, needs: floats, example, trap };
}

function angle(name: string, summary: string, trap: string): FunctionEntry {
	return { ...each(name, summary, `${name}(wind_direction_radians)`, trap), anchor: "trigonometric-functions" };
}

const inRadians = "The angle is in radians; `rad` makes them from degrees.";
const noAngle = "The argument is no angle: `rad` means nothing for it.";

export const arithmeticFunctions: readonly FunctionEntry[] = [
	each(
		"abs",
		"Each value without its sign.",
		"abs(clock_skew_seconds) > 1",
		"The direction is lost: a fall looks like a rise.",
	),
	each(
		"ceil",
		"Each value rounded up to a whole number.",
		"ceil(queue_length / 10)",
		"Up is towards the larger number: -1.5 becomes -1.",
	),
	each(
		"floor",
		"Each value rounded down to a whole number.",
		"floor(time_left_seconds / 60)",
		"Down is towards the smaller number: -1.5 becomes -2.",
	),
	{
		name: "round",
		arguments: [
			vector,
			{
				...scalar("to_nearest", "The result is a multiple of this number: 1 for whole numbers, 0.01 for two decimals."),
				optional: true,
				default: "1",
			},
		],
		returns: "vector",
		summary: "Each value rounded to the nearest multiple of `to_nearest`, halves upwards.",
		needs: floats,
		trap: "The second argument is a multiple, not a number of decimals: two decimals are `0.01`.",
		example: "round(node_load1, 0.01)",
	},
	{
		name: "clamp",
		arguments: [
			vector,
			scalar("min", "No result is lower than this number."),
			scalar("max", "No result is higher than this number."),
		],
		returns: "vector",
		summary: "Each value, raised to `min` where it is lower and cut to `max` where it is higher.",
		needs: floats,
		trap: "With `min` above `max` the result is empty.",
		example: "clamp(queue_length, 0, 100)",
	},
	{
		name: "clamp_min",
		arguments: [vector, scalar("min", "No result is lower than this number.")],
		returns: "vector",
		summary: "Each value, raised to `min` where it is lower.",
		needs: floats,
		trap: "The *min* is the lower bound; it does not take the smaller of the two.",
		example: "errors / clamp_min(requests, 1)",
	},
	{
		name: "clamp_max",
		arguments: [vector, scalar("max", "No result is higher than this number.")],
		returns: "vector",
		summary: "Each value, cut to `max` where it is higher.",
		needs: floats,
		trap: "The *max* is the upper bound; it does not take the larger of the two.",
		example: "clamp_max(error_ratio, 1)",
	},
	each("exp", "Euler's number to the power of each value.", "exp(log_likelihood)", "Large values become `+Inf`."),
	each("ln", "The natural logarithm of each value.", "ln(queue_length)", "0 gives `-Inf`, negative values give `NaN`."),
	each(
		"log2",
		"The logarithm to base 2 of each value.",
		"log2(heap_bytes)",
		"0 gives `-Inf`, negative values give `NaN`.",
	),
	each(
		"log10",
		"The logarithm to base 10 of each value.",
		"log10(http_requests_total)",
		"0 gives `-Inf`, negative values give `NaN`.",
	),
	each("sqrt", "The square root of each value.", "sqrt(variance)", "Negative values give `NaN`."),
	each("sgn", "The sign of each value: 1, 0 or -1.", "sgn(deriv(queue_length[10m]))", "`NaN` stays `NaN`."),
	angle("sin", "The sine of each value.", inRadians),
	angle("cos", "The cosine of each value.", inRadians),
	angle("tan", "The tangent of each value.", inRadians),
	angle("asin", "The angle whose sine each value is.", "Values outside -1 and 1 give `NaN`."),
	angle("acos", "The angle whose cosine each value is.", "Values outside -1 and 1 give `NaN`."),
	angle("atan", "The angle whose tangent each value is.", "For two coordinates use the operator `atan2`."),
	angle("sinh", "The hyperbolic sine of each value.", noAngle),
	angle("cosh", "The hyperbolic cosine of each value.", noAngle),
	angle("tanh", "The hyperbolic tangent of each value.", noAngle),
	angle("asinh", "The inverse hyperbolic sine of each value.", "The result is no angle: `deg` means nothing for it."),
	angle("acosh", "The inverse hyperbolic cosine of each value.", "Values below 1 give `NaN`."),
	angle("atanh", "The inverse hyperbolic tangent of each value.", "Values outside -1 and 1 give `NaN`."),
	angle(
		"deg",
		"Each value in radians as degrees.",
		"It belongs around `asin` and its like; `sin` and its like take radians.",
	),
	angle(
		"rad",
		"Each value in degrees as radians.",
		"It belongs inside `sin` and its like; the results of `asin` and its like are in radians already.",
	),
	{
		name: "pi",
		anchor: "trigonometric-functions",
		arguments: [],
		returns: "scalar",
		summary: "The number π.",
		trap: "It is a scalar. Where a vector is wanted, write `vector(pi())`.",
		example: "wind_direction_degrees * pi() / 180",
	},
];
