import type { FaultTable } from "../../text/fault.ts";

export const operatorFaults = {
	"promql/operand-type": {
		title: "An operand of the wrong type",
		severity: "error",
		why: "Operators and signs work on instant vectors and numbers. A range vector has many values for each series, a string none.",
		fix: "Put a range into a function such as `rate(…)` first.",
		example: { language: "promql", bad: "foo[5m] * 2", good: "avg_over_time(foo[5m]) * 2" },
	},
	"promql/comparison-without-bool": {
		title: "Two numbers compared without bool",
		severity: "error",
		why: "A comparison leaves out the series for which it is false. A number cannot be left out, so between two numbers Prometheus wants `bool`, which gives 0 or 1.",
		fix: "Write `bool` after the operator, or compare a vector.",
		example: { language: "promql", bad: "1 == 1", good: "1 == bool 1" },
	},
	"promql/bool-without-comparison": {
		title: "bool on something that is no comparison",
		severity: "error",
		why: "`bool` makes a comparison give 0 or 1 instead of leaving series out. Other operators have nothing that it could change.",
		fix: "Remove it.",
		example: { language: "promql", bad: "foo + bool bar", good: "foo > bool bar" },
	},
	"promql/set-operator-on-scalar": {
		title: "A set operator on a number",
		severity: "error",
		why: "`and`, `or` and `unless` pick series by their labels. A number has none.",
		fix: "Write `vector(…)` around the number, as in `sum(x) or vector(0)`.",
		example: { language: "promql", bad: "sum(foo) or 0", good: "sum(foo) or vector(0)" },
	},
	"promql/group-on-set-operator": {
		title: "group_left on a set operator",
		severity: "error",
		why: "`and`, `or` and `unless` compare sets of series, many with many. There is no single partner to copy labels from.",
		fix: "Remove `group_left` or `group_right`; `on (…)` and `ignoring (…)` may stay.",
		example: { language: "promql", bad: "foo and on (job) group_left bar", good: "foo and on (job) bar" },
	},
	"promql/label-matched-and-included": {
		title: "The same label in on and group",
		severity: "error",
		why: "A label in `on (…)` is equal on both sides, so there is nothing to copy from the other one.",
		fix: "Remove it from `group_left` or `group_right`.",
		example: {
			language: "promql",
			bad: "foo * on (instance) group_left (instance, version) bar",
			good: "foo * on (instance) group_left (version) bar",
		},
	},
	"promql/matching-without-vectors": {
		title: "Vector matching with a number",
		severity: "error",
		why: "`on (…)` and `ignoring (…)` say which series of two vectors belong together. A number belongs to all.",
		fix: "Remove them.",
		example: { language: "promql", bad: "foo * on (job) 2", good: "foo * 2" },
	},
	"promql/misplaced-fill": {
		title: "fill where nothing can be missing",
		severity: "error",
		why: "`fill` gives a value to series that find no partner in the other vector. Numbers and the set operators `and`, `or` and `unless` do not look for partners.",
		fix: "Remove it.",
		example: { language: "promql", bad: "foo + fill(0) 1", good: "foo + fill(0) bar" },
	},
} as const satisfies FaultTable;
