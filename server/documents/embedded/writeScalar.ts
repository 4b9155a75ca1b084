import { isNullText, isPlainLine } from "../yaml/plainScalar.ts";

/** What a YAML reader takes for a number, a truth value or a date where it is not quoted. */
const otherThanText = /^(?:[-+]?[.\d][\w.+:-]*|[-+]?\.?(?:inf|nan)|true|false|yes|no|on|off|y|n|null|~)$/i;

/**
 * One line of text as a YAML scalar outside of flow collections: plain where YAML reads it back as this very text, else
 * between the quotes that need fewer escapes. `undefined` where YAML cannot hold it on a line.
 */
export function writeLineScalar(text: string): string | undefined {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: YAML allows none of them as they are.
	if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(text) || !text.isWellFormed()) return undefined;
	const plain =
		text === text.trim() && !isNullText(text) && !otherThanText.test(text) && isPlainLine(text, true, false);
	if (plain) return text;
	const single = text.replaceAll("'", "''");
	const double = text.replace(/["\\]/g, "\\$&");
	return double.length < single.length ? `"${double}"` : `'${single}'`;
}

/**
 * Lines of text as the content of a literal block, each `indent` spaces in; `undefined` where the first of them would
 * give the block another indentation, or where YAML cannot hold them.
 */
export function writeBlockLines(lines: readonly string[], indent: number, lineBreak: string): string | undefined {
	const [first] = lines;
	if (first === undefined || first === "" || first.startsWith(" ") || first.startsWith("\t")) return undefined;
	// biome-ignore lint/suspicious/noControlCharactersInRegex: YAML allows none of them as they are.
	const unprintable = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
	if (lines.some((line) => unprintable.test(line) || !line.isWellFormed())) return undefined;
	return lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line)).join(lineBreak);
}
