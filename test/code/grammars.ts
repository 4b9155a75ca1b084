import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { GrammarName, GrammarSource } from "../../server/code/grammarSource.ts";

const packages: Readonly<Record<GrammarName, string>> = {
	typescript: "tree-sitter-typescript",
	tsx: "tree-sitter-typescript",
	python: "tree-sitter-python",
	go: "tree-sitter-go",
	java: "tree-sitter-java",
	kotlin: "@tree-sitter-grammars/tree-sitter-kotlin",
	rust: "tree-sitter-rust",
	c_sharp: "tree-sitter-c-sharp",
	ruby: "tree-sitter-ruby",
};

/** The parsers as their packages ship them, which is what the bundle is given too. */
export const installedGrammars: GrammarSource = {
	readRuntime: () => readFile(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
	readGrammar: (name) => readFile(require.resolve(`${packages[name]}/tree-sitter-${name}.wasm`)),
};

const require = createRequire(import.meta.url);
