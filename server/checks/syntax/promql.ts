import { checkPromql } from "../../promql/check.ts";
import { defineTextCheck } from "../textCheck.ts";

/** What Prometheus's own parser would refuse. */
export default defineTextCheck({
	id: "promql/syntax",
	language: "promql",
	run(text, { role, features, regularExpressions, parsePromql }) {
		// A rule without an expression is told at its key, as one fault of the file's structure.
		if (role === "ruleExpression" && text === "") return [];
		// The description of one series is judged by who reads the file, and MetricsQL by nobody.
		if (role === "series" || role === "metricsql") return [];
		const wanted = role === "ruleExpression" ? "ruleExpression" : "query";
		return checkPromql(parsePromql(text), { role: wanted, features, regularExpressions });
	},
});
