import type { RemovedRules } from "../../checks/removed/removedRules.ts";
import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";
import type { CheckedFile, FileSession, GivenFile, ReadFile } from "./fileSession.ts";

export interface ChecksRun {
	/** In the order of the files that were given. */
	readonly checked: readonly CheckedFile[];
	/** What could not be looked at, or was not any more. */
	readonly unchecked: readonly { readonly path: string; readonly reason: string }[];
	/** What the files say to each other. */
	readonly facts: readonly IndexedFile[];
}

export interface RunOptions {
	readonly sessions: readonly FileSession[];
	readonly signal: AbortSignal;
	/** The folders of which every file is given, as URIs with a slash at the end; none where it is left out. */
	readonly projects?: readonly string[];
	/** What of the project is not among the files, or is to be known in another way. */
	readonly amendFacts?: (facts: readonly IndexedFile[]) => readonly IndexedFile[];
	/** What a change has taken away, known when all files are read. */
	readonly findRemoved?: (facts: readonly IndexedFile[]) => Promise<RemovedRules | undefined>;
}

/** So many files are asked about at once: enough that asking costs nothing, and few enough to share the work evenly. */
const BATCH = 16;

/** Looks at all files with all sessions. What `signal` cuts off is told as unchecked. */
export async function runChecks(files: readonly GivenFile[], options: RunOptions): Promise<ChecksRun> {
	const { sessions, signal, projects = [], amendFacts = (facts) => facts, findRemoved } = options;
	const read = new Map<string, ReadFile>();
	const failed = new Map<string, string>();
	const homes = sessions.map(() => [] as string[]);
	const waiting = batchesOf(files);
	await Promise.all(
		sessions.map(async (session, index) => {
			for (let batch = waiting.shift(); batch !== undefined && !signal.aborted; batch = waiting.shift()) {
				const answers = await attempt(batch, session.read(batch), failed, signal);
				for (const answer of answers) {
					read.set(answer.path, answer);
					if (answer.kind === "text") homes[index]?.push(answer.path);
				}
			}
		}),
	);
	const ordered = files.flatMap(({ path }) => read.get(path) ?? []);
	const facts = ordered.flatMap((one) => (one.kind === "text" && one.indexed !== undefined ? [one.indexed] : []));
	const known = amendFacts(facts);
	const removed = await findRemoved?.(known);
	const checked = new Map<string, CheckedFile>();
	await Promise.all(
		sessions.map(async (session, index) => {
			if (signal.aborted) return;
			const home = homes[index] ?? [];
			await attempt(
				[],
				session.know(known, projects, removed).then(() => []),
				failed,
				signal,
			);
			// What was read last is remembered best.
			for (const batch of batchesOf(home.toReversed())) {
				if (signal.aborted) return;
				const given = batch.map((path) => ({ path }));
				for (const one of await attempt(given, session.check(batch), failed, signal)) checked.set(one.path, one);
			}
		}),
	);
	return {
		facts,
		checked: files.flatMap(({ path }) => checked.get(path) ?? []),
		unchecked: files.flatMap(({ path }) => {
			const reason = reasonOf(read.get(path), checked.has(path), failed.get(path));
			return reason === undefined ? [] : [{ path, reason }];
		}),
	};
}

function reasonOf(read: ReadFile | undefined, checked: boolean, failure: string | undefined): string | undefined {
	if (read?.kind === "failed") return read.reason;
	if (checked || read?.kind === "binary") return undefined;
	return failure ?? "the run was interrupted";
}

/** A session that fails has looked at none of the batch, and the others go on. */
async function attempt<T>(
	batch: readonly GivenFile[],
	answer: Promise<readonly T[]>,
	failed: Map<string, string>,
	signal: AbortSignal,
): Promise<readonly T[]> {
	try {
		return await untilAborted(answer, signal);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		if (!signal.aborted) for (const { path } of batch) failed.set(path, `checking it failed: ${reason}`);
		return [];
	}
}

function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = (): void => reject(new Error("interrupted"));
		if (signal.aborted) stop();
		signal.addEventListener("abort", stop, { once: true });
		answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
	});
}

function batchesOf<T>(items: readonly T[]): T[][] {
	return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
		items.slice(index * BATCH, (index + 1) * BATCH),
	);
}
