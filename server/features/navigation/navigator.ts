import type { MetricRegistration } from "../../code/metricRegistration.ts";
import type { DocumentModel } from "../../documents/model.ts";
import type { ResultKnowledge } from "../../promql/result/shape.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { GraphSymbol, WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { prepareRename, type RenamePreparation, rename } from "../rename/rename.ts";
import type { RenameResult } from "../rename/renameEdit.ts";
import type { ReadModel, RenameWorld } from "../rename/renameWorld.ts";
import { type Flow, type FlowItem, findIncoming, findOutgoing, prepareHierarchy } from "./callHierarchy.ts";
import { describeUsage, findUsageLenses, type UsageLens, type UsageText } from "./codeLenses.ts";
import { type DocumentLink, findDocumentLinks } from "./documentLinks.ts";
import { type Definition, findDefinition } from "./findDefinition.ts";
import { findImplementations } from "./findImplementations.ts";
import { findReferences } from "./findReferences.ts";
import type { Navigation } from "./navigation.ts";
import { symbolAt } from "./symbolAt.ts";
import type { Target } from "./target.ts";
import { findWorkspaceSymbols, type WorkspaceSymbol } from "./workspaceSymbols.ts";

/** A file that is asked about; source code comes with what it registers. */
export interface AskedFile {
	readonly document: SourceDocument;
	readonly registrations?: readonly MetricRegistration[] | undefined;
}

/** Walks from name to name over all files. Places in other files are those of what was read of them last. */
export interface Navigator {
	/** The metric or alert at `offset`, by the name that the graph knows it by. */
	symbol(file: AskedFile, offset: number): GraphSymbol | undefined;
	definition(file: AskedFile, offset: number): Definition | undefined;
	references(file: AskedFile, offset: number, declaration: boolean): readonly Target[];
	implementations(file: AskedFile, offset: number): readonly Target[];
	prepareHierarchy(file: AskedFile, offset: number): readonly FlowItem[];
	incoming(item: FlowItem): readonly Flow[];
	outgoing(item: FlowItem): readonly Flow[];
	links(file: AskedFile): readonly DocumentLink[];
	symbols(query: string): readonly WorkspaceSymbol[];
	lenses(file: AskedFile): readonly UsageLens[];
	describeLens(lens: UsageLens): UsageText;
	prepareRename(file: AskedFile, offset: number): RenamePreparation | undefined;
	rename(
		file: AskedFile,
		offset: number,
		to: string,
		world: Pick<RenameWorld, "readFile" | "signal">,
	): Promise<RenameResult>;
}

export interface NavigatorParts {
	readonly graph: () => WorkspaceGraph;
	readonly results: () => ResultKnowledge;
	/** Keeps what it has read, for the file as it is open. */
	readonly modelOf: ReadModel;
	/** Keeps nothing, for what may become of a file. */
	readonly readModel: ReadModel;
	/** Of source code, in which nothing else is looked for. */
	readonly emptyModel: DocumentModel;
}

export function createNavigator({ graph, results, modelOf, readModel, emptyModel }: NavigatorParts): Navigator {
	const enter = ({ document, registrations }: AskedFile): Navigation => {
		const known = graph();
		// What the file itself says comes before the graph, which reads it when it is asked.
		const model = registrations === undefined ? modelOf(document) : emptyModel;
		return {
			uri: document.uri,
			file: {
				model,
				text: document.text,
				registrations: registrations ?? [],
				indexed: known.file(document.uri),
				hasAlert: (name) => known.hasAlert(name),
			},
			graph: known,
			results: results(),
		};
	};
	return {
		symbol(file, offset) {
			const named = symbolAt(enter(file).file, offset);
			if (named?.kind === "registration") {
				const { seriesNames, name } = named.registration;
				return { kind: "metric", name: seriesNames[0] ?? name };
			}
			return named?.kind === "metric" || named?.kind === "alert" ? { kind: named.kind, name: named.name } : undefined;
		},
		definition: (file, offset) => findDefinition(enter(file), offset),
		references: (file, offset, declaration) => findReferences(enter(file), offset, declaration),
		implementations: (file, offset) => findImplementations(enter(file), offset),
		prepareHierarchy: (file, offset) => prepareHierarchy(enter(file), offset),
		incoming: (item) => findIncoming(graph(), item),
		outgoing: (item) => findOutgoing(graph(), item),
		links: (file) => findDocumentLinks(enter(file)),
		symbols: (query) => findWorkspaceSymbols(graph(), query),
		lenses: (file) => findUsageLenses(enter(file).file, graph()),
		describeLens: (lens) => describeUsage(graph(), lens),
		prepareRename: (file, offset) => prepareRename(file.document, enter(file).file, offset, { graph: graph() }),
		rename: (file, offset, to, world) =>
			rename(file.document, enter(file).file, offset, to, { ...world, graph: graph(), readModel }),
	};
}
