import type { DocumentModel } from "../../../documents/model.ts";
import type { Insight } from "../../insight.ts";
import { explainSlo } from "./explainSlo.ts";
import { readRulesAt } from "./readRules.ts";
import { readSpecAt } from "./readSpec.ts";

/** What the SLO at `offset` means: of a specification, or of rules with burn-rate alerts; `undefined` where none is there. */
export function explainSloAt(model: DocumentModel, text: string, offset: number): Insight | undefined {
	const found = readRulesAt(model, offset) ?? (model.slos === undefined ? undefined : readSpecAt(text, offset));
	return found && explainSlo(found);
}
