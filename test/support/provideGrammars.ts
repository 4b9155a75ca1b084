import { cp, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";

const folder = new URL("../../dist/grammars/", import.meta.url);
const require = createRequire(import.meta.url);

/** Puts a parser of source code where the server looks for it, as a build does; one that is there already stays. */
export async function provideGrammars(...names: readonly string[]): Promise<void> {
	await mkdir(folder, { recursive: true });
	for (const name of ["web-tree-sitter/web-tree-sitter", ...names]) {
		const file = `${name}.wasm`;
		await cp(require.resolve(file), new URL(file.replace(/.*\//, ""), folder), { force: false });
	}
}
