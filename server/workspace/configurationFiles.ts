/** Where configurations and baselines are read from; the files on disk, or what an editor has of them. */
export interface ConfigurationFiles {
	/** At once, so from memory wherever that can be. */
	read(uri: string): FileText;
}

export type FileText =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "missing" }
	/** `reason` goes on after "it": "is a folder", "cannot be read: …". */
	| { readonly kind: "failed"; readonly reason: string };

/** For whoever has no files. */
export const noConfigurationFiles: ConfigurationFiles = { read: () => ({ kind: "missing" }) };
