import type { FaultTable } from "../../text/fault.ts";

const test = (lines: string): string => `rule_files:\n  - rules.yaml\ntests:\n  - interval: 1m\n${lines}`;
const input = (series: string, values: string): string =>
	test(`    input_series:\n      - series: ${series}\n        values: ${values}\n`);
const query = (lines: string): string =>
	test(`    promql_expr_test:\n      - expr: up\n        eval_time: 5m\n${lines}`);

const refused = "promtool reads the files of `promtool test rules` strictly: it runs none of their tests then.";

export const ruleTestFaults = {
	"test/unknown-field": {
		title: "Unknown field of a unit test",
		severity: "error",
		why: refused,
		fix: "Correct the spelling, or remove the field.",
		example: {
			language: "yaml",
			bad: query("        samples: []\n"),
			good: query("        exp_samples: []\n"),
		},
	},
	"test/wrong-type": {
		title: "Wrong kind of value in a unit test",
		severity: "error",
		why: `${refused} A number in quotes is a text, and so is \`NaN\`: YAML writes it \`.nan\`.`,
		fix: "Write the value in the form that the message names.",
		example: {
			language: "yaml",
			bad: query("        exp_samples:\n          - labels: up\n            value: NaN\n"),
			good: query("        exp_samples:\n          - labels: up\n            value: .nan\n"),
		},
	},
	"test/invalid-duration": {
		title: "Invalid duration in a unit test",
		severity: "error",
		why: `${refused} Durations are whole numbers with units, from large to small: \`1h30m\`.`,
		fix: "Write whole numbers with the units y, w, d, h, m, s or ms.",
		example: {
			language: "yaml",
			bad: "rule_files: []\nevaluation_interval: 60\ntests: []\n",
			good: "rule_files: []\nevaluation_interval: 60s\ntests: []\n",
		},
	},
	"test/missing-field": {
		title: "Unit test without what it tests",
		severity: "error",
		why: "promtool has nothing to look at, and the test fails: an alert test needs the alert's name, an expression test an expression.",
		fix: "Add the field that the message names.",
		example: {
			language: "yaml",
			bad: test("    alert_rule_test:\n      - eval_time: 5m\n"),
			good: test("    alert_rule_test:\n      - eval_time: 5m\n        alertname: TargetDown\n"),
		},
	},
	"test/invalid-series": {
		title: "Series that promtool cannot read",
		severity: "error",
		why: 'A series is written as Prometheus shows it, `metric{label="value"}`. It is no selector: other operators than `=` cannot be in it, and no space stands before the braces.',
		fix: "Write the name and every label with its value.",
		example: {
			language: "yaml",
			bad: input("'up{job=~\"api\"}'", "1x5"),
			good: input("'up{job=\"api\"}'", "1x5"),
		},
	},
	"test/invalid-values": {
		title: "Values that promtool cannot read",
		severity: "error",
		why: "Values are numbers, `_` for a gap and `stale`, separated by spaces. `1x5` repeats a value, `0+10x5` counts up; no space stands before the `x`.",
		fix: "Write the values as the message says.",
		example: { language: "yaml", bad: input("up", "1 x5"), good: input("up", "1x5") },
	},
	"test/lost-series": {
		title: "Input series that are not loaded",
		severity: "warning",
		why: "promtool reads input series as lines, and an empty one ends them. A block (`|`) brings a line break at its end, so the series after it are left out without a word, and the test runs on less than it says.",
		fix: "Write the values on the line of their key, or use `|-` or `>-`.",
		example: {
			language: "yaml",
			bad: test(
				"    input_series:\n      - series: up\n        values: |\n          1x5\n      - series: down\n        values: 0x5\n",
			),
			good: test(
				"    input_series:\n      - series: up\n        values: |-\n          1x5\n      - series: down\n        values: 0x5\n",
			),
		},
	},
	"test/repeated-group": {
		title: "Group twice in the order of evaluation",
		severity: "error",
		why: refused,
		fix: "Name each group once.",
		example: {
			language: "yaml",
			bad: "rule_files: []\ngroup_eval_order: [a, b, a]\ntests: []\n",
			good: "rule_files: []\ngroup_eval_order: [a, b]\ntests: []\n",
		},
	},
} as const satisfies FaultTable;
