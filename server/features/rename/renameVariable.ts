import { findGrafanaBuiltIn } from "../../documents/embedded/masks/grafanaBuiltIns.ts";
import type { Dashboard } from "../../documents/model/dashboard.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { findInLinks, findVariablePlaces } from "../navigation/variablePlaces.ts";
import { describeFile, describePlace, type FileEdits, type RenameResult, refuse } from "./renameEdit.ts";
import type { RenameWorld } from "./renameWorld.ts";
import { keepsVariables } from "./rewriteFile.ts";

export interface RenamedVariable {
	readonly dashboard: Dashboard;
	readonly name: string;
}

/** Why the variable cannot be renamed; `undefined` where it can. */
export function findVariableObstacle(source: SourceDocument, { dashboard, name }: RenamedVariable): string | undefined {
	if (!dashboard.variables.some((variable) => variable.name.value === name)) {
		return `The dashboard does not define the variable ${name}, so it cannot be renamed here.`;
	}
	const library = dashboard.panels.find(({ libraryPanel }) => libraryPanel !== undefined);
	if (library === undefined) return undefined;
	return `The panel in ${describePlace(source, library.span.start)} is the library panel ${library.libraryPanel}, which is not in this file and may use $${name}, so the rename would not be whole. Rename the variable in Grafana.`;
}

/** Renames a variable of a dashboard in all of its texts, and in what links of other files set it by. */
export async function renameVariable(
	source: SourceDocument,
	renamed: RenamedVariable,
	to: string,
	world: RenameWorld,
): Promise<RenameResult> {
	const { dashboard, name: from } = renamed;
	const obstacle = findVariableObstacle(source, renamed) ?? findFaultOfName(source, renamed, to);
	if (obstacle !== undefined) return refuse(obstacle);
	const edits = findVariablePlaces(dashboard, source.text)
		.filter(({ name }) => name === from)
		.map(({ nameSpan }) => ({ span: nameSpan, newText: to }));
	const index = world.readModel(source).dashboards.findIndex(({ span }) => span.start === dashboard.span.start);
	if (!keepsVariables(source, edits, { from, to }, index, world.readModel)) {
		return refuse(`${to} would be read as something else in ${describeFile(source.uri)}. Choose another name.`);
	}
	const files: FileEdits[] = [{ source, edits }];
	const uid = dashboard.uid?.value;
	if (uid !== undefined) {
		const uris = new Set(world.graph.usesOf({ kind: "dashboard", name: uid }).map((place) => place.uri));
		uris.delete(source.uri);
		for (const uri of [...uris].sort()) {
			const other = await world.readFile(uri, world.signal);
			if (world.signal.aborted) return refuse("The rename was given up.");
			if (other === undefined) continue;
			const links = findInLinks(other.text, uid)
				.filter(({ name }) => name === from)
				.map(({ nameSpan }) => ({ span: nameSpan, newText: to }));
			if (links.length > 0) files.push({ source: other, edits: links });
		}
	}
	return { kind: "edits", files };
}

function findFaultOfName(
	source: SourceDocument,
	{ dashboard, name: from }: RenamedVariable,
	to: string,
): string | undefined {
	if (to === from) return `It is called ${from} already.`;
	if (!/^\w+$/.test(to) || /^\d+$/.test(to)) {
		return "Grafana takes letters, digits and _ in the name of a variable, and not digits alone.";
	}
	if (to.startsWith("__") || findGrafanaBuiltIn(to) !== undefined) return `${to} is one of Grafana's own names.`;
	const existing = dashboard.variables.find((variable) => variable.name.value === to);
	if (existing !== undefined) {
		return `The dashboard has a variable ${to} already, in ${describePlace(source, existing.name.span.start)}.`;
	}
	const own = source.text.slice(dashboard.span.start, dashboard.span.end);
	if (new RegExp(`\\$\\{?${to}\\b|\\[\\[${to}\\b`).test(own)) {
		return `The dashboard asks for $${to} already, which it does not define: after the rename that would be this variable. Choose another name.`;
	}
	return undefined;
}
