import { NotificationType, type Range, RequestType } from "vscode-languageserver-protocol";
import type { Explanation } from "../features/explain/explanation.ts";
import type { DocumentPosition } from "./messages.ts";

export type {
	Conflict,
	ExplainedNode,
	Explanation,
	Groups,
	LabelCount,
	MatcherSelectivity,
	Matching,
	MismatchReason,
	NodeResult,
	Outcome,
	Side,
} from "../features/explain/explanation.ts";

/** `observability/explain`: evaluates every part of an expression. */
export interface ExplainParams {
	/** Chosen by the client, for the progress. */
	readonly id: number;
	/** What to explain, or where it stands in a file. */
	readonly source: { readonly expression: string } | { readonly place: DocumentPosition };
}

export type ExplainAnswer =
	| {
			readonly kind: "ok";
			readonly explanation: Explanation;
			/** Where the parts stand, by their ids; `null` for one whose place cannot be told. */
			readonly file?: {
				readonly uri: string;
				readonly version: number;
				readonly ranges: readonly (Range | null)[];
			};
	  }
	| { readonly kind: "failed"; readonly message: string };

export const explain = new RequestType<ExplainParams, ExplainAnswer, void>("observability/explain");

/** Server → client, `observability/explainProgress`: parts that are done, of all. */
export interface ExplainProgress {
	readonly id: number;
	readonly done: number;
	readonly total: number;
}
export const explainProgress = new NotificationType<ExplainProgress>("observability/explainProgress");
