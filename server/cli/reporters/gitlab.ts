import type { Severity } from "../../text/problem.ts";
import type { Reporter } from "./reporter.ts";

const severityNames: Readonly<Record<Severity, string>> = {
	error: "critical",
	warning: "major",
	information: "minor",
	hint: "info",
};

/** GitLab's code quality report, which is Code Climate's format. */
export const reportGitlab: Reporter = ({ files, unchecked }) => {
	const issues = files.flatMap(({ path, problems }) =>
		problems.map(({ severity, start, end, code, message, fingerprint }) => ({
			type: "issue",
			check_name: code,
			description: message,
			categories: ["Bug Risk"],
			severity: severityNames[severity],
			fingerprint,
			location: { path, lines: { begin: start.line, end: end.line } },
		})),
	);
	const failures = unchecked.map(({ path, reason }) => ({
		type: "issue",
		check_name: "not-checked",
		description: reason,
		categories: ["Bug Risk"],
		severity: "critical",
		fingerprint: `not-checked ${path}`,
		location: { path, lines: { begin: 1, end: 1 } },
	}));
	return `${JSON.stringify([...issues, ...failures], undefined, 2)}\n`;
};
