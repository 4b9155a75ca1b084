import type { Problem } from "../../text/problem.ts";
import { decodeScalar } from "../embedded/decodeScalar.ts";
import { describeControlCharacter, describeInvalidEscape, describeOpenString } from "./syntaxFaults.ts";

export interface JsonString {
	/** What it stands for, as far as it can be read. */
	readonly value: string;
	/** Its closing quote is there. */
	readonly closed: boolean;
	/** In offsets of `raw`. */
	readonly problem?: Problem;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them as they are.
const special = /[\\\u0000-\u001f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const faulty = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|(\\u[\da-fA-F]{0,3}|\\[\s\S]?)|([\u0000-\u001f])/g;

/** Reads a string literal from its opening quote on; `raw` ends with its closing quote, or without one. */
export function readJsonString(raw: string): JsonString {
	const closed = isClosed(raw);
	const content = raw.slice(1, closed ? -1 : undefined);
	if (!special.test(content)) {
		return closed ? { value: content, closed } : { value: content, closed, problem: describeOpenString(raw) };
	}
	if (!closed) return { value: decodeScalar("double", raw, -1).text, closed, problem: describeOpenString(raw) };
	for (const match of content.matchAll(faulty)) {
		const problem = describeFault(match);
		// YAML's reader of double quotes takes what is broken as it is.
		if (problem !== undefined) return { value: decodeScalar("double", raw, -1).text, closed, problem };
	}
	return { value: String(JSON.parse(raw)), closed };
}

function describeFault({ index, 1: backslashed, 2: character }: RegExpExecArray): Problem | undefined {
	const start = index + 1;
	if (backslashed !== undefined) return describeInvalidEscape(start, backslashed);
	return character === undefined ? undefined : describeControlCharacter(start);
}

function isClosed(raw: string): boolean {
	if (raw.length < 2 || !raw.endsWith('"')) return false;
	let slashes = 0;
	while (raw[raw.length - 2 - slashes] === "\\") slashes++;
	return slashes % 2 === 0;
}
