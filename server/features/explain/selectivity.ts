import type { Expression } from "../../promql/ast.ts";
import type { MatcherSelectivity } from "./explanation.ts";

/** Matchers of one selector that are tried. */
const MOST_MATCHERS = 4;

/**
 * How many series a selector would have without each of its matchers. It is cheap only where the metric's name stays, so
 * selectors without a name are not measured. `count` answers for a query with one number.
 */
export async function measureSelectivity(
	text: string,
	node: Expression,
	count: (query: string) => Promise<number | undefined>,
): Promise<readonly MatcherSelectivity[]> {
	const selector = node.kind === "matrix" ? node.selector : node;
	if (selector.kind !== "selector") return [];
	const { name, matchers, braces } = selector;
	if (name === undefined || matchers.some(({ label }) => label.name === "__name__")) return [];
	const written = matchers.map((matcher) => text.slice(matcher.span.start, matcher.span.end));
	// The range and the modifiers stay as they are.
	const rest = text.slice(Math.max(name.span.end, braces?.end ?? 0), node.span.end);
	const measured: MatcherSelectivity[] = [];
	for (const [index, matcher] of written.entries()) {
		if (index >= MOST_MATCHERS) {
			measured.push({ matcher, unasked: `Only the first ${MOST_MATCHERS} matchers are tried.` });
			continue;
		}
		const others = written.filter((_, other) => other !== index);
		const selected = `${writeSelector(name.name, others)}${rest}`;
		const without = await count(node.kind === "matrix" ? `count(last_over_time(${selected}))` : `count(${selected})`);
		measured.push(without === undefined ? { matcher, unasked: "The server did not tell." } : { matcher, without });
	}
	return measured;
}

function writeSelector(name: string, matchers: readonly string[]): string {
	if (/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)) return `${name}{${matchers.join(",")}}`;
	return `{${[JSON.stringify(name), ...matchers].join(",")}}`;
}
