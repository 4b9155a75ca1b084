import type { Severity } from "../../text/problem.ts";

/** What one run of `observability check` found, for every way to write it. */
export interface CheckReport {
	/** In the order of their paths; those without a problem too. */
	readonly files: readonly FileReport[];
	/** What could not be looked at, and why. */
	readonly unchecked: readonly { readonly path: string; readonly reason: string }[];
	/** What was not judged anywhere, as something was not known, such as metadata without a server; for the user. */
	readonly notJudged: readonly string[];
	/** What a baseline knows and nobody found any more. */
	readonly fixed: readonly { readonly path: string; readonly code: string; readonly count: number }[];
	/** The user has ended the run before its time. */
	readonly interrupted: boolean;
	/** The least severity that fails the run. */
	readonly failOn: Severity | "never";
	readonly version: string;
}

export interface FileReport {
	/** From the folder that the command was called in, with slashes. */
	readonly path: string;
	/** The kinds of documents in it, such as `ruleFile`; none where it is of no kind that is known. */
	readonly kinds: readonly string[];
	readonly problems: readonly ReportedProblem[];
	/** How many problems the baseline keeps quiet. */
	readonly known: number;
}

export interface ReportedProblem {
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	/** From 1; columns count UTF-16 code units. */
	readonly start: Position;
	/** Behind the last character. */
	readonly end: Position;
	/** The lines from `start` to `end`, a few of them. */
	readonly excerpt: readonly string[];
	readonly related: readonly { readonly start: Position; readonly end: Position; readonly message: string }[];
	/** What `--fix` would do. */
	readonly fixTitle?: string;
	/** Stays the same while lines move and other problems come and go. */
	readonly fingerprint: string;
}

export interface Position {
	readonly line: number;
	readonly column: number;
}

export const severities = ["error", "warning", "information", "hint"] as const satisfies readonly Severity[];

/** Claims that the severity is `least` or worse. */
export function isAtLeast(severity: Severity, least: Severity | "never"): boolean {
	return least !== "never" && severities.indexOf(severity) <= severities.indexOf(least);
}

export function countProblems(report: CheckReport): Readonly<Record<Severity, number>> {
	const counts: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
	for (const { problems } of report.files) for (const { severity } of problems) counts[severity]++;
	return counts;
}
