import { lexTemplate } from "../../../documents/embedded/goTemplate/lexer.ts";
import type { Span } from "../../../text/span.ts";

/** What may be written at a place of a template; `replace` is the word that is there already. */
export type TemplateSituation =
	| { readonly kind: "nothing" }
	/** Behind `$labels.` or `.Labels.`. */
	| { readonly kind: "label"; readonly replace: Span }
	/** Behind a dollar sign, which `replace` holds too. */
	| { readonly kind: "variable"; readonly replace: Span; readonly declared: readonly string[] }
	/** Behind a dot that begins a value, which `replace` holds too. */
	| { readonly kind: "field"; readonly replace: Span; readonly inRange: boolean }
	/** A value or a function begins here; at an action's start a keyword may, too. */
	| {
			readonly kind: "operand";
			readonly replace: Span;
			readonly actionStart: boolean;
			/** Behind a pipe only functions make sense. */
			readonly piped: boolean;
			readonly declared: readonly string[];
	  };

/** What may be written at `cursor`, by the text before it: what follows is being written yet. */
export function findTemplateSituation(text: string, cursor: number): TemplateSituation {
	const before = text.slice(0, cursor);
	const open = findOpenAction(before);
	if (open === undefined) return { kind: "nothing" };
	const action = before.slice(open.start);
	const end = wordEnd(text, cursor);
	const labels = /(?:\$labels|(?<![\w)\]])(?:\$)?\.Labels)\.(\w*)$/.exec(action);
	if (labels !== null) return { kind: "label", replace: { start: cursor - (labels[1]?.length ?? 0), end } };
	const variable = /\$(\w*)$/.exec(action);
	if (variable !== null) {
		return { kind: "variable", replace: { start: cursor - variable[0].length, end }, declared: open.declared };
	}
	const field = /(?<![\w)\].])\.(\w*)$/.exec(action);
	if (field !== null) {
		return { kind: "field", replace: { start: cursor - field[0].length, end }, inRange: open.inRange };
	}
	const word = /(?<![\w.$])([a-zA-Z]\w*)?$/.exec(action);
	if (word === null) return { kind: "nothing" };
	const start = cursor - (word[1]?.length ?? 0);
	const rest = action.slice(0, action.length - (cursor - start));
	if (!/(?:^-?|[\s(|=])$/.test(rest)) return { kind: "nothing" };
	const actionStart = /^-?\s*$/.test(rest);
	const piped = /\|\s*$/.test(rest);
	return { kind: "operand", replace: { start, end }, actionStart, piped, declared: open.declared };
}

interface OpenAction {
	/** Behind its opening braces. */
	readonly start: number;
	/** The variables that the text before declares, with their dollar signs. */
	readonly declared: readonly string[];
	/** Inside a `range`, whose elements the dot stands for. */
	readonly inRange: boolean;
}

/** The action that `before` ends in; `undefined` outside of any, in a comment and in a string. */
function findOpenAction(before: string): OpenAction | undefined {
	let start: number | undefined;
	const blocks: string[] = [];
	const declared = new Set<string>();
	const tokens = lexTemplate(before);
	for (const [index, { kind, span, text }] of tokens.entries()) {
		if (kind === "leftDelimiter") start = span.end;
		else if (kind === "rightDelimiter") start = undefined;
		else if (kind === "declare" || kind === "assign") {
			const name = tokens.slice(0, index).findLast((token) => token.kind === "variable");
			if (name !== undefined) declared.add(name.text);
		} else if (kind === "keyword" && text === "end") blocks.pop();
		else if (kind === "keyword" && /^(?:if|range|with|define|block)$/.test(text)) {
			const follows = tokens[index - 1]?.kind === "space" ? tokens[index - 2] : tokens[index - 1];
			if (follows?.text !== "else") blocks.push(text);
		} else if (kind === "fault") {
			// The lexer stops where the text does, in the middle of a word, a string or a comment.
			const rest = before.slice(span.start);
			if (/^(?:["`']|\{\{-?\s*\/\*)/.test(rest)) return undefined;
			break;
		}
	}
	if (start === undefined) return undefined;
	return { start, declared: [...declared], inRange: blocks.includes("range") };
}

function wordEnd(text: string, cursor: number): number {
	return cursor + (/^\w*/.exec(text.slice(cursor))?.[0].length ?? 0);
}
