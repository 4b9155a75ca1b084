import { isClassicLabelName } from "../../promql/names.ts";
import { parsePromql } from "../../promql/parse.ts";
import { walk } from "../../promql/visit.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { overlaps } from "../../text/span.ts";

import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { findNamePlaces } from "../navigation/findNamePlaces.ts";
import type { LabelAt } from "../navigation/symbolAt.ts";
import { findIntroducers, recordsOf } from "./labelOrigin.ts";
import { applyAll, describeFile, describePlace, type FileEdits, type RenameResult, refuse } from "./renameEdit.ts";
import type { RenameWorld } from "./renameWorld.ts";
import { type LabelChange, rewriteLabel } from "./rewriteLabel.ts";

/** The recorded metric that introduces the label at the cursor, or why there is none that it could be renamed of. */
export function findRenamedLabel(
	graph: WorkspaceGraph,
	label: LabelAt,
): { readonly metric: string } | { readonly reason: string } {
	const { name, rule, region } = label;
	if (!graph.complete) {
		return { reason: `Not all files of the workspace are known yet, so ${name} may be used where it would be missed.` };
	}
	const metrics = new Set<string>();
	if (rule?.kind === "record" && rule.name !== undefined && (region === undefined || label.written === true)) {
		metrics.add(rule.name.value);
	} else if (region?.language === "promql") {
		for (const node of walk(parsePromql(region.text).expression)) {
			if (node.kind === "selector" && node.name !== undefined) metrics.add(node.name.name);
		}
	}
	const introducers = [...findIntroducers(graph, [...metrics], name)];
	const [metric, other] = introducers;
	if (metric === undefined) {
		return {
			reason: `No recording rule of the workspace introduces the label ${name} here: it comes from code or from a server, and renaming it in a query would only ask for another label.`,
		};
	}
	if (other !== undefined) {
		return {
			reason: `Both ${metric} and ${other} have a label ${name} of their own. Rename it where the one rule that is meant sets it.`,
		};
	}
	return { metric };
}

/** How often a new metric that carries the label may be found before that is given up. */
const mostRounds = 20;

/**
 * Renames a label that recording rules of `metric` introduce, wherever series of it, and of the rules that keep it, are
 * asked for by it; all or nothing. What leaves the workspace's expressions, such as with an alert to Alertmanager, is
 * followed as far as that can be seen, and refused from there on.
 */
export async function renameLabel(metric: string, from: string, to: string, world: RenameWorld): Promise<RenameResult> {
	const { graph, signal } = world;
	if (to === from) return refuse(`It is called ${from} already.`);
	if (!isClassicLabelName(to) || to.startsWith("__")) {
		return refuse("A label begins with a letter, goes on with letters, digits and _, and does not begin with __.");
	}
	const carriers = new Set([metric]);
	for (let round = 0; round < mostRounds; round++) {
		const files: FileEdits[] = [];
		const found = new Set<string>();
		const alerts = new Set<string>();
		for (const uri of filesAsking(graph, carriers)) {
			const source = await world.readFile(uri, signal);
			if (signal.aborted) return refuse("The rename was given up.");
			if (source === undefined) return refuse(`${describeFile(uri)} cannot be read, so the rename would not be whole.`);
			const change: LabelChange = { introducer: metric, carriers, from, to };
			const result = rewriteLabel(source, world.readModel(source), change, graph);
			if (result.kind === "refused") return result;
			for (const carrier of result.carriers) found.add(carrier);
			for (const alert of result.alerts) alerts.add(alert);
			if (result.edits.length > 0) files.push({ source, edits: result.edits });
		}
		const more = [...found].filter((name) => !carriers.has(name));
		if (more.length === 0) {
			const obstacle =
				findOutsideObstacle(graph, carriers, to) ??
				findBroken(files, world) ??
				(await findBehindAlerts([...alerts], from, world));
			return obstacle === undefined ? { kind: "edits", files } : refuse(obstacle);
		}
		for (const name of more) carriers.add(name);
	}
	return refuse(`The label ${from} goes through too many rules to be followed.`);
}

function filesAsking(graph: WorkspaceGraph, carriers: ReadonlySet<string>): readonly string[] {
	const uris = new Set<string>();
	for (const name of carriers) {
		for (const { uri } of graph.definitionsOf({ kind: "metric", name })) uris.add(uri);
		for (const { uri } of graph.usesOf({ kind: "metric", name })) uris.add(uri);
	}
	return [...uris].sort();
}

/** The label's new name must be nobody's yet. */
function findOutsideObstacle(graph: WorkspaceGraph, carriers: ReadonlySet<string>, to: string): string | undefined {
	for (const name of carriers) {
		if (recordsOf(graph, name).some(({ labels }) => Object.hasOwn(labels, to))) {
			return `${name} has a label ${to} already. Choose another name.`;
		}
		const use = graph.usesOf({ kind: "metric", name }).find((place) => place.use.labels?.includes(to) === true);
		if (use !== undefined) {
			return `${describeFile(use.uri)} asks ${name} for the label ${to} already, which it has from elsewhere. Choose another name.`;
		}
	}
	return undefined;
}

/**
 * An alert takes its labels to Alertmanager, where routes, groupings and inhibitions ask for those of whatever alert, and
 * unit tests expect them.
 */
async function findBehindAlerts(
	alerts: readonly string[],
	label: string,
	{ graph, readFile, signal }: RenameWorld,
): Promise<string | undefined> {
	const [alert] = alerts;
	if (alert === undefined) return undefined;
	const uris = new Set<string>();
	for (const kind of ["route", "inhibition"] as const) for (const { uri } of graph.items(kind)) uris.add(uri);
	for (const name of alerts) {
		for (const { uri, item } of graph.usesOf({ kind: "alert", name })) if (item.kind === "test") uris.add(uri);
	}
	for (const uri of uris) {
		const source = await readFile(uri, signal);
		const at = source?.text.search(new RegExp(`\\b${label}\\b`)) ?? -1;
		if (source === undefined || at === -1) continue;
		return `The alert ${alert} takes the label ${label} out of the rules, and ${describePlace(source, at)} speaks of a label ${label} of alerts: it cannot be renamed for one of them alone. Rename it by hand, or give the alert a label ${label} of its own.`;
	}
	return undefined;
}

/** Nothing but the label may be read as something else after the edits. */
function findBroken(files: readonly FileEdits[], { readModel }: RenameWorld): string | undefined {
	for (const { source, edits } of files) {
		const edited = { ...source, text: applyAll(source.text, edits) };
		const [before, after] = [source, edited].map((version) => describeNames(version, readModel));
		const overlapping = edits.some((edit, index) =>
			edits.slice(index + 1).some((other) => overlaps(edit.span, other.span)),
		);
		if (before !== after || overlapping) {
			return `The label cannot be written in ${describePlace(source, edits[0]?.span.start ?? 0)} without changing more.`;
		}
	}
	return undefined;
}

function describeNames(source: SourceDocument, readModel: RenameWorld["readModel"]): string {
	const model = readModel(source);
	const names = findNamePlaces(model, source.text).map(({ kind, role, name }) => [kind, role, name]);
	return JSON.stringify([names, model.regions.length, model.problems.length]);
}
