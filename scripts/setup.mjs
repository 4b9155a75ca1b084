import { pathToFileURL } from "node:url";
import { provideCodeServer } from "./setup/codeServer.mjs";
import { installNpmPackages } from "./setup/npmPackages.mjs";
import { provideOwnNode } from "./setup/ownNode.mjs";
import { programKeys, providePrograms } from "./setup/programs.mjs";
import { lastLines, node24, run, SetupError, say } from "./setup/project.mjs";

/**
 * Brings a fresh clone to where its commands work, and costs next to nothing where it is there already.
 * Runs on Node 20 with nothing installed.
 *
 * `programs` are keys of setup/programs.mjs, `codeServer` asks for VS Code in the browser.
 * Answers what could not be had: `{ missing: Set<string> }`. Throws a SetupError where nothing at all can work.
 */
export async function setUp({ programs = [], codeServer = false } = {}) {
	await installNpmPackages();
	await provideOwnNode();
	await build();
	const missing = new Set(await providePrograms(programs));
	if (codeServer && !(await provideCodeServer())) missing.add("codeServer");
	return { missing };
}

async function build() {
	const { code, output } = await run(node24, ["esbuild.mjs"]);
	if (code !== 0) throw new SetupError(`The build failed:\n${lastLines(output, 40)}`);
}

/** Runs `main`, turning what is meant for the person into plain words and an exit code. */
export async function runCommand(main) {
	try {
		await main();
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		say(error.message);
		process.exitCode = 1;
	}
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await runCommand(async () => {
		const { missing } = await setUp({ programs: programKeys, codeServer: true });
		if (missing.size > 0) throw new SetupError(`Still missing: ${[...missing].join(", ")}.`);
		say("Everything is there.");
	});
}
