import type { EmbeddedRegion } from "../../../documents/embedded/region.ts";
import type { DocumentModel } from "../../../documents/model.ts";
import type { MetricKnowledge } from "../../../metrics/knowledge.ts";
import type { ResultKnowledge } from "../../../promql/result/shape.ts";
import type { CompletionItem, CompletionList } from "../../answers.ts";
import { findFrames } from "../../promqlFrames.ts";
import { tokenize } from "../../promqlTokens.ts";
import { findTemplateSubject, type TemplateSubject } from "../../templateSubject.ts";
import type { FileNames } from "../promql/fileNames.ts";
import { peekPatiently } from "../promql/liveSources.ts";
import { renderCandidates } from "../promql/render.ts";
import { metricScope } from "../promql/scope.ts";
import { templateCandidates } from "./templateCandidates.ts";
import { findTemplateSituation } from "./templateSituation.ts";

export interface TemplateRequest {
	readonly model: DocumentModel;
	readonly region: EmbeddedRegion;
	/** In the region's text. */
	readonly cursor: number;
	/** The character whose typing brought the list up by itself. */
	readonly trigger: string | undefined;
	readonly knowledge: MetricKnowledge;
	readonly results: ResultKnowledge;
	/** The names in the other expressions of the file. */
	readonly file: () => FileNames;
	readonly signal: AbortSignal;
}

/** What may be written in the template of an alert's label or annotation. */
export async function completeTemplate(request: TemplateRequest): Promise<CompletionList> {
	const { model, region, cursor, trigger, results } = request;
	const situation = findTemplateSituation(region.text, cursor);
	// After a value a space comes before the end as often as before another value.
	const awaited = trigger !== " " || (situation.kind === "operand" && (situation.actionStart || situation.piped));
	if (situation.kind === "nothing" || !awaited) return { items: [], incomplete: false };
	const subject = findTemplateSubject(model, region, results);
	const wantsLabels = situation.kind === "label" && subject !== undefined;
	const { names, incomplete } = wantsLabels
		? await findOtherLabels(subject, request)
		: { names: [], incomplete: false };
	const { shape } = subject ?? {};
	const candidates = templateCandidates(situation, { ...(shape === undefined ? {} : { shape }), others: names });
	const items: readonly CompletionItem[] = renderCandidates(region, situation.replace, candidates);
	return { items, incomplete };
}

/** Labels that the expression does not name: those of its series, as far as the server is known; else the file's. */
async function findOtherLabels(
	{ expression, shape }: TemplateSubject,
	{ knowledge, file, signal }: TemplateRequest,
): Promise<{ readonly names: readonly string[]; readonly incomplete: boolean }> {
	if (shape?.labels.others.presence === "never" || expression === undefined) return { names: [], incomplete: false };
	const tokens = tokenize(expression.text, expression.masks);
	const scope = metricScope(tokens, findFrames(tokens), -1, tokens.length);
	const known = await peekPatiently(() => knowledge.labelNames(scope), signal);
	const names = known.value?.values ?? [...file().labels, "job", "instance"];
	return { names: [...new Set(names)], incomplete: known.state === "loading" || known.value?.complete === false };
}
