import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GrammarSource } from "../code/grammarSource.ts";

/** Reads parsers from the folder `grammars` beside the bundles. */
export function readGrammarsFrom(folder: string): GrammarSource {
	return {
		readRuntime: () => readFile(join(folder, "web-tree-sitter.wasm")),
		readGrammar: (name) => readFile(join(folder, `tree-sitter-${name}.wasm`)),
	};
}
