import type { CostGate } from "../../../metrics/cost.ts";
import type { LivePrometheus } from "../../../metrics/port.ts";
import type { InsightFigure, InsightPicture } from "../../insight.ts";
import type { IndicatorExpressions } from "../sli.ts";
import type { SloDefinition } from "../sloDefinition.ts";

/** What is looked at, by whom and within which bounds. */
export interface LookScene {
	readonly api: LivePrometheus;
	readonly slo: SloDefinition;
	readonly sli: IndicatorExpressions;
	readonly gate: CostGate;
	/** Samples that one evaluation of the requests' rate and the error ratio over 5 minutes reads, about. */
	readonly perLook: number;
	/** Unix seconds. */
	readonly now: number;
	/** Ends the work with what has come. */
	readonly enough: AbortSignal;
	readonly signal: AbortSignal;
}

/** What a look adds to the preview. */
export interface Looked {
	readonly figures: readonly InsightFigure[];
	readonly pictures: readonly InsightPicture[];
	readonly notes: readonly string[];
}

export const nothingSeen: Looked = { figures: [], pictures: [], notes: [] };
