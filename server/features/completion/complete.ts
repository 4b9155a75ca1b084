import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import { findWrittenRegion } from "../../documents/embedded/writtenRegion.ts";
import type { DocumentModel } from "../../documents/model.ts";
import type { MetricKnowledge } from "../../metrics/knowledge.ts";
import type { ResultKnowledge } from "../../promql/result/shape.ts";
import { touches } from "../../text/span.ts";
import type { CompletionItem, CompletionList } from "../answers.ts";
import type { KnownMetrics } from "../metricFacts/knownMetrics.ts";
import type { Candidates } from "./candidate.ts";
import { completeNotification } from "./goTemplate/completeNotification.ts";
import { completeTemplate } from "./goTemplate/completeTemplate.ts";
import { completeHost } from "./host/completeHost.ts";
import { analyseSituation } from "./promql/analyse.ts";
import { findClauseLabels } from "./promql/clauseLabels.ts";
import { type ExpressionNames, gatherFileNames, type NamingText } from "./promql/fileNames.ts";
import { labelCandidates, metricCandidates, valueCandidates } from "./promql/liveSources.ts";
import {
	afterOperandCandidates,
	anchorCandidates,
	clauseCandidates,
	durationCandidates,
	matchOperatorCandidates,
	operandCandidates,
} from "./promql/offlineSources.ts";
import { renderCandidates } from "./promql/render.ts";
import type { Situation } from "./promql/situation.ts";
import { findVariableSituation, variableCandidates, variablesThatFit } from "./promql/variableCandidates.ts";

export interface CompletionRequest {
	readonly model: DocumentModel;
	readonly text: string;
	readonly offset: number;
	/** The character whose typing brought the list up by itself; left out where the user asked for it or typed a word. */
	readonly trigger?: string;
	readonly knowledge: MetricKnowledge;
	/** What is known of metrics besides what the server lists. */
	readonly metrics: KnownMetrics;
	/** What is known of the results of queries. */
	readonly results: ResultKnowledge;
	/** The names in an expression; a cache of `readNames`. */
	readonly names: (expression: NamingText) => ExpressionNames;
	readonly signal: AbortSignal;
}

const NOTHING: CompletionList = { items: [], incomplete: false };

/** What may be written at a place: the situation first, then what is known to fit it, then the edits. */
export async function complete(request: CompletionRequest): Promise<CompletionList> {
	const { model, text, offset, trigger } = request;
	const written = findWrittenRegion(model, text, offset);
	if (written?.region.language === "gotemplate") {
		const { region, cursor } = written;
		if (region.context.templateData === "alertmanager") {
			const { items, incomplete } = completeNotification({ model, region, cursor, trigger });
			return { items: place(request, items), incomplete };
		}
		const { knowledge, results, names, signal } = request;
		const file = () => gatherFileNames(model, undefined, names);
		const { items, incomplete } = await completeTemplate({
			model,
			region,
			cursor,
			trigger,
			knowledge,
			results,
			file,
			signal,
		});
		return signal.aborted ? NOTHING : { items: place(request, items), incomplete };
	}
	if (written === undefined) {
		const position = model.hostPositionAt(offset);
		// While a line is being indented nobody waits for keys, and Enter must still end the line.
		if (position === undefined || (trigger === " " && position.kind === "key" && !position.itemStart)) return NOTHING;
		return completeHost(position, text, offset);
	}
	const { region, cursor } = written;
	const variable = findVariableSituation(region, cursor);
	if (variable !== undefined) {
		const candidates = variableCandidates(variable, region.context);
		return { items: place(request, renderCandidates(region, variable.replace, candidates)), incomplete: false };
	}
	const situation = analyseSituation(region.text, cursor, region.masks);
	// After an expression a space comes before a line's end as often as before an operator.
	if (trigger === " " && situation.kind === "afterOperand") return NOTHING;
	const { candidates, incomplete } = await findCandidates(situation, region, cursor, request);
	if (request.signal.aborted || situation.kind === "nothing") return NOTHING;
	const all = [...variablesThatFit(situation, region.context), ...candidates];
	return { items: place(request, renderCandidates(region, situation.replace, all)), incomplete };
}

/** Editors take an edit only around the cursor and within its line; in a line's indentation there is none. */
function place({ text, offset }: CompletionRequest, items: readonly CompletionItem[]): readonly CompletionItem[] {
	return items.filter(({ edit: { span } }) => {
		return touches(span, offset) && !text.slice(span.start, span.end).includes("\n");
	});
}

async function findCandidates(
	situation: Situation,
	region: EmbeddedRegion,
	cursor: number,
	{ model, knowledge, metrics: known, results, names, signal }: CompletionRequest,
): Promise<Candidates> {
	const file = () => gatherFileNames(model, region.text, names);
	switch (situation.kind) {
		case "nothing":
			return { candidates: [], incomplete: false };
		case "operand": {
			// A number is never a metric, so there is no use in offering any.
			if (situation.wanted === "scalar") return { candidates: operandCandidates(situation), incomplete: false };
			const metrics = metricCandidates(situation, knowledge, known, file());
			return { ...metrics, candidates: [...operandCandidates(situation), ...metrics.candidates] };
		}
		case "afterOperand":
			return { candidates: afterOperandCandidates(situation), incomplete: false };
		case "clause":
			return { candidates: clauseCandidates(situation.keywords), incomplete: false };
		case "labelName":
			return labelCandidates(
				situation,
				knowledge,
				known,
				file(),
				signal,
				situation.place === "grouping" ? findClauseLabels(region, cursor, results) : undefined,
			);
		case "matchOperator":
			return { candidates: matchOperatorCandidates(), incomplete: false };
		case "labelValue":
			return valueCandidates(situation, knowledge, file(), signal);
		case "duration":
			return { candidates: durationCandidates(situation, region.context.groupIntervalSeconds), incomplete: false };
		case "anchor":
			return { candidates: anchorCandidates(), incomplete: false };
		default:
			return situation satisfies never;
	}
}
