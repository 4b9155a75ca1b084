import type { Span } from "../text/span.ts";
import type { Binding } from "./expression.ts";

/**
 * The bindings of a file by name and scope. Scopes are nested like the tree that they come from, so the innermost one
 * around a place is found by its start, however many there are. The same list is given for the same scope.
 */
export class ScopedBindings {
	readonly #all = new Map<string, Binding[]>();
	readonly #scopes = new Map<string, readonly NameScope[]>();
	readonly #owned = new Map<string, readonly Binding[]>();

	constructor(bindings: readonly Binding[]) {
		for (const binding of bindings) {
			const known = this.#all.get(binding.name);
			if (known === undefined) this.#all.set(binding.name, [binding]);
			else known.push(binding);
		}
	}

	all(name: string): readonly Binding[] {
		return this.#all.get(name) ?? none;
	}

	/** Of a member those of one owner. */
	owned(name: string, owner: string): readonly Binding[] {
		const key = `${owner}${name}`;
		const known = this.#owned.get(key) ?? this.all(name).filter((binding) => binding.owner === owner);
		this.#owned.set(key, known);
		return known;
	}

	/** What the name is bound to in the innermost scope around `place` that declares it, with what is assigned to it. */
	innermost(name: string, place: Span): readonly Binding[] {
		const known = this.#scopes.get(name) ?? nest(this.all(name));
		this.#scopes.set(name, known);
		for (let scope = lastBefore(known, place.start); scope !== undefined; scope = scope.outer) {
			if (place.end <= scope.end && scope.bindings.length > 0) return scope.bindings;
		}
		return none;
	}
}

const none: readonly Binding[] = [];

interface NameScope extends Span {
	readonly outer: NameScope | undefined;
	readonly bindings: Binding[];
}

/** Scopes in which a name is bound, outer ones first. What is only assigned in one belongs to where it is declared. */
function nest(bindings: readonly Binding[]): readonly NameScope[] {
	const inOrder = bindings.toSorted(
		(a, b) =>
			a.scope.start - b.scope.start ||
			b.scope.end - a.scope.end ||
			Number(a.assignment === true) - Number(b.assignment === true),
	);
	const scopes: NameScope[] = [];
	let around: NameScope | undefined;
	for (const binding of inOrder) {
		const { start, end } = binding.scope;
		while (around !== undefined && around.end <= start) around = around.outer;
		const isSame = around?.start === start && around.end === end;
		if (around !== undefined && (isSame || binding.assignment === true)) around.bindings.push(binding);
		else {
			around = { start, end, outer: around, bindings: [binding] };
			scopes.push(around);
		}
	}
	return scopes;
}

/** The last scope that starts at or before `offset`. */
function lastBefore(scopes: readonly NameScope[], offset: number): NameScope | undefined {
	let low = 0;
	let high = scopes.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((scopes[middle]?.start ?? 0) <= offset) low = middle + 1;
		else high = middle;
	}
	return scopes[low - 1];
}
