import type { RuleEntry } from "../../documents/model.ts";
import type { Labels } from "./indexedFile.ts";

const noLabels: Labels = {};
/** Sets of labels that are kept to be shared; the rest is made anew. */
const mostSets = 2000;

/** What reading one file's items takes. */
export class IndexReading {
	readonly uri: string;
	readonly text: string;
	readonly #sets = new Map<string, Labels>();

	constructor(uri: string, text: string) {
		this.uri = uri;
		this.text = text;
	}

	/** By name, over those of `base`; the same object for the same labels, as most rules of a file have few. */
	labels(entries: readonly RuleEntry[], base: Labels = noLabels): Labels {
		if (entries.length === 0) return base;
		const own = entries.map(({ key, value }): readonly [string, string] => [key.value, value.value]);
		const pairs = base === noLabels ? own : [...Object.entries(base), ...own];
		const key = JSON.stringify(pairs);
		const known = this.#sets.get(key);
		if (known !== undefined) return known;
		const labels: Labels = Object.fromEntries(pairs);
		if (this.#sets.size < mostSets) this.#sets.set(key, labels);
		return labels;
	}
}
