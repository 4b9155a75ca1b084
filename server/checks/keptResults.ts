import { LRUCache } from "lru-cache";
import { detach } from "../base/detach.ts";
import type { EmbeddedRegion, Mask, RegionContext } from "../documents/embedded/region.ts";
import type { Located, Rule, RuleEntry, RuleGroup } from "../documents/model.ts";
import { moveProblem, type Problem } from "../text/problem.ts";
import { contains, type Span } from "../text/span.ts";
import type { AskedByKey, KnowledgeRecorder, Missing } from "./knowledgeRecorder.ts";
import type { CheckSelection } from "./selection.ts";

/** Characters of rules and expressions whose results are kept: several large files. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

/** What the checks found in a part of a file, and what that stands on. */
export interface Finding {
	readonly problems: readonly Problem[];
	readonly missing: readonly Missing[];
	readonly asked: AskedByKey;
}

/** In offsets from the start of the part. */
interface Kept extends Finding {
	readonly selection: CheckSelection;
	/** The state of knowledge that the answers are known to hold in. */
	knownAt: string;
}

export interface Conditions {
	readonly selection: CheckSelection;
	readonly recorder: KnowledgeRecorder;
	/** Names the knowledge and its version. */
	readonly knownAt: string;
}

/** A part of a file that is read from a piece of YAML which is remembered. */
export interface Piece {
	/** What its parts were read from, of a rule the rule itself; nothing is found for one that has none. */
	readonly origins: readonly (object | undefined)[];
	readonly extent: Span;
	/** What decides besides the text. */
	readonly context: string;
	/** The whole file. */
	readonly text: string;
}

interface KeptPiece {
	readonly kept: Kept;
	readonly origins: readonly (object | undefined)[];
	readonly context: string;
	readonly column: number;
	/** The piece's text in the file, in memory of its own. */
	readonly raw: string;
}

/**
 * Results of checks by what they were given: a key stroke changes one rule, and the others are not looked at again. What
 * was asked of the knowledge is kept with each, and asked again where the knowledge has changed.
 *
 * Invariant: nothing is kept that reaches out of the part that it is of, as it could have moved apart from it.
 */
export class KeptResults {
	readonly #kept = new LRUCache<string, Kept>({
		maxSize: KEPT_CHARACTERS,
		sizeCalculation: ({ problems, asked }, key) => key.length + 256 * problems.length + 64 * asked.size + 64,
	});
	readonly #keeps: boolean;
	/** By the first of a piece's origins, for rules and for groups. */
	readonly #pieces = { rule: new WeakMap<object, KeptPiece>(), group: new WeakMap<object, KeptPiece>() };

	readonly #written = { contexts: new WeakMap<RegionContext, string>(), masks: new WeakMap<readonly Mask[], string>() };

	/** Where nothing is asked about twice, keeping costs more than it saves. */
	constructor(keeps = true) {
		this.#keeps = keeps;
	}

	/** All that checks of an expression outside of rules may depend on, but for what is written in the file. */
	keyOfExpression({ text, source, context, masks }: EmbeddedRegion, use: string): string {
		const { contexts, masks: lists } = this.#written;
		const place = writeOnce(contexts, context, writeContext);
		const replaced = masks === undefined ? "" : writeOnce(lists, masks, writeMasks);
		return `${use} ${place} ${replaced} ${source === text ? "" : JSON.stringify(source)} ${text}`;
	}

	/**
	 * The result for a piece of the file, found without more of a look at its text than whether it is still the same; or
	 * by `key`, which says everything that `work` depends on but `conditions`.
	 */
	findOfPiece(
		kind: "rule" | "group",
		piece: Piece,
		conditions: Conditions,
		work: () => readonly Problem[],
		key?: (column: number) => string,
	): Finding {
		const { origins, extent, context, text } = piece;
		if (!this.#keeps) return judge(extent, conditions, work).finding;
		const [origin] = origins;
		const pieces = this.#pieces[kind];
		const column = extent.start - text.lastIndexOf("\n", extent.start - 1);
		const known = origin && pieces.get(origin);
		if (known?.column === column && isStill(known, piece) && holds(known.kept, conditions)) {
			return place(known.kept, extent);
		}
		const written = key?.(column);
		const byKey = written === undefined ? undefined : this.#kept.get(written);
		if (byKey !== undefined && holds(byKey, conditions)) return place(byKey, extent);
		const { finding, kept } = judge(extent, conditions, work);
		if (kept === undefined) return finding;
		if (written !== undefined) this.#kept.set(written, kept);
		if (origin !== undefined && origins.every((one) => one !== undefined)) {
			pieces.set(origin, { kept, origins, context, column, raw: detach(text.slice(extent.start, extent.end)) });
		}
		return finding;
	}

	/** The result for `key`, which says everything that `work` depends on but `conditions`; `extent` is where it stands. */
	find(key: string, extent: Span, conditions: Conditions, work: () => readonly Problem[]): Finding {
		if (!this.#keeps) return judge(extent, conditions, work).finding;
		const known = this.#kept.get(key);
		if (known !== undefined && holds(known, conditions)) return place(known, extent);
		const { finding, kept } = judge(extent, conditions, work);
		if (kept !== undefined) this.#kept.set(key, kept);
		return finding;
	}
}

function judge(
	extent: Span,
	{ selection, recorder, knownAt }: Conditions,
	work: () => readonly Problem[],
): { readonly finding: Finding; readonly kept?: Kept } {
	recorder.take();
	const problems = work();
	const { asked, missing } = recorder.take();
	const finding = { problems, missing, asked };
	if (!problems.every((problem) => staysIn(extent, problem))) return { finding };
	const moved = problems.map((problem) => moveProblem(problem, -extent.start));
	return { finding, kept: { problems: moved, missing, asked, selection, knownAt } };
}

function isStill(known: KeptPiece, { origins, extent, context, text }: Piece): boolean {
	return (
		known.context === context &&
		known.raw.length === extent.end - extent.start &&
		known.origins.length === origins.length &&
		known.origins.every((origin, index) => origin === origins[index]) &&
		text.startsWith(known.raw, extent.start)
	);
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
	return { ...kept, problems: kept.problems.map((problem) => moveProblem(problem, start)) };
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
export function keyOfRule(rule: Rule, groupKey: string, column: number, text: string): string {
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

function writeContext({ variables, ...rest }: RegionContext): string {
	return JSON.stringify([rest, variables?.map(({ name, example }) => [name, example])]);
}

function writeMasks(masks: readonly Mask[]): string {
	return JSON.stringify(masks.map(({ span, role }) => [span, role]));
}

/** A region that has only moved has the same context and masks. */
function writeOnce<K extends object>(known: WeakMap<K, string>, value: K, write: (value: K) => string): string {
	let written = known.get(value);
	if (written === undefined) {
		written = write(value);
		known.set(value, written);
	}
	return written;
}
