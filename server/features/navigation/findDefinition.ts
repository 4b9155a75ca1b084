import { touches } from "../../text/span.ts";
import { findFilePatterns, findMatchingFiles } from "./filePatterns.ts";
import { findNamePlaces } from "./findNamePlaces.ts";
import { findLabelDefinition } from "./labelDefinition.ts";
import type { Navigation } from "./navigation.ts";
import { type SymbolAt, symbolAt } from "./symbolAt.ts";
import { definitionsOf, graphSymbolsOf, type Target, withoutRepetitions } from "./target.ts";
import { findVariablePlaces } from "./variablePlaces.ts";

export interface Definition {
	/** What the cursor is on. */
	readonly symbol: SymbolAt;
	readonly targets: readonly Target[];
}

/**
 * Where what is under the cursor gets its meaning. At a definition that is the definition itself, which editors take for
 * a wish to see the references.
 */
export function findDefinition(navigation: Navigation, offset: number): Definition | undefined {
	const { uri, file, graph } = navigation;
	const pattern = findFilePatterns(file.model, file.text).find(({ span }) => touches(span, offset));
	if (pattern !== undefined) {
		const targets = findMatchingFiles(graph, uri, pattern).map((found) => ({ uri: found, span: { start: 0, end: 0 } }));
		return { symbol: { kind: "file", uri: pattern.pattern, span: pattern.span }, targets };
	}
	const symbol = symbolAt(file, offset);
	return symbol && { symbol, targets: withoutRepetitions(definitionsOfSymbol(navigation, symbol)) };
}

function definitionsOfSymbol(navigation: Navigation, symbol: SymbolAt): readonly Target[] {
	const { uri, file, graph } = navigation;
	switch (symbol.kind) {
		case "registration": {
			const { nameSpan, span, writtenName } = symbol.registration;
			return [{ uri, span: nameSpan, whole: span, shows: writtenName }];
		}
		case "variable":
			return findVariablePlaces(symbol.dashboard, file.text)
				.filter(({ role, name }) => role === "definition" && name === symbol.name)
				.map(({ nameSpan }) => ({ uri, span: nameSpan, shows: symbol.name }));
		case "timeInterval":
		case "test":
			return findNamePlaces(file.model, file.text)
				.filter(({ kind, role, name }) => kind === symbol.kind && role === "definition" && name === symbol.name)
				.map(({ span }) => ({ uri, span, shows: symbol.name }));
		case "label":
			return findLabelDefinition(navigation, symbol);
		case "receiver":
			return preferOwn(
				uri,
				graphSymbolsOf(symbol, graph).flatMap((name) => definitionsOf(graph, name)),
			);
		case "metric":
		case "alert":
		case "dashboard":
		case "runbook":
		case "file":
			return graphSymbolsOf(symbol, graph).flatMap((name) => definitionsOf(graph, name));
	}
}

/** A receiver is one of its own configuration, where that has it. */
function preferOwn(uri: string, targets: readonly Target[]): readonly Target[] {
	const own = targets.filter((target) => target.uri === uri);
	return own.length === 0 ? targets : own;
}
