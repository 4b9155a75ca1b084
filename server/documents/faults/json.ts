import type { FaultTable } from "../../text/fault.ts";

/** A dashboard in a ConfigMap: JSON files of their own are checked by the editor. */
const dashboard = (lines: string): string =>
	`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: dashboards\ndata:\n  web.json: |\n${lines.replace(/^(?=.)/gm, "    ")}`;

const panels = (title: string): string =>
	dashboard(
		`{\n  "title": "Web",\n  "uid": "web",\n  "schemaVersion": 39,\n  "panels": [\n    {\n      "type": "timeseries",\n${title}      "targets": []\n    }\n  ]\n}\n`,
	);

const good = panels('      "title": "Requests",\n');

const unreadable =
	"Grafana reads a dashboard as JSON and takes none that is broken: one that is provisioned from a file keeps its old state or does not appear at all, and only Grafana's log says so.";

export const jsonFaults = {
	"json/unclosed-string": {
		title: "Unclosed string",
		severity: "error",
		why: `${unreadable} A string of JSON ends on the line that it begins on.`,
		fix: 'Add the closing quote. Inside of a string a quote is written `\\"`, a line break `\\n`.',
		example: { language: "yaml", bad: panels('      "title": "Requests,\n'), good },
	},
	"json/invalid-escape": {
		title: "Invalid escape",
		severity: "error",
		why: `${unreadable} A backslash begins an escape, and JSON knows but a few of them.`,
		fix: "Double the backslash where one is meant, as in a regular expression: `\\\\d`. PromQL in JSON needs it doubled once more: `\\\\\\\\d`.",
		example: { language: "yaml", bad: panels('      "title": "Re\\quests",\n'), good },
	},
	"json/control-character": {
		title: "Control character in a string",
		severity: "error",
		why: `${unreadable} Tabs and other control characters cannot stand in a string as they are.`,
		fix: "Write a tab as `\\t`, others as `\\u` and four hexadecimal digits.",
		example: { language: "yaml", bad: panels('      "title": "Requests\t",\n'), good },
	},
	"json/unclosed-bracket": {
		title: "Unclosed bracket",
		severity: "error",
		why: unreadable,
		fix: "Add the closing bracket where the object or the list ends.",
		example: { language: "yaml", bad: panels('      "gridPos": {\n        "h": 8,\n        "w": 12\n'), good },
	},
	"json/missing-comma": {
		title: "Missing comma",
		severity: "error",
		why: unreadable,
		fix: "Add a comma between two entries of an object or two items of a list.",
		example: { language: "yaml", bad: panels('      "title": "Requests"\n'), good },
	},
	"json/trailing-comma": {
		title: "Trailing comma",
		severity: "error",
		why: `${unreadable} JavaScript allows a comma behind the last entry, JSON does not.`,
		fix: "Remove the comma.",
		example: { language: "yaml", bad: panels('      "gridPos": { "h": 8, },\n'), good },
	},
	"json/missing-colon": {
		title: "Missing colon",
		severity: "error",
		why: unreadable,
		fix: "Write a colon and a value behind the key.",
		example: { language: "yaml", bad: panels('      "title",\n'), good },
	},
	"json/missing-value": {
		title: "Missing value",
		severity: "error",
		why: unreadable,
		fix: "Write a value behind the colon, or `null` for none.",
		example: { language: "yaml", bad: panels('      "title":\n'), good },
	},
	"json/unquoted-text": {
		title: "Text without quotes",
		severity: "error",
		why: `${unreadable} All that stands there without quotes are numbers, \`true\`, \`false\` and \`null\`.`,
		fix: "Put it in double quotes; single ones are none to JSON.",
		example: { language: "yaml", bad: panels("      \"title\": 'Requests',\n"), good },
	},
	"json/unexpected-text": {
		title: "Unexpected text",
		severity: "error",
		why: unreadable,
		fix: "Remove it, or add what is missing before it.",
		example: { language: "yaml", bad: panels('      "title": "Requests",,\n'), good },
	},
	"json/comment": {
		title: "Comment",
		severity: "error",
		why: `${unreadable} JSON has no comments; only editors' own settings files do.`,
		fix: "Remove it, or put it into a field such as `description`.",
		example: { language: "yaml", bad: panels('      // what users see\n      "title": "Requests",\n'), good },
	},
	"json/duplicate-key": {
		title: "Duplicate key",
		severity: "warning",
		why: "Readers of JSON take the last of two equal keys and say nothing about the first, so what it says has no effect: mostly the rest of a copy, or of a merge.",
		fix: "Keep the one that is meant.",
		example: { language: "yaml", bad: panels('      "title": "Requests",\n      "title": "Errors",\n'), good },
	},
} as const satisfies FaultTable;
