import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { build } from "esbuild";

/**
 * Bundles the programs into dist/. `--watch` is left to the editor's own task.
 * CommonJS, because that is what every VS Code that we support loads in every kind of extension host.
 */
const production = !process.argv.includes("--development");
const { version } = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8"));

const shared = {
	bundle: true,
	minify: production,
	sourcemap: !production,
	legalComments: "none",
	logLevel: "warning",
	define: { EXTENSION_VERSION: JSON.stringify(version) },
	metafile: true,
};
const require = createRequire(import.meta.url);
/** Its CommonJS form finds its parts in a way that a bundler does not follow. */
const bundled = { "jsonc-parser": require.resolve("jsonc-parser/lib/esm/main.js") };
const node = {
	...shared,
	platform: "node",
	format: "cjs",
	target: "node22",
	alias: {
		// Its module asks for the address of its own file, which CommonJS does not have.
		"web-tree-sitter": require.resolve("web-tree-sitter"),
		...bundled,
	},
};

// Its pieces are named by what is in them, so those of earlier builds would stay.
await rm(new URL("dist/cli", import.meta.url), { recursive: true, force: true });

await Promise.all([
	build({ ...node, entryPoints: ["client/extension.ts"], outfile: "dist/client.cjs", external: ["vscode"] }),
	build({ ...node, entryPoints: ["server/lsp/main.ts"], outfile: "dist/server.cjs" }),
	build({ ...node, entryPoints: ["server/node/index/indexWorker.ts"], outfile: "dist/indexWorker.cjs" }),
	// Modules, in pieces: a command loads only what it needs.
	build({
		...node,
		entryPoints: { observability: "server/cli/main.ts", checkWorker: "server/cli/check/checkWorker.ts" },
		outdir: "dist/cli",
		outExtension: { ".js": ".mjs" },
		format: "esm",
		alias: bundled,
		splitting: true,
		chunkNames: "[name]-[hash]",
		banner: {
			// Dependencies that are CommonJS ask for Node's modules in their way.
			js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
		},
	}),
	build({
		...shared,
		entryPoints: ["client/webviews/dependencies/main.ts"],
		outfile: "dist/dependencies.js",
		platform: "browser",
		format: "iife",
		target: "chrome128",
	}),
	build({
		...shared,
		entryPoints: ["client/webviews/backtest/main.ts"],
		outfile: "dist/backtest.js",
		platform: "browser",
		format: "iife",
		target: "chrome128",
	}),
	build({
		...shared,
		entryPoints: ["client/webviews/query/main.ts"],
		outfile: "dist/query.js",
		platform: "browser",
		format: "iife",
		target: "chrome128",
	}),
	build({
		...shared,
		entryPoints: ["client/webviews/insight/main.ts"],
		outfile: "dist/insight.js",
		platform: "browser",
		format: "iife",
		target: "chrome128",
	}),
	copyGrammars(),
	cp(new URL("data/catalogue/metrics.txt", import.meta.url), new URL("dist/metrics.txt", import.meta.url)),
]);

/** The parsers of source code, which are loaded when a file of their language is read. */
async function copyGrammars() {
	const folder = new URL("dist/grammars/", import.meta.url);
	await mkdir(folder, { recursive: true });
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
	await Promise.all(files.map((file) => cp(require.resolve(file), new URL(file.replace(/.*\//, ""), folder))));
}
