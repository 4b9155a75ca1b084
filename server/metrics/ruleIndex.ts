import { LRUCache } from "lru-cache";
import { canonicalPromql } from "../promql/canonical.ts";
import type { LabelSet, RuleGroupState, RuleState } from "./port.ts";

/** A rule of a file, as far as it tells it from others. */
export interface RuleQuestion {
	readonly kind: "alert" | "record";
	readonly group: string;
	readonly name: string;
	readonly expression: string;
	readonly labels: LabelSet;
	/** The last part of the file's path, which servers often have too. */
	readonly file?: string;
}

export type RuleOnServer =
	/** The server evaluates this very expression. */
	| { readonly kind: "same"; readonly rule: RuleState; readonly group: RuleGroupState }
	/** It has the rule with another expression: what it says of it is not about the file's. */
	| { readonly kind: "differs"; readonly rule: RuleState; readonly group: RuleGroupState }
	| { readonly kind: "absent" }
	/** Several of its rules could be meant. */
	| { readonly kind: "ambiguous" };

interface Candidate {
	readonly rule: RuleState;
	readonly group: RuleGroupState;
}

/**
 * Finds a file's rules among those that a server evaluates: by the names of group and rule, then by the expression, then by
 * labels and the file's name. Where that leaves several it answers `ambiguous` rather than one that may be wrong.
 */
export class RuleIndex {
	readonly #candidates = new Map<string, Candidate[]>();
	readonly #canonical = new LRUCache<string, { readonly text: string | undefined }>({ max: 20_000 });

	constructor(groups: readonly RuleGroupState[]) {
		for (const group of groups) {
			for (const rule of group.rules) {
				const key = keyOf(rule.kind, group.name, rule.name);
				const known = this.#candidates.get(key);
				if (known === undefined) this.#candidates.set(key, [{ rule, group }]);
				else known.push({ rule, group });
			}
		}
	}

	find(question: RuleQuestion): RuleOnServer {
		const { kind, group, name, expression } = question;
		const candidates = this.#candidates.get(keyOf(kind, group, name));
		if (candidates === undefined) return { kind: "absent" };
		const equal = candidates.filter(({ rule }) => this.#isSame(rule.query, expression));
		const one = narrow(equal.length > 0 ? equal : candidates, question);
		if (one === undefined) return { kind: "ambiguous" };
		return { kind: equal.length > 0 ? "same" : "differs", ...one };
	}

	#isSame(one: string, other: string): boolean {
		if (one === other) return true;
		const canonical = this.#canonicalOf(one);
		return canonical !== undefined && canonical === this.#canonicalOf(other);
	}

	#canonicalOf(text: string): string | undefined {
		const known = this.#canonical.get(text) ?? { text: canonicalPromql(text) };
		this.#canonical.set(text, known);
		return known.text;
	}
}

function narrow(candidates: readonly Candidate[], { labels, file }: RuleQuestion): Candidate | undefined {
	const [first] = candidates;
	if (candidates.length === 1) return first;
	const labelled = candidates.filter(({ rule }) => isEqual(rule.labels, labels));
	const left = labelled.length > 0 ? labelled : candidates;
	if (left.length === 1) return left[0];
	const inFile = left.filter(({ group }) => file !== undefined && lastPart(group.file) === file);
	return inFile.length === 1 ? inFile[0] : undefined;
}

function isEqual(one: LabelSet, other: LabelSet): boolean {
	const entries = Object.entries(one);
	return entries.length === Object.keys(other).length && entries.every(([name, value]) => other[name] === value);
}

/** Without a query; groups of rulers are named in other ways than by paths, and never equal a file then. */
export function lastPart(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

function keyOf(kind: string, group: string, name: string): string {
	return JSON.stringify([kind, group, name]);
}
