import { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { Span } from "../../text/span.ts";
import { findNamePlaces } from "../navigation/findNamePlaces.ts";
import type { NavigatedFile, SymbolAt } from "../navigation/symbolAt.ts";
import { symbolAt } from "../navigation/symbolAt.ts";
import { describePlace, type RenameResult, refuse } from "./renameEdit.ts";
import { findRenamedLabel, renameLabel } from "./renameLabel.ts";
import { findObstacle, ofCode, renameName } from "./renameName.ts";
import { findVariableObstacle, renameVariable } from "./renameVariable.ts";
import type { RenameWorld } from "./renameWorld.ts";
import { rewriteFile } from "./rewriteFile.ts";

export type RenamePreparation =
	| { readonly kind: "ready"; readonly span: Span; readonly placeholder: string }
	| { readonly kind: "refused"; readonly reason: string };

/** What would be renamed at `offset`; `undefined` where nothing there has a name. */
export function prepareRename(
	source: SourceDocument,
	file: NavigatedFile,
	offset: number,
	world: Pick<RenameWorld, "graph">,
): RenamePreparation | undefined {
	const symbol = symbolAt(file, offset);
	if (symbol === undefined) return undefined;
	const reason = findReason(source, file, symbol, world);
	if (reason !== undefined) return refuse(reason);
	return { kind: "ready", span: nameSpanOf(symbol, source.text), placeholder: nameOf(symbol) };
}

/** The edits that rename what is at `offset`, or why that cannot be done whole. */
export async function rename(
	source: SourceDocument,
	file: NavigatedFile,
	offset: number,
	to: string,
	world: RenameWorld,
): Promise<RenameResult> {
	const symbol = symbolAt(file, offset);
	if (symbol === undefined) return refuse("There is nothing here that could be renamed.");
	const reason = findReason(source, file, symbol, world);
	if (reason !== undefined) return refuse(reason);
	switch (symbol.kind) {
		case "metric":
		case "alert":
			return renameName({ kind: symbol.kind, name: symbol.name }, to, world);
		case "variable":
			return renameVariable(source, { dashboard: symbol.dashboard, name: symbol.name }, to, world);
		case "label": {
			const found = findRenamedLabel(world.graph, symbol);
			return "reason" in found ? refuse(found.reason) : renameLabel(found.metric, symbol.name, to, world);
		}
		case "receiver":
		case "timeInterval":
		case "test":
			return renameInFile(source, file, { kind: symbol.kind, from: symbol.name, to }, world);
		default:
			return refuse("This cannot be renamed.");
	}
}

function findReason(
	source: SourceDocument,
	file: NavigatedFile,
	symbol: SymbolAt,
	{ graph }: Pick<RenameWorld, "graph">,
): string | undefined {
	switch (symbol.kind) {
		case "metric":
		case "alert":
			return findObstacle(graph, { kind: symbol.kind, name: symbol.name });
		case "registration":
			return ofCode(symbol.registration.name, source.uri);
		case "variable":
			return findVariableObstacle(source, symbol);
		case "receiver":
		case "timeInterval": {
			const { kind, name } = symbol;
			const defined = findNamePlaces(file.model, file.text).some(
				(place) => place.kind === kind && place.role === "definition" && place.name === name,
			);
			return defined ? undefined : `This file does not define ${name}, so renaming it here would break what names it.`;
		}
		case "test":
			return undefined;
		case "label": {
			const found = findRenamedLabel(graph, symbol);
			return "reason" in found ? found.reason : undefined;
		}
		case "dashboard":
			return "The uid of a dashboard is in addresses that people have saved, so it is not renamed.";
		case "runbook":
		case "file":
			return "Rename the file in the explorer.";
	}
}

/** What only one file knows. */
function renameInFile(
	source: SourceDocument,
	{ model, text }: NavigatedFile,
	change: { readonly kind: "receiver" | "timeInterval" | "test"; readonly from: string; readonly to: string },
	{ readModel }: RenameWorld,
): RenameResult {
	const { kind, from, to } = change;
	if (to === from) return refuse(`It is called ${from} already.`);
	if (to.trim() !== to || to === "" || /[\r\n]/.test(to))
		return refuse("A name is on one line, with no blank at its ends.");
	const existing = findNamePlaces(model, text).find((place) => place.kind === kind && place.name === to);
	if (existing !== undefined)
		return refuse(`${to} is there already, in ${describePlace(source, existing.span.start)}.`);
	const result = rewriteFile(source, change, readModel, new RegularExpressions());
	return result.kind === "refused" ? result : { kind: "edits", files: [{ source, edits: result.edits }] };
}

function nameOf(symbol: SymbolAt): string {
	if (symbol.kind === "registration") return symbol.registration.name;
	return symbol.kind === "file" ? symbol.uri : symbol.name;
}

/** Of a variable the name alone, without the dollar sign and what else is around it. */
function nameSpanOf(symbol: SymbolAt, text: string): Span {
	if (symbol.kind !== "variable") return symbol.span;
	const at = text.slice(symbol.span.start, symbol.span.end).indexOf(symbol.name);
	const start = symbol.span.start + Math.max(at, 0);
	return { start, end: start + symbol.name.length };
}
