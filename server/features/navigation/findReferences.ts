import { findHighlights, labelsIn } from "../highlights.ts";
import { findNamePlaces } from "./findNamePlaces.ts";
import type { Navigation } from "./navigation.ts";
import { type LabelAt, type SymbolAt, symbolAt } from "./symbolAt.ts";
import { definitionsOf, fragmentOf, graphSymbolsOf, type Target, targetOfUse, withoutRepetitions } from "./target.ts";
import { findVariablePlaces } from "./variablePlaces.ts";

/**
 * Every place that means what is under the cursor; with its definitions where `declaration` is set.
 * A label is looked for in its rule alone, a variable in its dashboard, everything else in the whole workspace.
 */
export function findReferences(navigation: Navigation, offset: number, declaration: boolean): readonly Target[] {
	const symbol = symbolAt(navigation.file, offset);
	return symbol === undefined ? [] : referencesOf(navigation, symbol, declaration);
}

function referencesOf(navigation: Navigation, symbol: SymbolAt, declaration: boolean): readonly Target[] {
	const { uri, file } = navigation;
	switch (symbol.kind) {
		case "variable":
			return findVariablePlaces(symbol.dashboard, file.text)
				.filter(({ name, role }) => name === symbol.name && (declaration || role === "use"))
				.map(({ nameSpan }) => ({ uri, span: nameSpan, shows: symbol.name }));
		case "timeInterval":
		case "test":
			return findNamePlaces(file.model, file.text)
				.filter(
					({ kind, name, role }) => kind === symbol.kind && name === symbol.name && (declaration || role === "use"),
				)
				.map(({ span }) => ({ uri, span, shows: symbol.name }));
		case "label":
			return withoutRepetitions(labelsOfRule(navigation, symbol, declaration));
		default:
			return usesInWorkspace(navigation, symbol, declaration);
	}
}

function usesInWorkspace({ graph, uri }: Navigation, symbol: SymbolAt, declaration: boolean): readonly Target[] {
	const names = graphSymbolsOf(symbol, graph);
	const uses = names.flatMap((name) =>
		graph
			.usesOf(name)
			// Who asks for a heading asks for that alone; who asks for the page gets all that lead into it.
			.filter(({ use }) => name.kind !== "runbook" || !name.name.includes("#") || leadsTo(use.name, name.name))
			.map((place) => targetOfUse(place.uri, place.use)),
	);
	const definitions = declaration ? names.flatMap((name) => definitionsOf(graph, name)) : [];
	const all = withoutRepetitions([...definitions, ...uses]);
	// Configurations have receivers of their own, which may be called the same.
	return symbol.kind === "receiver" ? all.filter((target) => target.uri === uri) : all;
}

function leadsTo(used: string, heading: string): boolean {
	return fragmentOf(used).toLowerCase() === fragmentOf(heading).toLowerCase();
}

/** In the expression, in the templates of the rule, and where the rule sets it. */
function labelsOfRule({ uri, file }: Navigation, label: LabelAt, declaration: boolean): readonly Target[] {
	const { name, rule, span } = label;
	const highlights = findHighlights(file.model, span.start).map((highlight) => highlight.span);
	const templates = [...(rule?.labels ?? []), ...(rule?.annotations ?? [])].flatMap(({ template }) =>
		template === undefined
			? []
			: labelsIn(template).flatMap((one) => (one.label === name ? [template.map.toHostSpan(one.span)] : [])),
	);
	const set = declaration ? (rule?.labels ?? []).flatMap(({ key }) => (key.value === name ? [key.span] : [])) : [];
	return [...set, ...highlights, ...templates].sort((a, b) => a.start - b.start).map((place) => ({ uri, span: place }));
}
