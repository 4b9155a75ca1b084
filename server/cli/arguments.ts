import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

export type Parsed<Options extends ParseArgsOptionsConfig> =
	| {
			readonly ok: true;
			readonly values: ReturnType<
				typeof parseArgs<{ readonly options: Options; readonly allowPositionals: true }>
			>["values"];
			readonly positionals: readonly string[];
	  }
	| { readonly ok: false; readonly reason: string };

/** Reads the arguments of a command; what it does not know is an expected mistake of the user's. */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
	args: readonly string[],
	options: Options,
): Parsed<Options> {
	try {
		const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
		return { ok: true, values, positionals };
	} catch (error) {
		return { ok: false, reason: error instanceof Error ? error.message : String(error) };
	}
}
