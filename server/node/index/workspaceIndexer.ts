import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";
import { SharedTexts } from "../../workspace/graph/sharedTexts.ts";
import type { IndexAnswer, IndexRequest, ListedFiles, Listing, ReadFile } from "./indexMessages.ts";

/** Who keeps what the disk has. */
export interface IndexSink {
	setOnDisk(file: IndexedFile): void;
	deleteOnDisk(uri: string): void;
	setComplete(complete: boolean): void;
}

export interface IndexerOptions {
	/** The program of a thread (indexWorker.ts, or what it was bundled to). */
	readonly program: string;
	/** The folder of the parsers of source code. */
	readonly grammars: string;
	readonly sink: IndexSink;
	readonly log: (line: string) => void;
	/** Hears now and then how far a scan is. */
	readonly progress?: (done: number, all: number) => void;
	/** How many threads read; as many as leave a core to the one that asks where it is left out. */
	readonly threads?: number;
}

export interface ScanResult {
	readonly files: number;
	/** Those that were read, because they were new or another. */
	readonly read: number;
	readonly milliseconds: number;
	/** A sentence for each bound that was met. */
	readonly notes: readonly string[];
}

/** Bytes and files that are read for one answer: few enough that taking it costs the one who asked a millisecond or two. */
const chunkBytes = 128 * 1024;
const chunkFiles = 64;
/** Chunks that a thread has before it, so that it never waits. */
const chunksAhead = 2;
/** Milliseconds of taking answers after which other work of the process comes first. */
const slice = 4;
const mostThreads = 4;
/** Megabytes: what is read of a file is gone with the next. */
const youngGeneration = 32;

/**
 * Keeps the sink equal to what is on disk, by threads that list and read. Invariant: of two readings of a file the one
 * that was asked for last counts, whichever thread answers first.
 */
export class WorkspaceIndexer {
	readonly #options: IndexerOptions;
	readonly #threads: IndexThread[] = [];
	/** What is known of the files on disk, by path. */
	readonly #stamps = new Map<string, string>();
	/** Those of which the sink has something. */
	readonly #held = new Set<string>();
	readonly #tooLarge = new Set<string>();
	/** The newest question about a path that is not answered yet. */
	readonly #asked = new Map<string, number>();
	readonly #texts = new SharedTexts();
	#questions = 0;
	#closed = false;
	#work: Promise<unknown> = Promise.resolve();

	constructor(options: IndexerOptions) {
		this.#options = options;
	}

	/** Looks at all files; those that are as they were are not read again. Scans and readings follow one another. */
	scan(listing: Listing): Promise<ScanResult> {
		return this.#afterOthers(() => this.#scan(listing));
	}

