import { closestWord } from "../../base/closestWord.ts";
import type { DocumentModel } from "../../documents/model.ts";
import type { Problem } from "../../text/problem.ts";
import { overlaps, type Span } from "../../text/span.ts";
import type { Check } from "../check.ts";
import { faultCatalogue } from "../faultCatalogue.ts";
import type { CheckSelection } from "../selection.ts";
import { type Directive, type DirectiveId, findDirectives } from "./directives.ts";

export interface SuppressOptions {
	readonly text: string;
	readonly model: DocumentModel;
	/** All that there are. */
	readonly checks: readonly Check[];
	/** Those that are on. */
	readonly selection: CheckSelection;
}

/**
 * Takes the problems away that a comment of the file turns off, and tells what is wrong with the comments.
 *
 * Invariant: what the real tool would refuse stays, whatever a comment says.
 */
export function suppress(problems: readonly Problem[], options: SuppressOptions): readonly Problem[] {
	const { text, model } = options;
	if (!text.includes("observability:")) return problems;
	const directives = findDirectives(text, model);
	if (directives.length === 0) return problems;
	const used = new Set<DirectiveId>();
	const left = problems.filter((problem) => {
		const found = isSuppressible(problem) ? findIds(problem, directives) : [];
		for (const id of found) used.add(id);
		return found.length === 0;
	});
	return [...left, ...directives.flatMap((directive) => judge(directive, used, problems, options))];
}

/** Claims that the user may turn it off: it is a check's, or no more than advice about the structure. */
export function isSuppressible({ code, severity }: Problem): boolean {
	return !code.startsWith("suppression/") && (!(code in faultCatalogue) || severity !== "error");
}

function findIds({ code, span }: Problem, directives: readonly Directive[]): readonly DirectiveId[] {
	return directives.flatMap(({ malformed, scope, ids }) =>
		malformed || scope === undefined || !isIn(scope, span) ? [] : ids.filter(({ id }) => covers(id, code)),
	);
}

function isIn(scope: Span, { start }: Span): boolean {
	return scope.start <= start && start <= scope.end;
}

function covers(pattern: string, code: string): boolean {
	return pattern === code || (pattern.endsWith("/*") && code.startsWith(pattern.slice(0, -1)));
}

function judge(
	directive: Directive,
	used: ReadonlySet<DirectiveId>,
	problems: readonly Problem[],
	options: SuppressOptions,
): readonly Problem[] {
	const { malformed, wordSpan, ids, scope } = directive;
	if (malformed) return [describeMalformed(directive, options.text)];
	const unknown = ids.flatMap((id) => describeUnknown(id, options));
	// Of what cannot be read nothing is judged, so nothing can be said to be useless.
	const broken = problems.some(
		({ severity, span }) => severity === "error" && (scope === undefined || overlaps(scope, span)),
	);
	if (unknown.length > 0 || broken) return unknown;
	const useless = ids.filter((id) => !used.has(id) && wouldBeReported(id.id, options));
	if (useless.length === 0) return [];
	const all = useless.length === ids.length;
	const names = useless.map(({ id }) => id).join(", ");
	return [
		{
			code: "suppression/unused",
			severity: "information",
			span: all ? wordSpan : (useless[0]?.span ?? wordSpan),
			message: `${names} ${useless.length === 1 ? "has" : "have"} nothing to report ${scope === undefined ? "as nothing follows this comment" : "here"}. Remove ${all ? "the comment" : "the name"}, so that the next fault is not hidden.`,
			...(all ? { fix: removeComment(directive, options.text) } : {}),
		},
	];
}

function removeComment({ span }: Directive, text: string) {
	const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
	const lineFeed = text.indexOf("\n", span.end);
	const lineEnd = lineFeed === -1 ? text.length : lineFeed;
	const before = text.slice(lineStart, span.start);
	const alone = before.trim() === "" && text.slice(span.end, lineEnd).trim() === "";
	const start = alone ? lineStart : lineStart + before.trimEnd().length;
	const end = alone ? Math.min(lineEnd + 1, text.length) : span.end;
	return { title: "Remove the comment", edits: [{ span: { start, end }, newText: "" }] };
}

function describeMalformed({ wordSpan, ids }: Directive, text: string): Problem {
	const written = text.slice(wordSpan.start, wordSpan.end);
	const message =
		ids.length === 0
			? `"${written}" turns nothing off. Write "observability:disable" or "observability:disable-file" and the names of checks, such as "observability:disable promql/some-check -- why".`
			: `What follows "${written}" is not understood, so nothing is turned off. Put the reason behind " -- ".`;
	return { code: "suppression/malformed", severity: "warning", span: wordSpan, message };
}

function describeUnknown({ id, span }: DirectiveId, { checks }: SuppressOptions): readonly Problem[] {
	const known = checks.map((check) => check.id);
	const faults = Object.entries(faultCatalogue).filter(([code]) => covers(id, code));
	if (known.some((check) => covers(id, check)) || faults.some(([, { severity }]) => severity !== "error")) return [];
	const near = closestWord(id, known);
	const message =
		faults.length > 0
			? `"${id}" cannot be turned off: the file would be refused for it. Mend the fault and remove the comment.`
			: `There is no check "${id}", so nothing is turned off.${near === undefined ? "" : ` Did you mean ${near}?`}`;
	const edits = near === undefined ? undefined : [{ span, newText: near }];
	return [
		{
			code: "suppression/unknown-check",
			severity: "warning",
			span,
			message,
			...(edits === undefined || faults.length > 0 ? {} : { fix: { title: `Write ${near}`, edits } }),
		},
	];
}

/** Claims that a check of that name is on and has all it needs by itself: others may be silent for other reasons. */
function wouldBeReported(pattern: string, { selection, checks }: SuppressOptions): boolean {
	const named = checks.filter(({ id }) => covers(pattern, id));
	const on = new Set(selection.enabled.map(({ check }) => check));
	return named.length > 0 && named.every((check) => on.has(check) && (check.needs ?? []).length === 0);
}
