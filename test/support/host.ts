/** A way in which a file can hold an expression. */
export interface Host {
	readonly name: string;
	/** Claims that this way of writing can hold the expression at all. */
	readonly holds: (expression: string) => boolean;
	/** A whole file with the expression in it; `<|>` in it is kept. */
	readonly wrap: (expression: string) => string;
}
