/**
 * Adds what a template made to a file that is there already. A merge keeps every byte of the file that it need not touch,
 * comments above all, and adds nothing that is there: doing it twice is doing it once.
 */
export type Merge = (existing: string, addition: string) => MergeResult;

export type MergeResult =
	| { readonly kind: "merged"; readonly content: string }
	/** The file is left alone; why, in words for the user. */
	| { readonly kind: "refused"; readonly reason: string };
