import type { Fields } from "../../../documents/structure/fields.ts";
import type { Span } from "../../../text/span.ts";
import type { SloDefinition } from "../sloDefinition.ts";

/** Whose form a specification is in. */
export type SpecTool = "Sloth" | "Pyrra" | "OpenSLO";

/** One objective of a specification. */
export interface SpecSlo {
	readonly tool: SpecTool;
	readonly service: string;
	readonly name: string;
	readonly span: Span;
	readonly meaning: SpecMeaning;
}

export type SpecMeaning =
	| {
			readonly kind: "slo";
			readonly slo: SloDefinition;
			/** What rules of ours do otherwise than those of the tool, as sentences. */
			readonly notes: readonly string[];
	  }
	/** It cannot be said with rules, or is not whole; `at` is where that is written. */
	| { readonly kind: "refused"; readonly reason: string; readonly at: Span };

/** Why an objective cannot be made into rules, while it is being read. */
export class Unconvertible extends Error {
	readonly at: Span;

	constructor(reason: string, at: Span) {
		super(reason);
		this.at = at;
	}
}

/** Reads one objective whole, or not at all. */
export function readWhole(read: () => Extract<SpecMeaning, { kind: "slo" }>): SpecMeaning {
	try {
		return read();
	} catch (error) {
		if (error instanceof Unconvertible) return { kind: "refused", reason: error.message, at: error.at };
		throw error;
	}
}

/** What a specification may lean on that stands elsewhere. */
export interface SpecReferences {
	/** OpenSLO documents, by `kind name`. */
	readonly documents: ReadonlyMap<string, Fields>;
}
