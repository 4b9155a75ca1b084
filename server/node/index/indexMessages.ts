import type { IndexedFile } from "../../workspace/graph/indexedFile.ts";

/** What the thread that reads files for the index is asked; answers come in the order of the questions. */
export type IndexRequest =
	| { readonly kind: "list"; readonly id: number; readonly listing: Listing }
	| { readonly kind: "read"; readonly id: number; readonly paths: readonly string[] }
	/** As `read`, of files that changed: those that a listing would not have are passed over. */
	| { readonly kind: "look"; readonly id: number; readonly paths: readonly string[]; readonly listing: Listing };

/** Which files a workspace has. */
export interface Listing {
	/** Folders, as absolute paths. */
	readonly roots: readonly string[];
	/** Patterns as in a `.gitignore` in each root. */
	readonly ignored: readonly string[];
	readonly most: number;
}

export type IndexAnswer =
	| { readonly kind: "listed"; readonly id: number; readonly listed: ListedFiles }
	| { readonly kind: "read"; readonly id: number; readonly files: readonly ReadFile[] }
	| { readonly kind: "failed"; readonly id: number; readonly reason: string };

export interface ListedFiles {
	readonly files: readonly ListedFile[];
	/** There are more than were asked for. */
	readonly cut: boolean;
	/** Folders that could not be looked into. */
	readonly failures: number;
}

export interface ListedFile {
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	/** Another one where the file may be another: its time and size. */
	readonly stamp: string;
}

export interface ReadFile {
	readonly path: string;
	/** Left out where the file is gone. */
	readonly stamp?: string;
	/** Left out where it holds nothing of ours. */
	readonly indexed?: IndexedFile;
	/** It may hold something of ours, but is too large to be read. */
	readonly tooLarge?: true;
}
