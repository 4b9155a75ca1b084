import type { YAMLError } from "yaml";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { YamlNode } from "./node.ts";

/**
 * Says in our words what the `yaml` package found, or `undefined` where Go's YAML reader, which Prometheus and
 * Kubernetes use, takes the text without complaint.
 */
export function describeSyntaxError(error: YAMLError, text: string): Problem | undefined {
	const row = rows.find((candidate) => candidate.codes.includes(error.code) && candidate.says.test(error.message));
	if (row?.problem === undefined && row !== undefined) return undefined;
	const { code, message } = row?.problem ?? unexpected;
	const span = row?.place?.(error.pos, text) ?? widen(error.pos, text);
	return { code, severity: "error", span, message: message(text.slice(span.start, span.end)) };
}

export function describeUnclosedBracket(start: number, bracket: string): Problem {
	const closing = bracket === "{" ? "}" : "]";
	return {
		code: "yaml/unclosed-bracket",
		severity: "error",
		span: { start, end: start + 1 },
		message: `The ${bracket} that opens here is not closed, so the YAML cannot be read and Prometheus rejects the whole file. Add the closing ${closing}, or put the value in quotes if it is meant as text.`,
	};
}

interface Row {
	readonly codes: readonly YAMLError["code"][];
	readonly says: RegExp;
	/** Left out where Go's reader is more tolerant, or where the tree itself shows the fault at a better place. */
	/** Where it is shown, where the library's place is too narrow. */
	readonly place?: (position: readonly [number, number], text: string) => Span | undefined;
	readonly problem?: { readonly code: string; readonly message: (words: string) => string };
}

const always = /^/;

const unexpected = {
	code: "yaml/unexpected-text",
	message: (words: string) =>
		`${quote(words)} cannot stand here, so the YAML cannot be read and Prometheus rejects the whole file. Put the value in quotes if it is meant as text.`,
};

const indentation = {
	code: "yaml/bad-indentation",
	message: () =>
		"This line's indentation fits nothing above it, so the YAML cannot be read and Prometheus rejects the whole file. Align it with the keys or dashes that it belongs to.",
};

