import { expect, test } from "vitest";
import matchAllRegexp from "../../../server/checks/promql/matchAllRegexp.ts";
import needlessRegexp from "../../../server/checks/promql/needlessRegexp.ts";
import redundantAnchors from "../../../server/checks/promql/redundantAnchors.ts";
import substringRegexp from "../../../server/checks/promql/substringRegexp.ts";
import { quote } from "../../../server/promql/names.ts";
import { RegularExpressions } from "../../../server/promql/regularExpressions.ts";
import { runCheck } from "../../support/checkExamples.ts";
import { expectChecked } from "../../support/checkedExpressions.ts";

const check = (table: string) =>
	expectChecked([needlessRegexp, redundantAnchors, matchAllRegexp, substringRegexp], table);

test("plain texts", () =>
	check(`
		a{b=~"c"}
		  ^^^^^^ promql/needless-regexp
		a{b=~""}
		  ^^^^^ promql/needless-regexp
		a{b!~"c d"}
		  ^^^^^^^^ promql/needless-regexp
		a{b=~"(c)"}
		  ^^^^^^^^ promql/needless-regexp
		a{b=~"(?:c)d"}
		  ^^^^^^^^^^^ promql/needless-regexp
		a{b=~"^c$"}
		  ^^^^^^^^ promql/needless-regexp
		a{b=~"^$"}
		  ^^^^^^^ promql/needless-regexp
		a{b=~"c\\\\.d"}
		  ^^^^^^^^^^ promql/needless-regexp
		{__name__=~"a"}
		 ^^^^^^^^^^^^^ promql/needless-regexp
		sum(rate(a{b=~"c"}[5m]))
		           ^^^^^^ promql/needless-regexp
		a{b=~"c|d"}
		a{b=~"c.d"}
		a{b=~"c+"}
		a{b=~"cd?"}
		a{b=~"(c|d)"}
		a{b=~"c[.]d"}
		  ^^^^^^^^^^ promql/needless-regexp
		a{b=~"[cd]"}
		a{b=~"[^c]"}
		a{b=~"(?i)c"}
		a{b=~"c\\\\d"}
		a{b=~"c{2}"}
		a{b=~"(c)*"}
		a{b="c"}
		a{b!=""}
	`));

test("anchors", () =>
	check(`
		a{b=~"^c.*"}
		  ^^^^^^^^^ promql/redundant-anchors
		a{b=~"c.*$"}
		  ^^^^^^^^^ promql/redundant-anchors
		a{b!~"^(c|d)$"}
		  ^^^^^^^^^^^^ promql/redundant-anchors
		a{b=~"(^c.*$)"}
		  ^^^^^^^^^^^^ promql/redundant-anchors
		a{b=~"c|^d"}
		  ^^^^^^^^^ promql/redundant-anchors
		a{b=~"^.+$"}
		  ^^^^^^^^^ promql/redundant-anchors
		a{b=~".*c\\\\$"}
		a{b=~"[^c].*"}
		a{b=~".*[$]"}
	`));

test("what matches everything", () =>
	check(`
		a{b=~".*"}
		  ^^^^^^^ promql/match-all-regexp
		a{b!~".*"}
		  ^^^^^^^ promql/match-all-regexp
		a{b=~"^.*$"}
		  ^^^^^^^^^ promql/match-all-regexp
		a{b=~"(.*)"}
		  ^^^^^^^^^ promql/match-all-regexp
		a{b=~".*|c"}
		  ^^^^^^^^^ promql/match-all-regexp
		a{b!~".+"}
		  ^^^^^^^ promql/match-all-regexp
		a{b=~".+"}
		a{b=~".?"}
		a{b=~".*c"}
		a{b=~"."}
	`));

test("parts of a value", () =>
	check(`
		a{b=~"c.*d"}
		  ^^^^^^^^^ promql/substring-regexp
		a{b=~"c.+d"}
		  ^^^^^^^^^ promql/substring-regexp
		a{b!~".*c.*"}
		  ^^^^^^^^^^ promql/substring-regexp
		a{b=~".+c.+"}
		  ^^^^^^^^^^ promql/substring-regexp
		a{b=~"c-.*.d"}
		  ^^^^^^^^^^^ promql/substring-regexp
		a{b=~"c|d.*e"}
		  ^^^^^^^^^^^ promql/substring-regexp
		a{b=~"(c).*(d)"}
		  ^^^^^^^^^^^^^ promql/substring-regexp
		a{b=~"c.*"}
		a{b=~".*c"}
		a{b=~"c.d"}
		a{b=~"c.*[0-9]"}
		a{b=~"[a-z]c.*"}
		a{b=~"c.*(d|e)"}
		a{b=~".*c|d.*"}
	`));

test.each([
	["^a.*", "a.*"],
	["a.*$", "a.*"],
	["^(a|b)$", "(a|b)"],
	["^a|b$", "a|b"],
	["^^a.+$$", "a.+"],
	["^*a.*$", "^*a.*"],
	["^^*a.*$", "^*a.*"],
	["^.*\\$$", ".*\\$"],
])("the anchors of %s go, and it matches the same", async (before, after) => {
	const example = { title: "", bad: "", good: "" };
	const text = `groups:\n- name: g\n  rules:\n  - record: r\n    expr: 'a{b=~\`${before}\`}'\n`;
	const { problems } = await runCheck(redundantAnchors, example, text);
	const [edit] = problems[0]?.fix?.edits ?? [];
	expect(edit?.newText).toBe(quote(after));
	const [one, other] = [before, after].map((pattern) => new RegularExpressions().compile(pattern));
	for (const value of ["", "a", "b", "ab", "aab", "$", "x$", "^a"]) {
		expect(other?.valid === true && other.matches(value)).toBe(one?.valid === true && one.matches(value));
	}
});
