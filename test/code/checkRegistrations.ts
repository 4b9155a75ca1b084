import { expect } from "vitest";
import { CodeReader } from "../../server/code/codeReader.ts";
import type { CodeLanguage, MetricRegistration } from "../../server/code/metricRegistration.ts";
import { installedGrammars } from "./grammars.ts";

/** One for all tests, as one in a thread is what there may be. */
export const reader = new CodeReader(installedGrammars);

export interface CodeCase {
	readonly title: string;
	readonly language: CodeLanguage;
	readonly code: string;
	/** A line each, as `renderRegistrations` gives them. */
	readonly expected: readonly string[];
}

/**
 * What the code registers: `counter http_requests_total{method,code} "help" [prom-client] @ written name`. Labels that
 * may not be all end in `…`, the unit stands in `<>`; the written name is left out where it is that of the metric.
 */
export async function renderRegistrations(text: string, language: CodeLanguage): Promise<string[]> {
	return (await reader.read(text, language)).map((registration) => render(registration, text));
}

/** Asserts what is registered, with either kind of line ends, behind letters of several code units. */
export async function checkRegistrations({ code, language, expected }: CodeCase): Promise<void> {
	expect(await renderRegistrations(code, language)).toEqual(expected);
	const comment = language === "python" || language === "ruby" ? "# ü 🦀\r\n" : "// ü 🦀\r\n";
	const moved = `${comment}${code.replaceAll("\n", "\r\n")}`;
	expect(await renderRegistrations(moved, language)).toEqual(expected.map((line) => line.replaceAll("\\n", "\\r\\n")));
}

function render(registration: MetricRegistration, text: string): string {
	const { type, name, unit, help, labels, labelsComplete, library, nameSpan, writtenName, span } = registration;
	expect(span.start).toBeLessThan(span.end);
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
