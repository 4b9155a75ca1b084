import { rename } from "../../../server/features/rename/rename.ts";
import type { RenameResult } from "../../../server/features/rename/renameEdit.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import type { TestWorkspace } from "../navigation/testWorkspace.ts";

export function renameAt(workspace: TestWorkspace, path: string, offset: number, to: string): Promise<RenameResult> {
	return rename(workspace.source(path), workspace.navigation(path).file, offset, to, workspace.world);
}

/** The files after the rename; those that need a look too where `all` is set. */
export function applyRename(
	workspace: TestWorkspace,
	result: RenameResult,
	all = false,
): ReadonlyMap<string, string> | string {
	if (result.kind === "refused") return result.reason;
	const texts = new Map(workspace.paths.map((path) => [path, workspace.text(path)]));
	for (const { source, edits } of result.files) {
		const path = source.uri.replace("file:///w/", "");
		const made = edits.filter(({ optional }) => all || optional !== true);
		texts.set(path, applyEdits(source.text, made));
	}
	return texts;
}

/** The lines that differ, as `path:line what stands there now`. */
export function changedLines(workspace: TestWorkspace, after: ReadonlyMap<string, string>): readonly string[] {
	return [...after].flatMap(([path, text]) => {
		const before = workspace.text(path).split("\n");
		return text
			.split("\n")
			.flatMap((line, index) => (line === before[index] ? [] : [`${path}:${index + 1} ${line.trim()}`]));
	});
}
