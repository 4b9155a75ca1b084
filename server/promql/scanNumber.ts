import { isAlphaNumeric, isHexadecimal } from "./characters.ts";
import { parseDuration } from "./duration.ts";
import type { PromqlCode } from "./faults.ts";
import { parseNumber } from "./literals.ts";
import { shorten } from "./shorten.ts";

export interface ScannedNumber {
	readonly kind: "number" | "duration";
	readonly end: number;
	readonly fault?: { readonly code: PromqlCode; readonly message: string };
}

/** The number or duration at `start`, where a digit stands or a dot before one; a wrong one with all that hangs on it. */
export function scanNumber(text: string, start: number): ScannedNumber {
	if (text[start] === "0" && (text.charCodeAt(start + 1) | 0x20) === 0x78) return scanHexadecimal(text, start);
	const end = findEnd(text, start);
	const literal = text.slice(start, end);
	if (parseNumber(literal) !== undefined) return { kind: "number", end };
	if (durationShape.test(literal)) {
		if (parseDuration(literal) !== undefined) return { kind: "duration", end };
		return { kind: "duration", end, fault: { code: "promql/bad-duration", message: explainBadDuration(literal) } };
	}
	if (/^\d+(?:\.\d+)?(?:ms|[smhdwy])/i.test(literal)) {
		return { kind: "number", end, fault: { code: "promql/bad-duration", message: explainBadDuration(literal) } };
	}
	return { kind: "number", end, fault: { code: "promql/bad-number", message: explainBadNumber(literal) } };
}

function findEnd(text: string, start: number): number {
	for (let end = start; ; end++) {
		const code = text.charCodeAt(end);
		if (isAlphaNumeric(code) || code === 0x2e) continue;
		const signed = (code === 0x2b || code === 0x2d) && (text.charCodeAt(end - 1) | 0x20) === 0x65;
		if (!signed || !/^[\d._]*$/.test(text.slice(start, end - 1))) return end;
	}
}

function scanHexadecimal(text: string, start: number): ScannedNumber {
	const end = findEnd(text, start);
	const scanned = findHexadecimalEnd(text, start);
	if (scanned === end && parseNumber(text.slice(start, end)) !== undefined) return { kind: "number", end };
	const last = Math.max(end, scanned ?? 0);
	const shown = shorten(text.slice(start, last));
	const message = /e/i.test(shown)
		? `${shown} is no number to Prometheus, which takes the e in it for an exponent. Write it in decimal.`
		: `${shown} is not a hexadecimal number that Prometheus can hold. Write it as 0x1f.`;
	return { kind: "number", end: last, fault: { code: "promql/bad-number", message } };
}

/**
 * The end of the hexadecimal number at `start` as Prometheus's lexer finds it; `undefined` where it gives up.
 *
 * It knows no hexadecimal exponents and yet reads an `e` as one, except as the first digit and inside a run of others:
 * such an `e` may come once, with a sign even, and not at the end of the text.
 */
function findHexadecimalEnd(text: string, start: number): number | undefined {
	let end = start + (text[start + 2] === "_" ? 3 : 2);
	if (isHexadecimal(text.charCodeAt(end))) end++;
	let exponent = false;
	for (;;) {
		const code = text.charCodeAt(end);
		const isExponent = (code | 0x20) === 0x65;
		if (isExponent || code === 0x5f) {
			if (isExponent && exponent) return undefined;
			exponent ||= isExponent;
			end++;
			if (isExponent && (text[end] === "+" || text[end] === "-")) end++;
			if (end >= text.length || "._eE".includes(text.charAt(end))) return undefined;
		} else if (isHexadecimal(code)) {
			while (isHexadecimal(text.charCodeAt(end))) end++;
		} else {
			return code === 0x2e || isAlphaNumeric(code) ? undefined : end;
		}
	}
}

const durationShape = /^\d+(?:ms|[smhdwy])(?:\d+(?:ms|[smhdw]))*$/;

function explainBadNumber(literal: string): string {
	return /e[+-]?\d+$/i.test(literal)
		? `${shorten(literal)} is larger than any number that Prometheus can hold (about 1.8e308).`
		: `${shorten(literal)} is not a number. Write it as 12, 0.5, 1e3, 0x1f or 1_000.`;
}

/** Why `literal` is no duration, as a whole message. */
function explainBadDuration(literal: string): string {
	const shown = shorten(literal);
	const example =
		"Write whole numbers with y, w, d, h, m, s and ms, each at most once and from large to small, such as 1h30m.";
	if (
		durationShape.test(literal) &&
		/^(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/.test(literal)
	) {
		return `${shown} is longer than Prometheus can hold (about 292 years).`;
	}
	if (/^\d+(?:\.\d+)[a-z]/.test(literal)) {
		return `${shown} is not a duration: it takes whole numbers only. Use a smaller unit, such as 90m for 1.5h.`;
	}
	const lower = literal.toLowerCase();
	if (lower !== literal && parseDuration(lower) !== undefined) {
		return `${shown} is not a duration: units are in lower case. Write ${shorten(lower)}.`;
	}
	if (/\d$/.test(literal)) return `${shown} is not a duration: its last number has no unit. ${example}`;
	return `${shown} is not a duration. ${example}`;
}
