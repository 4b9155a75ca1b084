import type { Expression, LabelMatcher, StringLiteral } from "../../promql/ast.ts";
import { quote } from "../../promql/names.ts";
import { walk } from "../../promql/visit.ts";
import { touches } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { CodeAction, RefactoringProvider } from "./codeAction.ts";
import type { ExpressionPlace } from "./expressionPlace.ts";

/** A matcher whose regular expression matches exactly one text. */
interface Equality {
	readonly matcher: LabelMatcher;
	readonly edit: TextEdit;
	readonly shown: string;
}

/** Writes regular expressions that match one text only as the equality that they are, which is also faster. */
export const equalityMatchers: RefactoringProvider = {
	kind: "refactor.rewrite",
	offer(place) {
		const { selection, parsed } = place;
		const all = [...walk(parsed.expression)].flatMap((node) => equalitiesOf(node, parsed.text));
		const here = all.filter(({ matcher }) => touches(matcher.span, selection.start));
		if (here.length === 0) return [];
		return [
			...here.flatMap((equality) => write(place, [equality], `Write as ${equality.shown}`)),
			...(all.length > 1
				? write(place, all, `Write all ${all.length} regular expressions that match one value as equalities`)
				: []),
		];
	},
};

function write(place: ExpressionPlace, equalities: readonly Equality[], title: string): readonly CodeAction[] {
	const edits = place.rewrite(equalities.map(({ edit }) => edit));
	return edits === undefined ? [] : [{ title, kind: "refactor.rewrite", edits }];
}

function equalitiesOf(node: Expression, text: string): readonly Equality[] {
	if (node.kind !== "selector") return [];
	return node.matchers.flatMap((matcher) => {
		const { operator, operatorSpan, value } = matcher;
		if ((operator !== "=~" && operator !== "!~") || operatorSpan === undefined || value.kind !== "string") return [];
		const only = value.invalidUtf8 === true ? undefined : onlyMatch(value.value);
		if (only === undefined) return [];
		const equals = operator === "=~" ? "=" : "!=";
		const between = text.slice(operatorSpan.end, value.span.start);
		const literal = requote(only, value, text);
		const span = { start: operatorSpan.start, end: value.span.end };
		const edit: TextEdit = { span, newText: equals + between + literal };
		return [
			{ matcher, edit, shown: `${text.slice(matcher.label.span.start, matcher.label.span.end)}${equals}${literal}` },
		];
	});
}

/** The only text that a regular expression, which Prometheus anchors at both ends, matches. */
export function onlyMatch(pattern: string): string | undefined {
	const inner = /^\^*((?:[^\\]|\\.)*?)\$*$/su.exec(pattern)?.[1];
	if (inner === undefined) return undefined;
	let text = "";
	for (const [written, escaped] of inner.matchAll(/\\(.)|./gsu)) {
		if (escaped === undefined) {
			if (/[\\.+*?()|[\]{}^$]/.test(written)) return undefined;
			text += written;
		} else {
			// A letter or a digit behind a backslash is a class, an anchor or a code of its own.
			if (!/[!-/:-@[-`{-~]/.test(escaped)) return undefined;
			text += escaped;
		}
	}
	return text;
}

/** The text between quotes of the same sort as before. */
function requote(value: string, { span }: StringLiteral, text: string): string {
	const mark = text[span.start];
	if (mark === "`" && !value.includes("`")) return `\`${value}\``;
	if (mark !== "'") return quote(value);
	return `'${quote(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
