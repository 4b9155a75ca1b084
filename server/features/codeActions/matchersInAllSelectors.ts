import type { LabelMatcher, VectorSelector } from "../../promql/ast.ts";
import { walk } from "../../promql/visit.ts";
import { type Span, touches } from "../../text/span.ts";
import type { RefactoringProvider } from "./codeAction.ts";
import type { ExpressionPlace } from "./expressionPlace.ts";
import { addMatcher, removeMatcher } from "./matcherEdits.ts";

/** Adds the matcher at the cursor to all other selectors of the expression, or takes it out of all that have it. */
export const matchersInAllSelectors: RefactoringProvider = {
	kind: "refactor.rewrite",
	offer(place) {
		const selectors = selectorsOf(place);
		const pointed = selectors
			.flatMap(({ matchers }) => matchers)
			.find(({ span }) => touches(span, place.selection.start));
		if (pointed === undefined || pointed.label.name === "__name__" || selectors.length < 2) return [];
		const { text } = place.parsed;
		const written = text.slice(pointed.span.start, pointed.span.end);
		if (written.includes("\n") || overlapsComment(place, pointed.span)) return [];
		const offers = [];
		const without = selectors.filter(
			({ matchers }) => !matchers.some(({ label }) => label.name === pointed.label.name),
		);
		const added = place.rewrite(without.map((selector) => addMatcher(selector, written, text)));
		if (added !== undefined) {
			const others = without.length === 1 ? "the other selector" : `${without.length} other selectors`;
			offers.push({ title: `Add ${written} to ${others}`, kind: "refactor.rewrite" as const, edits: added });
		}
		const removals = selectors.flatMap((selector) =>
			selector.matchers
				.filter((matcher) => isSame(matcher, pointed))
				.slice(0, 1)
				.map((matcher) => removeMatcher(selector, matcher, text)),
		);
		const removed = removals.some((edit) => overlapsComment(place, edit.span)) ? undefined : place.rewrite(removals);
		if (removed !== undefined && removals.length > 1) {
			const title = `Remove ${written} from all ${removals.length} selectors`;
			offers.push({ title, kind: "refactor.rewrite" as const, edits: removed });
		}
		return offers;
	},
};

/** Without the second argument of `info`, which selects labels rather than series. */
function selectorsOf({ parsed }: ExpressionPlace): readonly VectorSelector[] {
	const found: VectorSelector[] = [];
	const skipped = new Set<unknown>();
	for (const node of walk(parsed.expression)) {
		if (node.kind === "call" && node.function.name === "info") skipped.add(node.arguments[1]);
		if (node.kind === "selector" && !skipped.has(node)) found.push(node);
	}
	return found;
}

function isSame(a: LabelMatcher, b: LabelMatcher): boolean {
	if (a.value.kind !== "string" || b.value.kind !== "string") return false;
	return a.label.name === b.label.name && a.operator === b.operator && a.value.value === b.value.value;
}

function overlapsComment({ parsed }: ExpressionPlace, span: Span): boolean {
	return parsed.comments.some(({ start, end }) => start < span.end && span.start < end);
}