const rows: readonly Row[] = [
	{ codes: ["MISSING_CHAR"], says: /^Missing closing/ },
	{ codes: ["MISSING_CHAR"], says: /^Comments must be separated/ },
	{ codes: ["TAG_RESOLVE_FAILED"], says: /^Unresolved tag|^(?!Could not resolve tag)/ },
	{ codes: ["DUPLICATE_KEY", "NON_STRING_KEY", "BAD_DIRECTIVE", "MULTIPLE_DOCS"], says: always },
	{
		codes: ["MISSING_CHAR"],
		says: /^Implicit map keys/,
		problem: {
			code: "yaml/missing-colon",
			message: (words) =>
				`A colon is missing after ${quote(words)}, so the YAML cannot be read and Prometheus rejects the whole file. Write \`${firstLine(words)}: value\`.`,
		},
	},
	{ codes: ["MISSING_CHAR"], says: /^Sequence item without/, place: findLine, problem: indentation },
	{
		codes: ["MISSING_CHAR", "UNEXPECTED_TOKEN"],
		says: /^Missing ,|^Unexpected ,|^Unexpected empty item/,
		problem: {
			code: "yaml/missing-comma",
			message: () =>
				"The items between the brackets are not separated by single commas, so the YAML cannot be read and Prometheus rejects the whole file. Write one comma between two items.",
		},
	},
	{ codes: ["MISSING_CHAR"], says: /^Block scalars with more-indented/, problem: indentation },
	{ codes: ["BAD_INDENT"], says: /must be sufficiently indented and end with/ },
	{ codes: ["BAD_INDENT"], says: always, place: findLine, problem: indentation },
	{
		codes: ["UNEXPECTED_TOKEN"],
		says: /^Unexpected block-seq-ind(?!.*on same line)/,
		place: findLine,
		problem: indentation,
	},
	// A masked line break: see looseScalar.ts.
	{ codes: ["BAD_DQ_ESCAPE"], says: /\\['\uE00A\uE00D]$/ },
	{
		codes: ["TAB_AS_INDENT"],
		says: always,
		problem: {
			code: "yaml/tab-indentation",
			message: () =>
				"A tab cannot indent YAML, so the file cannot be read and Prometheus rejects it whole. Indent with spaces.",
		},
	},
	{
		codes: ["BLOCK_AS_IMPLICIT_KEY", "MULTILINE_IMPLICIT_KEY"],
		says: always,
		place: findInnerKey,
		problem: {
			code: "yaml/nested-mapping",
			message: (words) =>
				`${quote(words)} stands inside the value of another key: YAML reads a colon with a space after it as the end of a key, and rejects the file here. Put the value in quotes if the colon is part of it, or mend the indentation if this is a key of its own.`,
		},
	},
	{
		codes: ["BAD_DQ_ESCAPE"],
		says: always,
		place: ([start]) => ({ start, end: start + 2 }),
		problem: {
			code: "yaml/invalid-escape",
			message: (words) =>
				`${quote(words)} is no escape that YAML knows in double quotes, so Prometheus rejects the whole file. Double the backslash (\`\\\\\`), or use single quotes or a block (\`|\`), where backslashes stand for themselves.`,
		},
	},
	{
		codes: ["BAD_SCALAR_START"],
		says: always,
		problem: {
			code: "yaml/reserved-character",
			message: (words) =>
				`A value cannot begin with ${quote(words)} in YAML, so Prometheus rejects the whole file. Put the value in quotes.`,
		},
	},
	{
		codes: ["BAD_ALIAS"],
		says: always,
		problem: {
			code: "yaml/reserved-character",
			message: () =>
				"`*` begins an alias in YAML, and no name follows, so Prometheus rejects the whole file. Put the value in quotes if it is meant as text.",
		},
	},
];

export function describeMissingKey(colon: number): Problem {
	return {
		code: "yaml/unexpected-text",
		severity: "error",
		span: { start: colon, end: colon + 1 },
		message:
			"No key stands before this colon, so the YAML cannot be read and Prometheus rejects the whole file. Write a key, or remove the line.",
	};
}

/** Go's reader would go on for 10,000 levels, but nothing that Prometheus takes lies anywhere near so deep. */
export function describeNestedTooDeep(offset: number, text: string): Problem {
	return {
		code: "yaml/unexpected-text",
		severity: "error",
		span: findLine([offset, offset], text) ?? widen([offset, offset], text),
		message:
			"From here on, lists and mappings are nested deeper than anything that Prometheus reads, so the rest of this part is not checked. Remove the surplus levels.",
	};
}

export function describeComplexKey(key: YamlNode): Problem {
	return {
		code: "yaml/unexpected-text",
		severity: "error",
		span: { start: key.start, end: key.start + 1 },
		message:
			"A key must be text, not a list or a mapping; Prometheus rejects the whole file. Put it in quotes if it is meant as text.",
	};
}

/** The text of the line that a fault is on. */
function findLine([position]: readonly [number, number], text: string): Span | undefined {
	const start = text.lastIndexOf("\n", position - 1) + 1;
	const line = /^[ \t]*([^\r\n]*?)[ \t]*(?:\r?\n|$)/.exec(text.slice(start));
	const words = line?.[1] ?? "";
	if (words === "") return undefined;
	const from = start + (line?.[0].indexOf(words) ?? 0);
	return { start: from, end: from + words.length };
}

/** The key whose colon ends what was to be a value. */
function findInnerKey([position]: readonly [number, number], text: string): Span | undefined {
	const colon = /:(?=\s|$)/g;
	colon.lastIndex = position;
	const match = colon.exec(text);
	if (match === null) return undefined;
	const lineStart = text.lastIndexOf("\n", match.index) + 1;
	const indent = /^[ ]*/.exec(text.slice(lineStart, match.index))?.[0].length ?? 0;
	return { start: Math.max(position, lineStart + indent), end: match.index + 1 };
}

/** At least one character, so that there is something to see; not the line break where there is text before it. */
function widen([start, end]: readonly [number, number], text: string): { start: number; end: number } {
	const from = Math.min(start, Math.max(text.length - 1, 0));
	const lineBreak = text.slice(from, Math.max(end, from + 1)).search(/\r?\n/);
	if (lineBreak > 0) return { start: from, end: from + lineBreak };
	if (lineBreak === 0 && from > 0) {
		const before = text.slice(0, from).trimEnd().length;
		return { start: Math.max(before - 1, 0), end: Math.max(before, 1) };
	}
	return { start: from, end: Math.max(end, from + 1) };
}

function firstLine(words: string): string {
	return (words.trim().split("\n", 1)[0] ?? "").slice(0, 60);
}

function quote(words: string): string {
	const shown = firstLine(words);
	return shown === "" ? "This" : `\`${shown}\``;
}
