import { SymbolKind } from "vscode-languageserver/node";
import type { ItemKind } from "../workspace/graph/indexedFile.ts";

const KINDS: Readonly<Record<ItemKind, SymbolKind>> = {
	group: SymbolKind.Namespace,
	record: SymbolKind.Variable,
	alert: SymbolKind.Event,
	slo: SymbolKind.Interface,
	dashboard: SymbolKind.Module,
	panel: SymbolKind.Object,
	variable: SymbolKind.Constant,
	test: SymbolKind.Method,
	route: SymbolKind.Operator,
	receiver: SymbolKind.Enum,
	inhibition: SymbolKind.Operator,
	scrapeJob: SymbolKind.Class,
	configuration: SymbolKind.File,
	runbook: SymbolKind.File,
	heading: SymbolKind.String,
	query: SymbolKind.Function,
	metric: SymbolKind.Field,
};

/** What editors draw beside an item of the workspace. */
export function symbolKindOf(kind: ItemKind): SymbolKind {
	return KINDS[kind];
}
