import { test } from "vitest";
import constantComparison from "../../../server/checks/promql/constantComparison.ts";
import contradictoryMatchers from "../../../server/checks/promql/contradictoryMatchers.ts";
import { expectChecked } from "../../support/checkedExpressions.ts";

test("comparisons that are decided beforehand", () =>
	expectChecked(
		[constantComparison],
		`
		vector(0) > 0
		^^^^^^^^^^^^^ promql/constant-comparison
		0 > bool 0
		^^^^^^^^^^ promql/constant-comparison
		vector(1) > vector(2)
		^^^^^^^^^^^^^^^^^^^^^ promql/constant-comparison
		sum(vector(0)) > 0
		^^^^^^^^^^^^^^^^^^ promql/constant-comparison
		vector(2) * 2 == 5
		^^^^^^^^^^^^^^^^^^ promql/constant-comparison
		vector(1) > 0
		^^^^^^^^^^^^^ promql/constant-comparison
		count(a) == 0
		^^^^^^^^^^^^^ promql/constant-comparison
		count(a) < 1
		^^^^^^^^^^^^ promql/constant-comparison
		0 == count(a)
		^^^^^^^^^^^^^ promql/constant-comparison
		absent(a) == 0
		^^^^^^^^^^^^^^ promql/constant-comparison
		absent(a) > 1
		^^^^^^^^^^^^^ promql/constant-comparison
		hour() > 23
		^^^^^^^^^^^ promql/constant-comparison
		(a > 10) < 5
		^^^^^^^^^^^^ promql/constant-comparison
		(a > bool 10) > 1
		^^^^^^^^^^^^^^^^^ promql/constant-comparison
		abs(a) < 0
		^^^^^^^^^^ promql/constant-comparison
		stddev(a) < 0
		^^^^^^^^^^^^^ promql/constant-comparison
		clamp_max(a, 5) > 5
		^^^^^^^^^^^^^^^^^^^ promql/constant-comparison
		(sum(a) or vector(0)) > 0
		           ^^^^^^^^^ promql/constant-comparison
		count(a) > 0
		count(a) == 1
		count(a) > bool 0
		(count(a) or vector(0)) == 0
		sum(a or vector(0)) > 0
		a > 0
		a == 0
		a != a
		a < 5 > 1
		hour() > 22
		vector(time()) > 0
		absent(a) == 1
		scalar(a) > bool 0
		sum_over_time((a > 1)[5m:]) > 5
	`,
	));

test("matchers that exclude each other", () =>
	expectChecked(
		[contradictoryMatchers],
		`
		a{x="1", x="2"}
		^^^^^^^^^^^^^^^ promql/contradictory-matchers
		a{x="1", x=""}
		^^^^^^^^^^^^^^ promql/contradictory-matchers
		rate(a{x="1", x=~"2|3"}[5m])
		     ^^^^^^^^^^^^^^^^^^ promql/contradictory-matchers
		a{x="1", x=~"1|2"}
		a{x="1", y="2"}
		a{x!="1", x!="2"}
	`,
	));
