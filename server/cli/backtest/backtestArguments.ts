import { parseDuration } from "../../promql/duration.ts";
import { readArguments } from "../arguments.ts";
import { findServerMisuse, type OnlineValues, onlineOptions, onlineUsage } from "../onlineOptions.ts";

export const backtestUsage = `Usage: observability backtest [OPTION]... --online URL|NAME TARGET

Tells when an alert would have fired: asks a Prometheus what the alert's expression was in the past, and does with it what
Prometheus does (for, keep_firing_for, each series by itself), as if the rule had been loaded at the start of the span.

TARGET is FILE (all of its alerts), FILE:ALERT, or ALERT, which is looked for in the files of the current folder.

What is asked
      --online URL|NAME     the server, or an environment of .observability.yaml; only reading, one small request after
                            the other
      --since DURATION      how far to look back, such as 14d (default: 7d)
      --until TIME          the end, as 2026-01-31T12:00:00Z or Unix seconds (default: now)
      --step DURATION       between two evaluations (default: the group's, the configuration's or the server's interval)
      --expand              put the definitions of recorded metrics in their place, for rules that are younger than the span
      --force               ask also where it would read very much (more than ${"${bounds}"})
${onlineUsage}

What it is compared with
      --compare BASE        the rule as it was: in the git revision where this branch left BASE, or in the file BASE;
                            without an ALERT only those that have changed are looked at
      --max-firings NUMBER  how often each alert may fire in the span
      --for DURATION, --keep-firing-for DURATION    in place of what the rule says

How it is written
  -f, --format FORMAT       text, json, markdown (default: text)
  -o, --output FILE         write the report to a file instead of standard output
  -h, --help                this text

Exit codes: 0 fine; 1 an alert fired more often than --max-firings allows or, without that, more often than the rule that
it is compared with; 2 called in a wrong way, or there is no such alert; 3 something could not be found out: a server that
does not answer, a question that would cost too much; 130 and 143 interrupted.
`.replace("${bounds}", "20,000 series or 20,000,000 samples");

const options = {
	...onlineOptions,
	since: { type: "string", default: "7d" },
	until: { type: "string" },
	step: { type: "string" },
	expand: { type: "boolean", default: false },
	force: { type: "boolean", default: false },
	compare: { type: "string" },
	"max-firings": { type: "string" },
	for: { type: "string" },
	"keep-firing-for": { type: "string" },
	format: { type: "string", short: "f", default: "text" },
	output: { type: "string", short: "o" },
	help: { type: "boolean", short: "h", default: false },
} as const;

export type Format = "text" | "json" | "markdown";

export interface BacktestArguments {
	readonly target: string;
	readonly server: OnlineValues;
	/** Seconds. */
	readonly since: number;
	/** As it is written, such as `14d`. */
	readonly sinceText: string;
	/** Unix seconds. */
	readonly until?: number;
	readonly step?: number;
	readonly expand: boolean;
	readonly force: boolean;
	readonly compare?: string;
	readonly mostFirings?: number;
	readonly forSeconds?: number;
	readonly keepFiringForSeconds?: number;
	readonly format: Format;
	readonly output?: string;
}

export type ReadBacktestArguments =
	| { readonly kind: "ok"; readonly given: BacktestArguments }
	| { readonly kind: "help" }
	/** A sentence. */
	| { readonly kind: "misused"; readonly reason: string };

/** What cannot be meant is refused before anybody is asked. */
export function readBacktestArguments(args: readonly string[]): ReadBacktestArguments {
	const parsed = readArguments(args, options);
	if (!parsed.ok) return misused(parsed.reason);
	const { values, positionals } = parsed;
	if (values.help) return { kind: "help" };
	const [target, ...others] = positionals;
	if (target === undefined || others.length > 0) return misused("name one file or alert to backtest.");
	if (values.online === undefined)
		return misused("--online URL or --online NAME says which Prometheus knows the past.");
	const server = findServerMisuse(values);
	if (server !== undefined) return misused(server);
	const durations: Record<string, number> = {};
	for (const name of ["since", "step", "for", "keep-firing-for"] as const) {
		const text = values[name];
		if (text === undefined) continue;
		const seconds = parseDuration(text);
		const least = name === "since" || name === "step" ? 0.001 : 0;
		if (seconds === undefined || seconds < least)
			return misused(`"${text}" after --${name} is no duration such as 14d or 5m.`);
		durations[name] = seconds;
	}
	const until = values.until === undefined ? undefined : readTime(values.until);
	if (until !== undefined && Number.isNaN(until)) return misused(`"${values.until}" after --until is no time.`);
	const most = values["max-firings"];
	if (most !== undefined && !/^\d{1,9}$/.test(most))
		return misused(`"${most}" after --max-firings is no whole number.`);
	const { format } = values;
	if (format !== "text" && format !== "json" && format !== "markdown") {
		return misused(`there is no format "${format}"; there are text, json and markdown.`);
	}
	if (values.compare === "") return misused("--compare needs a git revision, such as origin/main, or a file.");
	return {
		kind: "ok",
		given: {
			target,
			server: values,
			since: durations["since"] ?? 0,
			sinceText: values.since,
			...optional("until", until),
			...optional("step", durations["step"]),
			expand: values.expand,
			force: values.force,
			...optional("compare", values.compare),
			...optional("mostFirings", most === undefined ? undefined : Number(most)),
			...optional("forSeconds", durations["for"]),
			...optional("keepFiringForSeconds", durations["keep-firing-for"]),
			format,
			...optional("output", values.output),
		},
	};
}

/** Nothing where there is no value, as optional members want it. */
function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
	return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}

function readTime(text: string): number {
	return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Date.parse(text) / 1000;
}

function misused(reason: string): ReadBacktestArguments {
	return { kind: "misused", reason };
}
