import { readArguments } from "../arguments.ts";
import { findServerMisuse, onlineOptions, onlineUsage } from "../onlineOptions.ts";
import { REPORTERS } from "../reporters.ts";
import { severities } from "./report.ts";

export const checkUsage = `Usage: observability check [OPTION]... [PATH]...

Checks rule files, dashboards, Alertmanager and Prometheus configurations, unit tests of rules, SLO specifications and
whatever else holds PromQL, in the folders and files named, or in the current folder. Files are recognised by what is in
them; what .gitignore excludes is passed over, and so are .git, node_modules and links to folders.

What is reported
      --fail-on SEVERITY    error, warning, information, hint or never: what makes the exit code 1 (default: error)
      --quiet               show errors only; what fails the run stays the same
      --diff BASE           only what has changed since the git revision BASE, and what the change breaks elsewhere
      --config FILE         the configuration of all files, in place of the nearest .observability.yaml above each
      --baseline FILE       problems that are known and kept quiet; "none" for no baseline at all
      --update-baseline     write the baseline anew, so that everything of today is known

What is done
      --fix                 mend in place what has one right answer
      --stdin               check standard input as one file
      --stdin-filename NAME what that file would be called (default: rules.yaml)

A Prometheus that knows more
      --online URL|NAME     ask this server, or this environment of .observability.yaml, for metrics, labels, scrape
                            intervals and flags; only reading, a little at a time
${onlineUsage}

How it is written
  -f, --format FORMAT       ${Object.keys(REPORTERS).join(", ")} (default: text)
  -o, --output FILE         write the report to a file instead of standard output
      --color, --no-color   colours, whatever the terminal
      --threads NUMBER      how many threads look at files (default: as many as there are cores, where it pays)
  -h, --help                this text

Exit codes: 0 nothing that fails the run; 1 problems; 2 called in a wrong way, or a faulty configuration: nothing was
checked; 3 something could not be checked; 130 and 143 interrupted.
`;

const options = {
	format: { type: "string", short: "f", default: "text" },
	output: { type: "string", short: "o" },
	"fail-on": { type: "string", default: "error" },
	diff: { type: "string" },
	config: { type: "string" },
	baseline: { type: "string" },
	"update-baseline": { type: "boolean", default: false },
	fix: { type: "boolean", default: false },
	stdin: { type: "boolean", default: false },
	"stdin-filename": { type: "string" },
	...onlineOptions,
	quiet: { type: "boolean", default: false },
	threads: { type: "string" },
	color: { type: "boolean" },
	"no-color": { type: "boolean" },
	help: { type: "boolean", short: "h", default: false },
} as const;

type Values = Extract<ReturnType<typeof parse>, { readonly ok: true }>["values"];

export interface CheckArguments {
	readonly values: Values;
	readonly paths: readonly string[];
	readonly threads?: number;
}

export type ReadCheckArguments =
	| ({ readonly ok: true } & CheckArguments)
	/** A sentence. */
	| { readonly ok: false; readonly reason: string };

function parse(args: readonly string[]) {
	return readArguments(args, options);
}

/** What cannot be meant is refused before anything is looked at. */
export function readCheckArguments(args: readonly string[]): ReadCheckArguments {
	const parsed = parse(args);
	if (!parsed.ok) return parsed;
	const { values, positionals } = parsed;
	const reason = findMisuse(values, positionals);
	if (reason !== undefined) return { ok: false, reason };
	return {
		ok: true,
		values,
		paths: positionals,
		...(values.threads === undefined ? {} : { threads: Number(values.threads) }),
	};
}

function findMisuse(values: Values, paths: readonly string[]): string | undefined {
	const { format, diff, fix, stdin, threads } = values;
	const failOn = values["fail-on"];
	if (!Object.hasOwn(REPORTERS, format)) {
		return `there is no format "${format}"; there are ${Object.keys(REPORTERS).join(", ")}.`;
	}
	if (failOn !== "never" && !severities.some((severity) => severity === failOn)) {
		return `"${failOn}" is no severity; there are ${severities.join(", ")} and never.`;
	}
	if (stdin && paths.length > 0) return "--stdin checks what comes in, so no path can be named besides.";
	if (!stdin && values["stdin-filename"] !== undefined) return "--stdin-filename needs --stdin.";
	if (stdin && (fix || diff !== undefined || values["update-baseline"])) {
		return "--stdin goes with none of --fix, --diff and --update-baseline, which are about files on disk.";
	}
	if (diff !== undefined && (fix || values["update-baseline"])) {
		return "--diff reports a part of what is found, so it goes with neither --fix nor --update-baseline.";
	}
	if (fix && values["update-baseline"]) return "--fix and --update-baseline do not go together: mend first.";
	if (diff === "") return "--diff needs a git revision, such as origin/main.";
	if (threads !== undefined && !/^[1-9]\d{0,2}$/.test(threads)) return `"${threads}" is no number of threads.`;
	return findServerMisuse(values);
}
