import type { TemplateFiles } from "./templateSource.ts";

/** What went wrong in a template, for its author. */
export interface TemplateError {
	/** Left out where it happened in no file of the template, such as in a path. */
	readonly file?: string;
	/** From one. */
	readonly line?: number;
	/** The end of a sentence, without a stop. */
	readonly words: string;
}

/** The part of an error of Liquid's that says where it is. */
interface LiquidError {
	readonly message: string;
	readonly originalError?: { readonly message?: string };
	readonly token?: { readonly input?: string; readonly file?: string; getPosition?(): readonly number[] };
}

export function describeTemplateError(error: unknown, files: TemplateFiles): TemplateError {
	const { message, originalError, token } = error as LiquidError;
	// A token does not always know its file, but it has the text that it is in.
	const file =
		token?.file ?? Object.keys(files).find((name) => token?.input !== undefined && files[name] === token.input);
	const line = token?.getPosition?.()[0];
	return {
		...(file === undefined ? {} : { file }),
		...(line === undefined ? {} : { line }),
		words: findWords(originalError?.message ?? message),
	};
}

/** By what Liquid says, what it means; `$1` is what it names. */
const meanings: readonly (readonly [pattern: RegExp, words: string])[] = [
	[/^undefined variable: (.*)$/, 'there is no value "$1"'],
	[/^undefined filter: (.*)$/, 'there is no filter "$1"'],
	[/^tag "(.*)" not found$/, 'there is no tag "$1"'],
	[/^ENOENT: Failed to lookup "(.*)" in/, 'the template has no file "$1"'],
	[/^Maximum call stack size exceeded$/, "it includes itself, or is nested without end"],
	[/^memory alloc limit exceeded$/, "it makes more than a template may"],
	[/^template render limit exceeded$/, "it takes longer than a template may"],
	[/^parse length limit exceeded$/, "it is longer than a template may be"],
];

function findWords(message: string): string {
	for (const [pattern, words] of meanings) {
		const found = pattern.exec(message);
		if (found !== null) return words.replace("$1", () => found[1] ?? "");
	}
	return message;
}
