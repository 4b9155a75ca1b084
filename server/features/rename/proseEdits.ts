import type { SourceDocument } from "../../text/sourceDocument.ts";
import { Slugs } from "../../workspace/graph/slugs.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import type { FileEdits, RenameEdit } from "./renameEdit.ts";
import type { RenameWorld } from "./renameWorld.ts";

export interface ProseChange {
	readonly kind: "metric" | "alert";
	readonly from: string;
	readonly to: string;
}

/** More pages than so many are not looked through. */
const mostPages = 500;

/**
 * What a rename may change in pages that speak of the name: headings, text, and the fragments of links to its heading. All
 * of it is prose, where the word may mean something else, so every edit is optional.
 */
export async function findProseEdits(change: ProseChange, world: RenameWorld): Promise<readonly FileEdits[]> {
	const files = new Map<string, { readonly source: SourceDocument; readonly edits: RenameEdit[] }>();
	const read = async (
		uri: string,
	): Promise<{ readonly source: SourceDocument; readonly edits: RenameEdit[] } | undefined> => {
		const known = files.get(uri);
		if (known !== undefined) return known;
		const source = await world.readFile(uri, world.signal);
		if (source === undefined) return undefined;
		const file = { source, edits: [] };
		files.set(uri, file);
		return file;
	};
	for (const uri of pagesOf(world.graph)) {
		if (world.signal.aborted) return [];
		const page = await read(uri);
		if (page === undefined) continue;
		for (const edit of findWords(page.source.text, change)) page.edits.push(edit);
		await addFragments(uri, change, world, read);
	}
	return [...files.values()].filter(({ edits }) => edits.length > 0);
}

function pagesOf(graph: WorkspaceGraph): readonly string[] {
	const uris = new Set<string>();
	for (const { uri } of graph.items("runbook")) {
		uris.add(uri);
		if (uris.size === mostPages) break;
	}
	return [...uris];
}

/** The name as a word of its own: not a part of another one, nor of a path. */
function findWords(text: string, { from, to }: ProseChange): readonly RenameEdit[] {
	const word = from.replace(/[^\w]/g, "\\$&");
	return [...text.matchAll(new RegExp(`(?<![\\w:/.#-])${word}(?![\\w:/-]|\\.\\w)`, "g"))].map(({ index }) => ({
		span: { start: index, end: index + from.length },
		newText: to,
		optional: true,
	}));
}

/** A heading that gets another text gets another fragment too. */
async function addFragments(
	page: string,
	{ from, to }: ProseChange,
	{ graph }: RenameWorld,
	read: (uri: string) => Promise<{ readonly source: SourceDocument; readonly edits: RenameEdit[] } | undefined>,
): Promise<void> {
	const heading = graph.file(page)?.items.find((item) => item.kind === "heading" && item.name === from);
	if (heading?.kind !== "heading" || heading.slug !== new Slugs().take(from)) return;
	const slug = new Slugs().take(to);
	const ending = `#${heading.slug}`;
	for (const { uri, use } of graph.usesOf({ kind: "runbook", name: page })) {
		if (use.kind !== "file" || !use.name.endsWith(ending)) continue;
		const file = await read(uri);
		const written = file?.source.text.slice(use.span.start, use.span.end);
		if (file === undefined || written?.endsWith(ending) !== true) continue;
		const span = { start: use.span.end - heading.slug.length, end: use.span.end };
		file.edits.push({ span, newText: slug, optional: true });
	}
}
