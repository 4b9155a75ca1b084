import { accessSync, constants, existsSync, realpathSync, writeFileSync } from "node:fs";
import * as nodePath from "node:path";
import { dirname, resolve } from "node:path";
import { text as readStream } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Configurations } from "../../checks/configuration/configurations.ts";
import { describeFailure } from "../../node/describeFailure.ts";
import { findFiles } from "../../node/findFiles.ts";
import { readGitChanges } from "../../node/gitChanges.ts";
import { isIndexed } from "../../node/index/fileIndexer.ts";
import { buildReport } from "../check/buildReport.ts";
import { type CheckArguments, checkUsage, readCheckArguments } from "../check/checkArguments.ts";
import { checkChange } from "../check/checkChange.ts";
import { type ConfigurationChoice, createConfigurations } from "../check/configurationChoice.ts";
import { displayPath } from "../check/displayPath.ts";
import type { FileSession, GivenFile } from "../check/fileSession.ts";
import { dropKnown, updateBaselines } from "../check/knownProblems.ts";
import { mendFiles } from "../check/mendFiles.ts";
import { describeProblems } from "../check/reportedProblem.ts";
import { type ChecksRun, runChecks } from "../check/runChecks.ts";
import { startSessions } from "../check/startSessions.ts";
import { untilInterrupted } from "../check/untilInterrupted.ts";
import { findWholeProjects } from "../check/wholeProjects.ts";
import type { Command, Surroundings } from "../command.ts";
import { EXIT } from "../exitCodes.ts";
import { nameOfServer } from "../onlineOptions.ts";
import { describeCounts } from "../reporters/counts.ts";
import { plural } from "../reporters/plural.ts";
import { drawProblem } from "../reporters/text.ts";
import { REPORTERS } from "../reporters.ts";

export default {
	async run(args, surroundings) {
		const parsed = readCheckArguments(args);
		if (parsed.ok && parsed.values.help) {
			surroundings.out(checkUsage);
			return EXIT.clean;
		}
		const reason = parsed.ok ? findUnusable(parsed) : parsed.reason;
		if (parsed.ok && reason === undefined) return untilInterrupted((signal) => check(parsed, surroundings, signal));
		surroundings.error(`observability check: ${reason}\n"observability check --help" tells the options.\n`);
		return EXIT.misused;
	},
} satisfies Command;

const display = (path: string): string => displayPath(path, process.cwd(), nodePath);

/** Files that are named and cannot be what they are to be, found before the work is done. */
function findUnusable({ values }: CheckArguments): string | undefined {
	const { config, baseline, output } = values;
	if (config !== undefined && !existsSync(config)) return `there is no configuration ${config}.`;
	if (baseline !== undefined && baseline !== "none" && !values["update-baseline"] && !existsSync(baseline)) {
		return `there is no baseline ${baseline}; --update-baseline writes it.`;
	}
	if (baseline === "none" && values["update-baseline"]) return "--baseline none leaves nothing to update.";
	for (const file of [output, values["update-baseline"] ? baseline : undefined]) {
		if (file === undefined) continue;
		try {
			accessSync(existsSync(file) ? file : dirname(resolve(file)), constants.W_OK);
		} catch (error) {
			return `${file} cannot be written: ${describeFailure(error)}.`;
		}
	}
	return undefined;
}

async function check(given: CheckArguments, surroundings: Surroundings, signal: AbortSignal): Promise<number> {
	const { values } = given;
	const { error } = surroundings;
	const choice: ConfigurationChoice = {
		...(values.config === undefined ? {} : { only: resolve(values.config) }),
		...(values.baseline === undefined
			? {}
			: { baseline: values.baseline === "none" ? "none" : resolve(values.baseline) }),
	};
	const configurations = createConfigurations(choice);
	const found = await findGiven(given, configurations, signal);
	const faults = configurations.faults(found.files.map(({ path }) => pathToFileURL(path).href));
	if (faults.length > 0) {
		error(describeFaults(faults));
		return EXIT.misused;
	}
	const unusable = values.baseline === undefined ? undefined : findUnusableBaseline(configurations, values);
	if (unusable !== undefined) {
		error(`observability check: ${unusable}\n`);
		return EXIT.misused;
	}
	const changes = values.diff === undefined ? undefined : await readGitChanges(process.cwd(), values.diff, signal);
	if (changes?.ok === false) {
		error(`observability check: --diff ${values.diff}: ${changes.reason}\n`);
		return EXIT.misused;
	}
	const server = await connect(values, configurations, signal);
	if (typeof server === "string") {
		error(`observability check: ${server}\n`);
		return EXIT.misused;
	}
	const paths = found.files.map(({ path }) => path);
	const sessions = startSessions(values.stdin ? [] : paths, {
		configuration: choice,
		folder: surroundings.folder,
		log: error,
		...(given.threads === undefined ? {} : { threads: given.threads }),
		...(server === undefined ? {} : { online: server.ports }),
	});
	try {
		const options = { sessions, signal, display, projects: found.projects };
		const first = changes?.ok
			? await checkChange(found.files, changes.changes, options)
			: await runChecks(found.files, options);
		const mended = values.fix ? await mend(first, found, configurations, sessions, signal) : undefined;
		const run = mended?.run ?? first;
		const unchecked = [
			...found.failures,
			...run.unchecked,
			...(mended?.failures ?? []),
			...(server?.failure === undefined ? [] : [{ path: nameOfServer(values), reason: server.failure }]),
		];
		if (mended !== undefined) error(`Mended ${plural(mended.count, "problem")} in ${plural(mended.files, "file")}.\n`);
		return tell({ ...run, unchecked }, given, configurations, surroundings, signal);
	} finally {
		await Promise.all(sessions.map((session) => session.close()));
		await server?.close();
	}
}

