import type { FaultTable } from "../../text/fault.ts";

export const selectorFaults = {
	"promql/empty-selector": {
		title: "A selector that asks for nothing",
		severity: "error",
		why: "Every matcher is also fulfilled by series that do not have the label, so it would select every series of the server. Prometheus refuses that.",
		fix: 'Add a metric name, or a matcher that an empty value does not fulfil, such as `job=~".+"`.',
		example: { language: "promql", bad: 'count({job=~".*"})', good: 'count({job=~".+"})' },
	},
	"promql/metric-name-twice": {
		title: "Two metric names",
		severity: "error",
		why: "The metric stands before the braces and once more inside them. Prometheus refuses to choose.",
		fix: "Keep one of the two.",
		example: { language: "promql", bad: 'up{__name__="down"}', good: '{__name__=~"up|down"}' },
	},
	"promql/bad-regular-expression": {
		title: "A regular expression that RE2 cannot read",
		severity: "error",
		why: "Prometheus matches labels with RE2, which takes the same time whatever the text. It therefore has no look-ahead, look-behind or references to groups. An expression that it cannot read makes the whole rule file invalid.",
		fix: 'Write it without those. For "contains a but not b" use two matchers: `x=~".*a.*", x!~".*b.*"`.',
		example: { language: "promql", bad: 'up{job=~"(?!test).*"}', good: 'up{job!~"test.*"}' },
	},
	"promql/invalid-label-name": {
		title: "Not a label name",
		severity: "error",
		why: "A label's name is any text that is not empty and is valid UTF-8. No series can have this one, and Prometheus refuses the expression.",
		fix: "Write the label's name, or remove it.",
		example: { language: "promql", bad: 'sum by ("") (up)', good: "sum by (job) (up)" },
	},
	"promql/misplaced-range": {
		title: "A range on something that is no selector",
		severity: "error",
		why: "A range such as `[5m]` asks the storage for the samples of a series. What is computed is not stored.",
		fix: "Put the range on the selector inside. For the values of an expression over time write a subquery: `(…)[1h:]`.",
		example: { language: "promql", bad: "max_over_time((a + b)[5m])", good: "max_over_time((a + b)[5m:])" },
	},
	"promql/modifier-before-range": {
		title: "A modifier before the range",
		severity: "error",
		why: "`offset` and `@` move the whole range, so they follow it.",
		fix: "Write the range directly after the selector and the modifier after that.",
		example: { language: "promql", bad: "rate(foo offset 1h [5m])", good: "rate(foo[5m] offset 1h)" },
	},
	"promql/misplaced-modifier": {
		title: "A modifier on something that is no selector",
		severity: "error",
		why: "`offset`, `@`, `anchored` and `smoothed` say which samples are read, so they belong to what reads them: a selector, a range or a subquery.",
		fix: "Move it to the selector inside.",
		example: { language: "promql", bad: "sum(rate(foo[5m])) offset 1h", good: "sum(rate(foo[5m] offset 1h))" },
	},
	"promql/repeated-modifier": {
		title: "The same modifier twice",
		severity: "error",
		why: "A selector is moved by one `offset` and one `@`, and is either `anchored` or `smoothed`.",
		fix: "Keep one. Two offsets can be added up.",
		example: { language: "promql", bad: "foo offset 1h offset 1d", good: "foo offset 25h" },
	},
	"promql/timestamp-out-of-range": {
		title: "Not a point in time",
		severity: "error",
		why: "`@` takes seconds since 1970. Infinity, NaN and numbers beyond 2^63 are no time.",
		fix: "Write a time such as `@ 1609746000`, or `@ start()` or `@ end()`.",
		example: { language: "promql", bad: "foo @ Inf", good: "foo @ 1609746000" },
	},
} as const satisfies FaultTable;
