import { type CheckReport, countProblems } from "../check/report.ts";
import { plural } from "./plural.ts";

/** `2 errors, 1 warning in 14 files.` */
export function describeCounts(
	report: CheckReport,
	paint = (_: "error" | "warning", text: string): string => text,
): string {
	const counts = countProblems(report);
	const remarks = counts.information + counts.hint;
	const found = [
		...(counts.error > 0 ? [paint("error", plural(counts.error, "error"))] : []),
		...(counts.warning > 0 ? [paint("warning", plural(counts.warning, "warning"))] : []),
		...(remarks > 0 ? [plural(remarks, "remark")] : []),
	];
	const checked = report.files.filter(({ kinds }) => kinds.length > 0).length;
	return `${found.length === 0 ? "No problems" : found.join(", ")} in ${plural(checked, "file")}.`;
}
