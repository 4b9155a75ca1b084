import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentPart } from "../adapter.ts";
import { createMaskedRegion } from "../embedded/masks/createMaskedRegion.ts";
import type { OpaqueFinder } from "../embedded/masks/opaque.ts";
import { orderRegions } from "../embedded/orderRegions.ts";
import { readQuery } from "../embedded/queryRegion.ts";
import type { EmbeddedRegion, RegionContext } from "../embedded/region.ts";
import type { Slo } from "../model/slo.ts";
import type { OutlineItem } from "../model.ts";
import type { Fields } from "../structure/fields.ts";
import { findTreeProblems, type TreeJudge } from "../structure/findTreeProblems.ts";
import type { MappingType } from "../structure/structure.ts";
import type { PlacedNode, YamlMapping } from "../yaml/node.ts";
import type { ViewedEntry, YamlView } from "../yaml/yamlView.ts";

/** Something of a document that asks Prometheus: an objective, a trigger, a metric of an analysis. */
export interface QueryItem {
	readonly name: string;
	readonly detail: string;
	readonly kind: OutlineItem["kind"];
	readonly span: Span;
	readonly nameSpan?: Span;
	readonly queries: readonly PlacedQuery[];
	/** What its reader refuses besides what the structure's table says. */
	readonly problems?: readonly Problem[];
}

export interface PlacedQuery {
	readonly entry: ViewedEntry | undefined;
	readonly context: RegionContext;
	/** Finds what its reader replaces before Prometheus sees the query. */
	readonly finder?: OpaqueFinder;
}

/** A kind of document whose queries stand in items of one sort. */
export interface QueryDocumentKind {
	readonly structure: MappingType;
	/** Who reads it, for messages. */
	readonly reader: string;
	/** What the codes of its problems begin with. */
	readonly family: string;
	readItems(fields: Fields, view: YamlView): readonly QueryItem[];
	/** What is promised in a document of the kind. */
	readSlos?(fields: Fields): readonly Slo[];
}

/** The part of a document of the kind; its outline is the items. */
export function createQueryPart(
	kind: QueryDocumentKind,
	root: PlacedNode & { readonly node: YamlMapping },
	fields: Fields,
	view: YamlView,
	broken: SpanIndex,
): DocumentPart {
	const items = kind.readItems(fields, view);
	const judge: TreeJudge = {
		reader: kind.reader,
		family: kind.family,
		passesOverUnknown: true,
		view,
		broken,
		faultOf: () => undefined,
		judgeMapping: () => [],
	};
	return {
		problems: [
			...findTreeProblems(root, kind.structure, judge),
			...items.flatMap(({ span, problems }) => (broken.touches(span) ? [] : (problems ?? []))),
		],
		regions: orderRegions(items.flatMap(({ queries }) => queries.flatMap(readRegion))),
		groups: [],
		outline: items.map(outlineItem),
		structure: kind.structure,
		...(kind.readSlos === undefined ? {} : { slos: kind.readSlos(fields) }),
	};
}

function readRegion({ entry, context, finder }: PlacedQuery): readonly EmbeddedRegion[] {
	const region = readQuery(entry, context);
	if (region === undefined) return [];
	return [finder === undefined ? region : createMaskedRegion(region, finder)];
}

function outlineItem({ name, detail, kind, span, nameSpan }: QueryItem): OutlineItem {
	return { name, detail, kind, span, nameSpan: nameSpan ?? { start: span.start, end: span.start }, children: [] };
}
