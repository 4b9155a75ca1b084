import { beforeAll } from "vitest";
import { describeApp } from "./support/describeApp.ts";
import { describeProber } from "./support/describeProber.ts";
import { exercise } from "./support/exercise.ts";
import { writeByHand } from "./support/prepareNode.ts";
import { folderOfPythonApp, preparePythonApps, program } from "./support/preparePython.ts";
import { runProgram } from "./support/runProgram.ts";
import { pythonApps } from "./support/sampleApps.ts";

/** Applications of Python, instrumented by the scaffold, judged by Ruff, and run. */
beforeAll(() => preparePythonApps(pythonApps), 600_000);

for (const app of pythonApps) {
	describeApp(app, async () => {
		const folder = folderOfPythonApp(app);
		await runProgram(program("ruff"), ["check", "--isolated", "--output-format", "concise", "."], folder);
		await runProgram(
			program("ruff"),
			["format", "--isolated", "--diff", "--config", `format.quote-style="${app.quotes ?? "double"}"`, "."],
			folder,
		);
		await writeByHand(app, folder);
		return exercise({
			command: `${program("python")} -m ${app.script}`,
			folder,
			ownPort: app.ownPort === true,
			env: { PROMETHEUS_MULTIPROC_DIR: app.workers ? `${folder}/figures` : undefined },
		});
	});
}

const [first] = pythonApps;
if (first !== undefined) describeProber(`${program("python")} prober/prober.py`, folderOfPythonApp(first));
