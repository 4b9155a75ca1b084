import { findFieldOwner, readNotificationScope } from "../../../documents/embedded/goTemplate/notificationPath.ts";
import type { EmbeddedRegion } from "../../../documents/embedded/region.ts";
import type { DocumentModel } from "../../../documents/model.ts";
import type { Span } from "../../../text/span.ts";
import type { CompletionList } from "../../answers.ts";
import type { Candidate } from "../candidate.ts";
import { renderCandidates } from "../promql/render.ts";
import {
	fieldCandidates,
	keywordCandidates,
	operandCandidates,
	templateNameCandidates,
} from "./notificationCandidates.ts";

export interface NotificationRequest {
	readonly model: DocumentModel;
	readonly region: EmbeddedRegion;
	/** In the region's text. */
	readonly cursor: number;
	readonly trigger: string | undefined;
}

/** What may be written in a text that Alertmanager fills in before it sends it. */
export function completeNotification({ model, region, cursor, trigger }: NotificationRequest): CompletionList {
	const found = findCandidates(model, region, cursor, trigger);
	return {
		items: found === undefined ? [] : renderCandidates(region, found.replace, found.candidates),
		incomplete: false,
	};
}

interface Found {
	readonly replace: Span;
	readonly candidates: readonly Candidate[];
}

function findCandidates(
	model: DocumentModel,
	{ text }: EmbeddedRegion,
	cursor: number,
	trigger: string | undefined,
): Found | undefined {
	const before = text.slice(0, cursor);
	const rest = text.slice(cursor);
	const called = /\{\{-?\s*template\s+"([^"\n]*)$/.exec(before)?.[1];
	if (called !== undefined) {
		const end = cursor + (/^[\w.-]*/.exec(rest)?.[0].length ?? 0);
		return { replace: { start: cursor - called.length, end }, candidates: templateNameCandidates(model) };
	}
	const end = cursor + (/^\w*/.exec(rest)?.[0].length ?? 0);
	const field = /\.(\w*)$/.exec(before);
	if (field !== null) {
		const owner = findFieldOwner(text, field.index);
		if (owner === undefined) return undefined;
		return { replace: { start: cursor - (field[1]?.length ?? 0), end }, candidates: fieldCandidates(model, owner) };
	}
	const word = /(\$\w*|[a-zA-Z]\w*)?$/.exec(before)?.[0] ?? "";
	const start = cursor - word.length;
	const { action, variables } = readNotificationScope(before.slice(0, start));
	if (action === undefined) return undefined;
	const lead = before.slice(before.lastIndexOf("{{") + 2, start);
	if (!/(?:^-?|[\s(|=])$/.test(lead)) return undefined;
	const atStart = /^-?\s*$/.test(lead);
	const piped = /\|\s*$/.test(lead);
	// After a value a space comes before the end as often as before another value.
	if (trigger === " " && !atStart && !piped) return undefined;
	const candidates = [...operandCandidates([...variables.keys()], piped), ...(atStart ? keywordCandidates : [])];
	return { replace: { start, end }, candidates };
}
