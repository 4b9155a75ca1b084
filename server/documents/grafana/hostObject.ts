import type { Span } from "../../text/span.ts";
import type { Located } from "../model/located.ts";
import type { PlacedNode, YamlMapping, YamlScalar } from "../yaml/node.ts";
import {
	isMappingNode,
	isScalarNode,
	isSequenceNode,
	spanOf,
	type ViewedEntry,
	type YamlView,
} from "../yaml/yamlView.ts";

export type PlacedScalar = PlacedNode & { readonly node: YamlScalar };

/** An object of a JSON or YAML document, asked by its keys. Keys that are missing and values of other types are nothing. */
export class HostObject {
	readonly span: Span;
	/** Reached through an alias of YAML, so that what it holds is analysed elsewhere. */
	readonly borrowed: boolean;
	readonly node: YamlMapping;
	readonly #view: YamlView;
	readonly #entries: ReadonlyMap<string, ViewedEntry>;

	private constructor(placed: PlacedNode & { readonly node: YamlMapping }, view: YamlView, borrowed: boolean) {
		this.span = spanOf(placed);
		this.borrowed = borrowed;
		this.node = placed.node;
		this.#view = view;
		// Of keys that stand twice, readers of JSON take the last.
		this.#entries = new Map(view.entries(placed).map((entry) => [entry.key, entry]));
	}

	static read(placed: PlacedNode | undefined, view: YamlView, borrowed = false): HostObject | undefined {
		const resolved = view.resolve(placed);
		return isMappingNode(resolved) ? new HostObject(resolved, view, borrowed) : undefined;
	}

	get keys(): readonly string[] {
		return [...this.#entries.keys()];
	}

	has(key: string): boolean {
		return this.#entries.has(key);
	}

	entry(key: string): ViewedEntry | undefined {
		return this.#entries.get(key);
	}

	object(key: string): HostObject | undefined {
		const entry = this.#entries.get(key);
		return entry && HostObject.read(entry.value, this.#view, this.borrowed || entry.borrowed);
	}

	/** The objects at the end of a path of keys. */
	at(...path: readonly string[]): HostObject | undefined {
		let current: HostObject | undefined = this;
		for (const key of path) current = current?.object(key);
		return current;
	}

	/** The values of an object of objects, with their keys. */
	members(): readonly { readonly key: string; readonly keySpan: Span; readonly value: HostObject }[] {
		return [...this.#entries.values()].flatMap(({ key, keySpan, value, borrowed }) => {
			const object = HostObject.read(value, this.#view, this.borrowed || borrowed);
			return object === undefined ? [] : [{ key, keySpan, value: object }];
		});
	}

	isList(key: string): boolean {
		return isSequenceNode(this.#entries.get(key)?.value);
	}

	/** The objects in a list; other items are left out. */
	objects(key: string): readonly HostObject[] {
		const entry = this.#entries.get(key);
		if (!isSequenceNode(entry?.value)) return [];
		const borrowed = this.borrowed || entry.borrowed;
		return this.#view
			.items(entry.value)
			.flatMap((item) => HostObject.read(item.value, this.#view, borrowed || item.borrowed) ?? []);
	}

	/** A scalar that the document holds here itself, not by an alias. */
	ownScalar(key: string): PlacedScalar | undefined {
		const entry = this.#entries.get(key);
		if (entry === undefined || this.borrowed || entry.borrowed) return undefined;
		return isScalarNode(entry.value) ? entry.value : undefined;
	}

	/** A scalar as text, of whatever type. */
	text(key: string): Located<string> | undefined {
		const value = this.#entries.get(key)?.value;
		return isScalarNode(value) ? { value: value.node.value, span: spanOf(value) } : undefined;
	}

	number(key: string): Located<number> | undefined {
		const value = this.#entries.get(key)?.value;
		if (!isScalarNode(value) || value.node.style !== "plain" || value.node.value === "") return undefined;
		const amount = Number(value.node.value);
		return Number.isNaN(amount) ? undefined : { value: amount, span: spanOf(value) };
	}

	boolean(key: string): Located<boolean> | undefined {
		const value = this.#entries.get(key)?.value;
		if (!isScalarNode(value) || value.node.style !== "plain") return undefined;
		const { value: word } = value.node;
		return word === "true" || word === "false" ? { value: word === "true", span: spanOf(value) } : undefined;
	}

	isTrue(key: string): boolean {
		return this.boolean(key)?.value === true;
	}
}

/** The text, unless there is nothing but blanks in it. */
export function notEmpty(text: Located<string> | undefined): Located<string> | undefined {
	return text === undefined || text.value.trim() === "" ? undefined : text;
}
