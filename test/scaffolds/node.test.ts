import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll } from "vitest";
import { describeApp } from "./support/describeApp.ts";
import { describeProber } from "./support/describeProber.ts";
import { exercise } from "./support/exercise.ts";
import { folderOfApp, prepareNodeApps, writeByHand } from "./support/prepareNode.ts";
import { runProgram } from "./support/runProgram.ts";
import { nodeApps } from "./support/sampleApps.ts";

/** Applications of Node, instrumented by the scaffold, compiled, and run. */
const tsc = join(import.meta.dirname, "../../node_modules/.bin/tsc");

beforeAll(() => prepareNodeApps(nodeApps), 600_000);

for (const app of nodeApps) {
	describeApp(app, async () => {
		const folder = folderOfApp(app);
		if (app.typescript) await runProgram(tsc, ["--pretty", "false"], folder);
		await writeByHand(app, folder);
		if (app.typescript) await runProgram(tsc, ["--pretty", "false"], folder);
		if (app.build) await runProgram("npm", ["run", app.build], folder);
		const { scripts } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
		return exercise({ command: scripts[app.script ?? "start"], folder, ownPort: app.ownPort === true });
	});
}

const [first] = nodeApps;
if (first !== undefined) describeProber("node prober/prober.mjs", folderOfApp(first));
