import type { Command, Surroundings } from "./command.ts";
import { EXIT } from "./exitCodes.ts";

interface Entry {
	readonly name: string;
	readonly summary: string;
	/** Loaded when it is asked for, so that the others do not cost time. */
	readonly load: () => Promise<Command>;
}

/** Every command; adding one is a row here. */
const COMMANDS: readonly Entry[] = [
	{
		name: "check",
		summary: "check rules, dashboards and configurations",
		load: async () => (await import("./commands/check.ts")).default,
	},
	{
		name: "format",
		summary: "lay out the PromQL in files",
		load: async () => (await import("./commands/format.ts")).default,
	},
	{
		name: "backtest",
		summary: "tell when an alert would have fired",
		load: async () => (await import("./commands/backtest.ts")).default,
	},
	{
		name: "new",
		summary: "make SLOs, alerts, runbooks, dashboards and more",
		load: async () => (await import("./commands/new.ts")).default,
	},
	{
		name: "assess",
		summary: "tell what the services of a project have and lack",
		load: async () => (await import("./commands/assess.ts")).default,
	},
	{
		name: "explain",
		summary: "tell what a diagnostic means and what to do",
		load: async () => (await import("./commands/explain.ts")).default,
	},
	{
		name: "lsp",
		summary: "be a language server for an editor, over standard input and output",
		load: async () => (await import("./commands/lsp.ts")).default,
	},
];

/** Runs what `args` ask for and answers the exit code. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
	const [name, ...rest] = args;
	const entry = COMMANDS.find((candidate) => candidate.name === name);
	if (entry !== undefined) return (await entry.load()).run(rest, surroundings);
	if (name === "--version" || name === "-V") {
		surroundings.out(`${surroundings.version}\n`);
		return EXIT.clean;
	}
	if (name === undefined || name === "--help" || name === "-h" || name === "help") {
		surroundings.out(describeUsage());
		return EXIT.clean;
	}
	surroundings.error(`observability: there is no command "${name}".\n\n${describeUsage()}`);
	return EXIT.misused;
}

function describeUsage(): string {
	const width = Math.max(...COMMANDS.map(({ name }) => name.length));
	const rows = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
	return `Usage: observability COMMAND [OPTION]...\n\n${rows.join("\n")}\n\n"observability COMMAND --help" tells the options of a command.\n`;
}
