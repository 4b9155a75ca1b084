import type { Span } from "../../../text/span.ts";
import type { TemplateFault } from "./faults.ts";
import type { Token } from "./tokens.ts";

/**
 * Where an action is not closed, Go stumbles over the words of the sentence behind it. What helps is to hear of the
 * missing braces: no `}}` follows before the next `{{`, strings aside.
 */
export function findUnclosedAction(
	text: string,
	tokens: readonly Token[],
	fault: Span,
): { readonly span: Span; readonly fault: TemplateFault } | undefined {
	const open = tokens.findLast((token) => token.kind === "leftDelimiter" && token.span.end <= fault.start)?.span;
	if (open === undefined) return undefined;
	const close = text.indexOf("}}", open.end);
	const nextOpen = text.indexOf("{{", open.end);
	const end = close < 0 || (nextOpen >= 0 && nextOpen < close) ? (nextOpen < 0 ? text.length : nextOpen) : undefined;
	// A brace or quote in between tells more than this guess does.
	if (end === undefined || fault.end > end || /["`'}]/.test(text.slice(open.end, end))) return undefined;
	return {
		span: open,
		fault: {
			code: "template/unclosed-action",
			message: "This action has no }}, so Prometheus rejects the whole rule file. Add }} where it should end.",
		},
	};
}
