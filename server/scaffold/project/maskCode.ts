export type MaskedLanguage = "ecmaScript" | "python";

/**
 * The code with what stands in strings and comments blanked, offset by offset, so that it can be searched for words and
 * brackets. Line breaks outside of strings stay; quotes stay too.
 */
export function maskCode(text: string, language: MaskedLanguage): string {
	const pattern = language === "python" ? pythonTexts : ecmaScriptTexts;
	return text.replaceAll(pattern, (found, regexpBefore: unknown) => {
		const kept = typeof regexpBefore === "string" ? regexpBefore : "";
		const quote = /^(?:"""|'''|["'`])/.exec(found)?.[0] ?? "";
		if (quote !== "" && found.length >= 2 * quote.length) {
			return quote + " ".repeat(found.length - 2 * quote.length) + quote;
		}
		return kept + found.slice(kept.length).replaceAll(/[^\n]/g, " ");
	});
}

/** Comments, strings, templates, and regular expressions, which stand where no operand can have ended. */
const ecmaScriptTexts =
	/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|(?<=(?:^|[=(,:[!&|?{};])\s*)()\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;

const pythonTexts =
	/#[^\n]*|"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/g;

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Where the bracket at `open` closes, in masked code; `undefined` where it does not. */
export function findClosing(masked: string, open: number): number | undefined {
	const stack: string[] = [];
	for (let index = open; index < masked.length; index++) {
		const character = masked[index] ?? "";
		const expected = closing[character];
		if (expected !== undefined) stack.push(expected);
		else if (character === ")" || character === "]" || character === "}") {
			if (stack.pop() !== character) return undefined;
			if (stack.length === 0) return index;
		}
	}
	return undefined;
}
