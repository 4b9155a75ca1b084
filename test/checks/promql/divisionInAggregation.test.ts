import { test } from "vitest";
import divisionInAggregation from "../../../server/checks/promql/divisionInAggregation.ts";
import { expectChecked } from "../../support/checkedExpressions.ts";

const check = (table: string) => expectChecked([divisionInAggregation], table);

test("what spreads a NaN is reported, what does not is not", () =>
	check(`
		sum(a / b)
		        ^ promql/division-in-aggregation
		avg without (x) (a % b)
		                     ^ promql/division-in-aggregation
		stdvar by (x) (a / b)
		                   ^ promql/division-in-aggregation
		count(a / b)
		max(a / b)
		min(a / b)
		quantile(0.5, a / b)
		group(a / b)
		bottomk(3, a / b)
		sum(a) / sum(b)
		a / b
		sum(a * b)
		sum(a atan2 b)
	`));

test("through what passes values on", () =>
	check(`
		sum(max by (x) (a / b))
		                    ^ promql/division-in-aggregation
		sum(topk(3, a / b))
		                ^ promql/division-in-aggregation
		sum(abs(-(a / b)))
		              ^ promql/division-in-aggregation
		sum(a / b) + avg(c / d)
		        ^ promql/division-in-aggregation
		                     ^ promql/division-in-aggregation
		sum(avg(a / b))
		            ^ promql/division-in-aggregation
		sum(a / b / c)
		        ^ promql/division-in-aggregation
		            ^ promql/division-in-aggregation
		sum(1 - a / b)
		            ^ promql/division-in-aggregation
		sum(a or b / c)
		             ^ promql/division-in-aggregation
		sum(a unless b / c)
		sum(count by (x) (a / b))
		sum(a / b > bool 1)
		sum(absent(a / b))
		sum(max_over_time((a / b)[1h:]))
		                       ^ promql/division-in-aggregation
	`));

test("divisors that are never 0", () =>
	check(`
		sum(a / 2)
		sum(a / -2)
		sum(a / 0)
		        ^ promql/division-in-aggregation
		sum(a / (b > 0))
		sum(a / (b >= 1))
		sum(a / (b > 5))
		sum(a / (b <= -1))
		sum(a / (0 < b))
		sum(a / (0 != b))
		sum(a / (b == 5))
		sum(a / (b == 0))
		        ^^^^^^^^ promql/division-in-aggregation
		sum(a / (b > -1))
		        ^^^^^^^^ promql/division-in-aggregation
		sum(a / (b > bool 0))
		        ^^^^^^^^^^^^ promql/division-in-aggregation
		sum(a / (b <= 0))
		        ^^^^^^^^ promql/division-in-aggregation
		sum(a / (b > c))
		        ^^^^^^^ promql/division-in-aggregation
		sum(a / on () group_left () count(b))
		sum(a / on (x) group_left () sum by (x) (b > 0))
		sum(a / on (x) group_left () max by (x) (b != 0))
		sum(a / on (x) group_left () sum by (x) (b != 0))
		                             ^^^^^^^^^^^^^^^^^^^ promql/division-in-aggregation
		sum(a / (b * 2))
		        ^^^^^^^ promql/division-in-aggregation
		sum(a / ((b > 0) * 2))
		sum(a / ((b > 0) + 1))
		sum(a / -(b > 0))
		sum(a / abs(b != 0))
		sum(a / ceil(b > 0))
		        ^^^^^^^^^^^ promql/division-in-aggregation
		sum(a / clamp_min(b, 0.1))
		sum(a / clamp_min(b, 0))
		        ^^^^^^^^^^^^^^^ promql/division-in-aggregation
		sum(a / clamp(b, -5, 5))
		        ^^^^^^^^^^^^^^^ promql/division-in-aggregation
		sum(a / clamp(b, -5, -1))
		sum(a / clamp_max(b > 0, 10))
		sum(a / (b or vector(1)))
		        ^^^^^^^^^^^^^^^^ promql/division-in-aggregation
		sum(a / (b > 0 or vector(1)))
		sum(a / time())
		sum(a / scalar(b))
		        ^^^^^^^^^ promql/division-in-aggregation
		sum(a / scalar(b > 0))
		        ^^^^^^^^^^^^^ promql/division-in-aggregation
		sum(a % (b > 0))
	`));

test("guards behind the division", () =>
	check(`
		sum(a / b and b > 0)
		sum(a / (b and b > 0))
		sum(a / (b unless b == 0))
		sum(a / (b unless c == 0))
		        ^^^^^^^^^^^^^^^^^ promql/division-in-aggregation
		sum(a / (b > 0 or b < 0))
		sum(a / b and b != 0)
		sum(a / b and b >= 0)
		        ^ promql/division-in-aggregation
		sum(a / b and c > 0)
		        ^ promql/division-in-aggregation
		sum(a / b unless b == 0)
		sum(a / b unless c == 0)
		        ^ promql/division-in-aggregation
		sum(a / b < 10)
		sum(a / b > 10)
		        ^ promql/division-in-aggregation
	`));
