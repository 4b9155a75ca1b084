import { detach } from "../../base/detach.ts";
import { type ActionReading, readAction } from "./goActions.ts";
import type { Rendering } from "./renderedRegion.ts";

/**
 * What was read of one version of a template, by its text, so that the next version costs only what differs. Nothing in
 * it depends on where the text stands.
 */
export interface TemplatePieces {
	readonly actions: Kept<ActionReading>;
	readonly renderings: Kept<Rendering>;
}

/** By the key, which stands in memory of its own and is taken over with the value. */
type Kept<Value> = Map<string, { readonly key: string; readonly value: Value }>;

export function createTemplatePieces(): TemplatePieces {
	return { actions: new Map(), renderings: new Map() };
}

export function forgetTemplatePieces({ actions, renderings }: TemplatePieces): void {
	actions.clear();
	renderings.clear();
}

/** Reads what the last version did not hold, and keeps what this one does. */
export class TemplateReadings {
	readonly #previous: TemplatePieces;
	readonly #next: TemplatePieces;

	constructor(previous: TemplatePieces, next: TemplatePieces) {
		this.#previous = previous;
		this.#next = next;
	}

	readonly action = (source: string): ActionReading =>
		take(this.#previous.actions, this.#next.actions, source, readAction);

	rendering(key: string, render: () => Rendering): Rendering {
		return take(this.#previous.renderings, this.#next.renderings, key, render);
	}
}

function take<Value>(previous: Kept<Value>, next: Kept<Value>, text: string, read: (key: string) => Value): Value {
	const taken = next.get(text);
	if (taken !== undefined) return taken.value;
	let kept = previous.get(text);
	if (kept === undefined) {
		const key = detach(text);
		kept = { key, value: read(key) };
	}
	next.set(kept.key, kept);
	return kept.value;
}
