import { expect, test } from "vitest";
import type { RuleGroupState, RuleState } from "../../server/metrics/port.ts";
import { RuleIndex, type RuleQuestion } from "../../server/metrics/ruleIndex.ts";

const rule = (query: string, more: Partial<RuleState> = {}): RuleState => ({
	kind: "alert",
	name: "Down",
	query,
	labels: {},
	health: "ok",
	alerts: [],
	...more,
});
const group = (rules: readonly RuleState[], more: Partial<RuleGroupState> = {}): RuleGroupState => ({
	name: "g",
	file: "/etc/prometheus/rules.yml",
	intervalSeconds: 60,
	rules,
	...more,
});
const ask = (expression: string, more: Partial<RuleQuestion> = {}): RuleQuestion => ({
	kind: "alert",
	group: "g",
	name: "Down",
	expression,
	labels: {},
	...more,
});

test.each([
	["up == 0", "up==0"],
	["up == 0", "up   ==\n  0 # a comment"],
	[`up{job="api"} == 0`, "up{job='api'} == 0"],
	[`up{job="api",env=~"a|b"} == 0`, "up{env=~`a|b`, job='api'} == 0"],
	["rate(a[90m])", "rate(a[1h30m])"],
	["rate(a[5m])", "rate(a[300s])"],
	["sum by (job, env) (a)", "sum(a) by (env, job)"],
	["a > 100000", "a > 1e5"],
	["a > -1", "a > - 1"],
	["a > +Inf", "a > Inf"],
	["a offset 5m", "a offset 300s"],
	["a @ 1609746000.000", "a @ 1609746000"],
	[`{__name__="up"} == 0`, "up == 0"],
	["a / on (job) group_left () b", "a / on(job) group_left b"],
	["max_over_time(a[1h:5m])", "max_over_time(a[60m:5m])"],
	["count(a)", "count by () (a)"],
])("%s of a server is %s of a file", (query, expression) => {
	expect(new RuleIndex([group([rule(query)])]).find(ask(expression)).kind).toBe("same");
});

test.each([
	["up == 0", "up == 1"],
	["up == 0", "(up == 0)"],
	["rate(a[5m])", "rate(a[6m])"],
	["a > b", "a > bool b"],
	["a - b", "b - a"],
	["sum by (job) (a)", "sum without (job) (a)"],
	[`a{x="1"}`, `a{x!="1"}`],
	["a", "a offset 5m"],
	["a * on (job) b", "a * ignoring (job) b"],
])("%s of a server differs from %s of a file", (query, expression) => {
	expect(new RuleIndex([group([rule(query)])]).find(ask(expression)).kind).toBe("differs");
});

test("a rule of another group, name or kind is another rule", () => {
	const index = new RuleIndex([group([rule("up == 0")])]);
	expect(index.find(ask("up == 0", { group: "h" })).kind).toBe("absent");
	expect(index.find(ask("up == 0", { name: "Up" })).kind).toBe("absent");
	expect(index.find(ask("up == 0", { kind: "record" })).kind).toBe("absent");
});

test("of several with one name the expression decides, then the labels, then the file", () => {
	const page = rule("up == 0", { labels: { severity: "page" } });
	const warn = rule("up == 0", { labels: { severity: "warn" } });
	const other = rule("up == 1");
	const index = new RuleIndex([group([page, warn, other])]);
	expect(index.find(ask("up == 1"))).toMatchObject({ kind: "same", rule: other });
	expect(index.find(ask("up == 0", { labels: { severity: "warn" } }))).toMatchObject({ kind: "same", rule: warn });
	expect(index.find(ask("up == 0", { labels: { severity: "none" } })).kind).toBe("ambiguous");
	expect(index.find(ask("up == 5", { labels: { severity: "page" } }))).toMatchObject({ kind: "differs", rule: page });
	expect(index.find(ask("up == 5")).kind).toBe("ambiguous".replace("ambiguous", "differs"));
	const twice = new RuleIndex([group([page]), group([page], { file: "/etc/prometheus/other.yml" })]);
	const question = ask("up == 0", { labels: { severity: "page" } });
	expect(twice.find(question).kind).toBe("ambiguous");
	expect(twice.find({ ...question, file: "other.yml" })).toMatchObject({
		kind: "same",
		group: { file: "/etc/prometheus/other.yml" },
	});
});

test("an expression with a fault equals nothing but itself", () => {
	const index = new RuleIndex([group([rule("up ==")])]);
	expect(index.find(ask("up ==")).kind).toBe("same");
	expect(index.find(ask("up  ==")).kind).toBe("differs");
});

test("long expressions are compared without end of the stack", () => {
	const long = Array.from({ length: 3000 }, (_, index) => `a${index}`).join(" + ");
	expect(new RuleIndex([group([rule(long)])]).find(ask(`${long} `)).kind).toBe("differs");
	const some = Array.from({ length: 700 }, (_, index) => `a${index}`).join(" + ");
	expect(new RuleIndex([group([rule(some)])]).find(ask(some.replaceAll(" ", ""))).kind).toBe("same");
});
