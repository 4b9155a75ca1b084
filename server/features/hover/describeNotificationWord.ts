import { lexTemplate } from "../../documents/embedded/goTemplate/lexer.ts";
import { describedNotificationFunctions } from "../../documents/embedded/goTemplate/notificationFunctions.ts";
import { findFieldOwner, findNotificationField } from "../../documents/embedded/goTemplate/notificationPath.ts";
import { type Span, touches } from "../../text/span.ts";
import { documentTemplateFunction } from "../documentTemplateFunction.ts";
import { inlineCode } from "../markdown.ts";

/** What is known of the word of a notification's template at `offset`. */
export function describeNotificationWord(
	text: string,
	offset: number,
): { readonly markdown: string; readonly span: Span } | undefined {
	const tokens = lexTemplate(text).filter(({ kind }) => kind !== "text" && kind !== "space");
	const token =
		tokens.find(({ span }) => span.start <= offset && offset < span.end) ??
		tokens.find(({ span }) => touches(span, offset));
	if (token?.kind === "identifier") {
		const called = describedNotificationFunctions.find(({ name }) => name === token.text);
		if (called?.doc === undefined) return undefined;
		const title = inlineCode(`${called.name}: ${called.signature}`);
		return { markdown: `${title}\n\n${documentTemplateFunction(called.doc)}`, span: token.span };
	}
	if (token?.kind !== "field") return undefined;
	const owner = findFieldOwner(text, token.span.start);
	if (owner === undefined) return undefined;
	const field = findNotificationField(owner.type, token.text.slice(1));
	if (field === undefined || (owner.type === undefined && !owner.first)) return undefined;
	const span = { start: token.span.start + 1, end: token.span.end };
	return { markdown: `${inlineCode(token.text)}\n\n${field.documentation}`, span };
}
