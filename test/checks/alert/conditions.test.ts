import { test } from "vitest";
import alwaysFires from "../../../server/checks/alert/alwaysFires.ts";
import sampledSeries from "../../../server/checks/alert/sampledSeries.ts";
import unevenSides from "../../../server/checks/alert/unevenSides.ts";
import { expectChecked } from "../../support/checkedExpressions.ts";

test("alerts without a condition", () =>
	expectChecked(
		[alwaysFires],
		`
		a
		^ alert/always-fires
		sum(a)
		^^^^^^ alert/always-fires
		rate(a[5m]) * 60
		^^^^^^^^^^^^^^^^ alert/always-fires
		time() - a
		^^^^^^^^^^ alert/always-fires
		vector(1)
		^^^^^^^^^ alert/always-fires
		1 > bool 0
		^^^^^^^^^^ alert/always-fires
		time() > bool 5
		^^^^^^^^^^^^^^^ alert/always-fires
		a > bool 5
		^^^^^^^^^^ alert/always-fires
		sum(a > bool 5)
		^^^^^^^^^^^^^^^ alert/always-fires
		vector(1) > 0
		^^^^^^^^^^^^^ alert/always-fires
		a / scalar(b > 5)
		^^^^^^^^^^^^^^^^^ alert/always-fires
		a > 5 or b
		         ^ alert/always-fires
		a > 5 or vector(0)
		         ^^^^^^^^^ alert/always-fires
		sum(a or vector(0))
		^^^^^^^^^^^^^^^^^^^ alert/always-fires
		absent(a) or vector(0)
		             ^^^^^^^^^ alert/always-fires
		histogram_quantile(0.9, rate(a[5m]))
		^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ alert/always-fires
		avg_over_time(a[5m])
		^^^^^^^^^^^^^^^^^^^^ alert/always-fires
		quantile_over_time(0.7, (a)[10m:])
		^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ alert/always-fires
		a and on () vector(1)
		^^^^^^^^^^^^^^^^^^^^^ alert/always-fires
		a unless a{x="1", x="2"}
		^^^^^^^^^^^^^^^^^^^^^^^^ alert/always-fires
	`,
		"alert",
	));

test("alerts with one", () =>
	expectChecked(
		[alwaysFires],
		`
		a > 5
		5 < a
		(sum(a) or vector(0)) == 0
		(sum(a) or vector(0)) * 2 < 1
		sum(sum(a) or vector(1)) > 0
		(sum by (job) (a) or on () vector(0)) == 0
		(sum by (job) (a) or label_replace(vector(0), "job", "x", "", "")) == 0
		sum(b) > 1 unless on () ((sum(a) or vector(0)) == 0)
		a == 0
		a > bool 5 == 1
		(a > 5) > bool 1
		sum(a > 5)
		count(a == 0)
		a * (b > 5)
		sum(avg_over_time((a > 0)[10m:]))
		absent(a)
		absent_over_time(a[5m])
		sum(absent(a))
		a unless b
		a and b
		a and on () hour() > 8
		a > 5 or b > 6
		absent(a) or b == 0
		(a or vector(0)) > 5
		(sum(a) or vector(0)) > 0
		vector(0) > 0
		label_replace(a > 5, "x", "y", "", "")
		sort_desc(a > 5)
		a != b
		absent(vector(1))
		ALERTS{alertname="A"}
		job:errors:burning
		sum by (x) (job:errors:burning)
	`,
		"alert",
	));

test("choices that decide for which series an alert fires", () =>
	expectChecked(
		[sampledSeries],
		`
		topk(10, a)
		^^^^ alert/sampled-series
		bottomk by (x) (3, a) > 5
		^^^^^^^ alert/sampled-series
		limitk(10, a)
		^^^^^^ alert/sampled-series
		limit_ratio(0.1, a)
		^^^^^^^^^^^ alert/sampled-series
		a or topk(10, b) or bottomk(10, c)
		     ^^^^ alert/sampled-series
		                    ^^^^^^^ alert/sampled-series
		topk(1, a) > 5
		^^^^ alert/sampled-series
		abs(topk(3, a)) / b
		    ^^^^ alert/sampled-series
		a and topk(5, b)
		      ^^^^ alert/sampled-series
		sum(topk(10, a)) > 5
		count by (x) (topk(10, a)) > 5
		topk by (x) (1, a) > 5
		a and on () topk(1, b) > 5
		a * on (x) group_left (y) topk(3, b)
		sum without (x) (a)
	`,
		"alert",
	));

test("sides that are complete at different times", () =>
	expectChecked(
		[unevenSides],
		`
		sum(a) / sum(a offset 1h) > 5
		             ^^^^^^^^^^^ alert/uneven-sides
		sum(a) - sum(a offset 1h) > 5
		             ^^^^^^^^^^^ alert/uneven-sides
		sum(rate(a[5m])) / (sum(rate(a[5m] offset 1d))) > 5
		                             ^ alert/uneven-sides
		sum(a{job="x"}) / sum(b{job="y"}) > 5
		                      ^^^^^^^^^^ alert/uneven-sides
		sum(a) / sum(b) > 5
		sum(a{job="x"}) / sum(b{job="x"}) > 5
		sum(a) / a offset 1h > 5
		a - a offset 1h > 5
		sum(a) > 5 and sum(a offset 1h) > 5
	`,
		"alert",
	));
