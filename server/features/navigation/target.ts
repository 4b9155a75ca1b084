import { everySeriesName } from "../../code/metricRegistration.ts";
import type { Span } from "../../text/span.ts";
import type { IndexedItem, NameUse } from "../../workspace/graph/indexedFile.ts";
import type { GraphSymbol, Place, WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import type { Location } from "../answers.ts";
import type { SymbolAt } from "./symbolAt.ts";

/** A place to go to. What is known of it may be older than the file, so it says what is expected to stand there. */
export interface Target extends Location {
	/** What belongs to it, such as the whole rule around its name. */
	readonly whole?: Span;
	/** The text that `span` stands for; left out where it is a whole file, or where anything may stand there. */
	readonly shows?: string;
}

/** The item where its name stands. */
export function targetOf({ uri, item }: Place): Target {
	const shows = item.kind === "metric" ? item.registration.writtenName : item.name;
	return { uri, span: item.nameSpan, whole: item.span, ...(shows === "" || isTitle(item) ? {} : { shows }) };
}

/** Names that are read from something longer, or made of it. */
function isTitle({ kind }: IndexedItem): boolean {
	return kind === "heading" || kind === "runbook" || kind === "slo" || kind === "query";
}

export function targetOfUse(uri: string, { name, span, kind }: NameUse): Target {
	return { uri, span, ...(kind === "file" ? {} : { shows: name }) };
}

/** The names by which the graph knows what the cursor names: one, or of a metric in code those of its series. */
export function graphSymbolsOf(symbol: SymbolAt, graph: WorkspaceGraph): readonly GraphSymbol[] {
	switch (symbol.kind) {
		case "metric":
		case "alert":
		case "receiver":
		case "dashboard":
		case "runbook":
			return [{ kind: symbol.kind, name: symbol.name }];
		case "registration": {
			const names = new Set([...everySeriesName(symbol.registration), symbol.registration.name]);
			return [...names].map((name) => ({ kind: "metric", name }));
		}
		case "file":
			return graph
				.filesOf({ name: symbol.uri })
				.map((uri) => ({ kind: "runbook", name: `${uri}${fragmentOf(symbol.uri)}` }));
		default:
			return [];
	}
}

/** The definitions of a name; of a page with a fragment its heading, where it has that, and of other files the beginning. */
export function definitionsOf(graph: WorkspaceGraph, symbol: GraphSymbol): readonly Target[] {
	if (symbol.kind !== "runbook") return graph.definitionsOf(symbol).map(targetOf);
	const slug = fragmentOf(symbol.name).slice(1).toLowerCase();
	return graph.filesOf({ name: symbol.name }).map((uri): Target => {
		const file = graph.file(uri);
		const heading = file?.items.find((item) => item.kind === "heading" && slug !== "" && item.slug === slug);
		const item = heading ?? file?.items.find(({ kind }) => kind === "runbook");
		return file === undefined || item === undefined
			? { uri, span: { start: 0, end: 0 } }
			: targetOf({ uri, file, item });
	});
}

/** With its `#`; empty where there is none. */
export function fragmentOf(uri: string): string {
	const at = uri.indexOf("#");
	return at === -1 ? "" : uri.slice(at);
}

export function withoutRepetitions(targets: readonly Target[]): readonly Target[] {
	const seen = new Set<string>();
	return targets.filter(({ uri, span }) => seen.size < seen.add(`${uri} ${span.start} ${span.end}`).size);
}
