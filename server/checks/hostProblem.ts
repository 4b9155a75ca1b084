import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { TextEdit } from "../text/textEdit.ts";
import type { Place, Report } from "./check.ts";
import { isMasked } from "./checkedExpression.ts";
import type { EnabledCheck } from "./selection.ts";

/** The problem of a region's text in the offsets of the file. */
export function toHostProblem(region: EmbeddedRegion, problem: Problem): Problem {
	const { fix, related, ...told } = problem;
	const edits = fix && encodeAll(fix.edits, (edit) => encode(region, edit));
	return {
		...told,
		span: placeOf(region, problem.span),
		...(fix === undefined || edits === undefined ? {} : { fix: { ...fix, edits } }),
		...(related === undefined
			? {}
			: { related: related.map(({ span, message }) => ({ span: region.map.toHostSpan(span), message })) }),
	};
}

/** What a check reports, in the offsets of the file; `undefined` where it is about a stand-in, or stands on one. */
export function toProblem({ check, severity }: EnabledCheck, report: Report): Problem | undefined {
	const { at, message, fix, related } = report;
	if (report.evenMasked !== true && [at, ...(related ?? []).map((place) => place.at)].some(isStandIn)) return undefined;
	const edits =
		fix &&
		encodeAll(fix.edits, ({ at: where, newText }) =>
			"region" in where ? encode(where.region, { span: where.span, newText }) : { span: where, newText },
		);
	return {
		code: check.id,
		severity: severity ?? report.severity ?? check.severity,
		span: hostSpanOf(at),
		message,
		...(fix === undefined || edits === undefined ? {} : { fix: { ...fix, edits } }),
		...(related === undefined
			? {}
			: { related: related.map((place) => ({ span: hostSpanOf(place.at), message: place.message })) }),
	};
}

function isStandIn(place: Place): boolean {
	return "region" in place && isMasked(place.region.masks, place.span);
}

function hostSpanOf(place: Place): Span {
	return "region" in place ? placeOf(place.region, place.span) : place;
}

function placeOf({ text, map }: EmbeddedRegion, span: Span): Span {
	return map.toHostSpan(makeVisible(text, span));
}

/** An edit next to a stand-in keeps it; one of the stand-in itself would write it into the file. */
function encode(region: EmbeddedRegion, edit: TextEdit): TextEdit | undefined {
	const { start, end } = edit.span;
	return start < end && isMasked(region.masks, edit.span) ? undefined : region.encodeEdit(edit);
}

/** All of them in order, or `undefined` where the host cannot hold one. */
function encodeAll<Edit>(
	edits: readonly Edit[],
	encodeOne: (edit: Edit) => TextEdit | undefined,
): readonly TextEdit[] | undefined {
	const encoded = edits.map(encodeOne).filter((edit) => edit !== undefined);
	if (encoded.length < edits.length) return undefined;
	return encoded.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** What is missing at the end is shown at the last character: an editor draws nothing under a line break. */
function makeVisible(text: string, span: Span): Span {
	if (text.slice(span.start, span.end).trim() !== "") return span;
	const end = text.slice(0, span.start).trimEnd().length;
	return end === 0 ? span : { start: end - 1, end };
}
