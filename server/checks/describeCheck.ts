import { printDuration } from "../promql/duration.ts";
import type { Check, CheckExample, Need } from "./check.ts";
import { type Option, type OptionTable, resolveOptions } from "./options.ts";

/** What each need is, in words that go on after "It needs". */
export const NEEDS: Readonly<Record<Need, string>> = {
	metadata: "the types of metrics, as a server tells them",
	scrapeInterval: "the scrape interval, from a server or from a Prometheus configuration that loads the file",
	series: "the series of a server",
	flags: "the flags and the version of a server",
	retention: "how long a server keeps samples",
	externalLabels: "the external labels, from a server or from a Prometheus configuration that loads the file",
	rules: "the rules that a server evaluates, and how that goes",
	prometheusConfig: "a Prometheus configuration that loads the file",
	workspace: "the other files of the workspace",
};

const severityWords = { error: "Error", warning: "Warning", information: "Information", hint: "Hint" } as const;

/** The page of a check, in Markdown, without the notice of what made it. */
export function describeCheck(check: Check): string {
	const { id, title, severity, optIn, needs, why, fix, differences, equivalents } = check;
	const facts = [
		`\`${id}\` · ${severityWords[severity]}`,
		...(optIn === true ? ["off unless the configuration turns it on"] : []),
	];
	const sections = [
		`# ${title}\n${facts.join(" · ")}\n\n${why}`,
		`## What to do\n${fix}`,
		...check.examples.map(describeExample),
		...describeOptions(check.options),
		...(needs === undefined || needs.length === 0 ? [] : [describeNeeds(needs)]),
		describeDisabling(check),
		...describeOthers(equivalents, differences),
	];
	return `${sections.join("\n\n")}\n`;
}

function describeExample(example: CheckExample): string {
	const { title, bad, good, file = "rules.yaml", options, knowledge, others = {} } = example;
	const fence = fenceOf(file);
	const conditions = [
		...(options === undefined ? [] : [`With ${inlineOptions(options)}.`]),
		...(knowledge === undefined ? [] : ["With what a server or the workspace says."]),
	];
	return [
		`## ${title}`,
		...conditions,
		...Object.entries(others).flatMap(([path, text]) => [`Beside \`${path}\`:`, block(text, fenceOf(path))]),
		`Reported (\`${file}\`):`,
		block(bad, fence === "json" ? "text" : fence),
		"Not reported:",
		block(good, fence),
	].join("\n\n");
}

/** Longer than any fence in the text. */
function block(text: string, fence: string): string {
	const ticks = text.includes("```") ? "````" : "```";
	return `${ticks}${fence}\n${text.trimEnd()}\n${ticks}`;
}

const fences: Readonly<Record<string, string>> = { json: "json", md: "markdown", ts: "ts", go: "go", py: "python" };

function fenceOf(file: string): string {
	return fences[file.slice(file.lastIndexOf(".") + 1)] ?? "yaml";
}

function inlineOptions(options: Readonly<Record<string, unknown>>): string {
	return Object.entries(options)
		.map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``)
		.join(", ");
}

function describeOptions(options: OptionTable | undefined): readonly string[] {
	if (options === undefined || Object.keys(options).length === 0) return [];
	const rows = Object.entries(options).flatMap(([name, option]) => describeOption(name, option));
	return [`## Options\n| option | what it holds | default | what it is for |\n|---|---|---|---|\n${rows.join("\n")}`];
}

function describeOption(name: string, option: Option & { readonly required?: boolean }): readonly string[] {
	const needed = option.required === true ? "required" : printDefault(option);
	const cells = [`\`${name}\``, describeKind(option), needed, option.description];
	const row = `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
	if (option.kind !== "list") return [row];
	return [row, ...Object.entries(option.of).flatMap(([field, inner]) => describeOption(`${name}[].${field}`, inner))];
}

function describeKind(option: Option): string {
	switch (option.kind) {
		case "duration":
			return "a duration such as `5m`";
		case "number":
			return "a number";
		case "boolean":
			return "`true` or `false`";
		case "string":
			return option.values === undefined ? "text" : option.values.map((value) => `\`${value}\``).join(" or ");
		case "pattern":
			return "a regular expression, matched against the whole text";
		case "strings":
			return "a list of texts";
		case "list":
			return "a list of mappings";
		default:
			return option satisfies never;
	}
}

function printDefault(option: Option): string {
	const value = resolveOptions({ option }, {})["option"];
	if (value === undefined || (Array.isArray(value) && value.length === 0)) return "nothing";
	return `\`${option.kind === "duration" && typeof value === "number" ? printDuration(value) : JSON.stringify(value)}\``;
}

function describeNeeds(needs: readonly Need[]): string {
	const list = needs.map((need) => `- ${NEEDS[need]}`).join("\n");
	return `## What it has to know\nWhere this is not known, it says nothing:\n${list}`;
}

function describeDisabling({ id, optIn, examples }: Check): string {
	const inYaml = examples.some(({ file }) => file?.endsWith(".json") !== true);
	const comment = `On one rule or key, with a comment in the line above it or at its end:

\`\`\`yaml
# observability:disable ${id} -- why it is right here
\`\`\`

In a whole file: \`# observability:disable-file ${id} -- why\`. `;
	const configuration = `In the configuration, \`.observability.yaml\`, for all files or for some paths:

\`\`\`yaml
checks:
  ${id}: ${optIn === true ? "warning" : "off"}
\`\`\``;
	const title = optIn === true ? "## Turning it on" : "## Turning it off";
	return `${title}\n${inYaml && optIn !== true ? `${comment}${configuration}` : configuration}`;
}

function describeOthers(
	equivalents: readonly string[] | undefined,
	differences: string | undefined,
): readonly string[] {
	if (equivalents === undefined && differences === undefined) return [];
	const others = equivalents?.map((name) => `\`${name}\``).join(", ");
	const parts = [
		...(others === undefined ? [] : [`Like ${others}.`]),
		...(differences === undefined ? [] : [differences]),
	];
	return [`## In other linters\n${parts.join("\n\n")}`];
}
