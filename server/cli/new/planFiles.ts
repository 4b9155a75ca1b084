import { lstatSync, realpathSync, type Stats } from "node:fs";
import { join, relative, sep } from "node:path";
import { describeFailure } from "../../node/describeFailure.ts";
import { readSource } from "../../node/readSource.ts";
import type { ScaffoldFile } from "../../scaffold/scaffold.ts";
import { isGitFolder } from "../../scaffold/targetPath.ts";

/** A file that a scaffold made, beside what is on the disk. */
export interface PlannedFile {
	readonly file: ScaffoldFile;
	/** Where it is written, links followed. */
	readonly target: string;
	/**
	 * `new`: nothing is there; `edit`: what is there is added to; `same`: it is there; `conflict`: something else is there;
	 * `blocked`: it cannot be written at all, whatever is wished.
	 */
	readonly state: "new" | "edit" | "same" | "conflict" | "blocked";
	/** What is there. */
	readonly existing?: string;
	/** Of `blocked`, as the end of a sentence. */
	readonly reason?: string;
}

export function planFiles(root: string, files: readonly ScaffoldFile[]): readonly PlannedFile[] {
	const top = realpathSync(root);
	return files.map((file) => {
		try {
			return planFile(top, file);
		} catch (error) {
			return { file, target: join(top, file.path), state: "blocked", reason: describeFailure(error) };
		}
	});
}

function planFile(top: string, file: ScaffoldFile): PlannedFile {
	const target = followLinks(top, file.path);
	if (target === undefined) {
		const reason = "a link on its way leads out of the folder";
		return { file, target: join(top, file.path), state: "blocked", reason };
	}
	if (relative(top, target).split(sep).some(isGitFolder)) {
		return { file, target, state: "blocked", reason: "a link on its way leads into Git's own folder" };
	}
	const blocked = (reason: string): PlannedFile => ({ file, target, state: "blocked", reason });
	const found = statOf(target);
	if (found === undefined) {
		return file.base === undefined ? { file, target, state: "new" } : blocked("what it was to be added to is gone");
	}
	if (!found.isFile()) return blocked("something is there that is no file");
	const source = readSource(target);
	if (source.kind === "failed") return blocked(source.reason);
	if (source.kind === "binary" || source.damaged) return blocked("what is there is no text in UTF-8");
	const { text: existing } = source;
	if (existing === file.content) return { file, target, state: "same", existing };
	if ((found.mode & 0o222) === 0) return { ...blocked("it is read-only"), existing };
	if (file.base === undefined) return { file, target, state: "conflict", existing };
	if (file.base === existing) return { file, target, state: "edit", existing };
	return { ...blocked("it has changed since it was read"), existing };
}

/** The path with its links followed; `undefined` where one of them leads out of the folder. */
function followLinks(top: string, path: string): string | undefined {
	let current = top;
	for (const part of path.split("/")) {
		const next = join(current, part);
		const found = statOf(next);
		current = found?.isSymbolicLink() ? realpathSync(next) : next;
		const inside = relative(top, current);
		if (inside === ".." || inside.startsWith(`..${sep}`) || inside === current) return undefined;
	}
	return current;
}

/** `undefined` where nothing is there; links are not followed. */
function statOf(path: string): Stats | undefined {
	return lstatSync(path, { throwIfNoEntry: false });
}
