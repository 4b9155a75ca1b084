import { findClosing, type MaskedLanguage, maskCode } from "./maskCode.ts";

/** A statement that gives a name to what a call answers: `const app = express();`. */
export interface Assignment {
	readonly name: string;
	/** The white space before the statement. */
	readonly indent: string;
	/** The offset of the line after the one in which the statement ends. */
	readonly after: number;
	/** What stands between the parentheses of the call. */
	readonly args: { readonly start: number; readonly end: number };
}

/**
 * Every statement that assigns a call of `callee` (a regular expression without groups), where it is sure to end with its
 * line. What is chained to the call belongs to it.
 */
export function findAssignments(text: string, callee: string, language: MaskedLanguage): readonly Assignment[] {
	const masked = maskCode(text, language);
	const keyword = language === "python" ? "" : "(?:export +)?(?:const|let|var) +";
	const call = language === "python" ? callee : `(?:await +)?(?:${callee})(?:<[^<>()]*>)?`;
	const pattern = new RegExp(`^([ \\t]*)${keyword}(\\w+) *(?::[^=\\n]+)?= *${call} *\\(`, "gm");
	return [...masked.matchAll(pattern)].flatMap((match) => {
		const open = match.index + match[0].length - 1;
		const close = findClosing(masked, open);
		if (close === undefined) return [];
		const after = endOfStatement(masked, close + 1);
		if (after === undefined) return [];
		return [{ name: match[2] ?? "", indent: match[1] ?? "", after, args: { start: open + 1, end: close } }];
	});
}

/** The start of the next line, past `.name<…>(…)`; `undefined` where the line has more than the statement. */
function endOfStatement(masked: string, from: number): number | undefined {
	let at = from;
	for (;;) {
		const chained = /^\s*\.\w+(?:<[^<>()]*>)?\(/.exec(masked.slice(at));
		if (chained === null) break;
		const close = findClosing(masked, at + chained[0].length - 1);
		if (close === undefined) return undefined;
		at = close + 1;
	}
	const rest = /^[ \t]*;?[ \t]*(?:\r?\n|$)/.exec(masked.slice(at));
	return rest === null ? undefined : at + rest[0].length;
}
