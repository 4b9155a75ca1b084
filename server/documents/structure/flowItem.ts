import type { Span } from "../../text/span.ts";

/** The item of a flow list that a cursor is in. */
export interface FlowItem {
	/** The item's text without its quotes; empty at the cursor where nothing is written. */
	readonly replace: Span;
	/** The other items. */
	readonly present: readonly string[];
}

/**
 * The item at `offset` of a list of single values such as `[alertname, "job"]`, which begins at `span.start` and ends at
 * the latest at `span.end`. `undefined` outside of the brackets, and in a list that holds more than single values.
 */
export function findFlowItem(text: string, span: Span, offset: number): FlowItem | undefined {
	if (text[span.start] !== "[" || offset <= span.start) return undefined;
	const items: Span[] = [];
	let start = span.start + 1;
	let end = start;
	let closed = false;
	for (; end < span.end; end++) {
		const character = text[end] ?? "";
		if (character === "[" || character === "{" || character === "}") return undefined;
		if (character === "]") {
			closed = true;
			break;
		}
		if (character === ",") {
			items.push({ start, end });
			start = end + 1;
		} else if ((character === '"' || character === "'") && text.slice(start, end).trim() === "") {
			const close = text.indexOf(character, end + 1);
			// An open quote takes the rest of the line.
			end = close === -1 || close >= span.end ? span.end - 1 : close;
		}
	}
	items.push({ start, end });
	if (closed && offset > end) return undefined;
	const at = items.find((item) => item.start <= offset && offset <= item.end);
	if (at === undefined) return undefined;
	const present = items.filter((item) => item !== at).map((item) => unquote(text.slice(item.start, item.end).trim()));
	return { replace: findWritten(text, at, offset), present: present.filter((item) => item !== "") };
}

function findWritten(text: string, { start, end }: Span, offset: number): Span {
	const written = text.slice(start, end);
	const from = start + (written.length - written.trimStart().length);
	const to = start + written.trimEnd().length;
	if (from >= to || offset < from || offset > to) return { start: offset, end: offset };
	const quote = text[from];
	if (quote !== '"' && quote !== "'") return { start: from, end: to };
	const closed = to > from + 1 && text[to - 1] === quote;
	return { start: Math.min(from + 1, offset), end: Math.max(closed ? to - 1 : to, offset) };
}

function unquote(text: string): string {
	return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}
