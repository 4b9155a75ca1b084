import { pathToFileURL } from "node:url";
import { findRemoved } from "../../checks/removed/removedRules.ts";
import type { GitChanges } from "../../node/gitChanges.ts";
import type { Problem } from "../../text/problem.ts";
import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";
import { onlyNew, splitByLines } from "./diffFilter.ts";
import type { CheckedFile, FileSession, GivenFile } from "./fileSession.ts";
import { type ChecksRun, runChecks } from "./runChecks.ts";

export interface ChangeOptions {
	readonly sessions: readonly FileSession[];
	readonly signal: AbortSignal;
	readonly projects: readonly string[];
	/** A path as the user is shown it. */
	readonly display: (path: string) => string;
}

/**
 * Checks files and leaves of what is found only what the change is to blame for: what stands in changed lines, what was
 * not there before, wherever it stands, and what still asks for rules that are gone.
 *
 * What was there before is found by the same checks, with the texts and the facts of before.
 */
export async function checkChange(
	files: readonly GivenFile[],
	changes: GitChanges,
	{ sessions, signal, projects, display }: ChangeOptions,
): Promise<ChecksRun> {
	const [session] = sessions;
	const pathOf = new Map(files.map(({ path }) => [pathToFileURL(path).href, path]));
	const olderTexts = [
		...[...changes.changed].flatMap(([path, { before }]) => (before === undefined ? [] : [{ path, text: before }])),
		...changes.removed,
	];
	// Read first: what is read later under the same name is what counts then.
	const older = ((await session?.read(olderTexts)) ?? []).flatMap((one) =>
		one.kind === "text" && one.indexed !== undefined ? [one.indexed] : [],
	);
	const run = await runChecks(files, {
		sessions,
		signal,
		projects,
		findRemoved: (facts) =>
			Promise.resolve(findRemoved(older, facts, (uri) => display(pathOf.get(uri) ?? new URL(uri).pathname))),
	});
	const split = new Map(run.checked.map((file) => [file.path, splitByLines(file, changes.changed.get(file.path))]));
	const doubtful = run.checked.filter(({ path }) => (split.get(path)?.outside.length ?? 0) > 0).map(({ path }) => path);
	const before = await checkBefore(doubtful, older, run.facts, changes, { sessions, signal, projects });
	const leave = (file: CheckedFile): readonly Problem[] => {
		const { inside = [], outside = [] } = split.get(file.path) ?? {};
		const past = before.get(file.path);
		const fresh = onlyNew(
			{ text: file.text ?? "", problems: outside },
			past && { text: past.text ?? "", problems: past.problems },
		);
		return [...inside, ...fresh].toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
	};
	return { ...run, checked: run.checked.map((file) => ({ ...file, problems: leave(file) })) };
}

/** What the files had against them before the change, all of it. */
async function checkBefore(
	paths: readonly string[],
	older: readonly IndexedFile[],
	now: readonly IndexedFile[],
	{ changed }: GitChanges,
	options: Pick<ChangeOptions, "sessions" | "signal" | "projects">,
): Promise<ReadonlyMap<string, CheckedFile>> {
	if (paths.length === 0) return new Map();
	const uris = new Set([...changed.keys()].map((path) => pathToFileURL(path).href));
	const facts = [...now.filter(({ uri }) => !uris.has(uri)), ...older];
	const files = paths.map((path) => {
		const change = changed.get(path);
		return change === undefined ? { path } : { path, text: change.before ?? "" };
	});
	const run = await runChecks(files, { ...options, amendFacts: () => facts });
	return new Map(run.checked.map((file) => [file.path, file]));
}