	/** Reads files again that have changed, or that may be gone. */
	read(paths: readonly string[], listing: Listing): Promise<void> {
		return this.#afterOthers(async () => {
			for (const path of paths) this.#stamps.delete(path);
			await this.#readAll(chunksOf(paths.map((path) => ({ path, size: chunkBytes / 16 }))), listing);
		});
	}

	/** Forgets a file, or all files of a folder; answers how many that were. */
	forget(path: string): number {
		const inside = [...this.#stamps.keys()].filter((one) => one === path || isBelow(one, path));
		for (const one of inside) this.#take({ path: one });
		return inside.length;
	}

	async close(): Promise<void> {
		this.#closed = true;
		await Promise.all(this.#threads.splice(0).map((thread) => thread.close()));
	}

	#afterOthers<T>(work: () => Promise<T>): Promise<T> {
		const next = this.#work.then(work);
		this.#work = next.catch(() => {});
		return next;
	}

	async #scan(listing: Listing): Promise<ScanResult> {
		const started = performance.now();
		const listed = await this.#list(listing);
		const present = new Set(listed.files.map(({ path }) => path));
		for (const path of [...this.#stamps.keys()]) if (!present.has(path)) this.#take({ path });
		const changed = listed.files.filter(({ path, stamp }) => this.#stamps.get(path) !== stamp);
		await this.#readAll(chunksOf(changed), undefined, this.#options.progress);
		if (this.#tooLarge.size > 0) for (const path of this.#tooLarge) if (!present.has(path)) this.#tooLarge.delete(path);
		const notes = this.#describeBounds(listed, listing);
		if (!this.#closed) this.#options.sink.setComplete(notes.length === 0);
		const milliseconds = performance.now() - started;
		return { files: listed.files.length, read: changed.length, milliseconds, notes };
	}

	#describeBounds({ cut, failures }: ListedFiles, { most }: Listing): readonly string[] {
		return [
			...(cut ? [`There are more than ${most} files; “observability.index.maxFiles” says how many are read.`] : []),
			...(failures > 0 ? [`${failures} files or folders cannot be read.`] : []),
			...[...this.#tooLarge].map((path) => `${path} is too large to be read.`),
		];
	}

	async #list(listing: Listing): Promise<ListedFiles> {
		const answer = await this.#thread(0).ask({ kind: "list", id: 0, listing });
		return answer.kind === "listed" ? answer.listed : { files: [], cut: false, failures: 1 };
	}

	/** Every thread takes the next chunk as soon as it has fewer than it should. */
	async #readAll(
		chunks: readonly (readonly string[])[],
		listing?: Listing,
		progress: (done: number, all: number) => void = () => {},
	): Promise<void> {
		const waiting = [...chunks];
		const all = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
		const threads = Math.min(this.#options.threads ?? countThreads(), chunks.length);
		let done = 0;
		let sliceEnd = performance.now() + slice;
		const work = async (thread: IndexThread): Promise<void> => {
			for (let paths = waiting.shift(); paths !== undefined && !this.#closed; paths = waiting.shift()) {
				this.#questions += 1;
				const question = this.#questions;
				for (const path of paths) this.#asked.set(path, question);
				const request: IndexRequest =
					listing === undefined ? { kind: "read", id: 0, paths } : { kind: "look", id: 0, paths, listing };
				const answer = await thread.ask(request);
				const files = answer.kind === "read" ? answer.files : [];
				if (answer.kind === "failed") this.#options.log(`The index has passed over some files: ${answer.reason}`);
				for (const file of files) {
					if (this.#closed) return;
					if (this.#asked.get(file.path) === question) this.#take(file);
					if (performance.now() < sliceEnd) continue;
					await setImmediate();
					sliceEnd = performance.now() + slice;
				}
				for (const path of paths) if (this.#asked.get(path) === question) this.#asked.delete(path);
				done += paths.length;
				progress(done, all);
			}
		};
		const workers = Array.from({ length: threads }, (_, index) => this.#thread(index));
		await Promise.all(workers.flatMap((thread) => Array.from({ length: chunksAhead }, () => work(thread))));
	}

	#take({ path, stamp, indexed, tooLarge }: ReadFile): void {
		if (stamp === undefined) this.#stamps.delete(path);
		else this.#stamps.set(path, stamp);
		if (tooLarge === true) this.#tooLarge.add(path);
		else this.#tooLarge.delete(path);
		if (indexed !== undefined) {
			this.#held.add(path);
			this.#options.sink.setOnDisk(this.#texts.share(indexed));
		} else if (this.#held.delete(path)) this.#options.sink.deleteOnDisk(pathToFileURL(path).href);
	}

	#thread(index: number): IndexThread {
		const known = this.#threads[index];
		if (known !== undefined && !known.ended) return known;
		const thread = new IndexThread(this.#options.program, this.#options.grammars);
		this.#threads[index] = thread;
		return thread;
	}
}

/** One thread and the questions that it has not answered. One that dies fails what it was asked, and another takes its place. */
class IndexThread {
	ended = false;
	readonly #worker: Worker;
	readonly #waiting = new Map<number, (answer: IndexAnswer) => void>();
	#last = 0;

	constructor(program: string, grammars: string) {
		this.#worker = new Worker(program, {
			workerData: { grammars },
			resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
		});
		this.#worker.unref();
		this.#worker.on("message", (answer: IndexAnswer) => {
			this.#waiting.get(answer.id)?.(answer);
			this.#waiting.delete(answer.id);
		});
		this.#worker.on("error", (error) => this.#end(error instanceof Error ? error.message : String(error)));
		this.#worker.on("exit", (code) => this.#end(`its thread ended with code ${code}`));
	}

	ask(request: IndexRequest): Promise<IndexAnswer> {
		this.#last += 1;
		const id = this.#last;
		if (this.ended) return Promise.resolve({ kind: "failed", id, reason: "its thread has ended" });
		return new Promise((resolve) => {
			this.#waiting.set(id, resolve);
			this.#worker.postMessage({ ...request, id });
		});
	}

	async close(): Promise<void> {
		await this.#worker.terminate();
	}

	#end(reason: string): void {
		this.ended = true;
		for (const [id, resolve] of this.#waiting) resolve({ kind: "failed", id, reason });
		this.#waiting.clear();
	}
}

function countThreads(): number {
	return Math.min(mostThreads, Math.max(2, availableParallelism() - 1));
}

function chunksOf(files: readonly { readonly path: string; readonly size: number }[]): readonly (readonly string[])[] {
	const chunks: string[][] = [];
	let bytes = Number.POSITIVE_INFINITY;
	for (const { path, size } of files) {
		const chunk = chunks.at(-1);
		if (chunk === undefined || bytes + size > chunkBytes || chunk.length >= chunkFiles) {
			chunks.push([path]);
			bytes = size;
		} else {
			chunk.push(path);
			bytes += size;
		}
	}
	return chunks;
}

function isBelow(path: string, folder: string): boolean {
	return path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length));
}
