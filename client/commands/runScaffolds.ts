import { commands, Disposable, window } from "vscode";
import { readUnattended, runUnattended } from "../scaffold/unattended.ts";
import { type ScaffoldPorts, walkScaffold } from "../scaffold/walk.ts";
import { SCAFFOLD_COMMANDS, type ScaffoldCommand } from "./scaffoldCommands.ts";

/** Every command that makes files. With answers as its argument (`UnattendedScaffold`) it asks for nothing. */
export function registerScaffolds(ports: ScaffoldPorts): Disposable {
	return Disposable.from(
		...SCAFFOLD_COMMANDS.map((command) =>
			commands.registerCommand(command.command, (given?: unknown) => run(ports, command, given)),
		),
	);
}

async function run(ports: ScaffoldPorts, command: ScaffoldCommand, given: unknown): Promise<unknown> {
	const unattended = readUnattended(given);
	try {
		if (unattended !== undefined) return await runUnattended(ports.client, command.scaffold, unattended);
		await walkScaffold(ports, command, given);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		if (unattended !== undefined) return { written: [], kept: [], failure: message };
		void window.showErrorMessage(`Nothing was written. ${message}`);
	}
	return undefined;
}
