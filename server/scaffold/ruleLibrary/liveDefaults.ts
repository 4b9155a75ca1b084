import type { ScaffoldContext } from "../scaffoldContext.ts";
import { learn } from "../sources/offer.ts";
import type { EntrySettings } from "./fillEntry.ts";
import type { AlertEntry, RecordingEntry } from "./ruleEntry.ts";

/** What a label is called elsewhere that a parameter names; the first that a metric has is taken. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
	code: ["code", "status", "status_code", "http_status", "response_code"],
};

/**
 * Defaults that hang on what the server has: a rule on `code` never fires where the label is called `status`. Without a
 * server the usual ones stay.
 */
export async function findLiveDefaults(
	entries: readonly (AlertEntry | RecordingEntry)[],
	{ metrics }: Pick<ScaffoldContext, "metrics">,
): Promise<ReadonlyMap<string, EntrySettings>> {
	const defaults = new Map<string, EntrySettings>();
	const { signal } = new AbortController();
	for (const { id, needs, parameters } of entries) {
		const [metric] = needs;
		for (const [name, candidates] of Object.entries(otherNames)) {
			const usual = parameters[name]?.default;
			if (usual === undefined || metric === undefined) continue;
			const { value } = await learn(() => metrics.labelNames([metric]), signal);
			const found = candidates.find((label) => value?.values.includes(label));
			if (found !== undefined && found !== usual) defaults.set(id, { ...defaults.get(id), [name]: found });
		}
	}
	return defaults;
}
