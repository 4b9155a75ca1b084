import { isUtf8Name } from "../../promql/names.ts";
import { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { GraphSymbol, Place, WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { findProseEdits } from "./proseEdits.ts";
import { describeFile, type FileEdits, type RenameEdit, type RenameResult, refuse } from "./renameEdit.ts";
import type { RenameWorld } from "./renameWorld.ts";
import { rewriteFile } from "./rewriteFile.ts";

/** A metric or an alert, whose places the graph knows. */
export interface Renamed extends GraphSymbol {
	readonly kind: "metric" | "alert";
}

const words = { metric: "recording rule", alert: "alert" } as const;

/** Why what is defined so cannot be renamed, as a sentence; `undefined` where it can. */
export function findObstacle(graph: WorkspaceGraph, symbol: Renamed): string | undefined {
	const { kind, name } = symbol;
	if (!graph.complete && graph.roots.length === 0) {
		return `No folder is open, so files that use ${name} would be missed. Open the folder that this file is in.`;
	}
	if (!graph.complete) {
		return `Not all files of the workspace are known yet, so ${name} may be used where it would be missed. Try again in a moment.`;
	}
	const definitions = graph.definitionsOf(symbol);
	const [first] = definitions;
	if (first === undefined) {
		return kind === "metric"
			? `No recording rule of the workspace defines ${name}, so it comes from outside: renaming it here would only make the queries ask for something else.`
			: `No rule of the workspace defines the alert ${name}, so renaming it here would only make this place name something else.`;
	}
	const code = definitions.find(({ item }) => item.kind === "metric");
	if (code !== undefined) {
		return ofCode(name, code.uri);
	}
	return undefined;
}

/** Why a metric that code registers cannot be renamed. */
export function ofCode(name: string, uri: string): string {
	return `${name} is registered by code in ${describeFile(uri)}. What a program exposes is not renamed from here, because dashboards and rules of others, and the data that is stored already, have the name too: change it in the code, and record the old name for as long as it is needed.`;
}

/** Renames a recording rule or an alert wherever the workspace names it; all or nothing. */
export async function renameName(symbol: Renamed, to: string, world: RenameWorld): Promise<RenameResult> {
	const { graph, signal } = world;
	const { kind, name: from } = symbol;
	const obstacle = findObstacle(graph, symbol) ?? findFaultOfName(graph, symbol, to);
	if (obstacle !== undefined) return refuse(obstacle);
	const expressions = new RegularExpressions();
	const files: FileEdits[] = [];
	for (const uri of filesNaming(graph, symbol)) {
		const source = await world.readFile(uri, signal);
		if (signal.aborted) return refuse("The rename was given up.");
		if (source === undefined) {
			return refuse(`${describeFile(uri)} names ${from} and cannot be read, so the rename would not be whole.`);
		}
		const change = rewriteFile(source, { kind, from, to }, world.readModel, expressions);
		if (change.kind === "refused") return refuse(change.reason);
		if (change.edits.length > 0) files.push({ source, edits: change.edits });
	}
	const lost = graph.definitionsOf(symbol).find((place) => !files.some(({ source }) => source.uri === place.uri));
	if (lost !== undefined) return refuse(notFound(lost, from));
	const prose = await findProseEdits({ kind, from, to }, world);
	if (signal.aborted) return refuse("The rename was given up.");
	return { kind: "edits", files: joinFiles(files, prose) };
}

function notFound({ uri }: Place, name: string): string {
	return `${describeFile(uri)} defines ${name} in a way that cannot be edited, such as by a template's action, so the rename would not be whole.`;
}

function findFaultOfName(graph: WorkspaceGraph, { kind, name: from }: Renamed, to: string): string | undefined {
	if (to === from) return `It is called ${from} already.`;
	if (to.trim() !== to || to === "") return "A name neither begins nor ends with a blank, and is not empty.";
	if (!isUtf8Name(to) || /[\r\n]/.test(to)) return "A name is valid Unicode on one line.";
	if (kind === "metric" && /[{}]/.test(to)) return "Prometheus takes no braces in the name of a recording rule.";
	const [existing] = graph.definitionsOf({ kind, name: to });
	if (existing !== undefined) {
		return `There is ${existing.item.kind === "metric" ? "a metric" : `a ${words[kind]}`.replace("a alert", "an alert")} ${to} already, in ${describeFile(existing.uri)}: after the rename nobody could tell the two apart. Choose another name, or rename that one first.`;
	}
	// An alert that nobody defines comes from nowhere: who names it waits for this one.
	const [use] = kind === "alert" ? [] : graph.usesOf({ kind, name: to }).filter((place) => place.use.pattern !== true);
	if (use !== undefined) {
		return `${describeFile(use.uri)} asks for ${to} already, which comes from elsewhere: after the rename it would get both. Choose another name.`;
	}
	return undefined;
}

/** Every file that may name it; the metrics of alerts and configurations can do so in ways that are no use, such as `!=`. */
function filesNaming(graph: WorkspaceGraph, symbol: Renamed): readonly string[] {
	const uris = new Set<string>();
	for (const { uri } of graph.definitionsOf(symbol)) uris.add(uri);
	for (const { uri } of graph.usesOf(symbol)) uris.add(uri);
	if (symbol.kind === "alert") {
		for (const name of ["ALERTS", "ALERTS_FOR_STATE"]) {
			for (const { uri } of graph.usesOf({ kind: "metric", name })) uris.add(uri);
		}
		for (const kind of ["route", "inhibition"] as const) for (const { uri } of graph.items(kind)) uris.add(uri);
	}
	return [...uris].sort();
}

function joinFiles(files: readonly FileEdits[], prose: readonly FileEdits[]): readonly FileEdits[] {
	const joined = new Map<string, { readonly source: SourceDocument; readonly edits: RenameEdit[] }>();
	for (const { source, edits } of [...files, ...prose]) {
		const known = joined.get(source.uri);
		if (known === undefined) {
			joined.set(source.uri, { source, edits: [...edits] });
			continue;
		}
		for (const edit of edits) {
			const taken = known.edits.some(({ span }) => span.start <= edit.span.end && edit.span.start <= span.end);
			if (!taken) known.edits.push(edit);
		}
	}
	for (const { edits } of joined.values()) edits.sort((a, b) => a.span.start - b.span.start);
	return [...joined.values()].filter(({ edits }) => edits.length > 0);
}
