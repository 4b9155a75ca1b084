import { expect } from "vitest";
import { CodeReader } from "../../server/code/codeReader.ts";
import type { CodeLanguage, MetricRegistration } from "../../server/code/metricRegistration.ts";
import { installedGrammars } from "./grammars.ts";

/** One for all tests, as one in a thread is what there may be. */
export const reader = new CodeReader(installedGrammars);

/**
 * What the code registers, a line each: `counter http_requests_total{method,code} "help" [prom-client] @ written name`.
 * Labels that may not be all end in `…`, the unit stands in `<>`.
 */
export async function renderRegistrations(text: string, language: CodeLanguage): Promise<string[]> {
	return (await reader.read(text, language)).map((registration) => render(registration, text));
}

export async function checkRegistrations(
	text: string,
	language: CodeLanguage,
	expected: readonly string[],
): Promise<void> {
	expect(await renderRegistrations(text, language)).toEqual(expected);
	// The ends of lines change nothing but offsets, and nor does what stands in front of them.
	expect(await renderRegistrations(text.replaceAll("\n", "\r\n"), language)).toEqual(expected);
}

function render(registration: MetricRegistration, text: string): string {
	const { type, name, unit, help, labels, labelsComplete, library, nameSpan, writtenName } = registration;
	const names = [...labels.map((label) => label.name), ...(labelsComplete ? [] : ["…"])];
	const marked = text.slice(nameSpan.start, nameSpan.end);
	return [
		type,
		`${name}${names.length > 0 ? `{${names.join(",")}}` : ""}`,
		...(unit === undefined ? [] : [`<${unit}>`]),
		...(help === undefined ? [] : [JSON.stringify(help)]),
		`[${library}]`,
		...(marked === name && writtenName === name ? [] : [`@ ${marked}`]),
	].join(" ");
}
