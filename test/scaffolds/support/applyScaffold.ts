import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readFolder } from "../../../server/node/scaffoldFiles.ts";
import { createScaffolds } from "../../../server/scaffold/createScaffolds.ts";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { createContext, type RenderedScaffold, templates } from "../../support/scaffolds.ts";

/** What the scaffold makes for a folder on disk, as it is there now. */
export async function renderInFolder(folder: string, id: string, answers: Answers): Promise<RenderedScaffold> {
	const context = { ...(await createContext()), files: readFolder(folder) };
	const result = await createScaffolds({ templates, context }).render(id, answers);
	if (result.kind === "invalid") throw new Error(`${result.question}: ${result.message}`);
	return result;
}

/** Renders and writes it, as a user does who says yes to everything. */
export async function applyInFolder(folder: string, id: string, answers: Answers): Promise<RenderedScaffold> {
	const rendered = await renderInFolder(folder, id, answers);
	for (const { path, content } of rendered.files) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), content);
	}
	return rendered;
}
