import type { LabelMatcher } from "../../metrics/selectorText.ts";
import { writeSelector } from "../../metrics/selectorText.ts";
import type { Answers } from "../scaffold.ts";
import { splitAnswer } from "../scaffold.ts";
import { parseMatchers } from "../slo/matchers.ts";
import type { LabelVariable } from "./dashboardDesign.ts";
import { appendMatchers, type DashboardScope, hideVariables } from "./queryWriter.ts";

/**
 * The scope of a dashboard from its answers. A matcher such as `job="api"` on a label that the reader can choose is what is
 * chosen when it opens, so that the same dashboard serves others too; all other matchers stand in every query.
 */
export function readScope(answers: Answers, variables: readonly string[]): DashboardScope {
	const matchers = readMatchers(answers);
	const opened = matchers.filter(({ label, op, value }) => op === "=" && value !== "" && variables.includes(label));
	return {
		matchers: matchers.filter((matcher) => !opened.includes(matcher)),
		variables,
		current: Object.fromEntries(opened.map(({ label, value }) => [label, value])),
	};
}

export function readMatchers(answers: Answers): readonly LabelMatcher[] {
	const result = parseMatchers(answers["selector"] ?? "");
	return result.kind === "matchers" ? result.matchers : [];
}

/** The labels that the answer names, each once. Those that Grafana cannot have as a variable's name are left out. */
export function readVariables(answers: Answers): readonly string[] {
	return [...new Set(splitAnswer(answers["variables"]))].filter((name) => /^[a-zA-Z_]\w*$/.test(name));
}

/** Variables in order, each among the values that go with what was chosen before; `anchor` is a metric that has them all. */
export function writeVariables(
	{ matchers, variables, current }: DashboardScope,
	anchor: string | undefined,
): readonly LabelVariable[] {
	return variables.map((name, index) => {
		const before = variables
			.slice(0, index)
			.map((outer): LabelMatcher => ({ label: outer, op: "=~", value: `$${outer}` }));
		const fixed = hideVariables(writeSelector(anchor, matchers));
		const value = current[name];
		return {
			name,
			selector: appendMatchers(fixed, before),
			...(value === undefined ? {} : { current: value }),
		};
	});
}
