import type { Span } from "../../text/span.ts";
import type { Located } from "../model/located.ts";
import { readSeconds, readText } from "../rules/ruleValues.ts";
import type { PlacedNode } from "../yaml/node.ts";
import {
	isMappingNode,
	isScalarNode,
	isSequenceNode,
	spanOf,
	type ViewedEntry,
	type YamlView,
} from "../yaml/yamlView.ts";

const fewEntries = 16;

/** A mapping's values by the names of their keys. What is of another kind than asked for counts as not there. */
export class Fields {
	readonly entries: readonly ViewedEntry[];
	readonly span: Span;
	readonly #view: YamlView;
	#byName: ReadonlyMap<string, ViewedEntry> | undefined;

	private constructor(entries: readonly ViewedEntry[], span: Span, view: YamlView) {
		this.entries = entries;
		this.span = span;
		this.#view = view;
	}

	/** `span` is the node's own where it is left out. */
	static of(placed: PlacedNode | undefined, view: YamlView, span?: Span): Fields | undefined {
		const node = view.resolve(placed);
		return isMappingNode(node) ? new Fields(view.entries(node), span ?? spanOf(node), view) : undefined;
	}

	get(name: string): ViewedEntry | undefined {
		// Most mappings have few keys, among which looking is faster than remembering.
		if (this.entries.length <= fewEntries) return this.entries.find(({ key }) => key === name);
		this.#byName ??= new Map(this.entries.toReversed().map((entry) => [entry.key, entry]));
		return this.#byName.get(name);
	}

	has(name: string): boolean {
		return this.get(name) !== undefined;
	}

	/** A scalar that is not empty. */
	text(name: string): Located<string> | undefined {
		return readText(this.get(name));
	}

	seconds(name: string): Located<number> | undefined {
		return readSeconds(this.get(name));
	}

	isTrue(name: string): boolean {
		return /^(?:y|yes|true|on)$/i.test(this.text(name)?.value ?? "");
	}

	mapping(name: string): Fields | undefined {
		return Fields.of(this.get(name)?.value, this.#view);
	}

	/** The scalars of a sequence; a scalar in its place counts as a sequence of one, as Go's decoder reads it. */
	texts(name: string): readonly Located<string>[] {
		const value = this.get(name)?.value;
		if (isScalarNode(value)) return [locate(value)];
		if (!isSequenceNode(value)) return [];
		return this.#view.items(value).flatMap((item) => (isScalarNode(item.value) ? [locate(item.value)] : []));
	}

	/** The mappings of a sequence, each with the span of the whole item. */
	mappings(name: string): readonly Fields[] {
		const value = this.get(name)?.value;
		if (!isSequenceNode(value)) return [];
		return this.#view.items(value).flatMap((item) => Fields.of(item.value, this.#view, item.span) ?? []);
	}

	/** The entries of a mapping of texts. */
	pairs(name: string): readonly { readonly key: Located<string>; readonly value: Located<string> }[] {
		return (
			this.mapping(name)?.entries.flatMap((entry) => {
				if (entry.value !== undefined && !isScalarNode(entry.value)) return [];
				const value = entry.value === undefined ? { value: "", span: entry.valueSpan } : locate(entry.value);
				return [{ key: { value: entry.key, span: entry.keySpan }, value }];
			}) ?? []
		);
	}
}

/** The text of a scalar and where it stands, with its quotes. */
function locate(value: PlacedNode): Located<string> {
	return { value: isScalarNode(value) ? value.node.value : "", span: spanOf(value) };
}
