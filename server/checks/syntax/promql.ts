import { checkPromql } from "../../promql/check.ts";
import { defineTextCheck } from "../textCheck.ts";

/** What Prometheus's own parser would refuse. */
export default defineTextCheck({
	id: "promql/syntax",
	language: "promql",
	run(text, { role, features, regularExpressions, parsePromql }) {
		// A rule without an expression is told at its key, as one fault of the file's structure.
		if (role === "ruleExpression" && text === "") return [];
		// The description of one series is no expression; what is wrong with it is told by who reads the file.
		if (role === "series") return [];
		const wanted = role === "ruleExpression" ? "ruleExpression" : "query";
		return checkPromql(parsePromql(text), { role: wanted, features, regularExpressions });
	},
});
