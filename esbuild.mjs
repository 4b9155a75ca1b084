import { readFile } from "node:fs/promises";
import { build } from "esbuild";

/**
 * Bundles the three programs into dist/. `--watch` is left to the editor's own task.
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
const node = { ...shared, platform: "node", format: "cjs", target: "node22" };

await Promise.all([
	build({ ...node, entryPoints: ["client/extension.ts"], outfile: "dist/client.cjs", external: ["vscode"] }),
	build({ ...node, entryPoints: ["server/lsp/main.ts"], outfile: "dist/server.cjs" }),
	build({
		...shared,
		entryPoints: ["client/webviews/query/main.ts"],
		outfile: "dist/query.js",
		platform: "browser",
		format: "iife",
		target: "chrome128",
	}),
]);
