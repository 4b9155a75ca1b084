import type { Configurations } from "../../checks/configuration/configurations.ts";
import type { CheckArguments } from "./checkArguments.ts";
import { dropKnown, findGone } from "./knownProblems.ts";
import { describeMissing } from "./notJudged.ts";
import { type CheckReport, type FileReport, isAtLeast, severities } from "./report.ts";
import { describeProblems } from "./reportedProblem.ts";
import type { ChecksRun } from "./runChecks.ts";

export interface ReportOptions {
	readonly configurations: Configurations;
	readonly values: CheckArguments["values"];
	readonly version: string;
	readonly display: (path: string) => string;
	readonly interrupted: boolean;
}

export interface BuiltReport {
	readonly whole: CheckReport;
	/** The same run with nothing but its errors. */
	onlyErrors(): CheckReport;
	/** Something in it fails the run. */
	readonly fails: boolean;
}

/** Turns what was found into what is told. */
export function buildReport(run: ChecksRun, options: ReportOptions): BuiltReport {
	const { configurations, values, version, display, interrupted } = options;
	const files = run.checked.map((file): FileReport => {
		const path = display(file.path);
		const told = dropKnown(configurations, file);
		const problems = told.length === 0 ? [] : describeProblems(path, file.text ?? "", told);
		return { path, kinds: file.kinds, problems, known: file.problems.length - told.length };
	});
	// A part of the problems says nothing of those that are gone.
	const fixed = values.diff === undefined && !interrupted ? findGone(configurations, run.checked) : [];
	const least = severities.find((severity) => severity === values["fail-on"]);
	const whole: CheckReport = {
		files,
		unchecked: run.unchecked.map(({ path, reason }) => ({ path: isAddress(path) ? path : display(path), reason })),
		notJudged: describeMissing(run.checked.flatMap(({ missing }) => missing)),
		fixed: fixed.map(({ path, code, count }) => ({ path, code, count })),
		interrupted,
		failOn: values["fail-on"] === "never" ? "never" : (least ?? "error"),
		version,
	};
	return {
		whole,
		fails:
			least !== undefined && files.some(({ problems }) => problems.some(({ severity }) => isAtLeast(severity, least))),
		onlyErrors: () => ({
			...whole,
			files: files.map((file) => ({ ...file, problems: file.problems.filter(({ severity }) => severity === "error") })),
		}),
	};
}

/** What could not be asked stands in the same list as what could not be read. */
function isAddress(path: string): boolean {
	return /^https?:\/\//i.test(path);
}
