import type { IndexedFile, IndexedItem, Labels, NameUse } from "./indexedFile.ts";

/** UTF-16 code units up to which a text is likely to occur again. */
const short = 64;
/** Texts that are kept to be shared; what is kept after that begins anew. */
const mostTexts = 500_000;

/**
 * Makes files that came from another thread small: equal names, labels and lists in them are the same object for all
 * files, and rules, of which a workspace has most, are laid out anew without room for more members.
 */
export class SharedTexts {
	#texts = new Map<string, string>();
	#lists = new Map<string, readonly string[]>();
	#labels = new Map<string, Labels>();

	share(file: IndexedFile): IndexedFile {
		if (this.#texts.size > mostTexts) {
			this.#texts = new Map();
			this.#lists = new Map();
			this.#labels = new Map();
		}
		return { ...file, items: file.items.map((item) => this.#shareItem(item)) };
	}

	#shareItem(item: IndexedItem): IndexedItem {
		const { kind, span, parent } = item;
		const name = this.#share(item.name);
		const nameSpan = copySpan(item.nameSpan);
		const uses = item.uses.length === 0 ? noUses : item.uses.map((use) => this.#shareUse(use));
		const place = { span: copySpan(span), nameSpan, ...(parent === undefined ? {} : { parent }), uses };
		if (kind === "record" && item.expression !== undefined && parent !== undefined) {
			const labels = this.#shareLabels(item.labels);
			return { kind: "record", name, span: place.span, nameSpan, parent, uses, labels, expression: item.expression };
		}
		if (kind === "alert" && item.expression !== undefined && parent !== undefined) {
			const { expression, forSeconds, annotations } = item;
			const labels = this.#shareLabels(item.labels);
			const rule = {
				kind: "alert" as const,
				name,
				span: place.span,
				nameSpan,
				parent,
				uses,
				labels,
				annotations,
				expression,
			};
			return forSeconds === undefined ? rule : { ...rule, forSeconds };
		}
		return { ...item, name, ...place };
	}

	#shareUse({ kind, name, span, labels, pattern }: NameUse): NameUse {
		const shared = this.#share(name);
		const place = copySpan(span);
		// A kind is one of a few words, which the program has already.
		const own = kinds.get(kind) ?? kind;
		if (pattern === true) {
			const use = { kind: own, name: shared, span: place, pattern };
			return labels === undefined ? use : { ...use, labels: this.#shareList(labels) };
		}
		if (labels === undefined) return { kind: own, name: shared, span: place };
		return { kind: own, name: shared, span: place, labels: this.#shareList(labels) };
	}

	#share(text: string): string {
		if (text.length > short) return text;
		const known = this.#texts.get(text);
		if (known !== undefined) return known;
		this.#texts.set(text, text);
		return text;
	}

	#shareList(list: readonly string[]): readonly string[] {
		const key = list.join("\0");
		const known = this.#lists.get(key);
		if (known !== undefined) return known;
		this.#lists.set(key, list);
		return list;
	}

	#shareLabels(labels: Labels): Labels {
		const key = JSON.stringify(labels);
		if (key.length > 10 * short) return labels;
		const known = this.#labels.get(key);
		if (known !== undefined) return known;
		this.#labels.set(key, labels);
		return labels;
	}
}

const noUses: readonly NameUse[] = [];

const kinds: ReadonlyMap<string, NameUse["kind"]> = new Map(
	(["metric", "alert", "file", "receiver", "variable", "dashboard"] as const).map((kind) => [kind, kind]),
);

function copySpan({ start, end }: IndexedItem["span"]): IndexedItem["span"] {
	return { start, end };
}
