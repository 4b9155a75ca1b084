import { findClosing, maskCode } from "../maskCode.ts";
import { type CodeStyle, type Insertion, readStyle } from "../textEdits.ts";

/** The line that imports `names`, after the last import of the file, in its own style. */
export function addImport(
	text: string,
	syntax: "esm" | "commonjs",
	names: readonly string[],
	specifier: string,
): Insertion {
	const style = readStyle(text);
	const from = style.quote + specifier + style.quote;
	const braced = `{ ${names.join(", ")} }`;
	const line = syntax === "esm" ? `import ${braced} from ${from}` : `const ${braced} = require(${from})`;
	return { at: endOfImports(text, syntax), lines: [endStatement(line, style)] };
}

export function endStatement(line: string, style: CodeStyle): string {
	return style.semicolons ? `${line};` : line;
}

/** After the last import; before the first statement where there is none. */
function endOfImports(text: string, syntax: "esm" | "commonjs"): number {
	const masked = maskCode(text, "ecmaScript");
	let end: number | undefined;
	const pattern = syntax === "esm" ? /^import\b(?!\s*[(.])/gm : /^(?:const|let|var)\b[^=;]*=\s*require\s*\(/gm;
	for (const match of masked.matchAll(pattern)) {
		const at =
			syntax === "esm" ? endOfImport(masked, match.index) : endOfRequire(masked, match.index + match[0].length);
		if (at !== undefined) end = at;
	}
	return end ?? startOfCode(text);
}

/** An import ends with the line of its specifier, the first string in it that is no attribute. */
function endOfImport(masked: string, from: number): number | undefined {
	const specifier = /["'] *["'][^\n]*(?:\n|$)/.exec(masked.slice(from));
	return specifier === null ? undefined : from + specifier.index + specifier[0].length;
}

function endOfRequire(masked: string, afterOpen: number): number | undefined {
	const close = findClosing(masked, afterOpen - 1);
	if (close === undefined) return undefined;
	const rest = /^[^\n]*(?:\n|$)/.exec(masked.slice(close));
	// A call of what was required can go on over lines; then this is no place to stand.
	if (rest === null || /[({[,]\s*$/.test(rest[0])) return undefined;
	return close + rest[0].length;
}

/** Past `#!`, comments at the head and directives such as "use strict". */
function startOfCode(text: string): number {
	const head = /^(?:#![^\n]*\n)?(?:\s*(?:\/\/[^\n]*\n|\/\*[\s\S]*?\*\/[^\n]*\n|["']use [a-z]+["'];?[^\n]*\n))*/.exec(
		text,
	);
	return head?.[0].length ?? 0;
}
