import type { YAMLError } from "yaml";
import type { Problem } from "../../text/problem.ts";

/**
 * Says in our words what the `yaml` package found, or `undefined` where Go's YAML reader, which Prometheus and
 * Kubernetes use, takes the text without complaint.
 */
export function describeSyntaxError(error: YAMLError, text: string): Problem | undefined {
	const row = rows.find((candidate) => candidate.codes.includes(error.code) && candidate.says.test(error.message));
	if (row?.problem === undefined && row !== undefined) return undefined;
	const { code, message } = row?.problem ?? unexpected;
	return { code, severity: "error", span: widen(error.pos, text), message: message(text.slice(...error.pos)) };
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
	{ codes: ["MISSING_CHAR"], says: /^Sequence item without/, problem: indentation },
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
	{ codes: ["BAD_INDENT"], says: always, problem: indentation },
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
		problem: {
			code: "yaml/nested-mapping",
			message: (words) =>
				`${quote(words)} is followed by a second \`: \` or by a deeper key, which YAML reads as a mapping inside a value and rejects. Put the value in quotes, or mend the indentation of the next line.`,
		},
	},
	{
		codes: ["BAD_DQ_ESCAPE"],
		says: always,
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
