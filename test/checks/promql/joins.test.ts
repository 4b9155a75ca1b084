import { test } from "vitest";
import constantSide from "../../../server/checks/promql/constantSide.ts";
import missingLabel from "../../../server/checks/promql/missingLabel.ts";
import neverMatches from "../../../server/checks/promql/neverMatches.ts";
import replacedLabel from "../../../server/checks/promql/replacedLabel.ts";
import unusedJoinedLabel from "../../../server/checks/promql/unusedJoinedLabel.ts";
import { expectChecked } from "../../support/checkedExpressions.ts";

const check = (table: string) =>
	expectChecked([neverMatches, missingLabel, replacedLabel, unusedJoinedLabel, constantSide], table);

test("sides that never match", () =>
	check(`
		a / on (x) sum(b)
		           ^^^^^^ promql/never-matches
		sum(a) / on (x) b
		^^^^^^ promql/never-matches
		a / on (x, y) sum by (x) (b)
		              ^^^^^^^^^^^^^^ promql/never-matches
		a and on (x) vector(1)
		             ^^^^^^^^^ promql/never-matches
		a unless on (x) absent(b)
		                ^^^^^^^^^ promql/never-matches
		a > on (x) sum without (x) (b)
		           ^^^^^^^^^^^^^^^^^^^ promql/never-matches
		sum by (x) (a) / sum(b)
		                 ^^^^^^ promql/never-matches
		sum by (x) (a) / sum by (y) (b)
		                 ^^^^^^^^^^^^^^ promql/never-matches
		a{x="1"} / sum(b)
		           ^^^^^^ promql/never-matches
		a{x="1"} / b{x="2"}
		           ^^^^^^^^ promql/never-matches
		a{x="1"} / b{x=""}
		           ^^^^^^^ promql/never-matches
		a{x="1"} and b{x=~"2|3"}
		             ^^^^^^^^^^^ promql/never-matches
		sum(rate(a[5m])) / on (x) b and on (y) c
		^^^^^^^^^^^^^^^^ promql/never-matches
		a{x="1"} / b{x=~"1|2"}
		a{x="1"} / ignoring (x) b{x="2"}
		a{x="1"} / on (y) b{x="2"}
		a{x="1"} or b{x="2"}
		a / on () sum(b)
		a / sum(b)
		sum by (x) (a) / on () group_left () sum(b)
		sum by (x) (a) / ignoring (x) group_left () sum(b)
		sum by (x) (a) / sum by (x) (b)
		(sum by (x) (a) or vector(0)) / sum by (x) (b)
		sum by (x) (a) / (sum by (x) (b) or vector(1))
		sum by (x) (a) > 5
		ceil(sum(a{x="1"})) / sum(a)
	`));

test("labels that cannot be there", () =>
	check(`
		sum by (x) (sum by (y) (a))
		        ^ promql/missing-label
		sum by (x, y) (a / on (y) b)
		        ^ promql/missing-label
		count by (x) (a{x=""})
		          ^ promql/missing-label
		max by (le) (histogram_quantile(0.9, a))
		        ^^ promql/missing-label
		sum by (__name__) (rate(a[5m]))
		        ^^^^^^^^ promql/missing-label
		topk by (x) (3, sum(a))
		         ^ promql/missing-label
		sum by (x) (vector(1))
		        ^ promql/missing-label
		a * on (x) group_left (y) sum by (x) (b)
		                       ^ promql/missing-label
		sum(a) / on (x) sum(b)
		             ^ promql/missing-label
		sum by (x) (a or vector(0))
		sum by (x) (a / on (y) group_left () b)
		sum by (x) (label_replace(sum by (y) (a), "x", "$1", "y", "(.*)"))
		sum by (x) (absent(a{x="1"}))
		count by (v) (count_values("v", a))
		sum by (x) (a * on (y) group_left (x) b)
		sum without (x) (sum by (y) (a))
	`));

test("joined labels that go again", () =>
	check(`
		sum(a * on (x) group_left (y) b)
		                           ^ promql/unused-joined-label
		sum without (y) (a * on (x) group_left (y) b)
		                                        ^ promql/unused-joined-label
		(a * on (x) group_left (y) b) * on (x) c
		                        ^ promql/unused-joined-label
		(a * on (x) group_left (y) b) * ignoring (y) c
		                        ^ promql/unused-joined-label
		c unless on (x) (a * on (x) group_left (y) b)
		                                        ^ promql/unused-joined-label
		c * on (x) group_left (z) (a * on (x) group_left (y, z) b)
		                                                  ^ promql/unused-joined-label
		sum by (x) (rate((a * on (x) group_left (y) b)[5m:]))
		                                         ^ promql/unused-joined-label
		a * on (x) group_left (y) b
		sum by (y) (a * on (x) group_left (y) b)
		count(count by (y) (a * on (x) group_left (y) b))
		sum without (x) (a * on (x) group_left (y) b)
		(a * on (x) group_left (y) b) * on (x, y) c
		(a * on (x) group_left (y) b) * c
		(a * on (x) group_left (y) b) * 2
		c and on (x, y) (a * on (x) group_left (y) b)
		c and (a * on (x) group_left (y) b)
		(a * on (x) group_left (y) b) and on (x) c
		c * on (x) group_left (y) (a * on (x) group_left (y) b)
		sum(label_replace(a * on (x) group_left (y) b, "z", "$1", "y", "(.*)"))
		topk by (y) (1, a * on (x) group_left (y) b)
		(a * on (x) group_left (y) b) or on (x) c
	`));

test("joined labels that are there already", () =>
	check(`
		a{y="1"} * on (x) group_left (y) b{y=""}
		                              ^ promql/missing-label
		                              ^ promql/replaced-label
		a{y="1"} * on (x) group_left (y) b{y="1"}
		                              ^ promql/replaced-label
		b{y="1"} * on (x) group_right (y) a{y!=""}
		                               ^ promql/replaced-label
		a * on (x) group_left (y) b{y="1"}
		a{y=~".*"} * on (x) group_left (y) b
	`));

test("sides that are always there", () =>
	check(`
		vector(0) or sum(a)
		             ^^^^^^ promql/constant-side
		vector(0) or on () a
		                   ^ promql/constant-side
		a and on () vector(0)
		            ^^^^^^^^^ promql/constant-side
		a unless on () (hour() or vector(1))
		               ^^^^^^^^^^^^^^^^^^^^^ promql/constant-side
		                          ^^^^^^^^^ promql/constant-side
		sum(a) unless vector(1)
		              ^^^^^^^^^ promql/constant-side
		sum(a) or vector(0)
		vector(0) or a
		a and on () hour() > 3
		a and b
		a and on () absent(b)
		sum(a) or sum(b)
	`));
