import type { BareAlert } from "../ruleLibrary/dressAlert.ts";
import type { FilledAlert } from "../ruleLibrary/fillEntry.ts";

/** An alert that was asked for, with all that its runbook and test need. */
export interface AskedAlert extends BareAlert {
	/** The rule group that it goes into. */
	readonly group: string;
	readonly tells: string;
	readonly impact: string;
	readonly diagnosis: FilledAlert["diagnosis"];
	readonly mitigation: readonly string[];
	/** Of one from the library. */
	readonly filled?: FilledAlert;
}
