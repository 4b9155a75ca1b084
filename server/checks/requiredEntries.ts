import type { Located } from "../documents/model/located.ts";
import type { RuleEntry } from "../documents/model.ts";
import { shorten } from "../promql/shorten.ts";
import type { Report } from "./check.ts";
import { readPattern } from "./optionPattern.ts";

/** What a team asks of one label or annotation. */
export interface EntryDemand {
	readonly name: string | undefined;
	readonly required: boolean;
	readonly forbidden: boolean;
	readonly pattern: string | undefined;
	readonly values: readonly string[];
	/** The names of the rules that it is about. */
	readonly rules: string | undefined;
}

/** @param words `label` or `annotation`, the name of the rule as a message can hold it, and whether there are no others */
export function judgeEntries(
	rule: Located<string>,
	entries: readonly RuleEntry[],
	demands: readonly EntryDemand[],
	{ what, of, complete }: { readonly what: string; readonly of: string; readonly complete: boolean },
): readonly Report[] {
	return demands.flatMap((demand): readonly Report[] => {
		const { name, forbidden, required, values, pattern } = demand;
		if (name === undefined || !readPattern(demand.rules)(rule.value)) return [];
		const entry = entries.find(({ key }) => key.value === name);
		if (forbidden) {
			if (entry === undefined) return [];
			return [{ at: entry.key.span, message: `The ${what} ${shorten(name)} is not allowed here. Remove it.` }];
		}
		if (entry === undefined) {
			if (!required || !complete) return [];
			return [
				{ at: rule.span, message: `${of} has no ${what} ${shorten(name)}, which the team has agreed on. Add it.` },
			];
		}
		// What a chart fills in, or a template prints, is not known.
		if (entry.template?.masks !== undefined || /\{\{/.test(entry.value.value)) return [];
		const { value } = entry.value;
		if (values.length > 0 && !values.includes(value)) {
			const allowed = values.map(shorten).join(", ");
			return [
				{
					at: entry.value.span,
					message: `The ${what} ${shorten(name)} is ${shorten(value)}, and the configuration allows ${allowed}. Use one of these.`,
				},
			];
		}
		if (readPattern(pattern)(value)) return [];
		return [
			{
				at: entry.value.span,
				message: `The ${what} ${shorten(name)} does not match ${shorten(pattern ?? "")}, as the configuration asks. Change it.`,
			},
		];
	});
}
