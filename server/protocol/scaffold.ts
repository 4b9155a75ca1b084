import { RequestType } from "vscode-languageserver-protocol";
import type { OfferedAnswers, ScaffoldStep } from "../scaffold/createScaffolds.ts";
import type { Insight } from "../scaffold/insight.ts";
import type { Answers, RenderResult, ScaffoldDescription, ScaffoldSummary } from "../scaffold/scaffold.ts";
import type { DocumentPosition } from "./messages.ts";

export type { OfferedAnswers, ScaffoldStep } from "../scaffold/createScaffolds.ts";
export type { Insight, InsightFigure, InsightPicture } from "../scaffold/insight.ts";
export type {
	Answers,
	Choice,
	Condition,
	LeftFile,
	Question,
	RenderResult,
	ScaffoldDescription,
	ScaffoldFile,
	ScaffoldSummary,
} from "../scaffold/scaffold.ts";
export { applies, splitAnswer } from "../scaffold/scaffold.ts";

/** Where a scaffold looks and writes; every request about one says so. */
export interface ScaffoldScene {
	/** The URI of the workspace folder; the first one where it is left out. */
	readonly folder?: string;
	/** Where the user was as the command was called. */
	readonly at?: DocumentPosition;
}

export interface ScaffoldRequest extends ScaffoldScene {
	readonly id: string;
}

export interface AnsweredScaffold extends ScaffoldRequest {
	readonly answers: Answers;
}

/**
 * `observability/scaffold/*`: which there are, their questions, choices, checks of single answers, what they make and what
 * would come of it. A template that is at fault is answered as an error with words for the user.
 */
export const listScaffolds = new RequestType<ScaffoldScene, readonly ScaffoldSummary[], void>(
	"observability/scaffold/list",
);
export const describeScaffold = new RequestType<ScaffoldRequest, ScaffoldDescription, void>(
	"observability/scaffold/describe",
);
export const scaffoldChoices = new RequestType<ScaffoldStep & ScaffoldScene, OfferedAnswers, void>(
	"observability/scaffold/choices",
);
/** Answers a message where the value will not do, `null` where it will. */
export const validateAnswer = new RequestType<
	ScaffoldStep & ScaffoldScene & { readonly value: string },
	string | null,
	void
>("observability/scaffold/validate");
export const renderScaffold = new RequestType<AnsweredScaffold, RenderResult, void>("observability/scaffold/render");
/** `null` where the scaffold tells nothing. */
export const foreseeScaffold = new RequestType<AnsweredScaffold, Insight | null, void>(
	"observability/scaffold/foresee",
);
