import type { DocumentModel } from "../../documents/model.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { Graph } from "./graph.ts";
import type { IndexedFile } from "./indexedFile.ts";
import { createIndexMemory, readIndexedFile } from "./readIndexedFile.ts";

interface OpenFile {
	readonly model: DocumentModel;
	/** What the disk has of it, for when it is closed. */
	disk: IndexedFile | undefined;
}

/**
 * What an editor has open goes before the disk. A version of a buffer is read for the graph when an answer may hang on it,
 * so following it costs a key stroke nothing.
 */
export class OpenFiles {
	readonly graph: Graph;
	readonly #open = new Map<string, OpenFile>();
	readonly #memory = createIndexMemory();

	constructor(graph: Graph) {
		this.graph = graph;
	}

	/** Takes a version of a file that is open. */
	follow(document: SourceDocument, model: DocumentModel): void {
		const { uri } = document;
		const known = this.#open.get(uri);
		if (known?.model === model) return;
		const disk = known === undefined ? this.graph.file(uri) : known.disk;
		this.#open.set(uri, { model, disk });
		this.graph.setLater(uri, () => readIndexedFile(document, model, this.#memory));
	}

	/** The disk counts again. */
	close(uri: string): void {
		const known = this.#open.get(uri);
		if (known === undefined) return;
		this.#open.delete(uri);
		if (known.disk === undefined) this.graph.delete(uri);
		else this.graph.set(known.disk);
	}

	/** Takes what the disk has. */
	setOnDisk(file: IndexedFile): void {
		const known = this.#open.get(file.uri);
		if (known === undefined) this.graph.set(file);
		else known.disk = file;
	}

	deleteOnDisk(uri: string): void {
		const known = this.#open.get(uri);
		if (known === undefined) this.graph.delete(uri);
		else known.disk = undefined;
	}

	isOpen(uri: string): boolean {
		return this.#open.has(uri);
	}
}
