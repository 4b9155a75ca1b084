import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyInFolder, renderInFolder } from "./applyScaffold.ts";
import type { SampleApp } from "./sampleApps.ts";

/**
 * Copies an application to `folder`, instrumented; throws where doing it again would change something. It is instrumented in
 * a folder outside of every repository, as nothing is found where git ignores it.
 */
export async function instrumentCopy(app: SampleApp, folder: string): Promise<void> {
	const work = await mkdtemp(join(tmpdir(), "observability-sample-"));
	try {
		await cp(join(import.meta.dirname, "../apps", app.name), work, { recursive: true });
		await applyInFolder(work, "instrumentation", app.answers);
		const again = await renderInFolder(work, "instrumentation", app.answers);
		if (again.files.length > 0) {
			throw new Error(`Applied to ${app.name} again it writes ${again.files.map(({ path }) => path).join(", ")}.`);
		}
		await cp(work, folder, { recursive: true });
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}
