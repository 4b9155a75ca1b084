import { faultCatalogue } from "../../checks/faultCatalogue.ts";
import { CHECKS } from "../../checks/registry.ts";

/** What SARIF says of a rule. */
export interface RuleDescription {
	readonly name: string;
	readonly shortDescription: { readonly text: string };
	readonly fullDescription: { readonly text: string };
	readonly help: { readonly text: string; readonly markdown: string };
}

/** The description of a diagnostic by its code. */
export function describeRule(code: string): RuleDescription | undefined {
	const entry = faultCatalogue[code] ?? CHECKS.find(({ id }) => id === code);
	if (entry === undefined) return undefined;
	const { title, why, fix } = entry;
	return {
		name: title,
		shortDescription: { text: title },
		fullDescription: { text: cut(why) },
		help: { text: `${why}\n\n${fix}`, markdown: `${why}\n\n**What to do.** ${fix}` },
	};
}

/** Characters that GitHub takes of a description. Source: GitHub's documentation of SARIF for code scanning. */
const LONGEST = 1024;

function cut(text: string): string {
	return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
