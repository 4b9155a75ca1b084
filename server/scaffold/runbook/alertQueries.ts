import { splitCondition } from "../../metrics/backtest/splitCondition.ts";
import { writeSelector } from "../../metrics/selectorText.ts";
import type { Expression } from "../../promql/ast.ts";
import { parsePromql } from "../../promql/parse.ts";
import { valueTypeOf } from "../../promql/valueType.ts";
import { walk } from "../../promql/visit.ts";

export interface RunbookQuery {
	/** What it answers, as a sentence. */
	readonly question: string;
	readonly query: string;
}

/** A page is read in a hurry. */
const mostQueries = 10;

/** What to ask when an alert fires, from its own expression: the values, their parts, and the series behind a sum. */
export function listQueries(text: string): readonly RunbookQuery[] {
	const parsed = parsePromql(text);
	const { leaves, condition } = splitCondition(parsed);
	const whole = text.trim();
	const queries: RunbookQuery[] = [{ question: "What fires: the alert's expression.", query: whole }];
	const falls = condition.kind === "compare" && condition.operator.startsWith("<");
	for (const leaf of leaves) {
		const { expression } = parsePromql(leaf);
		if (valueTypeOf(expression) !== "vector") continue;
		if (leaf !== whole) queries.push({ question: "The value by itself, also while nothing fires:", query: leaf });
		for (const [index, part] of partsOf(expression).entries()) {
			const query = leaf.slice(part.span.start, part.span.end);
			queries.push({ question: index === 0 ? "Its left side by itself:" : "Its right side by itself:", query });
		}
		for (const inner of aggregatedIn(expression)) {
			const within = leaf.slice(inner.span.start, inner.span.end);
			const pick = falls ? "bottomk" : "topk";
			const which = falls ? "lowest" : "highest";
			queries.push({
				question: `The ${which} series behind it, with the labels that are lost in it:`,
				query: `${pick}(10, ${within})`,
			});
		}
	}
	const targets = targetsOf(parsed.expression);
	if (targets !== undefined && !/^up\b/.test(whole))
		queries.push({ question: "Whether the targets can be reached (1 is yes):", query: targets });
	const seen = new Set<string>();
	return queries.filter(({ query }) => !seen.has(query) && seen.add(query)).slice(0, mostQueries);
}

/** Both sides of a ratio, a difference or a sum of vectors. */
function partsOf(expression: Expression): readonly Expression[] {
	const node = withoutParens(expression);
	if (node.kind !== "binary" || !["/", "-", "+", "*"].includes(node.operator.name)) return [];
	return [node.left, node.right].filter((side) => valueTypeOf(side) === "vector").map(withoutParens);
}

/** What is summed up, so that its labels are lost. */
function aggregatedIn(expression: Expression): readonly Expression[] {
	const found: Expression[] = [];
	for (const node of walk(expression)) {
		if (node.kind !== "aggregation" || !["sum", "avg", "max", "min"].includes(node.operator.name)) continue;
		const of = withoutParens(node.expression);
		if (of.kind === "selector" || (of.kind === "call" && of.arguments.length === 1)) found.push(of);
		if (found.length === 2) break;
	}
	return found;
}

/** `up` of the job that is asked for by its name. */
function targetsOf(expression: Expression): string | undefined {
	for (const node of walk(expression)) {
		if (node.kind !== "selector") continue;
		const job = node.matchers.find(({ label, operator }) => label.name === "job" && operator === "=");
		if (job?.value.kind === "string" && job.value.value !== "") {
			return writeSelector("up", [{ label: "job", op: "=", value: job.value.value }]);
		}
	}
	return undefined;
}

/** The numbers that the expression compares with, as they are written. */
export function listThresholds(text: string): readonly string[] {
	const found: string[] = [];
	for (const node of walk(parsePromql(text).expression)) {
		if (node.kind !== "binary" || !/^(?:[<>]=?|[=!]=)$/.test(node.operator.name)) continue;
		for (const side of [node.left, node.right]) {
			if (side.kind === "number" && !side.duration) found.push(text.slice(side.span.start, side.span.end));
		}
	}
	return [...new Set(found)];
}

function withoutParens(expression: Expression): Expression {
	let node = expression;
	while (node.kind === "paren") node = node.expression;
	return node;
}
