import { checkPromql } from "../../../promql/check.ts";
import { syntaxFaults } from "../../../promql/faults/syntax.ts";
import { promqlFaults } from "../../../promql/faults.ts";
import { parsePromql } from "../../../promql/parse.ts";
import type { Problem } from "../../../text/problem.ts";
import { contains, overlaps, type Span } from "../../../text/span.ts";
import type { EmbeddedRegion, Mask } from "../region.ts";
import { otherReadings } from "./otherReadings.ts";

/**
 * The problems of a region's text that are the user's, in offsets of the text: those that touch no mask and are there
 * whatever stands in its place. What a stand-in may have brought about is left out, whoever found it.
 */
export function dropMasked(problems: readonly Problem[], region: EmbeddedRegion): readonly Problem[] {
	const { masks, text, language } = region;
	if (masks === undefined || masks.length === 0 || problems.length === 0) return problems;
	const candidates = problems.filter((problem) => !isOfMask(problem, masks, text));
	if (candidates.length === 0 || language !== "promql") return candidates;
	return keepLasting(candidates, new Set(problems.map(keyOf)), region, masks);
}

/** So much is read again at the most to judge the problems of one expression. */
const mostCharacters = 200_000;

/** Leaves out what is gone as soon as something else stands in a mask's place, and nothing new comes of that. */
function keepLasting(
	candidates: readonly Problem[],
	known: ReadonlySet<string>,
	{ text, context }: EmbeddedRegion,
	masks: readonly Mask[],
): readonly Problem[] {
	const role = context.role === "ruleExpression" ? "ruleExpression" : "query";
	let left = candidates;
	const branches = masks.some(({ kind, source }) => kind === "helmAction" && /^\{\{-?\s*else\b/.test(source));
	// Of two branches only one is read, and both stand in the text.
	const hidden = branches || masks.some((mask) => isShortAggregation(mask, text));
	if (hidden) left = left.filter(({ code }) => !(code in syntaxFaults));
	let read = 0;
	for (const other of otherReadings(text, masks)) {
		if (!left.some(isOfGrammar)) break;
		read += other.length;
		// What there is no time to make sure of is not told.
		if (read > mostCharacters) return left.filter((problem) => !isOfGrammar(problem));
		const keys = new Set(checkPromql(parsePromql(other), { role }).map(keyOf));
		if ([...keys].some((key) => !known.has(key))) continue;
		left = left.filter((problem) => !isOfGrammar(problem) || keys.has(keyOf(problem)));
	}
	return left;
}

/** Claims that an aggregation may stand there, and that none is as short as the variable. */
function isShortAggregation({ role, span }: Mask, text: string): boolean {
	return role === "name" && span.end - span.start < 4 && /^\s*(?:\(|by\b|without\b)/i.test(text.slice(span.end));
}

function keyOf({ code, span }: Problem): string {
	return `${code} ${span.start} ${span.end}`;
}

/** Claims that the language itself forbids it, so that it can be looked for again with something else in the mask's place. */
function isOfGrammar({ code }: Problem): boolean {
	return code in promqlFaults;
}

/** What is told at a word or at a whole selector, where any mask inside changes what it is. */
const wordCodes: ReadonlySet<string> = new Set([
	"promql/unknown-function",
	"promql/removed-function",
	"promql/invalid-label-name",
	"promql/bad-regular-expression",
	"promql/bad-escape",
	"promql/bad-number",
	"promql/bad-duration",
	"promql/duration-not-positive",
	"promql/duration-out-of-range",
	"promql/duration-division-by-zero",
	"promql/timestamp-out-of-range",
	"promql/empty-selector",
	"promql/label-matched-and-included",
	// A variable may bring several arguments.
	"promql/argument-count",
]);

function isOfMask(problem: Problem, masks: readonly Mask[], text: string): boolean {
	const { code, span } = problem;
	const sensitive = !isOfGrammar(problem) || wordCodes.has(code);
	return masks.some((mask) => {
		if (mask.role === "text" && isInString(mask, span, text) && !sensitive) return false;
		if (sensitive) return span.start <= mask.span.end && mask.span.start <= span.end;
		// What stands beside a mask is looked for again with something else in its place.
		if (!overlaps(span, mask.span)) return false;
		// A larger part than the mask alone may be wrong whatever the mask is.
		return !(contains(span, mask.span) && span.end - span.start > mask.span.end - mask.span.start);
	});
}

/** Claims that the problem lies outside of the quotes that the mask is in, or is about more than what they hold. */
function isInString(mask: Mask, span: Span, text: string): boolean {
	return !/["'`]/.test(text.charAt(mask.span.start)) && !contains(mask.span, span);
}
