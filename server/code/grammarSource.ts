/**
 * Where the bytes of the parsers come from. In Node from files beside the bundle; in a browser from the extension's URL.
 *
 * Why tree-sitter: a `Counter` is a metric only where the file imports it from a library that counts, and a regular
 * expression sees neither the import nor that the text stands in a comment. tree-sitter reads every language by one way,
 * keeps going in half-typed code, and its grammars are those that editors use. As WASM it needs no build for each
 * platform and runs in any thread. Gzipped, in kB: the runtime 83; TypeScript 134, TSX 136, Python 65, Go 37, Java 50,
 * Kotlin 296, Rust 114, C# 317, Ruby 163: 1.4 MB in all, of which a workspace loads only its own languages.
 */
export interface GrammarSource {
	/** `web-tree-sitter.wasm` of the version that is bundled. */
	readRuntime(): Promise<Uint8Array>;
	/** Rejects where there is none; the language is then not read, and the next call asks again. */
	readGrammar(name: GrammarName): Promise<Uint8Array>;
}

/** A file `tree-sitter-<name>.wasm`. JavaScript is read as TSX, which holds all of it that registers metrics. */
export type GrammarName = "typescript" | "tsx" | "python" | "go" | "java" | "kotlin" | "rust" | "c_sharp" | "ruby";