interface Found {
	readonly files: readonly GivenFile[];
	readonly failures: readonly { readonly path: string; readonly reason: string }[];
	/** The folders of which every file is among them. */
	readonly projects: readonly string[];
}

async function findGiven(
	{ values, paths }: CheckArguments,
	configurations: Configurations,
	signal: AbortSignal,
): Promise<Found> {
	if (values.stdin) {
		const path = resolve(values["stdin-filename"] ?? "rules.yaml");
		return { files: [{ path, text: await readStream(process.stdin) }], failures: [], projects: [] };
	}
	const excluded = (path: string): boolean => configurations.current().isIgnored?.(pathToFileURL(path).href) === true;
	const starts = paths.length === 0 ? ["."] : paths;
	const { files, failures } = await findFiles(values.diff === undefined ? starts : starts.map(withoutLinks), {
		excluded,
		wanted: isIndexed,
		signal,
	});
	return { files: files.map((path) => ({ path })), failures, projects: findWholeProjects(starts) };
}

/** As git names files. */
function withoutLinks(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		// What is not there is told when it is looked for.
		return path;
	}
}

async function mend(
	first: ChecksRun,
	{ files, projects }: Found,
	configurations: Configurations,
	sessions: readonly FileSession[],
	signal: AbortSignal,
) {
	const mendable = first.checked.filter((file) => dropKnown(configurations, file).some(({ fix }) => fix !== undefined));
	const mended = await mendFiles(
		mendable.map(({ path }) => path),
		sessions,
		signal,
	);
	// What is mended in one file may matter to others, so all of them are looked at again.
	return { ...mended, run: mended.count === 0 ? first : await runChecks(files, { sessions, signal, projects }) };
}

function tell(
	run: ChecksRun,
	{ values }: CheckArguments,
	configurations: Configurations,
	{ out, error, version }: Surroundings,
	signal: AbortSignal,
): number {
	if (values["update-baseline"] && !signal.aborted) return update(run, configurations, error);
	const report = buildReport(run, { configurations, values, version, display, interrupted: signal.aborted });
	const reporter = REPORTERS[values.format];
	const shown = values.quiet ? report.onlyErrors() : report.whole;
	const text = reporter?.(shown, { colours: values.output === undefined && wantsColours(values) }) ?? "";
	if (values.output === undefined) out(text);
	else {
		try {
			writeFileSync(values.output, text);
			error(`${describeCounts(report.whole)} The report is in ${values.output}.\n`);
		} catch (cause) {
			error(`observability check: ${values.output} cannot be written: ${describeFailure(cause)}\n`);
			return EXIT.incomplete;
		}
	}
	if (report.fails) return EXIT.problems;
	return report.whole.unchecked.length > 0 || report.whole.interrupted ? EXIT.incomplete : EXIT.clean;
}

function update(run: ChecksRun, configurations: Configurations, error: (text: string) => void): number {
	const written = updateBaselines(configurations, run.checked);
	if (written.length === 0) {
		error(
			"observability check: there is no baseline to update: name it with --baseline FILE, or as `baseline: FILE` in .observability.yaml.\n",
		);
		return EXIT.misused;
	}
	const count = run.checked.reduce((sum, { problems }) => sum + problems.length, 0);
	for (const { path, failure } of written) {
		error(
			failure === undefined
				? `${display(path)} knows ${plural(count, "problem")} of today.\n`
				: `${display(path)} cannot be written: ${failure}.\n`,
		);
	}
	for (const { path, reason } of run.unchecked) error(`Not checked: ${display(path)}: ${reason}\n`);
	return run.unchecked.length > 0 || written.some(({ failure }) => failure !== undefined)
		? EXIT.incomplete
		: EXIT.clean;
}

function describeFaults(faults: ReturnType<Configurations["faults"]>): string {
	const blocks = faults.flatMap(({ uri, text, problems }) => {
		const path = display(fileURLToPath(uri));
		return describeProblems(path, text, problems).map((problem) => drawProblem(path, problem, (_, part) => part));
	});
	return `${blocks.join("\n")}\nobservability check: the configuration has faults, so nothing was checked.\n`;
}

function findUnusableBaseline(configurations: Configurations, values: CheckArguments["values"]): string | undefined {
	const { baseline } = values;
	if (baseline === undefined || baseline === "none" || values["update-baseline"]) return undefined;
	const known = configurations.knownFaults(pathToFileURL(resolve(baseline)).href);
	return known === undefined
		? `${baseline} is no baseline that this program reads; --update-baseline writes it anew.`
		: undefined;
}

/** A sentence where there is no such server. Loaded when it is wanted: talking to one is a large part of the program. */
async function connect(values: CheckArguments["values"], configurations: Configurations, signal: AbortSignal) {
	if (values.online === undefined) return undefined;
	const [{ chooseOnlineServer }, { createOnlineKnowledge }] = await Promise.all([
		import("../onlineServer.ts"),
		import("../online.ts"),
	]);
	const chosen = await chooseOnlineServer(values, configurations.current(), process.cwd(), process.env);
	if (chosen.kind === "misused") return chosen.reason;
	const server = createOnlineKnowledge(chosen.server);
	const refused = await server.connect(signal);
	return {
		ports: server.ports,
		/** Asked for at the end, as it may fail midway. */
		get failure() {
			return refused ?? server.failure();
		},
		close: () => server.close(),
	};
}

function wantsColours(values: CheckArguments["values"]): boolean {
	if (values["no-color"] === true) return false;
	if (values.color === true) return true;
	if (process.env["NO_COLOR"]) return false;
	return process.stdout.isTTY || !["", "0", undefined].includes(process.env["FORCE_COLOR"]);
}
