import { cp, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";

const folder = new URL("../../dist/grammars/", import.meta.url);
const require = createRequire(import.meta.url);

const files = [
	"web-tree-sitter/web-tree-sitter.wasm",
	"tree-sitter-typescript/tree-sitter-typescript.wasm",
	"tree-sitter-typescript/tree-sitter-tsx.wasm",
	"tree-sitter-python/tree-sitter-python.wasm",
	"tree-sitter-go/tree-sitter-go.wasm",
	"tree-sitter-java/tree-sitter-java.wasm",
	"@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm",
	"tree-sitter-rust/tree-sitter-rust.wasm",
	"tree-sitter-c-sharp/tree-sitter-c_sharp.wasm",
	"tree-sitter-ruby/tree-sitter-ruby.wasm",
];

/**
 * Puts the parsers of source code where the server looks for them, as a build does; those that are there stay.
 * @param wanted files without their ending, beside the runtime; all where none is named
 */
export async function provideGrammars(...wanted: readonly string[]): Promise<void> {
	await mkdir(folder, { recursive: true });
	await Promise.all(
		files
			.filter((file, index) => wanted.length === 0 || index === 0 || wanted.includes(file.replace(/\.wasm$/, "")))
			.map((file) => cp(require.resolve(file), new URL(file.replace(/.*\//, ""), folder), { force: false })),
	);
}
