import type { FaultTable } from "../../text/fault.ts";

const alert = (lines: string): string => `groups:\n  - name: example\n    rules:\n      - alert: TargetDown\n${lines}`;

const unreadable =
	"The file cannot be read as YAML from here on, so Prometheus loads none of its rules: at start-up it refuses to start, at a reload it goes on with the old ones.";

export const yamlFaults = {
	"yaml/unclosed-quote": {
		title: "Unclosed quote",
		severity: "error",
		why: unreadable,
		fix: "Add the closing quote. Inside single quotes a single quote is written twice.",
		example: {
			language: "yaml",
			bad: alert("        expr: 'up == 0\n        for: 5m\n"),
			good: alert("        expr: 'up == 0'\n        for: 5m\n"),
		},
	},
	"yaml/unclosed-bracket": {
		title: "Unclosed bracket",
		severity: "error",
		why: `${unreadable} A value that begins with \`{\` or \`[\` is a mapping or a list to YAML, also where PromQL was meant.`,
		fix: "Close the bracket, or put the value in quotes or in a block (`|`) if it is an expression.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0\n        labels: {severity: critical\n"),
			good: alert("        expr: up == 0\n        labels: {severity: critical}\n"),
		},
	},
	"yaml/bad-indentation": {
		title: "Bad indentation",
		severity: "error",
		why: `${unreadable} YAML finds out what belongs together by the column alone.`,
		fix: "Align the line with the keys or dashes that it belongs to.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0\n       for: 5m\n"),
			good: alert("        expr: up == 0\n        for: 5m\n"),
		},
	},
	"yaml/tab-indentation": {
		title: "Tab as indentation",
		severity: "error",
		why: `${unreadable} YAML allows spaces alone as indentation, because nobody agrees how wide a tab is.`,
		fix: "Replace the tab with spaces.",
		example: {
			language: "yaml",
			bad: alert("\texpr: up == 0\n"),
			good: alert("        expr: up == 0\n"),
		},
	},
	"yaml/missing-colon": {
		title: "Missing colon",
		severity: "error",
		why: unreadable,
		fix: "Write a colon and a space after the key.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0\n        for 5m\n"),
			good: alert("        expr: up == 0\n        for: 5m\n"),
		},
	},
	"yaml/missing-comma": {
		title: "Missing or doubled comma",
		severity: "error",
		why: unreadable,
		fix: "Write one comma between two items in brackets.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0\n        labels: {severity: critical,, team: web}\n"),
			good: alert("        expr: up == 0\n        labels: {severity: critical, team: web}\n"),
		},
	},
	"yaml/nested-mapping": {
		title: "A key inside a value",
		severity: "error",
		why: `${unreadable} A colon with a space after it ends a key, so an unquoted text with one in it is taken for a mapping where none can be.`,
		fix: "Put the value in quotes if the colon is part of it. If the line is a key of its own, mend its indentation.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0\n        annotations:\n          summary: Down: the target is gone\n"),
			good: alert("        expr: up == 0\n        annotations:\n          summary: 'Down: the target is gone'\n"),
		},
	},
	"yaml/invalid-escape": {
		title: "Unknown escape",
		severity: "error",
		why: `${unreadable} In double quotes a backslash begins an escape of YAML's, before PromQL sees it.`,
		fix: "Double the backslash, or use single quotes or a block (`|`), where backslashes stand for themselves.",
		example: {
			language: "yaml",
			bad: alert("        expr: \"up{instance=~'10\\.0.*'} == 0\"\n"),
			good: alert("        expr: \"up{instance=~'10[.]0.*'} == 0\"\n"),
		},
	},
	"yaml/reserved-character": {
		title: "A value cannot begin like this",
		severity: "error",
		why: `${unreadable} An unquoted value cannot begin with \`@\`, a backtick or \`%\`, and \`*\` begins an alias.`,
		fix: "Put the value in quotes.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0\n        labels:\n          team: @web\n"),
			good: alert("        expr: up == 0\n        labels:\n          team: '@web'\n"),
		},
	},
	"yaml/unexpected-text": {
		title: "Unexpected text",
		severity: "error",
		why: unreadable,
		fix: "Remove the text, or put the whole value in quotes if it is part of it.",
		example: {
			language: "yaml",
			bad: alert('        expr: "up" == 0\n'),
			good: alert("        expr: up == 0\n"),
		},
	},
	"yaml/unknown-alias": {
		title: "Alias without an anchor",
		severity: "error",
		why: `${unreadable} \`*name\` stands for what was marked with \`&name\` further up in the same document.`,
		fix: "Mark the value with `&name` before it is used, or put the value in quotes if the star is part of it.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0\n        labels: *common\n"),
			good: alert("        expr: up == 0\n        labels: &common\n          severity: critical\n"),
		},
	},
	"yaml/duplicate-key": {
		title: "Key written twice",
		severity: "error",
		why: "YAML allows each key once in a mapping. Prometheus refuses the whole file rather than guess which of the two was meant.",
		fix: "Keep one of them.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0\n        for: 5m\n        for: 10m\n"),
			good: alert("        expr: up == 0\n        for: 10m\n"),
		},
	},
	"yaml/control-character": {
		title: "Control character",
		severity: "error",
		why: "The YAML reader refuses a file with an invisible control character anywhere, even in a comment, so Prometheus loads none of its rules. They come with text that was copied from a terminal.",
		fix: "Delete the character, or write it as an escape in double quotes.",
		example: {
			language: "yaml",
			bad: alert("        expr: up == 0 # \u0007\n"),
			good: alert("        expr: up == 0\n"),
		},
	},
	"yaml/unsupported-version": {
		title: "YAML version that Prometheus does not read",
		severity: "error",
		why: "Prometheus's YAML reader knows YAML 1.1 and refuses a file that announces another version.",
		fix: "Delete the `%YAML` line.",
		example: {
			language: "yaml",
			bad: `%YAML 1.2\n---\n${alert("        expr: up == 0\n")}`,
			good: alert("        expr: up == 0\n"),
		},
	},
} as const satisfies FaultTable;
