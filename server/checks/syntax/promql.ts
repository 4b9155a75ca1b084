import { checkPromql } from "../../promql/check.ts";
import type { Problem } from "../../text/problem.ts";
import { defineTextCheck } from "../textCheck.ts";

/** What Prometheus's own parser would refuse. */
export default defineTextCheck({
	id: "promql/syntax",
	language: "promql",
	run(text, { role, features, regularExpressions, parsePromql }) {
		// A rule without an expression is told at its key, as one fault of the file's structure.
		if (role === "ruleExpression" && text === "") return [];
		// The description of one series is judged by who reads the file, and MetricsQL by nobody.
		if (role === "series" || role === "metricsql" || role === "blank") return [];
		const wanted = role === "ruleExpression" ? "ruleExpression" : "query";
		const problems = checkPromql(parsePromql(text), { role: wanted, features, regularExpressions });
		return wanted === "query" ? problems.map(milden) : problems;
	},
});

/** Dashboards and notes outlive a server: what Prometheus 2 still had may be right for the one that they are for. */
function milden(problem: Problem): Problem {
	return problem.code === "promql/removed-function" ? { ...problem, severity: "warning" } : problem;
}
