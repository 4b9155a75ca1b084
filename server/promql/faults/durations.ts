import type { FaultTable } from "../../text/fault.ts";

export const durationFaults = {
	"promql/bad-duration": {
		title: "Not a duration",
		severity: "error",
		why: "A duration is whole numbers with units: y, w, d, h, m, s, ms, each at most once, from large to small. Prometheus refuses anything else, and with it the whole rule file.",
		fix: "Write `1h30m` rather than `1.5h` or `30m1h`, and units in lower case.",
		example: { language: "promql", bad: "rate(foo[1.5h])", good: "rate(foo[1h30m])" },
	},
	"promql/duration-not-positive": {
		title: "A range of no length",
		severity: "error",
		why: "A range and a subquery's resolution must be longer than 0.",
		fix: "Write a length such as `5m`. To look into the future, move the range with a negative `offset`.",
		example: { language: "promql", bad: "rate(foo[0s])", good: "rate(foo[5m])" },
	},
	"promql/duration-out-of-range": {
		title: "A duration that is too long",
		severity: "error",
		why: "Prometheus counts durations in nanoseconds, of which about 292 years fit into its numbers.",
		fix: "Write a shorter one. A bare number counts seconds, not milliseconds.",
		example: { language: "promql", bad: "foo offset 1e11", good: "foo offset 1e5" },
	},
	"promql/duration-division-by-zero": {
		title: "A duration divided by zero",
		severity: "error",
		why: "The duration is computed, and one of its divisors is 0.",
		fix: "Divide by another number.",
		example: { language: "promql", bad: "rate(foo[1h / 0])", good: "rate(foo[1h / 2])" },
	},
	"promql/feature-not-enabled": {
		title: "The server does not have this switched on",
		severity: "error",
		why: "Some functions and modifiers are experimental and only known to a server that was started with their flag. This one was not, so it refuses the rule.\n\nIt is only reported where the flags of the server are known.",
		fix: "Start the server with the flag that the message names, or write the expression without it.",
		example: { language: "promql", bad: "limitk(3, up)", good: "topk(3, up)" },
	},
} as const satisfies FaultTable;
