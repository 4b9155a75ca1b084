import { linkSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describeFailure } from "../../node/describeFailure.ts";
import type { PlannedFile } from "./planFiles.ts";

/**
 * Writes all of the files or none: each is written beside its place first, and what was put in place is taken back where a
 * later one fails. A file keeps its permissions; one that has changed since it was looked at is not written over.
 * Answers a sentence where nothing was written.
 */
export function writeFiles(planned: readonly PlannedFile[]): string | undefined {
	const undo: (() => void)[] = [];
	let current = "";
	try {
		const staged = planned.map((each) => {
			current = each.file.path;
			undo.push(...makeFolders(dirname(each.target)));
			const beside = join(dirname(each.target), `.${basename(each.target)}.${process.pid}.tmp`);
			const mode = each.existing === undefined ? {} : { mode: statSync(each.target).mode };
			writeFileSync(beside, each.file.content, { flag: "wx", ...mode });
			undo.push(() => rmSync(beside, { force: true }));
			return { ...each, beside };
		});
		for (const each of staged) {
			current = each.file.path;
			undo.push(putInPlace(each));
		}
		return undefined;
	} catch (error) {
		for (const step of undo.toReversed()) attempt(step);
		return `nothing was written, as ${current} cannot be: ${error instanceof ChangedMeanwhile ? error.message : describeFailure(error)}.`;
	}
}

class ChangedMeanwhile extends Error {}

/** Answers what takes it back. */
function putInPlace({ target, existing, beside }: PlannedFile & { readonly beside: string }): () => void {
	if (existing === undefined) {
		createOnly(beside, target);
		return () => rmSync(target, { force: true });
	}
	if (readFileSync(target, "utf8") !== existing) throw new ChangedMeanwhile("it has changed since it was read");
	const { mode } = statSync(target);
	renameSync(beside, target);
	return () => writeFileSync(target, existing, { mode });
}

/** Gives the file its name where nothing has it; a link, as a rename would ask nobody. */
function createOnly(beside: string, target: string): void {
	try {
		linkSync(beside, target);
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : undefined;
		if (code === "EEXIST") throw new ChangedMeanwhile("something is there by now");
		// A file system without links.
		writeFileSync(target, readFileSync(beside), { flag: "wx" });
	}
	rmSync(beside, { force: true });
}

/** Makes the folder and those above it; answers what takes each of them back. */
function makeFolders(folder: string): readonly (() => void)[] {
	const first = mkdirSync(folder, { recursive: true });
	if (first === undefined) return [];
	const made: string[] = [];
	for (let each = folder; each.length >= first.length; each = dirname(each)) made.unshift(each);
	return made.map((each) => () => rmdirSync(each));
}

function attempt(step: () => void): void {
	try {
		step();
	} catch {
		// It is told why nothing was written; a folder that somebody else put something into stays.
	}
}
