import type { ValueType } from "../ast.ts";
import type { Feature } from "../features.ts";

/** A function of PromQL: what it takes, what it gives, and what a person should know before using it. */
export interface PromqlFunction {
	readonly name: string;
	readonly arguments: readonly FunctionArgument[];
	/** The last argument may be repeated up to so many arguments in all; `Infinity` where there is no bound. */
	readonly mostArguments?: number;
	readonly returns: ValueType;
	/** What the server must have switched on; nothing for a stable function. */
	readonly feature?: Feature;
	/** One sentence in Markdown. */
	readonly summary: string;
	/** What it must be given to make sense. */
	readonly needs?: string;
	/** The mistake that people make with it. */
	readonly trap?: string;
	readonly example: string;
	/** The official page. */
	readonly link: string;
}

export interface FunctionArgument {
	readonly name: string;
	readonly type: ValueType;
	/** May be left out; what is then used stands in `default`. */
	readonly optional?: true;
	readonly default?: string;
	/** One sentence in Markdown: what to write here. Left out where the type and what the function needs say it all. */
	readonly documentation?: string;
}

export interface FunctionEntry extends Omit<PromqlFunction, "link"> {
	/** The heading on the official page, where it is not the name. */
	readonly anchor?: string;
}

export const vector: FunctionArgument = { name: "v", type: "vector" };
export const range: FunctionArgument = { name: "v", type: "matrix" };

export function scalar(name: string, documentation: string): FunctionArgument {
	return { name, type: "scalar", documentation };
}

export function text(name: string, documentation: string): FunctionArgument {
	return { name, type: "string", documentation };
}
