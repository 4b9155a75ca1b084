import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const setupFiles = ["test/support/seededProperties.ts"];

/** One project a suite; `scripts/test.mjs` runs them in order. */
export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: "unit",
					setupFiles,
					// The core keeps no state in its modules, so the files of the suite can share them, and it ends in seconds.
					pool: "threads",
					isolate: false,
					// A bound for what hangs; a machine may have other work while the properties are tried.
					testTimeout: 30_000,
					include: [
						"test/{base,text,code,promql,documents,checks,features,metrics,scaffold,workspace,protocol,client}/**/*.test.ts",
					],
				},
			},
			{
				test: {
					name: "lsp",
					setupFiles,
					include: ["test/lsp/**/*.test.ts"],
					testTimeout: 30_000,
					hookTimeout: 60_000,
					// Every test starts a server of its own from the sources, and most of that is compiling them.
					env: { NODE_COMPILE_CACHE: fileURLToPath(new URL(".cache/compiled", import.meta.url)) },
				},
			},
			{ test: { name: "cli", include: ["test/cli/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 60_000 } },
			// Random cases for as long as FUZZ_SECONDS says: one file after the other, so that answers are not slow by each other.
			{ test: { name: "fuzz", include: ["test/fuzz/**/*.test.ts"], fileParallelism: false } },
			{ test: { name: "grammar", include: ["test/grammar/**/*.test.ts"] } },
			{
				test: {
					name: "prometheus",
					setupFiles,
					include: ["test/prometheus/**/*.test.ts"],
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
			{
				test: { name: "servers", include: ["test/servers/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
			},
			{
				test: {
					name: "scaffolds",
					include: ["test/scaffolds/**/*.test.ts"],
					testTimeout: 60_000,
					hookTimeout: 300_000,
					// Installing and running one application after the other, as each needs the machine.
					fileParallelism: false,
				},
			},
			{
				test: { name: "editors", include: ["test/editors/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
			},
			{
				test: {
					name: "window",
					globalSetup: ["test/support/vsix.ts"],
					include: ["test/vscode/window/**/*.test.ts"],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					// Each step of a person builds on the one before.
					sequence: { concurrent: false, shuffle: false },
					fileParallelism: false,
					expect: { poll: { timeout: 20_000 } },
				},
			},
		],
	},
});
