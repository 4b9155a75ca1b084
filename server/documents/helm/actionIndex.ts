import type { Span } from "../../text/span.ts";
import type { TemplateAction } from "./action.ts";
import { hasStandIn, restoreValues } from "./standIns.ts";

/** The actions of a file by their place. */
export class ActionIndex {
	readonly #actions: readonly TemplateAction[];
	readonly #file: string;

	constructor(actions: readonly TemplateAction[], file: string) {
		this.#actions = actions;
		this.#file = file;
	}

	/** Those that lie in `span` or reach into it. */
	within({ start, end }: Span): readonly TemplateAction[] {
		const first = this.#firstEndingAfter(start);
		let last = first;
		while ((this.#actions[last]?.span.start ?? Number.POSITIVE_INFINITY) < end) last++;
		return first === last ? [] : this.#actions.slice(first, last);
	}

	/** Claims that an action is in `span` or next to it. */
	touches({ start, end }: Span): boolean {
		return this.within({ start: start - 1, end: end + 1 }).length > 0;
	}

	/**
	 * Claims that of two places one is rendered wherever the other is: they are in one block, or one of them is in blocks
	 * that begin behind the other or end before it. Lines that an action may bring in between could belong to either.
	 */
	standTogether(one: Span, other: Span): boolean {
		const between = { start: Math.min(one.end, other.end), end: Math.max(one.start, other.start) };
		if (between.end <= between.start) return true;
		let left = 0;
		let entered = 0;
		for (const { kind, brings } of this.within(between)) {
			if (brings !== undefined) return false;
			if (kind === "open") entered++;
			else if (kind === "else" && entered === 0) return false;
			else if (kind === "end" && entered > 0) entered--;
			else if (kind === "end") left++;
		}
		return left === 0 || entered === 0;
	}

	/** The action around `offset`, unless it is at its edge. */
	around(offset: number): TemplateAction | undefined {
		const action = this.#actions[this.#firstEndingAfter(offset)];
		return action !== undefined && action.span.start < offset ? action : undefined;
	}

	/** A text of the masked file as the user wrote it; `span` is where it is written, or at least near there. */
	restore(text: string, span: Span): string {
		if (!hasStandIn(text)) return text;
		const branches = this.#branchesAt(span);
		if (branches !== undefined) return branches;
		const here = this.within(span).filter(({ kind }) => kind === "value");
		return restoreValues(text, (index, length) => {
			const inOrder = here[index];
			const action =
				inOrder !== undefined && lengthOf(inOrder) === length ? inOrder : this.#nearest(length, span.start);
			return action === undefined ? "{{ … }}" : this.#file.slice(action.span.start, action.span.end);
		});
	}

	/** What is one of several texts, with the conditions that decide which; `undefined` where nothing is to be decided. */
	#branchesAt(span: Span): string | undefined {
		const around = this.within({ start: span.start - 1, end: span.end + 1 });
		if (!around.some(({ kind, span: { start } }) => kind === "else" && start >= span.start)) return undefined;
		const [first] = around;
		const last = around.at(-1);
		const start = first?.kind === "open" ? Math.min(first.span.start, span.start) : span.start;
		const end = last?.kind === "end" ? Math.max(last.span.end, span.end) : span.end;
		return this.#file.slice(start, end);
	}

	#nearest(length: number, offset: number): TemplateAction | undefined {
		const middle = this.#firstEndingAfter(offset);
		for (let distance = 0; distance < nearby; distance++) {
			for (const action of [this.#actions[middle + distance], this.#actions[middle - 1 - distance]]) {
				if (action?.kind === "value" && lengthOf(action) === length) return action;
			}
		}
		return undefined;
	}

	/** The index of the first action that ends behind `offset`. */
	#firstEndingAfter(offset: number): number {
		let low = 0;
		let high = this.#actions.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			const action = this.#actions[middle];
			if (action !== undefined && action.span.end <= offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

/** So many actions on either side are looked at. */
const nearby = 200;

function lengthOf({ span }: TemplateAction): number {
	return span.end - span.start;
}
