import type { MatchOperator } from "../promql/ast.ts";
import { isClassicLabelName, isClassicMetricName, quote } from "../promql/names.ts";
import { parsePromql } from "../promql/parse.ts";
import type { RegularExpressions } from "../promql/regularExpressions.ts";

/**
 * Series selectors as text, for the API's `match[]`: written with every value quoted, and told apart from half-written
 * ones so that none of those is ever sent to a server.
 */
export interface LabelMatcher {
	readonly label: string;
	readonly op: MatchOperator;
	readonly value: string;
}

/** `metric{label="value"}`; `metric` may be left out, and names beyond the classic characters are quoted. */
export function writeSelector(metric: string | undefined, matchers: readonly LabelMatcher[]): string {
	const classic = metric !== undefined && isClassicMetricName(metric);
	const parts = matchers.map(({ label, op, value }) => {
		const name = isClassicLabelName(label) ? label : quote(label);
		return `${name}${op}${quote(value)}`;
	});
	if (metric === undefined || classic) {
		const braces = parts.length > 0 || metric === undefined ? `{${parts.join(",")}}` : "";
		return `${metric ?? ""}${braces}`;
	}
	// Written in the way that servers older than UTF-8 names understand as well.
	return `{${[`__name__=${quote(metric)}`, ...parts].join(",")}}`;
}

export interface ReadSelector {
	readonly metric?: string;
	readonly matchers: readonly LabelMatcher[];
}

/** The parts of a complete selector without range and modifiers; `undefined` for anything else. */
export function readSelector(text: string): ReadSelector | undefined {
	const { expression, problems, wellFormed } = parsePromql(text);
	if (!wellFormed || problems.length > 0 || expression.kind !== "selector") return undefined;
	const { name, matchers: written, modifiers } = expression;
	if (Object.values(modifiers).some((modifier) => modifier !== undefined)) return undefined;
	const matchers: LabelMatcher[] = [];
	for (const { label, operator, value } of written) {
		// Prometheus refuses a second name.
		if (value.kind !== "string" || (name !== undefined && label.name === "__name__")) return undefined;
		matchers.push({ label: label.name, op: operator, value: value.value });
	}
	return name === undefined ? { matchers } : { metric: name.name, matchers };
}

/**
 * Claims that a server will take the selector: it rejects one whose every matcher also matches the empty string, since
 * that means all series there are. One whose regular expression is wrong is taken to match, so that it is not sent.
 */
export function selectsSomething({ metric, matchers }: ReadSelector, regularExpressions: RegularExpressions): boolean {
	const matchesEmpty = (pattern: string): boolean => {
		const compiled = regularExpressions.compile(pattern);
		return !compiled.valid || compiled.matchesEmpty;
	};
	return (
		metric !== undefined ||
		matchers.some(({ op, value }) => {
			switch (op) {
				case "=":
					return value !== "";
				case "!=":
					return value === "";
				case "=~":
					return !matchesEmpty(value);
				case "!~":
					return matchesEmpty(value);
				default:
					return op satisfies never;
			}
		})
	);
}
