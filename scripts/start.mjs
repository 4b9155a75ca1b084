import { spawn } from "node:child_process";
import { environment, findProgram, node24, root, SetupError, say } from "./setup/project.mjs";
import { runCommand, setUp } from "./setup.mjs";

/**
 * `npm start`: sets up what is missing, then runs the demo (scripts/demo/main.ts) on the project's own Node.
 * A signal that reaches this process reaches the demo, which stops everything that it started before it ends; so does
 * the end of whoever started us, since npm passes a signal no further than to its shell.
 */
await runCommand(async () => {
	const options = process.argv.slice(2);
	const browser =
		options.includes("--check") || findProgram("code", "code-insiders", "codium") === undefined || !hasScreen();
	const { missing } = await setUp({ programs: ["prometheus", "nodeExporter"], codeServer: browser });
	if (missing.size > 0) throw new SetupError(`Without ${[...missing].join(" and ")} the demo cannot start.`);
	process.exitCode = await runDemo(options);
});

function hasScreen() {
	const { DISPLAY, WAYLAND_DISPLAY } = process.env;
	return process.platform !== "linux" || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
}

function runDemo(options) {
	return new Promise((resolve) => {
		const demo = spawn(node24, ["scripts/demo/main.ts", ...options], {
			cwd: root,
			env: environment(),
			stdio: "inherit",
		});
		const parent = process.ppid;
		const watch = setInterval(() => process.ppid !== parent && demo.kill("SIGTERM"), 500);
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => demo.kill(signal));
		demo.on("error", (error) => {
			say(error.message);
			resolve(1);
		});
		demo.on("exit", (code) => {
			clearInterval(watch);
			resolve(code ?? 1);
		});
	});
}
