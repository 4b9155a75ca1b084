import { createHash } from "node:crypto";
import { LineIndex } from "../../text/lineIndex.ts";
import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { Position, ReportedProblem } from "./report.ts";

/** Lines that an excerpt may have. */
const MOST_LINES = 3;

/** The problems of a file as a report shows them, in order. */
export function describeProblems(path: string, text: string, problems: readonly Problem[]): readonly ReportedProblem[] {
	const lines = new LineIndex(text);
	const seen = new Map<string, number>();
	const at = (offset: number): Position => {
		const { line, character } = lines.positionAt(offset);
		return { line: line + 1, column: character + 1 };
	};
	const places = (span: Span): { readonly start: Position; readonly end: Position } => ({
		start: at(span.start),
		end: at(span.end),
	});
	return problems.map((problem) => {
		const { code, severity, message, span, fix, related = [] } = problem;
		const excerpt = excerptOf(text, lines, span);
		// Equal problems on equal lines are told apart by their number.
		const key = `${code}\n${path}\n${excerpt[0]?.trim() ?? ""}\n${text.slice(span.start, span.end)}`;
		const number = (seen.get(key) ?? 0) + 1;
		seen.set(key, number);
		return {
			code,
			severity,
			message,
			...places(span),
			excerpt,
			related: related.map((one) => ({ ...places(one.span), message: one.message })),
			...(fix === undefined || fix.guess === true ? {} : { fixTitle: fix.title }),
			fingerprint: createHash("sha256").update(`${key}\n${number}`).digest("hex").slice(0, 32),
		};
	});
}

function excerptOf(text: string, lines: LineIndex, span: Span): readonly string[] {
	const first = lines.lineAt(span.start);
	const last = Math.min(lines.lineAt(Math.max(span.start, span.end - 1)), first + MOST_LINES - 1);
	return Array.from({ length: last - first + 1 }, (_, index) => {
		const line = first + index;
		return text.slice(lines.lineStart(line), lines.lineEnd(line));
	});
}
