import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/**
 * Builds the grammars that VS Code reads, which are JSON, from those that people write, which are YAML.
 * `node scripts/grammars.ts` writes them, `--check` fails where one is stale.
 */
const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "syntaxes");
const check = process.argv.includes("--check");
for (const name of await readdir(folder)) {
	if (!name.endsWith(".tmLanguage.yaml")) continue;
	const source = await readFile(join(folder, name), "utf8");
	const information = `Generated from ${name} by \`npm run grammars\`.`;
	const text = `${JSON.stringify({ information_for_contributors: [information], ...parse(source) }, undefined, 1)}\n`;
	const built = join(folder, name.replace(/yaml$/, "json"));
	if ((await readFile(built, "utf8").catch(() => undefined)) === text) continue;
	if (!check) await writeFile(built, text);
	else {
		console.error(`stale: ${built} (npm run grammars)`);
		process.exitCode = 1;
	}
}
