import type { EmbeddedRegion, Mask } from "../../documents/embedded/region.ts";
import { type DocumentModel, regionAt } from "../../documents/model.ts";
import type { HostPosition } from "../../documents/structure/structure.ts";
import type { ResultKnowledge } from "../../promql/result/shape.ts";
import { overlaps, touches } from "../../text/span.ts";
import type { Hover } from "../answers.ts";
import { maskAt } from "../maskAt.ts";
import type { KnownMetrics } from "../metricFacts/knownMetrics.ts";
import { findTemplateSubject } from "../templateSubject.ts";
import { describeKey } from "./describeKey.ts";
import { describeMask } from "./describeMask.ts";
import { describeNotificationWord } from "./describeNotificationWord.ts";
import { describeResultAt } from "./describeResult.ts";
import { describeTemplateWord } from "./describeTemplateWord.ts";
import { describeWordAt } from "./describeWord.ts";

export interface HoverKnowledge {
	readonly metrics: Pick<KnownMetrics, "describe">;
	readonly results: ResultKnowledge;
	/** What the user calls the active server. */
	readonly server: string | undefined;
}

/** What can be said of the word at `offset` at once: by tables, and by what is known of metrics already. */
export function staticHoverAt(
	model: DocumentModel,
	offset: number,
	{ metrics, results, server }: HoverKnowledge,
): Hover | undefined {
	const region = regionAt(model, offset);
	if (region === undefined) return hoverOnKey(model.hostPositionAt(offset));
	if (region.language === "gotemplate") return hoverInTemplate(model, region, offset, results);
	return hoverOnWord(model, region, offset, { metrics, results, server });
}

function hoverInTemplate(
	model: DocumentModel,
	region: EmbeddedRegion,
	offset: number,
	results: ResultKnowledge,
): Hover | undefined {
	const at = region.map.toEmbedded(offset);
	const described =
		region.context.templateData === "alertmanager"
			? describeNotificationWord(region.text, at)
			: describeTemplateWord(region.text, at, findTemplateSubject(model, region, results));
	if (described === undefined) return undefined;
	const span = region.map.toHostSpan(described.span);
	return touches(span, offset) ? { markdown: described.markdown, span } : undefined;
}

function hoverOnWord(
	model: DocumentModel,
	region: EmbeddedRegion,
	offset: number,
	{ metrics, results, server }: HoverKnowledge,
): Hover | undefined {
	const mask = maskAt(region, region.map.toEmbedded(offset));
	if (mask !== undefined) return hoverOnMask(mask, region, offset);
	const known = {
		describe: (name: string) => metrics.describe(name),
		recording: (name: string) => findRecording(model, name),
		server,
	};
	const described = describeWordAt(region.text, region.map.toEmbedded(offset), known);
	if (described === undefined) return undefined;
	const span = region.map.toHostSpan(described.span);
	// In a line's indentation the pointer is on nothing, though the next word is what it maps to.
	if (!touches(span, offset)) return undefined;
	if (region.masks?.some((inside) => overlaps(inside.span, described.span)) === true) return undefined;
	const result = describeResultAt(region, described.span, results);
	return {
		markdown: result === undefined ? described.markdown : `${described.markdown}\n\n${result}`,
		span,
		...(described.place === undefined ? {} : { place: described.place }),
	};
}

function hoverOnMask(mask: Mask, region: EmbeddedRegion, offset: number): Hover | undefined {
	const markdown = describeMask(mask, region);
	const span = region.map.toHostSpan(mask.span);
	return markdown === undefined || !touches(span, offset) ? undefined : { markdown, span };
}

function hoverOnKey(position: HostPosition | undefined): Hover | undefined {
	if (position?.kind !== "key" || position.existing === undefined) return undefined;
	const { key, span, type } = position.existing;
	return type === undefined ? undefined : { markdown: describeKey(key, type, position.mapping), span };
}

/** The expression that the file records the metric from. */
function findRecording(model: DocumentModel, name: string): string | undefined {
	for (const { rules } of model.groups) {
		const rule = rules.find((candidate) => candidate.kind === "record" && candidate.name?.value === name);
		if (rule?.expression !== undefined) return (rule.expression.source ?? rule.expression.text).trim();
	}
	return undefined;
}
