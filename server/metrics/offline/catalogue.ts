import type { MetricType } from "../port.ts";
import { type CatalogueText, type CatalogueType, readCatalogue, readEntry, typeOf } from "./catalogueFormat.ts";
import type { MetricFact, MetricFacts } from "./metricFacts.ts";
import { fitsType, seriesOf, seriesSuffixes } from "./seriesNames.ts";

/**
 * The bundled catalogue of well-known exporters, read at the first question.
 *
 * Invariant: what it answers never changes, and a metric's entry is read when it is asked for, not before.
 */
export class MetricCatalogue implements MetricFacts {
	readonly version = 0;
	readonly #load: () => string;
	#read: { readonly text: CatalogueText; readonly indices: ReadonlyMap<string, number> } | undefined;
	#seriesNames: readonly string[] | undefined;

	/** `load` gives the text of the catalogue; it is called once, if at all. */
	constructor(load: () => string) {
		this.#load = load;
	}

	describe(name: string): MetricFact | undefined {
		const { indices } = this.#reading();
		const exact = indices.get(name);
		if (exact !== undefined) return this.#factAt(exact);
		for (const suffix of seriesSuffixes) {
			if (!name.endsWith(suffix)) continue;
			const fact = this.#factAt(indices.get(name.slice(0, -suffix.length)));
			if (fact !== undefined && fitsType(suffix, fact.type)) return fact;
		}
		return undefined;
	}

	seriesNames(): readonly string[] {
		this.#seriesNames ??= this.#listSeries();
		return this.#seriesNames;
	}

	#listSeries(): readonly string[] {
		const { names, rests } = this.#reading().text;
		const all = names.flatMap((name, index) => {
			const type = typeOf(rests[index] ?? "");
			return type === "summaryWithoutQuantiles" ? [`${name}_count`, `${name}_sum`] : seriesOf(name, type);
		});
		return all.sort();
	}

	#reading() {
		if (this.#read === undefined) {
			const text = readCatalogue(this.#load());
			this.#read = { text, indices: new Map(text.names.map((name, index) => [name, index])) };
		}
		return this.#read;
	}

	#factAt(index: number | undefined): MetricFact | undefined {
		const { text } = this.#reading();
		const name = index === undefined ? undefined : text.names[index];
		if (index === undefined || name === undefined) return undefined;
		const { type, source, labels, help, unit } = readEntry(text, index);
		return {
			name,
			type: plainType(type),
			unit,
			help,
			...(labels === undefined ? {} : { labels }),
			source: { kind: "catalogue", exporter: source?.exporter ?? "", version: source?.version ?? "" },
		};
	}
}

function plainType(type: CatalogueType): MetricType {
	return type === "summaryWithoutQuantiles" ? "summary" : type;
}
