import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import { type ExpressionUse, findExpressionUses } from "./expressionUses.ts";
import type { NameUse } from "./indexedFile.ts";

/** Reads expressions once for each text; what it keeps is bounded. */
export class ExpressionReader {
	readonly #known = new Map<string, readonly ExpressionUse[]>();
	readonly #most: number;

	/** `most` counts the expressions that are kept. */
	constructor(most = 5000) {
		this.#most = most;
	}

	/** Adds what the region, and what stands in it, names; spans count in the file. */
	addUses(region: EmbeddedRegion, uses: NameUse[]): void {
		if (region.language === "promql") {
			if (region.context.role !== "blank") {
				for (const use of this.#read(region)) uses.push({ ...use, span: region.map.toHostSpan(use.span) });
			}
			return;
		}
		for (const inner of region.inner ?? []) this.addUses(inner, uses);
	}

	#read({ text, masks, context }: EmbeddedRegion): readonly ExpressionUse[] {
		const foreign = context.role === "metricsql";
		const places = (masks ?? []).map(({ span }) => `${span.start}-${span.end}`);
		const key = `${foreign ? "~" : ""}${places.join()} ${text}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const uses = findExpressionUses(text, masks, foreign);
		// Texts of one file repeat, as those of its next version do; what was kept longest goes first.
		if (this.#known.size >= this.#most) this.#known.delete(this.#known.keys().next().value ?? "");
		this.#known.set(key, uses);
		return uses;
	}
}
