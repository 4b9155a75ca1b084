import { countProblems } from "../check/report.ts";
import type { Reporter } from "./reporter.ts";

/** For programs: the whole report. Fields are only ever added. */
export const reportJson: Reporter = (report) => {
	const { version, unchecked, notJudged, fixed, interrupted } = report;
	const files = report.files.filter(({ kinds, problems }) => kinds.length > 0 || problems.length > 0);
	return `${JSON.stringify({ version, summary: countProblems(report), files, unchecked, notJudged, fixed, interrupted }, undefined, 2)}\n`;
};
