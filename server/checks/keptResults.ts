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

interface KeptRule {
	readonly kept: Kept;
	readonly groupKey: string;
	readonly column: number;
	/** The rule's text in the file. */
	readonly raw: string;
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

	/** By what the rule was read from; found without looking at more of its text than whether it is still the same. */
	readonly #byOrigin = new WeakMap<object, KeptRule>();

	/** As `find`, of a rule of `text`; `groupKey` says what its group gives it. */
	findOfRule(
		rule: Rule,
		groupKey: string,
		text: string,
		conditions: Conditions,
		work: () => readonly Problem[],
	): Finding {
		const { span, origin } = rule;
		const column = span.start - text.lastIndexOf("\n", span.start - 1);
		const known = origin && this.#byOrigin.get(origin);
		if (
			known?.groupKey === groupKey &&
			known.column === column &&
			known.raw.length === span.end - span.start &&
			text.startsWith(known.raw, span.start) &&
			holds(known.kept, conditions)
		) {
			return place(known.kept, span);
		}
		const key = keyOfRule(rule, groupKey, column, text);
		const finding = this.find(key, span, conditions, work);
		const kept = origin && this.#kept.peek(key);
		if (kept !== undefined && origin !== undefined) {
			// The end of the key, which is a text of its own, rather than of the file, which would be held as long.
			const raw = key.slice(key.length - (span.end - span.start));
			this.#byOrigin.set(origin, { kept, groupKey, column, raw });
		}
		return finding;
	}

	/** The result for `key`, which says everything that `work` depends on but `conditions`; `extent` is where it stands. */
	find(key: string, extent: Span, conditions: Conditions, work: () => readonly Problem[]): Finding {
		const { selection, recorder, knownAt } = conditions;
		const kept = this.#kept.get(key);
		if (kept !== undefined && holds(kept, conditions)) return place(kept, extent);
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

/** Claims that the same would be found again. */
function holds(kept: Kept, { selection, recorder, knownAt }: Conditions): boolean {
	if (kept.selection !== selection) return false;
	if (kept.knownAt !== knownAt && !recorder.confirms(kept.asked)) return false;
	kept.knownAt = knownAt;
	return true;
}

function place(kept: Kept, { start }: Span): Finding {
	if (kept.problems.length === 0) return kept;
	return { problems: kept.problems.map((problem) => moveProblem(problem, start)), missing: kept.missing };
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
function keyOfRule(rule: Rule, groupKey: string, column: number, text: string): string {
	const { start, end } = rule.span;
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
