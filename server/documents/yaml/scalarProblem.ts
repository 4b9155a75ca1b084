import type { Problem } from "../../text/problem.ts";
import type { YamlScalar } from "./node.ts";

/** Finds what Go's YAML reader rejects in a scalar and the `yaml` package does not, or not at the place of the fault. */
export function findScalarProblem(scalar: YamlScalar, text: string): Problem | undefined {
	switch (scalar.style) {
		case "single":
		case "double":
			return findUnclosedQuote(scalar) ?? findJsonEscape(scalar);
		case "plain":
			return scalar.flow ? undefined : findTabAfter(scalar, text);
		case "literal":
		case "folded":
			return undefined;
		default:
			return scalar.style satisfies never;
	}
}

function findUnclosedQuote(scalar: YamlScalar): Problem | undefined {
	const quote = scalar.style === "single" ? "'" : '"';
	if (scalar.raw.length > 1 && scalar.raw.endsWith(quote)) return undefined;
	const firstLine = scalar.raw.split(/\r?\n/, 1)[0] ?? "";
	return {
		code: "yaml/unclosed-quote",
		severity: "error",
		span: { start: scalar.start, end: scalar.start + Math.max(firstLine.trimEnd().length, 1) },
		message: `The quote ${quote} that opens here is never closed, so the YAML cannot be read and Prometheus rejects the whole file. Add the closing ${quote}.`,
	};
}

/** JSON's `\/` is an escape in YAML 1.2 but not in the YAML 1.1 that Go reads. */
function findJsonEscape(scalar: YamlScalar): Problem | undefined {
	if (scalar.style !== "double") return undefined;
	const match = /^(?:[^\\]|\\[^/])*?(?=\\\/)/.exec(scalar.raw);
	if (match === null) return undefined;
	const start = scalar.start + match[0].length;
	return {
		code: "yaml/invalid-escape",
		severity: "error",
		span: { start, end: start + 2 },
		message:
			"`\\/` is no escape that Prometheus's YAML reader knows in double quotes, so it rejects the whole file. Write `/` without the backslash.",
	};
}

/**
 * Go's reader looks for a plain scalar's next line and stops at a tab where indentation should be, even where the line
 * holds nothing else.
 */
function findTabAfter(scalar: YamlScalar, text: string): Problem | undefined {
	// The scalar, and the blanks behind it. Nothing further on is looked at: a file has many scalars.
	const stretch = text.slice(scalar.start, endOfBlanks(text, scalar.end));
	if (!stretch.includes("\t")) return undefined;
	const lineStart = text.lastIndexOf("\n", scalar.start - 1) + 1;
	const before = /^[ -]*/.exec(text.slice(lineStart, scalar.start))?.[0].length ?? 0;
	// Where no key stands before the scalar, its parent's column is not known here, and is at least 0.
	const parentColumn = lineStart + before === scalar.start ? 0 : before;
	for (const match of stretch.matchAll(/(?:\r?\n *)(?=\t)/g)) {
		const tab = scalar.start + match.index + match[0].length;
		const column = tab - (text.lastIndexOf("\n", tab - 1) + 1);
		if (column > parentColumn) continue;
		return {
			code: "yaml/tab-indentation",
			severity: "error",
			span: { start: tab, end: tab + 1 },
			message:
				"A tab cannot stand where YAML expects indentation, not even on an empty line after a value: Prometheus rejects the whole file. Remove the tab or use spaces.",
		};
	}
	return undefined;
}

function endOfBlanks(text: string, start: number): number {
	let end = start;
	while (end < text.length && /\s/.test(text.charAt(end))) end++;
	return end;
}
