import { expect, test } from "vitest";
import { parsePromql } from "../../../server/promql/parse.ts";
import { describeCondition } from "../../../server/scaffold/runbook/describeExpression.ts";

test.each([
	["up == 0", "`up` is `0`"],
	['5 < queue{job="a"}', "`queue` (`job` = `a`) is above `5`"],
	[
		"sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(all_total[5m])) > 0.05",
		"the ratio of the sum of the rate per second of `errors_total` over the last 5 minutes (for each job) to the sum of the rate per second of `all_total` over the last 5 minutes (for each job) is above `0.05`",
	],
	["histogram_quantile(0.99, x) > 1", "the 99th percentile of `x` is above `1`"],
	["histogram_quantile(0.5, x) > 1", "the median of `x` is above `1`"],
	["time() - last_success > 3600", "the number of seconds since `last_success` is above `3600`"],
	['absent(up{job="a"})', "there are no series of `up` (`job` = `a`)"],
	["a > 1 and b < 2", "`a` is above `1`, and at the same time `b` is below `2`"],
	["a > 1 unless b", "`a` is above `1`, unless there is `b`"],
	[
		"predict_linear(x[1h], 4 * 3600) < 0",
		"what `x` over the last 1 hour comes to in 4 hours if it goes on like this is below `0`",
	],
	[
		"rate(x[5m] offset 1h) >= 2",
		"the rate per second of `x` over the last 5 minutes as it was 1 hour before is at least `2`",
	],
	["vector(1)", "its expression is evaluated, as that always gives a result"],
	["(1 - avail / size) * 100 > 90", "(`1` minus the ratio of `avail` to `size`) times `100` is above `90`"],
	["1 - avail / size * 100 > 90", "`1` minus the ratio of `avail` to `size` times `100` is above `90`"],
	["a - (b - c) > 1", "`a` minus (`b` minus `c`) is above `1`"],
	["a / (b * 2) > 1", "the ratio of `a` to (`b` times `2`) is above `1`"],
	["a / (b + c) > 1", "the ratio of `a` to (`b` plus `c`) is above `1`"],
	["(a + b) / c > 1", "the ratio of (`a` plus `b`) to `c` is above `1`"],
	["max(a - b) > 1", "the largest of (`a` minus `b`) is above `1`"],
	["max(a) - b > 1", "the largest of `a` minus `b` is above `1`"],
	["max_over_time((a - b)[5m:]) > 1", "the most of (`a` minus `b`) over the last 5 minutes is above `1`"],
	["-(a + b) > 1", "minus (`a` plus `b`) is above `1`"],
	["time() - (a - b) > 1", "the number of seconds since (`a` minus `b`) is above `1`"],
	["(a > 1 or b > 2) and c > 3", "(`a` is above `1`, or `b` is above `2`), and at the same time `c` is above `3`"],
	["a > 1 unless (b or c)", "`a` is above `1`, unless (there is `b`, or there is `c`)"],
	["a > 1 and (b > 2 unless c)", "`a` is above `1`, and at the same time (`b` is above `2`, unless there is `c`)"],
	["a > 1 and b > 2 or c > 3", "(`a` is above `1`, and at the same time `b` is above `2`), or `c` is above `3`"],
	["up == bool 0", "there is `up`, whether it is `0`"],
	["sum without () (x) > 1", "the sum of `x` (all labels kept apart) is above `1`"],
	["clamp_max(x, 1) > 0", "`clamp_max(x, 1)` is above `0`"],
])("%s", (text, wanted) => {
	expect(describeCondition(parsePromql(text).expression, text)).toBe(wanted);
});
