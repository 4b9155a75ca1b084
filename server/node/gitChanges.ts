import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";

/** What has changed in a work tree since a revision, with what is not committed and not even added. */
export interface GitChanges {
	/** By absolute path, slashes as the system has them. Files that are gone are in `removed`. */
	readonly changed: ReadonlyMap<string, ChangedFile>;
	/** Files that are gone and under no other name there, absolute, with their text of before. */
	readonly removed: readonly { readonly path: string; readonly text: string }[];
}

export interface ChangedFile {
	/** As it was; left out where it is new. */
	readonly before?: string;
	/** The lines that are new or changed, from 1, both ends included. */
	readonly lines: readonly LineRange[];
}

export interface LineRange {
	readonly first: number;
	readonly last: number;
}

export type GitAnswer =
	| { readonly ok: true; readonly changes: GitChanges }
	/** A sentence for the user. */
	| { readonly ok: false; readonly reason: string };

const everything: readonly LineRange[] = [{ first: 1, last: Number.POSITIVE_INFINITY }];

/** Asks git what has changed in the repository that `folder` is in since it branched off from `revision`. */
export async function readGitChanges(folder: string, revision: string, signal: AbortSignal): Promise<GitAnswer> {
	try {
		return { ok: true, changes: await readChanges(folder, revision, signal) };
	} catch (error) {
		if (error instanceof GitRefusal) return { ok: false, reason: error.message };
		throw error;
	}
}

class GitRefusal extends Error {}

async function readChanges(folder: string, revision: string, signal: AbortSignal): Promise<GitChanges> {
	const git = (at: string, ...args: string[]) => runGit(at, args, signal);
	const top = await git(folder, "rev-parse", "--show-toplevel");
	if (top.code !== 0) {
		throw new GitRefusal(
			`${folder} is in no git repository, so there is nothing to compare with "${revision}". (git: ${firstLine(top.error)})`,
		);
	}
	const root = realpathSync(top.out.toString("utf8").replace(/\r?\n$/, ""));
	const shallow = (await git(root, "rev-parse", "--is-shallow-repository")).out.toString("utf8").trim() === "true";
	const hint = shallow
		? " This is a shallow clone, which has a part of the history alone: fetch all of it (git fetch --unshallow; in GitHub Actions fetch-depth: 0, in GitLab CI GIT_DEPTH: 0)."
		: "";
	const known = await git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
	if (known.code !== 0) throw new GitRefusal(`git knows no revision "${revision}" here.${hint}`);
	const merge = await git(root, "merge-base", known.out.toString("utf8").trim(), "HEAD");
	if (merge.code !== 0) throw new GitRefusal(`"${revision}" and HEAD have no common history.${hint}`);
	const base = merge.out.toString("utf8").trim();
	const compare = ["-M", "--no-ext-diff", "--no-textconv", base, "--"];
	const names = splitNames((await demand(git(root, "diff", "--name-status", "-z", ...compare))).toString("utf8"));
	const patch = await demand(git(root, "diff", "--unified=0", "--no-color", ...compare));
	const untracked = await demand(git(root, "ls-files", "--others", "--exclude-standard", "-z"));
	const hunks = splitPatch(patch.toString("utf8"));
	const wanted = names.filter(({ status }) => status !== "A").map(({ before }) => before);
	const texts = await readBlobs(root, base, wanted, signal);
	const changed = new Map<string, ChangedFile>();
	const removed: { path: string; text: string }[] = [];
	for (const [index, { status, before, after }] of names.entries()) {
		const text = texts.get(before);
		if (status === "D") {
			if (text !== undefined) removed.push({ path: join(root, before), text });
			continue;
		}
		const lines = status === "A" ? everything : (hunks[index] ?? []);
		changed.set(join(root, after), { lines, ...(text === undefined || status === "A" ? {} : { before: text }) });
	}
	for (const name of untracked.toString("utf8").split("\0")) {
		if (name !== "") changed.set(join(root, name), { lines: everything });
	}
	return { changed, removed };
}

