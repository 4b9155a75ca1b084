/** A way in which a file can hold an expression. */
export interface Host {
	readonly name: string;
	/** As editors call the file's language; YAML or JSON, by its content, where it is left out. */
	readonly languageId?: string;
	/** Nobody loads the file, so no fault in it is an error. */
	readonly illustrates?: true;
	/** Claims that this way of writing can hold the expression at all. */
	readonly holds: (expression: string) => boolean;
	/** A whole file with the expression in it; `<|>` in it is kept. */
	readonly wrap: (expression: string) => string;
}
