import { expressionAt } from "../../protocol/messages.ts";
import { toRange, toSource } from "../convert.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleExpressionAt(session: Session): void {
	const { documents, service } = session;
	answer(session, expressionAt, ({ uri, position }) => {
		const document = documents.get(uri);
		if (document === undefined) return null;
		const found = service.expressionAt(toSource(document), document.offsetAt(position));
		if (found === undefined) return null;
		const { expression, span, rule } = found;
		return { expression, range: toRange(document, span), ...(rule === undefined ? {} : { rule }) };
	});
}
