import type { Problem } from "../../text/problem.ts";
import { type Span, shift } from "../../text/span.ts";
import type { YamlScalar } from "../yaml/node.ts";

const rejected = "so this is no JSON, and what reads it rejects all of it";

function error(code: string, start: number, end: number, message: string): Problem {
	return { code, severity: "error", span: { start, end }, message };
}

export function moveProblem(problem: Problem, delta: number): Problem {
	const span = shift(problem.span, delta);
	const { related, fix } = problem;
	return {
		...problem,
		span,
		...(related === undefined
			? {}
			: { related: related.map((place) => ({ ...place, span: shift(place.span, delta) })) }),
		...(fix === undefined
			? {}
			: { fix: { ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: shift(edit.span, delta) })) } }),
	};
}

export function describeOpenString(raw: string): Problem {
	return error(
		"json/unclosed-string",
		0,
		raw.length,
		`This string has no closing quote on its line, ${rejected}. Add \`"\`; a line break inside of a string is written \`\\n\`.`,
	);
}

export function describeInvalidEscape(start: number, written: string): Problem {
	return error(
		"json/invalid-escape",
		start,
		start + written.length,
		`\`${written}\` is no escape of JSON, ${rejected}. Write a backslash as \`\\\\\`; JSON knows \`\\"\`, \`\\\\\`, \`\\/\`, \`\\b\`, \`\\f\`, \`\\n\`, \`\\r\`, \`\\t\` and \`\\u\` with four digits.`,
	);
}

export function describeControlCharacter(start: number): Problem {
	return error(
		"json/control-character",
		start,
		start + 1,
		`A tab or another control character cannot stand in a string as it is, ${rejected}. Write it as an escape: \`\\t\` for a tab.`,
	);
}

export function describeOpenBracket(start: number, isObject: boolean): Problem {
	const [open, close] = isObject ? ["{", "}"] : ["[", "]"];
	return error(
		"json/unclosed-bracket",
		start,
		start + 1,
		`\`${open}\` is not closed, ${rejected}. Add \`${close}\` where it ends.`,
	);
}

/** The comma belongs right behind the value, which is where the fix puts it. */
export function describeMissingComma(end: number, text: string): Problem {
	let start = end - 1;
	while (start > 0 && text.charCodeAt(start) <= 32) start--;
	return {
		...error("json/missing-comma", start, start + 1, `A comma is missing behind this, ${rejected}.`),
		fix: { title: "Add the comma", edits: [{ span: { start: start + 1, end: start + 1 }, newText: "," }] },
	};
}

export function describeTrailingComma(comma: number): Problem {
	return {
		...error("json/trailing-comma", comma, comma + 1, `Nothing follows this comma, ${rejected}. Remove it.`),
		fix: { title: "Remove the comma", edits: [{ span: { start: comma, end: comma + 1 }, newText: "" }] },
	};
}

export function describeMissingColon(key: YamlScalar): Problem {
	const name = key.value.slice(0, 60);
	return error(
		"json/missing-colon",
		key.start,
		key.end,
		`A colon and a value are missing behind \`${name}\`, ${rejected}. Write \`"${name}": value\`.`,
	);
}

export function describeMissingValue(colon: number, key: YamlScalar): Problem {
	return error(
		"json/missing-value",
		colon,
		colon + 1,
		`\`${key.value.slice(0, 60)}\` has no value, ${rejected}. Write one behind the colon, \`null\` for none.`,
	);
}

export function describeUnquotedKey(key: YamlScalar): Problem {
	return {
		...error(
			"json/unquoted-text",
			key.start,
			key.end,
			`The key \`${key.value.slice(0, 60)}\` stands without double quotes, ${rejected}.`,
		),
		fix: quoteText(key),
	};
}

export function describeUnquotedText(word: YamlScalar): Problem {
	return {
		...error(
			"json/unquoted-text",
			word.start,
			word.end,
			`\`${word.value.slice(0, 60)}\` is no number and none of \`true\`, \`false\` and \`null\`, ${rejected}. Put text in double quotes.`,
		),
		fix: quoteText(word),
	};
}

function quoteText({ start, end, value }: YamlScalar): NonNullable<Problem["fix"]> {
	const text = value.startsWith("'") && value.endsWith("'") && value.length > 1 ? value.slice(1, -1) : value;
	return { title: "Put it in double quotes", edits: [{ span: { start, end }, newText: JSON.stringify(text) }] };
}

export function describeStray(offset: number, character: string): Problem {
	return error(
		"json/unexpected-text",
		offset,
		offset + 1,
		`\`${character}\` cannot stand here, ${rejected}. Remove it, or add what is missing before it.`,
	);
}

export function describeTextBehind(span: Span): Problem {
	return error(
		"json/unexpected-text",
		span.start,
		span.end,
		`The JSON has ended before this, ${rejected}. Remove what follows, or the bracket that ends it too early.`,
	);
}

export function describeComment(start: number, end: number): Problem {
	return error("json/comment", start, end, `JSON knows no comments, ${rejected}. Remove it.`);
}

export function describeDuplicateKey(key: YamlScalar, earlier: YamlScalar): Problem {
	return {
		code: "json/duplicate-key",
		severity: "warning",
		span: { start: key.start, end: key.end },
		message: `\`${key.value.slice(0, 60)}\` stands twice in these braces. Readers take the last one and say nothing, so the first has no effect. Keep one of them.`,
		related: [{ span: { start: earlier.start, end: earlier.end }, message: "It stands here already." }],
	};
}
