import type { DocumentModel } from "../../documents/model.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { canonicalUri } from "./fileNames.ts";
import type { Graph } from "./graph.ts";
import type { IndexedFile } from "./indexedFile.ts";
import { createIndexMemory, readIndexedFile } from "./readIndexedFile.ts";

interface OpenFile {
	/** As the editor writes it, which may be another way than that of the disk. */
	readonly uri: string;
	/** What was read last: a text and its model, or what code registers; several texts may have a model that says nothing. */
	reading: readonly unknown[];
	/** What the disk has of it, for when it is closed. */
	disk: IndexedFile | undefined;
}

/**
 * What an editor has open goes before the disk. A version of a buffer is read for the graph when an answer may hang on it,
 * so following it costs a key stroke nothing. Invariant: of each file the graph has one, however its URI is written.
 */
export class OpenFiles {
	readonly graph: Graph;
	/** By canonical URI. */
	readonly #open = new Map<string, OpenFile>();
	readonly #memory = createIndexMemory();

	constructor(graph: Graph) {
		this.graph = graph;
	}

	/** Takes a version of a file that is open. */
	follow(document: SourceDocument, model: DocumentModel): void {
		this.#follow(document.uri, [model, document.text], () => readIndexedFile(document, model, this.#memory));
	}

	/** Takes what a version of an open file that was read elsewhere brings. */
	followRead(uri: string, indexed: IndexedFile | undefined): void {
		this.#follow(uri, [indexed], () => indexed);
	}

	/** The disk counts again. */
	close(uri: string): void {
		const key = canonicalUri(uri);
		const known = this.#open.get(key);
		if (known === undefined) return;
		this.#open.delete(key);
		if (known.disk?.uri !== known.uri) this.graph.delete(known.uri);
		if (known.disk !== undefined) this.graph.set(known.disk);
	}

	/** Takes what the disk has. */
	setOnDisk(file: IndexedFile): void {
		const known = this.#open.get(canonicalUri(file.uri));
		if (known === undefined) this.graph.set(file);
		else known.disk = file;
	}

	deleteOnDisk(uri: string): void {
		const known = this.#open.get(canonicalUri(uri));
		if (known === undefined) this.graph.delete(uri);
		else known.disk = undefined;
	}

	setComplete(complete: boolean): void {
		this.graph.setComplete(complete);
	}

	#follow(uri: string, reading: readonly unknown[], read: () => IndexedFile | undefined): void {
		const key = canonicalUri(uri);
		const known = this.#open.get(key);
		if (known !== undefined && reading.every((part, index) => part === known.reading[index])) return;
		if (known === undefined) {
			const disk = this.graph.file(uri);
			if (disk !== undefined && disk.uri !== uri) this.graph.delete(disk.uri);
			this.#open.set(key, { uri, reading, disk });
		} else known.reading = reading;
		this.graph.setLater(uri, read);
	}
}
