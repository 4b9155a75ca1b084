import { type DocumentModel, regionAt } from "../documents/model.ts";
import type { Span } from "../text/span.ts";
import { fillMasks } from "./fillMasks.ts";

export interface ExpressionAt {
	/** The whole expression, decoded from the host; with the values of its variables, where they all can be assumed. */
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
	const filled = fillMasks(region);
	const whole = { start: 0, end: region.text.length };
	const expression = filled.isOpen(whole) ? (region.source ?? region.text) : filled.text;
	return { expression, span: region.hostSpan, ...(rule === undefined ? {} : { rule }) };
}
