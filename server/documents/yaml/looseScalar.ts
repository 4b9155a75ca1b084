import type { Problem } from "../../text/problem.ts";
import { decodeScalar } from "../embedded/decodeScalar.ts";
import type { YamlScalar } from "./node.ts";

/**
 * Go's YAML reader lets quoted scalars and flow collections go on at any indentation; the `yaml` package wants them
 * indented. What Go accepts is masked before it is composed: the line breaks inside become stand-ins of the same length
 * from Unicode's private use area, which are turned back in the scalars that come out.
 */
const lineFeed = "\uE00A";
const carriageReturn = "\uE00D";

/** Masks the quoted scalar or flow collection that opens at a problem's place, where Go reads it to its end. */
export function maskLooseScalar(text: string, problem: Problem, limit: number): string | undefined {
	const start = problem.span.start;
	const end = findEnd(text, start, limit);
	if (end === undefined) return undefined;
	const inside = text.slice(start, end);
	if (!inside.includes("\n") || looksLikeStructure(inside, problem.code)) return undefined;
	const masked = /^["']/.test(inside) ? maskBreaks(inside) : maskFlow(inside);
	return text.slice(0, start) + masked + text.slice(end);
}

function maskBreaks(text: string): string {
	return text.replaceAll("\n", lineFeed).replaceAll("\r", carriageReturn);
}

/** Between the scalars of a flow collection a line break is a blank like any other. */
function maskFlow(text: string): string {
	return text.replace(/"(?:[^"\\]|\\.|\\\n)*"|'(?:[^']|'')*'|[\r\n]/g, (part) =>
		part.length === 1 ? " " : maskBreaks(part),
	);
}

export function restoreLineBreaks(scalar: YamlScalar): YamlScalar {
	if (!scalar.raw.includes(lineFeed)) return scalar;
	const raw = scalar.raw.replaceAll(lineFeed, "\n").replaceAll(carriageReturn, "\r");
	return { ...scalar, raw, value: decodeScalar(scalar.style, raw, scalar.parentIndent).text };
}

function findEnd(text: string, start: number, limit: number): number | undefined {
	const opening = text[start];
	if (opening === '"' || opening === "'") return findQuoteEnd(text, start, limit);
	if (opening !== "{" && opening !== "[") return undefined;
	const open: string[] = [];
	for (let offset = start; offset < limit; offset++) {
		const character = text[offset];
		if (character === "#") return undefined;
		if (character === '"' || character === "'") {
			const end = findQuoteEnd(text, offset, limit);
			if (end === undefined) return undefined;
			offset = end - 1;
		} else if (character === "{" || character === "[") open.push(character);
		else if (character === "}" || character === "]") {
			if (open.pop() !== (character === "}" ? "{" : "[")) return undefined;
			if (open.length === 0) return offset + 1;
		}
	}
	return undefined;
}

function findQuoteEnd(text: string, start: number, limit: number): number | undefined {
	const quote = text[start];
	for (let offset = start + 1; offset < limit; offset++) {
		if (quote === '"' && text[offset] === "\\") offset++;
		else if (text[offset] === quote) {
			if (quote === '"' || text[offset + 1] !== quote) return offset + 1;
			offset++;
		}
	}
	return undefined;
}

/** Lines that begin like keys or items say that the quote was forgotten rather than closed further down. */
function looksLikeStructure(inside: string, code: string): boolean {
	if (code === "yaml/unclosed-bracket") return /\n[ \t]*- /.test(inside);
	return /\n[ \t]*(?:- |(?:- )?[A-Za-z_][\w.-]*:(?:[ \r]*\n| ))/.test(inside);
}
