import type { Severity } from "../../text/problem.ts";
import { type CheckReport, countProblems, type FileReport, type ReportedProblem } from "../check/report.ts";
import { plural } from "./plural.ts";
import type { Reporter } from "./reporter.ts";

type Paint = (style: Style, text: string) => string;
type Style = "bold" | "dim" | "red" | "yellow" | "blue" | "cyan";

const codes: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, yellow: 33, blue: 34, cyan: 36 };
const severityStyles: Readonly<Record<Severity, Style>> = {
	error: "red",
	warning: "yellow",
	information: "blue",
	hint: "cyan",
};

/** For people: each problem with its place, its line and a mark below, and a summary. */
export const reportText: Reporter = (report, { colours }) => {
	const paint: Paint = (style, text) => (colours ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
	const blocks = report.files.flatMap((file) => file.problems.map((problem) => describe(file, problem, paint)));
	return [...blocks, summarize(report, paint)].join("\n");
};

function describe(file: FileReport, problem: ReportedProblem, paint: Paint): string {
	const { severity, start, code, message, related, fixTitle } = problem;
	const place = paint("bold", `${file.path}:${start.line}:${start.column}`);
	const lines = [
		`${place} ${paint(severityStyles[severity], severity)} ${paint("dim", code)}`,
		...message.split("\n").map((line) => `  ${line}`),
		...drawExcerpt(problem, paint),
		...related.map((one) => paint("dim", `  ${file.path}:${one.start.line}:${one.start.column} ${one.message}`)),
		...(fixTitle === undefined ? [] : [paint("dim", `  --fix: ${fixTitle}`)]),
	];
	return `${lines.join("\n")}\n`;
}

/** Columns that a line may take, so that a dashboard's long lines stay readable. */
const WIDEST = 160;

function drawExcerpt({ excerpt, start, end, severity }: ReportedProblem, paint: Paint): readonly string[] {
	const width = String(start.line + excerpt.length - 1).length;
	return excerpt.flatMap((line, index) => {
		const number = String(start.line + index).padStart(width);
		const from = index === 0 ? start.column - 1 : line.search(/\S|$/);
		const to = start.line + index === end.line ? end.column - 1 : line.length;
		// A part of a long line: some of what stands before the mark, and the mark.
		const cut = line.length > WIDEST ? Math.max(0, Math.min(from - 40, line.length - WIDEST)) : 0;
		const shown = expandTabs(line.slice(cut, cut + WIDEST));
		const before = expandTabs(line.slice(cut, from)).length;
		const marked = Math.max(1, Math.min(expandTabs(line.slice(Math.max(from, cut), to)).length, WIDEST - before));
		const mark = `${" ".repeat(before)}${paint(severityStyles[severity], "^".repeat(marked))}`;
		return [`  ${paint("dim", `${number} |`)} ${shown}`, `  ${paint("dim", `${" ".repeat(width)} |`)} ${mark}`];
	});
}

function expandTabs(text: string): string {
	return text.replaceAll("\t", "    ");
}

function summarize(report: CheckReport, paint: Paint): string {
	const counts = countProblems(report);
	const found = [
		counts.error > 0 ? paint("red", plural(counts.error, "error")) : undefined,
		counts.warning > 0 ? paint("yellow", plural(counts.warning, "warning")) : undefined,
		counts.information + counts.hint > 0 ? plural(counts.information + counts.hint, "remark") : undefined,
	].filter((part) => part !== undefined);
	const checked = report.files.filter(({ kinds }) => kinds.length > 0);
	const passed = report.files.length - checked.length;
	const known = report.files.reduce((sum, file) => sum + file.known, 0);
	const lines = [
		`${found.length === 0 ? "No problems" : found.join(", ")} in ${plural(checked.length, "file")}.`,
		...(passed === 0 ? [] : [`${plural(passed, "file")} of other kinds passed over.`]),
		...(known === 0 ? [] : [`${plural(known, "problem")} of the baseline not shown.`]),
		...report.unchecked.map(({ path, reason }) => paint("red", `Not checked: ${path}: ${reason}`)),
		...report.notJudged.map((reason) => paint("dim", `Not judged: ${reason}`)),
	];
	return `${lines.join("\n")}\n`;
}
