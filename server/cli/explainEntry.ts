import type { Check } from "../checks/check.ts";
import { describeCheck } from "../checks/describeCheck.ts";
import type { Fault } from "../text/fault.ts";

/** An entry of the catalogue as text for a terminal; Markdown, which is readable as it is. */
export function describeEntry(code: string, entry: Fault | Check): string {
	return "examples" in entry ? describeCheck(entry) : describeFault(code, entry);
}

function describeFault(code: string, { title, severity, why, fix, example }: Fault): string {
	const parts = [
		`# ${title}\n\`${code}\` · ${severity}`,
		why,
		`## What to do\n${fix}`,
		`## Reported\n${indent(example.bad)}`,
		`## Not reported\n${indent(example.good)}`,
	];
	return `${parts.join("\n\n")}\n`;
}

function indent(text: string): string {
	return text.trimEnd().replace(/^/gm, "    ");
}
