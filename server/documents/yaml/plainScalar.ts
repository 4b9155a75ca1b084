/** Claims that YAML reads this text, unquoted and untagged, as null. */
export function isNullText(text: string): boolean {
	return text === "" || text === "~" || text === "null" || text === "Null" || text === "NULL";
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Claims that one line of text, without white space around it, stands for itself in an unquoted scalar. */
export function isPlainLine(line: string, first: boolean, flow: boolean): boolean {
	if (unprintable.test(line) || /:(?:\s|$)|\s#/.test(line)) return false;
	if (flow && /[,[\]{}]|:[,[\]{}]/.test(line)) return false;
	if (line.startsWith("#")) return false;
	if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) return false;
	if (!first) return true;
	if (/^[-?:](?:\s|$)/.test(line)) return false;
	return !/^[,[\]{}#&*!|>'"%@`]/.test(line);
}
