import type { LabelMatcher, VectorSelector } from "../../promql/ast.ts";
import type { Span } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";

/** What stands between a selector's braces, in order: its matchers and a quoted metric name. */
function elementsOf({ name, braces, matchers }: VectorSelector): readonly Span[] {
	const spans = matchers.map(({ span }) => span);
	if (name !== undefined && braces !== undefined && name.span.start > braces.start) spans.push(name.span);
	return spans.sort((a, b) => a.start - b.start);
}

/** Puts `matcher` behind what the selector asks for already. */
export function addMatcher(selector: VectorSelector, matcher: string, text: string): TextEdit {
	const { braces, name, span } = selector;
	if (braces === undefined) {
		const end = name?.span.end ?? span.end;
		return { span: { start: end, end }, newText: `{${matcher}}` };
	}
	const last = elementsOf(selector).at(-1);
	if (last === undefined) return { span: { start: braces.start + 1, end: braces.start + 1 }, newText: matcher };
	const needsSpace = /,\s/.test(text.slice(braces.start, braces.end)) || elementsOf(selector).length === 1;
	return { span: { start: last.end, end: last.end }, newText: `,${needsSpace ? " " : ""}${matcher}` };
}

/** Takes the matcher out with its comma, and the braces where nothing is left in them. */
export function removeMatcher(selector: VectorSelector, matcher: LabelMatcher, text: string): TextEdit {
	const { braces, name } = selector;
	const elements = elementsOf(selector);
	const index = elements.findIndex(({ start }) => start === matcher.span.start);
	const before = elements[index - 1];
	const after = elements[index + 1];
	if (after !== undefined) return { span: { start: matcher.span.start, end: after.start }, newText: "" };
	if (before !== undefined) return { span: { start: before.end, end: matcher.span.end }, newText: "" };
	if (braces === undefined) return { span: matcher.span, newText: "" };
	if (name === undefined) return { span: { start: braces.start + 1, end: braces.end - 1 }, newText: "" };
	const from =
		name.span.end + (text.slice(name.span.end, braces.start).trim() === "" ? 0 : braces.start - name.span.end);
	return { span: { start: from, end: braces.end }, newText: "" };
}