interface GitResult {
	readonly code: number;
	readonly out: Buffer;
	readonly error: string;
}

function runGit(folder: string, args: readonly string[], signal: AbortSignal, input = ""): Promise<GitResult> {
	return new Promise((resolve, reject) => {
		const child = spawn("git", ["-C", folder, "-c", "core.quotePath=false", ...args], {
			env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
			signal,
		});
		const out: Buffer[] = [];
		const error: Buffer[] = [];
		child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => error.push(chunk));
		// A git that has given up reads no more.
		child.stdin.on("error", () => {});
		child.stdin.end(input);
		child.on("error", (cause: NodeJS.ErrnoException) => {
			const missing = cause.code === "ENOENT";
			reject(
				new GitRefusal(
					missing ? "git is not installed, or not in the PATH." : `git could not be run: ${cause.message}`,
				),
			);
		});
		child.on("close", (code) => {
			resolve({ code: code ?? 1, out: Buffer.concat(out), error: Buffer.concat(error).toString("utf8") });
		});
	});
}

async function demand(running: Promise<GitResult>): Promise<Buffer> {
	const { code, out, error } = await running;
	if (code !== 0) throw new GitRefusal(`git failed: ${firstLine(error)}`);
	return out;
}

interface ChangedName {
	/** `A`dded, `D`eleted, `M`odified, `R`enamed, `T`ype changed … */
	readonly status: string;
	readonly before: string;
	readonly after: string;
}

/** Reads `git diff --name-status -z`: a renamed file has two names. */
export function splitNames(text: string): readonly ChangedName[] {
	const fields = text.split("\0");
	const names: ChangedName[] = [];
	for (let at = 0; at + 1 < fields.length; ) {
		const status = (fields[at] ?? "").slice(0, 1);
		const before = fields[at + 1] ?? "";
		const twice = status === "R" || status === "C";
		names.push({ status, before, after: twice ? (fields[at + 2] ?? "") : before });
		at += twice ? 3 : 2;
	}
	return names;
}

/** The new lines of each file of a patch without context, in the order of the patch, which is that of the names. */
export function splitPatch(patch: string): readonly (readonly LineRange[])[] {
	const files: LineRange[][] = [];
	let body = 0;
	for (const line of patch.split("\n")) {
		if (body > 0) {
			// Lines of a hunk may look like anything, so they are counted.
			if (!line.startsWith("\\")) body--;
			continue;
		}
		if (line.startsWith("diff --git ")) files.push([]);
		const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
		if (hunk === null) continue;
		const [, gone = "1", first = "1", count = "1"] = hunk;
		body = Number(gone) + Number(count);
		if (Number(count) > 0) files.at(-1)?.push({ first: Number(first), last: Number(first) + Number(count) - 1 });
	}
	return files;
}

/** The texts that files had in a revision, by their names; all with one process. */
async function readBlobs(
	root: string,
	base: string,
	names: readonly string[],
	signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
	const texts = new Map<string, string>();
	// Names are handed over line by line.
	const asked = names.filter((name) => !name.includes("\n"));
	if (asked.length === 0) return texts;
	const input = asked.map((name) => `${base}:${name}\n`).join("");
	const out = await demand(runGit(root, ["cat-file", "--batch"], signal, input));
	let at = 0;
	for (const name of asked) {
		const lineEnd = out.indexOf(10, at);
		const header = out.toString("utf8", at, lineEnd);
		const size = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header);
		at = lineEnd + 1;
		if (size === null) continue;
		const end = at + Number(size[2]);
		if (size[1] === "blob") texts.set(name, out.toString("utf8", at, end));
		at = end + 1;
	}
	return texts;
}

function firstLine(text: string): string {
	return text.trim().split("\n", 1)[0] ?? "";
}
