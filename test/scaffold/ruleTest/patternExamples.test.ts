import { expect, test } from "vitest";
import { RegularExpressions } from "../../../server/promql/regularExpressions.ts";
import { listPatternExamples } from "../../../server/scaffold/ruleTest/solve/patternExamples.ts";

const expressions = new RegularExpressions();

test.each([
	["5..", "500"],
	["api|web", "api"],
	["web-.*", "web-x"],
	[".+", "x"],
	["(?:a|b)c?", "ac"],
	["[0-9]+", "0"],
	["[^/]+/x", "x/x"],
	["\\d{3}", "111"],
	["a\\.b", "a.b"],
	["(?i)GET", "GET"],
	["/dev/.+", "/dev/x"],
	["^a$", "a"],
	["(?P<n>x|y)z", "xz"],
	["host-[0-9]+:9100", "host-0:9100"],
	["[[:alpha:]]+", "a"],
])("%s matches %s", (pattern, wanted) => {
	const compiled = expressions.compile(pattern);
	const found = listPatternExamples(pattern).find((example) => compiled.valid && compiled.matches(example));
	expect(found).toBe(wanted);
});
