import { formatPromql } from "../../promql/format/format.ts";
import { parsePromql } from "../../promql/parse.ts";

/** On one line and without comments, as an answer, and Grafana's editor, hold an expression; as it is where it has a fault. */
export function writeOnOneLine(expression: string): string {
	const filled = dropComments(expression.replaceAll("$__rate_interval", placeholder));
	const written = formatPromql(filled, { width: Number.POSITIVE_INFINITY }) ?? joinLines(filled);
	return written.replaceAll(placeholder, "$__rate_interval");
}

/** A duration that nobody writes, in the place of Grafana's. */
const placeholder = "9y9w9d";

function dropComments(text: string): string {
	const { comments } = parsePromql(text);
	return comments.toReversed().reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

/** What has variables of Grafana in odd places is laid out by nobody. */
function joinLines(text: string): string {
	return text.trim().replaceAll(/\s*\n\s*/g, " ");
}
