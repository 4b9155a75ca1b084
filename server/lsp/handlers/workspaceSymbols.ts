import type { WorkspaceSymbol as LspWorkspaceSymbol, SymbolInformation } from "vscode-languageserver/node";
import type { WorkspaceSymbol } from "../../features/navigation/workspaceSymbols.ts";
import type { Span } from "../../text/span.ts";
import { guard } from "../guard.ts";
import { toLocation } from "../locations.ts";
import type { Session } from "../session.ts";
import { symbolKindOf } from "../symbolKinds.ts";

/** Where the client cannot ask for a symbol's place later, so many are shown, as each may be in a file of its own. */
const mostPlaced = 100;

export function handleWorkspaceSymbols({ connection, service, files, client, log }: Session): void {
	connection.onWorkspaceSymbol(
		guard("workspace/symbol", log, async ({ query }): Promise<LspWorkspaceSymbol[] | SymbolInformation[]> => {
			const found = service.navigation.symbols(query);
			if (client.navigation.resolvesSymbols) {
				return found.map((symbol): LspWorkspaceSymbol => {
					const { uri, span, shows } = symbol.target;
					return { ...describe(symbol), location: { uri }, data: { span, shows } };
				});
			}
			const placed = await Promise.all(
				found.slice(0, mostPlaced).map(async (symbol): Promise<SymbolInformation | undefined> => {
					const location = await toLocation(symbol.target, files);
					return location && { ...describe(symbol), location };
				}),
			);
			return placed.filter((symbol) => symbol !== undefined);
		}),
	);
	connection.onWorkspaceSymbolResolve(
		guard("workspaceSymbol/resolve", log, async (symbol) => {
			const data = symbol.data as { readonly span?: Span; readonly shows?: string } | undefined;
			if (data?.span === undefined) return symbol;
			const { span, shows } = data;
			const { uri } = symbol.location;
			const location = await toLocation({ uri, span, ...(shows === undefined ? {} : { shows }) }, files);
			return { ...symbol, location: location ?? { uri, range: beginning } };
		}),
	);
}

/** Of a file that says something else by now. */
const beginning = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function describe({ name, kind, container }: WorkspaceSymbol) {
	return { name, kind: symbolKindOf(kind), ...(container === undefined ? {} : { containerName: container }) };
}
