import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
	DidChangeWatchedFilesNotification,
	FileChangeType,
	type FileEvent,
	WatchKind,
	type WorkDoneProgressReporter,
	type WorkDoneProgressServerReporter,
} from "vscode-languageserver/node";
import { isIndexed } from "../node/index/fileIndexer.ts";
import type { Listing } from "../node/index/indexMessages.ts";
import { WorkspaceIndexer } from "../node/index/workspaceIndexer.ts";
import type { OpenFiles } from "../workspace/graph/openFiles.ts";
import { readIndexedCode } from "../workspace/graph/readIndexedCode.ts";
import { isCode } from "./codeDocuments.ts";
import type { Session } from "./session.ts";

/** Milliseconds in which changes of files are gathered: a branch that is switched changes many at once. */
const gathering = 150;
/** Changes from which on it is cheaper, and safer, to look at all files. */
const manyChanges = 500;
/** Milliseconds after which other files hear of what a key stroke has changed. */
const typingPause = 700;
/** Milliseconds that an index must take to be worth a sign of it. */
const patience = 1000;

export interface FollowedWorkspace {
	/** The client can be asked for things. */
	initialized(): void;
	/** The settings were read, anew or for the first time. */
	settingsRead(): void;
	/** Files have changed on disk. */
	filesChanged(changes: readonly FileEvent[]): void;
	foldersChanged(roots: readonly string[]): void;
	stop(): void;
}

export interface WorkspaceFollowing {
	readonly session: Session;
	readonly open: OpenFiles;
	/** The folders of the workspace, as URIs with a slash at the end. */
	readonly roots: readonly string[];
	/** The program of the threads that read files, and the folder of the parsers of source code. */
	readonly program: string;
	readonly grammars: string;
	/** The client shows that something takes a while. */
	readonly showsProgress: boolean;
	/** The graph says something else now. */
	readonly changed: () => void;
}

/**
 * Keeps the graph equal to the workspace: all files at the start, those that change afterwards, and what is open in the
 * editor before what is on disk. Clients that do not tell of changes are asked for nothing: each save looks at all files,
 * which costs a look at their times.
 */
