import { writeFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { text as readStream } from "node:stream/consumers";
import { findFiles } from "../../node/findFiles.ts";
import { writeSource } from "../../node/writeSource.ts";
import type { LanguageService } from "../../service.ts";
import { readArguments } from "../arguments.ts";
import { applyFixes } from "../check/applyFixes.ts";
import { checkFiles, type FileOutcome, toDocument } from "../check/fileChecker.ts";
import { describeMissing } from "../check/notJudged.ts";
import { type CheckReport, isAtLeast, severities } from "../check/report.ts";
import { describeProblems } from "../check/reportedProblem.ts";
import { createCliService } from "../cliService.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exitCodes.ts";
import { REPORTERS } from "../reporters.ts";

const usage = `Usage: observability check [OPTION]... [PATH]...

Checks rule files, dashboards, Alertmanager and Prometheus configurations, SLO specifications and whatever else holds
PromQL, in the folders and files named, or in the current folder. Files are recognised by what is in them; what
.gitignore excludes is passed over.

  -f, --format FORMAT   ${Object.keys(REPORTERS).join(", ")} (default: text)
  -o, --output FILE     write the report to a file instead of standard output
      --fail-on SEVERITY  error, warning, information, hint or never: what makes the exit code 1 (default: error)
      --fix             mend in place what has one right answer
      --stdin           check standard input as one file
      --stdin-filename NAME  what that file would be called (default: rules.yaml)
      --quiet           errors only
      --color, --no-color  colours, whatever the terminal

Exit codes: 0 nothing that fails, 1 problems, 2 called in a wrong way, 3 something could not be checked.
`;

const options = {
	format: { type: "string", short: "f", default: "text" },
	output: { type: "string", short: "o" },
	"fail-on": { type: "string", default: "error" },
	fix: { type: "boolean", default: false },
	stdin: { type: "boolean", default: false },
	"stdin-filename": { type: "string", default: "rules.yaml" },
	quiet: { type: "boolean", default: false },
	color: { type: "boolean" },
	"no-color": { type: "boolean" },
	help: { type: "boolean", short: "h", default: false },
} as const;

export default {
	async run(args, surroundings) {
		const { out, error, version } = surroundings;
		const parsed = readArguments(args, options);
		const misuse = (reason: string): number => {
			error(`observability check: ${reason}\n\n${usage}`);
			return EXIT.misused;
		};
		if (!parsed.ok) return misuse(parsed.reason);
		const { values, positionals } = parsed;
		if (values.help) {
			out(usage);
			return EXIT.clean;
		}
		const reporter = REPORTERS[values.format];
		if (reporter === undefined) return misuse(`there is no format "${values.format}".`);
		const failOn = values["fail-on"];
		if (failOn !== "never" && !severities.some((severity) => severity === failOn)) {
			return misuse(`"${failOn}" is no severity.`);
		}
		const service = createCliService(surroundings);
		const { signal } = new AbortController();
		const found = values.stdin
			? { outcomes: [await checkStandardInput(service, values["stdin-filename"], signal)], failures: [] }
			: await checkPaths(service, positionals.length === 0 ? ["."] : positionals, signal);
		const fixing = values.fix && !values.stdin ? await fixAll(service, found.outcomes, signal) : undefined;
		const outcomes = fixing?.outcomes ?? found.outcomes;
		const least = severities.find((severity) => severity === failOn);
		const report: CheckReport = {
			files: outcomes.flatMap((outcome) => (outcome.kind === "checked" ? [describe(outcome, values.quiet)] : [])),
			unchecked: [
				...found.failures.map(({ path, reason }) => ({ path: display(path), reason })),
				...outcomes.flatMap((outcome) =>
					outcome.kind === "unchecked" ? [{ path: display(outcome.path), reason: outcome.reason }] : [],
				),
				...(fixing?.failures ?? []),
			],
			notJudged: describeMissing(outcomes.flatMap((outcome) => (outcome.kind === "checked" ? outcome.missing : []))),
			failOn: least ?? "error",
			version,
		};
		const text = reporter(report, { colours: values.output === undefined && wantsColours(values) });
		if (fixing !== undefined && values.format === "text") error(`${fixing.summary}\n`);
		if (values.output === undefined) out(text);
		else writeFileSync(values.output, text);
		const failing = report.files.some(({ problems }) =>
			problems.some(({ severity }) => least !== undefined && isAtLeast(severity, least)),
		);
		if (failing) return EXIT.problems;
		return report.unchecked.length > 0 ? EXIT.incomplete : EXIT.clean;
	},
} satisfies Command;

async function checkPaths(service: LanguageService, paths: readonly string[], signal: AbortSignal) {
	const { files, failures } = findFiles(paths);
	return { outcomes: await checkFiles(service, files, signal), failures };
}

async function checkStandardInput(service: LanguageService, name: string, signal: AbortSignal): Promise<FileOutcome> {
	const document = toDocument(resolve(name), await readStream(process.stdin));
	const result = await service.diagnoseSettled(document, signal);
	if (result === undefined) return { kind: "unchecked", path: name, reason: "the run was cancelled" };
	return {
		kind: "checked",
		path: resolve(name),
		text: document.text,
		kinds: service.kindOf(document).kinds,
		...result,
	};
}

/** Mends the files on disk, and answers what is left in them. */
async function fixAll(service: LanguageService, outcomes: readonly FileOutcome[], signal: AbortSignal) {
	const left: FileOutcome[] = [];
	const failures: { path: string; reason: string }[] = [];
	let count = 0;
	let files = 0;
	for (const outcome of outcomes) {
		if (outcome.kind === "unchecked" || outcome.problems.every(({ fix }) => fix === undefined)) {
			left.push(outcome);
			continue;
		}
		const diagnose = async (text: string) =>
			(await service.diagnoseSettled(toDocument(outcome.path, text), signal)) ?? { problems: [], missing: [] };
		const fixed = await applyFixes(outcome.text, async (text) => (await diagnose(text)).problems);
		const failure = fixed.count === 0 ? undefined : writeSource(outcome.path, outcome.text, fixed.text);
		if (failure !== undefined) {
			failures.push({ path: display(outcome.path), reason: `it could not be mended: ${failure}` });
			left.push(outcome);
			continue;
		}
		count += fixed.count;
		if (fixed.count > 0) files++;
		left.push({ ...outcome, text: fixed.text, ...(await diagnose(fixed.text)) });
	}
	return { outcomes: left, failures, summary: `Mended ${count} in ${files} ${files === 1 ? "file" : "files"}.` };
}

function describe(outcome: FileOutcome & { readonly kind: "checked" }, errorsOnly: boolean) {
	const path = display(outcome.path);
	const shown = errorsOnly ? outcome.problems.filter(({ severity }) => severity === "error") : outcome.problems;
	return { path, kinds: outcome.kinds, problems: describeProblems(path, outcome.text, shown), known: 0 };
}

/** As the user would write it: from the current folder where it is in it, and with slashes. */
function display(path: string): string {
	const inside = relative(process.cwd(), resolve(path));
	return (inside.startsWith("..") ? resolve(path) : inside === "" ? "." : inside).split(sep).join("/");
}

function wantsColours(values: { readonly color?: boolean; readonly "no-color"?: boolean }): boolean {
	if (values["no-color"] === true) return false;
	if (values.color === true) return true;
	return process.stdout.isTTY && !process.env["NO_COLOR"];
}
