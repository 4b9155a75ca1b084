import { LRUCache } from "lru-cache";
import type { EmbeddedRegion } from "../documents/embedded/region.ts";
import type { Located, Rule, RuleEntry, RuleGroup } from "../documents/model.ts";
import { moveProblem, type Problem } from "../text/problem.ts";
import { contains, type Span } from "../text/span.ts";
import type { AskedByKey, KnowledgeRecorder, Missing } from "./knowledgeRecorder.ts";
import type { CheckSelection } from "./selection.ts";

/** Characters of rules and expressions whose results are kept: several large files. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

/** What the checks found in a rule or an expression, and what that stands on. */
export interface Finding {
	readonly problems: readonly Problem[];
	readonly missing: readonly Missing[];
}

interface Kept extends Finding {
	/** In offsets from `origin`. */
	readonly problems: readonly Problem[];
	readonly selection: CheckSelection;
	readonly asked: AskedByKey;
	/** The state of knowledge that the answers are known to hold in. */
	knownAt: string;
}

export interface Conditions {
	readonly selection: CheckSelection;
	readonly recorder: KnowledgeRecorder;
	/** Names the knowledge and its version. */
	readonly knownAt: string;
}

/**
 * Results of checks by what they were given: a key stroke changes one rule, and the others are not looked at again. What
 * was asked of the knowledge is kept with each, and asked again where the knowledge has changed.
 *
 * Invariant: nothing is kept that reaches out of `extent`, as it could have moved apart from it.
 */
export class KeptResults {
	readonly #kept = new LRUCache<string, Kept>({
		maxSize: KEPT_CHARACTERS,
		sizeCalculation: ({ problems, asked }, key) => key.length + 256 * problems.length + 64 * asked.size + 64,
	});

	/** The result for `key`, which says everything that `work` depends on but `conditions`; `extent` is where it stands. */
	find(key: string, extent: Span, conditions: Conditions, work: () => readonly Problem[]): Finding {
		const { selection, recorder, knownAt } = conditions;
		const kept = this.#kept.get(key);
		if (kept?.selection === selection && (kept.knownAt === knownAt || recorder.confirms(kept.asked))) {
			kept.knownAt = knownAt;
			if (kept.problems.length === 0) return kept;
			return { problems: kept.problems.map((problem) => moveProblem(problem, extent.start)), missing: kept.missing };
		}
		recorder.take();
		const problems = work();
		const { asked, missing } = recorder.take();
		if (problems.every((problem) => staysIn(extent, problem))) {
			const moved = problems.map((problem) => moveProblem(problem, -extent.start));
			this.#kept.set(key, { problems: moved, missing, selection, asked, knownAt });
		}
		return { problems, missing };
	}
}

function staysIn(extent: Span, { span, related, fix }: Problem): boolean {
	return (
		contains(extent, span) &&
		(related?.every((place) => contains(extent, place.span)) ?? true) &&
		(fix?.edits.every((edit) => contains(extent, edit.span)) ?? true)
	);
}

/**
 * All that checks of a rule may depend on: its text and column, what it means, and what its group gives it. The text
 * alone does not say it where aliases bring something or where the whole file stands in another one.
 */
export function keyOfRule(rule: Rule, groupKey: string, text: string): string {
	const { start, end } = rule.span;
	const column = start - text.lastIndexOf("\n", start - 1);
	return `${groupKey} ${column} ${sizeOf(rule)} ${borrowedBy(rule)} ${text.slice(start, end)}`;
}

export function keyOfGroup({ intervalSeconds, labels }: RuleGroup): string {
	const pairs = labels?.map(({ key, value }) => [key.value, value.value]);
	return `${intervalSeconds?.value} ${pairs === undefined ? "" : JSON.stringify(pairs)}`;
}

function sizeOf({ name, expression, labels, annotations }: Rule): number {
	let size = (name?.value.length ?? 0) + (expression?.text.length ?? 0);
	for (const { value } of labels) size += value.value.length;
	for (const { value } of annotations) size += value.value.length;
	return size;
}

/** What stands outside of the rule and belongs to it all the same. */
function borrowedBy(rule: Rule): string {
	const { span, name, forSeconds, keepFiringForSeconds, labels, annotations } = rule;
	const isInside = (located: Located<unknown> | undefined) => located === undefined || contains(span, located.span);
	const entryIsInside = ({ key, value }: RuleEntry) => isInside(key) && isInside(value);
	if (
		[name, forSeconds, keepFiringForSeconds].every(isInside) &&
		labels.every(entryIsInside) &&
		annotations.every(entryIsInside)
	) {
		return "";
	}
	const pairs = [...labels, ...annotations].map(({ key, value }) => [key.value, value.value]);
	return JSON.stringify([name?.value, forSeconds?.value, keepFiringForSeconds?.value, pairs]);
}

/** All that checks of an expression outside of rules may depend on. */
export function keyOfExpression({ text, source, context, masks }: EmbeddedRegion, use: string): string {
	const { variables, ...rest } = context;
	const names = variables?.map(({ name, example }) => [name, example]);
	const replaced = masks?.map(({ span, role }) => [span, role]);
	return `${use} ${JSON.stringify([rest, names, replaced, source])} ${text}`;
}
