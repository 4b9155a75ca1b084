import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";

/** What the reader of an SLO specification refuses besides what its structure says. */
export function sloProblem(
	code: `slo/${string}`,
	span: Span,
	message: string,
	severity: Problem["severity"] = "error",
): Problem {
	return { code, severity, span, message };
}
