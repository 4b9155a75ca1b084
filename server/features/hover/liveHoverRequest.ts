import type { DocumentModel, Rule, RuleGroup } from "../../documents/model.ts";
import type { CostGate } from "../../metrics/cost.ts";
import type { MetricKnowledge } from "../../metrics/knowledge.ts";
import type { ActiveAlert } from "../../metrics/port.ts";
import type { Theme } from "./theme.ts";

export interface LiveHoverRequest {
	readonly model: DocumentModel;
	readonly offset: number;
	readonly theme: Theme;
	readonly knowledge: MetricKnowledge;
	/** Nothing that it finds too heavy is asked. */
	readonly cost?: CostGate;
	/** Unix seconds. */
	readonly now: number;
	readonly signal: AbortSignal;
	/** Of the server that evaluates the rules, as far as they are known. */
	readonly externalLabels?: ReadonlyMap<string, string> | undefined;
	/** What the server says is active of an alert, as far as it is known. */
	readonly activeOf?: (rule: Rule, group: RuleGroup) => readonly ActiveAlert[] | undefined;
}
