import { type DocumentModel, regionAt } from "../documents/model.ts";
import type { Span } from "../text/span.ts";

export interface ExpressionAt {
	/** The whole expression, decoded from the host. */
	readonly expression: string;
	readonly span: Span;
	/** The alert or recording rule that it belongs to. */
	readonly rule?: string;
}

/** The PromQL that `offset` is in; `undefined` outside of it. */
export function findExpressionAt(model: DocumentModel, offset: number): ExpressionAt | undefined {
	const region = regionAt(model, offset);
	if (region?.language !== "promql" || region.text.trim() === "") return undefined;
	const rule = region.context.alert ?? region.context.record;
	return { expression: region.text, span: region.hostSpan, ...(rule === undefined ? {} : { rule }) };
}
