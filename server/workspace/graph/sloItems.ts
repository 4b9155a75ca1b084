import type { Slo } from "../../documents/model/slo.ts";
import { type ItemDraft, withoutQuotes } from "./draft.ts";
import type { IndexReading } from "./indexReading.ts";

/** What services promise. */
export function readSloItems(slos: readonly Slo[], reading: IndexReading): readonly ItemDraft[] {
	return slos.map(({ name, service, objectivePercent, labels, span }): ItemDraft => {
		return {
			kind: "slo",
			name: name?.value ?? "",
			span,
			nameSpan: name === undefined ? span : withoutQuotes(reading.text, name.span),
			uses: [],
			...(service === undefined ? {} : { service: service.value }),
			...(objectivePercent === undefined ? {} : { objective: objectivePercent.value }),
			...(labels.length === 0 ? {} : { labels: reading.labels(labels) }),
		};
	});
}
