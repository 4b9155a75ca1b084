import type { FaultTable } from "../../text/fault.ts";

const refused =
	"Prometheus cannot read the expression and refuses the whole rule file: at a reload it keeps the old rules, at a start it does not come up.";

export const syntaxFaults = {
	"promql/empty-expression": {
		title: "No expression",
		severity: "error",
		why: `There is nothing to evaluate, only spaces or comments. ${refused}`,
		fix: "Write an expression, or remove the rule.",
		example: { language: "promql", bad: "# nothing yet", good: "up == 0" },
	},
	"promql/unexpected-token": {
		title: "Something in the wrong place",
		severity: "error",
		why: `Each word by itself is PromQL, but it cannot stand at this place. ${refused}`,
		fix: "The message says what the grammar wants here. Often an operator between two expressions is missing, or a modifier stands behind the wrong thing.",
		example: { language: "promql", bad: "foo bar", good: "foo or bar" },
	},
	"promql/unexpected-end": {
		title: "The expression ends too early",
		severity: "error",
		why: `Something must still follow, such as the right side of an operator or a duration. ${refused}`,
		fix: "Write what is missing at the end, or remove what asks for it.",
		example: { language: "promql", bad: "errors_total / ", good: "errors_total / requests_total" },
	},
	"promql/unclosed": {
		title: "A bracket is never closed",
		severity: "error",
		why: `A parenthesis, bracket or brace is open when the expression ends. ${refused}`,
		fix: "Add the closing one. The message names the one that is open.",
		example: {
			language: "promql",
			bad: "sum(rate(http_requests_total[5m])",
			good: "sum(rate(http_requests_total[5m]))",
		},
	},
	"promql/unexpected-character": {
		title: "A character that means nothing here",
		severity: "error",
		why: `PromQL has no use for the character at this place. Inside braces only matchers can stand, inside square brackets only durations. ${refused}`,
		fix: 'Remove it, or put text into quotes. Names with dots or other signs stand in quotes inside braces: `{"my.metric"}`.',
		example: { language: "promql", bad: "up && down", good: "up and down" },
	},
	"promql/unterminated-string": {
		title: "A text without its closing quote",
		severity: "error",
		why: `All that follows is taken for text. ${refused}`,
		fix: "Add the closing quote. A text over several lines stands between backticks.",
		example: { language: "promql", bad: 'up{job="api}', good: 'up{job="api"}' },
	},
	"promql/bad-escape": {
		title: "An unknown escape sequence",
		severity: "error",
		why: `In quotes, a backslash starts an escape sequence such as \`\\n\` or \`\\u00e4\`, and this is none. It mostly happens in regular expressions. ${refused}`,
		fix: "Double the backslash, or put the text between backticks, where a backslash is just that.",
		example: { language: "promql", bad: 'up{instance=~"10\\.0.*"}', good: 'up{instance=~"10\\\\.0.*"}' },
	},
	"promql/invalid-utf8": {
		title: "Text that is not UTF-8",
		severity: "error",
		why: `Prometheus reads UTF-8 only. Such a character is what is left of a file in another encoding. ${refused}`,
		fix: "Save the file as UTF-8 and type the character again.",
		example: { language: "promql", bad: 'up{city="K\ufffdln"}', good: 'up{city="Köln"}' },
	},
	"promql/bad-number": {
		title: "Not a number",
		severity: "error",
		why: `It starts like a number and goes on like none. ${refused}`,
		fix: "Write `12`, `0.5`, `1e3`, `0x1f` or `1_000`.",
		example: { language: "promql", bad: "up > 1.2.3", good: "up > 1.2" },
	},
	"promql/trailing-comma": {
		title: "A comma after the last argument",
		severity: "error",
		why: `Label lists may end with a comma, arguments may not. ${refused}`,
		fix: "Remove the comma, or add the argument.",
		example: { language: "promql", bad: "clamp_max(up, 1,)", good: "clamp_max(up, 1)" },
	},
	"promql/too-deep": {
		title: "Nested too deep to be checked",
		severity: "warning",
		why: "Expressions stand inside one another more than 500 levels deep. Prometheus may evaluate it, but nobody can read it, and what is further inside is not checked.",
		fix: "Put inner parts into recording rules.",
		example: { language: "promql", bad: `${"(".repeat(501)}up${")".repeat(501)}`, good: "((up))" },
	},
} as const satisfies FaultTable;
