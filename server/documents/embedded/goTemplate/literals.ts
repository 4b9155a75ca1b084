/**
 * The literals of Go as text/template reads them: which it takes, and what a string means
 * (https://go.dev/ref/spec#Lexical_elements, strconv.Unquote, strconv.ParseFloat).
 */

/** What a string in double quotes or backquotes means; `undefined` where an escape in it is wrong. */
export function unquoteString(quoted: string): string | undefined {
	const inner = quoted.slice(1, -1);
	// Go drops carriage returns from raw strings.
	if (quoted.startsWith("`")) return inner.replaceAll("\r", "");
	return readEscapes(inner, '"');
}

/** Claims that it is exactly one character in single quotes. */
export function isCharacter(quoted: string): boolean {
	const inner = readEscapes(quoted.slice(1, -1), "'");
	if (inner === undefined) return false;
	return [...inner].length === 1;
}

function readEscapes(inner: string, quote: string): string | undefined {
	let result = "";
	let position = 0;
	while (position < inner.length) {
		const character = inner[position] ?? "";
		if (character === quote || character === "\n") return undefined;
		if (character !== "\\") {
			result += character;
			position += 1;
			continue;
		}
		const read = readEscape(inner, position + 1, quote);
		if (read === undefined) return undefined;
		result += read.text;
		position = read.end;
	}
	return result;
}

/** Reads what follows a backslash; `undefined` where Go refuses it. */
export function readEscape(
	text: string,
	start: number,
	quote: string,
): { readonly text: string; readonly end: number } | undefined {
	const letter = text[start] ?? "";
	const plain = letter === quote ? quote : plainEscapes.get(letter);
	if (plain !== undefined) return { text: plain, end: start + 1 };
	const digits = hexDigits.get(letter);
	if (digits !== undefined) {
		const end = start + 1 + digits;
		const hex = text.slice(start + 1, end);
		if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
		const code = Number.parseInt(hex, 16);
		const surrogate = code >= 0xd800 && code < 0xe000;
		if (digits > 2 && (code > 0x10ffff || surrogate)) return undefined;
		return { text: String.fromCodePoint(code), end };
	}
	const octal = /^[0-7]{3}/.exec(text.slice(start, start + 3))?.[0];
	if (octal === undefined) return undefined;
	const code = Number.parseInt(octal, 8);
	return code > 255 ? undefined : { text: String.fromCodePoint(code), end: start + 3 };
}

const plainEscapes: ReadonlyMap<string, string> = new Map([
	["a", "\u0007"],
	["b", "\b"],
	["f", "\f"],
	["n", "\n"],
	["r", "\r"],
	["t", "\t"],
	["v", "\v"],
	["\\", "\\"],
]);

const hexDigits: ReadonlyMap<string, number> = new Map([
	["x", 2],
	["u", 4],
	["U", 8],
]);

/** Claims that a template takes the number; one too large for 64 bits must be written with a fraction or exponent. */
export function isNumber(text: string): boolean {
	if (text.endsWith("i") && isFloat(text.slice(0, -1))) return true;
	const integer = readInteger(text);
	if (integer !== undefined) {
		// A sign makes it a signed one, and only then.
		return /^[+-]/.test(text) ? integer >= -(2n ** 63n) && integer < 2n ** 63n : integer < 2n ** 64n;
	}
	return /[.eEpP]/.test(text) && isFloat(text);
}

/** Claims that it is a sum of a number and an imaginary one, such as `1+2i`. */
export function isComplex(text: string): boolean {
	for (let split = 1; split < text.length - 1; split += 1) {
		if (!/[+-]/.test(text[split] ?? "") || /[eEpP]/.test(text[split - 1] ?? "")) continue;
		if (isFloat(text.slice(0, split)) && isFloat(text.slice(split, -1))) return true;
	}
	return false;
}

function readInteger(text: string): bigint | undefined {
	const match = /^([+-]?)(0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]*|0[bB][01_]+|[1-9][0-9_]*)$/.exec(text);
	const body = match?.[2];
	if (body === undefined || !hasGoodUnderscores(body) || /^0[oO]$/.test(body)) return undefined;
	const digits = body.replaceAll("_", "");
	if (digits.length > maxIntegerDigits) return 2n ** 64n;
	const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
	return match?.[1] === "-" ? -value : value;
}

/** Far more than fit into 64 bits in any base; it bounds the work on a file full of digits. */
const maxIntegerDigits = 400;

function isFloat(text: string): boolean {
	const body = text.replace(/^[+-]/, "");
	if (!hasGoodUnderscores(body)) return false;
	const digits = body.replaceAll("_", "");
	if (/^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(digits)) return Number.isFinite(Number(digits));
	const hex = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(digits);
	if (hex === null) return false;
	const whole = hex[1] ?? "";
	const mantissa = `${whole}${hex[2] ?? ""}`;
	if (mantissa === "") return false;
	const significant = mantissa.replace(/^0+/, "");
	if (significant === "") return true;
	const magnitude = (whole.length - (mantissa.length - significant.length)) * 4 + Number(hex[3]);
	// The first digit is worth one to four bits; only at the very edge of the range does it matter how many.
	return magnitude + Math.log2(Number.parseInt(significant.slice(0, 8).padEnd(8, "0"), 16)) - 32 < 1024;
}

/** Underscores separate digits, and may follow the prefix of the base. */
function hasGoodUnderscores(body: string): boolean {
	if (!body.includes("_")) return true;
	const hex = /^0[xX]/.test(body);
	const prefixed = /^0[xXoObB]/.test(body);
	let before = prefixed ? "0" : "";
	for (const character of body.slice(prefixed ? 2 : 0)) {
		const digit = hex ? /[0-9a-fA-F]/.test(character) : /[0-9]/.test(character);
		if (character === "_") {
			if (before !== "0") return false;
			before = "_";
		} else {
			if (before === "_" && !digit) return false;
			before = digit ? "0" : "!";
		}
	}
	return before !== "_";
}
