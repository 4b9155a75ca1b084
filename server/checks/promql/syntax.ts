import { checkPromql } from "../../promql/check.ts";
import { parsePromql } from "../../promql/parse.ts";
import { defineCheck } from "../check.ts";

/** What Prometheus's own parser would refuse. */
export default defineCheck({
	id: "promql/syntax",
	language: "promql",
	run: (text, { role, regularExpressions }) =>
		checkPromql(parsePromql(text), {
			role: role === "ruleExpression" ? "ruleExpression" : "query",
			regularExpressions,
		}),
});