export function followWorkspace(following: WorkspaceFollowing): FollowedWorkspace {
	const { session, open, program, grammars, changed } = following;
	const { connection, documents, client, code, log } = session;
	let { roots } = following;
	let listing: Listing | undefined;
	let seen = open.graph.contentVersion;
	let typingTimer: NodeJS.Timeout | undefined;
	let gatheringTimer: NodeJS.Timeout | undefined;
	let gathered = new Map<string, FileChangeType>();
	let stopped = false;
	let reporter: WorkDoneProgressReporter | undefined;
	const indexer = new WorkspaceIndexer({
		program,
		grammars,
		sink: open,
		log,
		progress: (done, all) => reporter?.report(Math.round((100 * done) / all), `${done} of ${all} files`),
	});
	const tell = (): void => {
		const version = open.graph.contentVersion;
		if (stopped || version === seen) return;
		seen = version;
		changed();
	};
	const failed = (error: unknown): void => log(`The index of the workspace failed: ${String(error)}`);

	const scan = async (): Promise<void> => {
		if (listing === undefined || stopped) return;
		const sign = showProgress();
		try {
			const { files, read, milliseconds, notes } = await indexer.scan(listing);
			if (stopped) return;
			if (read > 0) log(`The index has read ${read} of ${files} files in ${(milliseconds / 1000).toFixed(1)} s.`);
			for (const note of notes) log(`The index is not complete: ${note}`);
			tell();
		} catch (error) {
			failed(error);
		} finally {
			sign.end();
		}
	};

	const showProgress = (): { end(): void } => {
		let mine: WorkDoneProgressServerReporter | undefined;
		const begin = async (): Promise<void> => {
			const progress = await connection.window.createWorkDoneProgress();
			progress.begin("Reading the workspace's metrics and rules", 0);
			if (ended) return progress.done();
			mine = progress;
			reporter = progress;
		};
		let ended = false;
		const timer = following.showsProgress ? setTimeout(() => begin().catch(failed), patience) : undefined;
		return {
			end() {
				ended = true;
				clearTimeout(timer);
				if (reporter === mine) reporter = undefined;
				mine?.done();
			},
		};
	};

	const start = async (): Promise<void> => {
		const { exclude, maxFiles } = session.settings.index;
		const paths = roots.flatMap((root) => (root.startsWith("file:") ? [fileURLToPath(root)] : []));
		const hidden = client.configuration ? await readHidden() : [];
		const next: Listing = { roots: paths, ignored: [...hidden, ...exclude], most: maxFiles };
		if (stopped || JSON.stringify(next) === JSON.stringify(listing)) return;
		listing = next;
		open.graph.setRoots(roots);
		if (maxFiles > 0 && paths.length > 0) await scan();
		else {
			open.graph.setComplete(false);
			if (paths.length > 0) for (const path of paths) indexer.forget(path.replace(/[\\/]$/, ""));
			tell();
		}
	};

	/** What the editor hides from its own lists, as patterns of a `.gitignore`. */
	const readHidden = async (): Promise<readonly string[]> => {
		try {
			const patterns: unknown = await connection.workspace.getConfiguration("files.exclude");
			if (typeof patterns !== "object" || patterns === null) return [];
			return Object.entries(patterns).flatMap(([pattern, on]) =>
				on !== true ? [] : [pattern.includes("/") ? pattern : `/${pattern}`],
			);
		} catch (error) {
			failed(error);
			return [];
		}
	};

	const apply = async (): Promise<void> => {
		const changes = [...gathered];
		gathered = new Map();
		if (listing === undefined || listing.most === 0) return;
		const gone = changes.filter(([, type]) => type === FileChangeType.Deleted).map(([path]) => path);
		const others = changes.filter(([, type]) => type !== FileChangeType.Deleted).map(([path]) => path);
		// Of a folder some editors only say that the folder itself is gone, or is there.
		const anew =
			changes.length > manyChanges ||
			changes.some(([path]) => basename(path) === ".gitignore") ||
			gone.some((path) => !isIndexed(path) && indexer.forget(path) > 0);
		if (anew) return scan();
		for (const path of gone) indexer.forget(path);
		const wanted = others.filter(isIndexed);
		if (wanted.length > 0) await indexer.read(wanted, listing);
		tell();
	};
	const gather = (path: string, type: FileChangeType): void => {
		gathered.set(path, type);
		// The first of many changes does not wait for the last: the time counts from it.
		gatheringTimer ??= setTimeout(() => {
			gatheringTimer = undefined;
			apply().catch(failed);
		}, gathering);
	};

	documents.onDidChangeContent(({ document }) => {
		clearTimeout(typingTimer);
		typingTimer = setTimeout(() => {
			if (!isCode(document)) return tell();
			void code.registrationsOf(document).then((registrations = []) => {
				if (documents.get(document.uri) !== document) return;
				open.followRead(document.uri, readIndexedCode(document.uri, registrations));
				tell();
			}, failed);
		}, typingPause);
	});
	documents.onDidClose(({ document: { uri } }) => {
		open.close(uri);
		tell();
	});
	documents.onDidSave(({ document: { uri } }) => {
		if (!uri.startsWith("file:")) return;
		gather(fileURLToPath(uri), FileChangeType.Changed);
		if (!client.watchesFiles) void scan();
	});
	return {
		initialized() {
			if (client.watchesFiles) {
				const watchers = [
					{ globPattern: watchedFiles, kind: WatchKind.Create | WatchKind.Change },
					{ globPattern: "**", kind: WatchKind.Delete },
				];
				connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(failed);
			}
			if (!client.configuration) start().catch(failed);
		},
		settingsRead: () => void start().catch(failed),
		filesChanged(changes) {
			for (const { uri, type } of changes) if (uri.startsWith("file:")) gather(fileURLToPath(uri), type);
		},
		foldersChanged(next) {
			roots = next;
			start().catch(failed);
		},
		stop() {
			stopped = true;
			clearTimeout(typingTimer);
			clearTimeout(gatheringTimer);
			indexer.close().catch(failed);
		},
	};
}

const watchedFiles =
	"**/{*.yaml,*.yml,*.json,*.jsonc,*.md,*.markdown,*.promql,*.rules,*.tpl,*.tmpl,*.ts,*.mts,*.cts,*.tsx,*.js,*.mjs,*.cjs,*.jsx,*.py,*.go,*.java,*.kt,*.kts,*.rs,*.cs,*.rb,.gitignore}";
