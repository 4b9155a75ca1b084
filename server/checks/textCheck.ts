import type { EmbeddedLanguage, RegionContext } from "../documents/embedded/region.ts";
import type { FeatureSet } from "../promql/features.ts";
import type { ParsedPromql } from "../promql/parse.ts";
import type { RegularExpressions } from "../promql/regularExpressions.ts";
import type { Problem } from "../text/problem.ts";

/**
 * One thing that is looked for in an embedded text. The file's path is its id: `promql/syntax` is
 * `server/checks/promql/syntax.ts`. The codes that it reports are described in tables of `Fault` beside what finds them.
 */
export interface TextCheck {
	readonly id: string;
	readonly language: EmbeddedLanguage;
	/** Problems in offsets of `text`. Depends on nothing but `text`, `role` and `features`, so that results can be kept. */
	run(text: string, context: TextCheckContext): readonly Problem[];
}

export interface TextCheckContext {
	readonly role: RegionContext["role"];
	/** What the server that will run it is known to have or to lack. */
	readonly features: FeatureSet;
	/** The text as PromQL; read once, whoever asks. */
	readonly parsePromql: (text: string) => ParsedPromql;
	/** Compiled regular expressions, kept from one text to the next. */
	readonly regularExpressions: RegularExpressions;
}

export function defineTextCheck(check: TextCheck): TextCheck {
	return check;
}
