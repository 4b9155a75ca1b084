import type { UnitTest } from "./promtool.ts";

/** A stretch of even traffic. */
export interface Traffic {
	readonly minutes: number;
	/** A minute. */
	readonly requests: number;
	/** The part of them that fails, 0 to 1. */
	readonly errorRatio: number;
}

type ExpressionTest = NonNullable<UnitTest["promql_expr_test"]>[number];

/** A promtool test whose two counters, scraped each minute, saw this traffic. */
export function writeTest(traffic: readonly Traffic[], checks: readonly ExpressionTest[]): UnitTest {
	const good = addUp(traffic, ({ requests, errorRatio }) => requests * (1 - errorRatio));
	const bad = addUp(traffic, ({ requests, errorRatio }) => requests * errorRatio);
	return {
		interval: "1m",
		input_series: [
			{ series: 'http_requests_total{job="api",code="200"}', values: good.join(" ") },
			{ series: 'http_requests_total{job="api",code="500"}', values: bad.join(" ") },
		],
		promql_expr_test: checks,
	};
}

/** The values of a counter, one a minute, from 0 on. */
export function addUp(traffic: readonly Traffic[], rate: (stretch: Traffic) => number): number[] {
	const values = [0];
	let value = 0;
	for (const stretch of traffic) {
		for (let minute = 0; minute < stretch.minutes; minute++) {
			value += rate(stretch);
			values.push(value);
		}
	}
	return values;
}

/** At this minute the expression has one sample within `tolerance` of the value. */
export function check(minute: number, expression: string, value: number, tolerance = 1e-9): ExpressionTest {
	return {
		expr: `count(abs((${expression}) - ${value}) <= ${tolerance})`,
		eval_time: `${minute}m`,
		exp_samples: [{ labels: "{}", value: 1 }],
	};
}

/** At this minute the expression has so many samples. */
export function count(minute: number, expression: string, amount: number): ExpressionTest {
	return {
		expr: `count(${expression}) or vector(0)`,
		eval_time: `${minute}m`,
		exp_samples: [{ labels: "{}", value: amount }],
	};
}
