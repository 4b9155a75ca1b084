import type { Check } from "../checks/check.ts";
import type { Fault } from "../text/fault.ts";

/** An entry of the catalogue as text for a terminal; Markdown, which is readable as it is. */
export function describeEntry(code: string, entry: Fault | Check): string {
	const parts = [
		`# ${entry.title}`,
		`${code} · ${"optIn" in entry && entry.optIn === true ? "off unless the configuration turns it on" : entry.severity}`,
		entry.why,
		`## What to do\n${entry.fix}`,
		...describeExamples(entry),
		...("differences" in entry && entry.differences !== undefined ? [`## Other linters\n${entry.differences}`] : []),
	];
	return `${parts.join("\n\n")}\n`;
}

function describeExamples(entry: Fault | Check): readonly string[] {
	const examples = "examples" in entry ? entry.examples : [{ title: "", ...entry.example }];
	return examples.flatMap(({ title, bad, good }) => [
		`## Reported${title === "" ? "" : `: ${title}`}\n${indent(bad)}`,
		`## Not reported\n${indent(good)}`,
	]);
}

function indent(text: string): string {
	return text.trimEnd().replace(/^/gm, "    ");
}
