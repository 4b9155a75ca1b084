import type { Severity } from "../../text/problem.ts";
import type { CheckReport, ReportedProblem } from "../check/report.ts";
import { describeCounts } from "./counts.ts";
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
	const blocks = report.files.flatMap((file) => file.problems.map((problem) => drawProblem(file.path, problem, paint)));
	return [...blocks, summarize(report, paint)].join("\n");
};

/** One problem with its place, its lines and a mark below them. */
export function drawProblem(path: string, problem: ReportedProblem, paint: Paint): string {
	const { severity, start, code, message, related, fixTitle } = problem;
	const place = paint("bold", `${path}:${start.line}:${start.column}`);
	const lines = [
		`${place} ${paint(severityStyles[severity], severity)} ${paint("dim", code)}`,
		...message.split("\n").map((line) => `  ${line}`),
		...drawExcerpt(problem, paint),
		...related.map((one) => paint("dim", `  ${path}:${one.start.line}:${one.start.column} ${one.message}`)),
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
	const counts = describeCounts(report, (severity, text) => paint(severityStyles[severity], text));
	const passed = report.files.filter(({ kinds }) => kinds.length === 0).length;
	const fixed = report.fixed.reduce((sum, { count }) => sum + count, 0);
	const known = report.files.reduce((sum, file) => sum + file.known, 0);
	const lines = [
		...(report.interrupted ? [paint("red", "Interrupted before everything was checked.")] : []),
		counts,
		...(passed === 0 ? [] : [`${plural(passed, "file")} of other kinds passed over.`]),
		...(known === 0 ? [] : [`${plural(known, "problem")} of the baseline not shown.`]),
		...(fixed === 0
			? []
			: [
					`${plural(fixed, "problem")} of the baseline ${fixed === 1 ? "is" : "are"} gone: --update-baseline takes them out.`,
				]),
		...shorten(report.unchecked).map(({ path, reason }) => paint("red", `Not checked: ${path}: ${reason}`)),
		...report.notJudged.map((reason) => paint("dim", `Not judged: ${reason}`)),
	];
	return `${lines.join("\n")}\n`;
}

/** Lines about files that were not checked; after an interrupt there may be very many. */
const MOST_UNCHECKED = 20;

function shorten(unchecked: CheckReport["unchecked"]): CheckReport["unchecked"] {
	const more = unchecked.length - MOST_UNCHECKED;
	if (more <= 0) return unchecked;
	return [...unchecked.slice(0, MOST_UNCHECKED), { path: plural(more, "more file"), reason: "see --format json" }];
}
