import { join } from "node:path";
import { CHECKS } from "../../server/checks/registry.ts";
import { languageOfPath } from "../../server/code/codeReader.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { emptyModel } from "../../server/documents/tooLarge.ts";
import { createKnownMetrics } from "../../server/features/metricFacts/knownMetrics.ts";
import { MetricKnowledge } from "../../server/metrics/knowledge.ts";
import type { PrometheusApi } from "../../server/metrics/port.ts";
import { readTemplatesFrom } from "../../server/node/templateFiles.ts";
import { createScaffolds, type Scaffolds } from "../../server/scaffold/createScaffolds.ts";
import type { Answers, RenderResult } from "../../server/scaffold/scaffold.ts";
import type { ScaffoldContext } from "../../server/scaffold/scaffoldContext.ts";
import type { Problem } from "../../server/text/problem.ts";
import { createTestService } from "./testService.ts";
import { readWorkspace, readWorkspaceFile, workspaceRoot } from "./workspaceGraph.ts";

/** The templates as the extension ships them. */
export const templates = readTemplatesFrom(join(import.meta.dirname, "../../templates"));

/** Texts by path, below the root of a workspace in memory. */
export type Files = Readonly<Record<string, string>>;

export interface Scene {
	readonly files?: Files;
	readonly knowledge?: MetricKnowledge;
	readonly api?: PrometheusApi;
	readonly live?: ScaffoldContext["live"];
	/** Where the cursor is: a file of the scene, and an offset in it. */
	readonly at?: { readonly path: string; readonly offset: number };
	/** Unix seconds. */
	readonly now?: number;
}

/** What scaffolds look at, in memory. */
export async function createContext(scene: Scene = {}): Promise<ScaffoldContext> {
	const files = scene.files ?? {};
	const graph = await readWorkspace(files);
	const knowledge = scene.knowledge ?? new MetricKnowledge(scene.api ?? scene.live);
	const parser = createDocumentParser();
	const { at } = scene;
	const text = at && files[at.path];
	if (at !== undefined && text === undefined) throw new Error(`${at.path} is not in the scene.`);
	return {
		metrics: knowledge,
		facts: createKnownMetrics({ knowledge: () => knowledge, graph: () => graph }).all,
		graph,
		files: {
			uri: workspaceRoot,
			read: async (path) => files[path],
			list: async () => ({ paths: Object.keys(files).sort() }),
		},
		parse: (document) => parser.parse(document) ?? emptyModel,
		now: scene.now ?? 1_800_000_000,
		...(scene.live === undefined ? {} : { live: scene.live }),
		...(at === undefined
			? {}
			: { place: { document: (await readWorkspaceFile(at.path, text ?? "")).source, offset: at.offset } }),
	};
}

export async function openScaffolds(scene: Scene = {}): Promise<Scaffolds> {
	return createScaffolds({ templates, context: await createContext(scene) });
}

export type RenderedScaffold = Extract<RenderResult, { kind: "files" }>;

/** Renders and throws where an answer is refused. */
export async function renderScaffold(id: string, answers: Answers, scene: Scene = {}): Promise<RenderedScaffold> {
	const result = await (await openScaffolds(scene)).render(id, answers);
	if (result.kind === "invalid") throw new Error(`${result.question}: ${result.message}`);
	return result;
}

/** The workspace with what was rendered written into it, as a user does who says yes to everything. */
export function applyFiles(files: Files, rendered: RenderedScaffold): Files {
	return { ...files, ...Object.fromEntries(rendered.files.map(({ path, content }) => [path, content])) };
}

/** What all of our checks say of each file, as they see the whole workspace, as `path:line: code message`. */
export async function diagnoseFiles(files: Files): Promise<readonly string[]> {
	const graph = await readWorkspace(files);
	const service = createTestService(undefined, CHECKS, { graph: () => graph });
	const told: string[] = [];
	for (const [path, text] of Object.entries(files)) {
		if (languageOfPath(path) !== undefined) continue;
		const { source } = await readWorkspaceFile(path, text);
		const problems = (await service.diagnose(source, new AbortController().signal)) ?? [];
		told.push(...problems.map((problem) => describe(path, text, problem)));
	}
	if (service.logged.length > 0) throw new Error(service.logged.join("\n"));
	return told;
}

function describe(path: string, text: string, { code, message, span }: Problem): string {
	return `${path}:${text.slice(0, span.start).split("\n").length}: ${code} ${message}`;
}
