import { expect, test } from "vitest";
import redundantDuration from "../../../server/checks/alert/redundantDuration.ts";
import type { Check } from "../../../server/checks/check.ts";
import longInterval from "../../../server/checks/group/longInterval.ts";
import duplicate from "../../../server/checks/rule/duplicate.ts";
import lateDependency from "../../../server/checks/rule/lateDependency.ts";
import otherGroup from "../../../server/checks/rule/otherGroup.ts";
import { runCheck } from "../../support/checkExamples.ts";
import { drawSquiggles } from "../../support/squiggles.ts";

/** The file with marks, put beside itself: lines of `^^^^ id` are what is reported. */
async function expectMarks(check: Check, file: string) {
	const marked = file.replace(/^\n/, "").replaceAll(/^\t+/gm, "");
	const text = marked
		.split("\n")
		.filter((line) => !/^ *\^+ [a-z]+\//.test(line))
		.join("\n");
	const example = { title: "", bad: "", good: "" };
	const { problems } = await runCheck({ ...check, optIn: false }, example, text);
	expect(drawSquiggles(text, problems)).toBe(marked);
}

test("one recording rule twice, in one group and in another", () =>
	expectMarks(
		duplicate,
		`
		groups:
		- name: one
		  labels: {team: a}
		  rules:
		  - record: a:b:c
		    expr: sum by (x) (a)
		  - record: a:b:c
		            ^^^^^ rule/duplicate
		    expr: sum by(x)(a) # the same
		  - record: a:b:c
		    expr: sum by (x) (b)
		  - record: a:b:c
		    labels: {team: b}
		    expr: sum by (x) (a)
		- name: two
		  rules:
		  - record: a:b:c
		            ^^^^^ rule/duplicate
		    labels: {team: a}
		    expr: sum by (x) (a)
		  - record: total
		    expr: sum(a)
		  - record: total
		            ^^^^^ rule/duplicate
		    expr: count(a)
		`,
	));

test("alerts that overlap", () =>
	expectMarks(
		duplicate,
		`
		groups:
		- name: one
		  rules:
		  - alert: A
		    expr: a > 5
		  - alert: A
		           ^ rule/duplicate
		    expr: a > 10
		  - alert: A
		    expr: a < 1
		  - alert: A
		    expr: b > 5
		  - alert: B
		    expr: a > 5
		  - alert: A
		    expr: a > 5
		    labels: {severity: page}
		`,
	));

test("the order within a group", () =>
	expectMarks(
		lateDependency,
		`
		groups:
		- name: one
		  rules:
		  - record: early
		    expr: late * 2 + early
		          ^^^^ rule/late-dependency
		  - record: ranged
		    expr: avg_over_time(late[1h])
		  - record: late
		    expr: sum(a)
		  - alert: A
		    expr: late > early
		- name: two
		  rules:
		  - alert: A
		    expr: late > {__name__="later"}
		                 ^^^^^^^^^^^^^^^^^^ rule/late-dependency
		  - record: later
		    expr: sum(a)
		`,
	));

test("what another group records", () =>
	expectMarks(
		otherGroup,
		`
		groups:
		- name: one
		  rules:
		  - record: r
		    expr: sum(a)
		  - alert: A
		    expr: r > 5
		- name: two
		  rules:
		  - alert: B
		    expr: r > a
		          ^ rule/other-group
		`,
	));

test("intervals that leave gaps", async () => {
	const file = (interval: string, rule: string) => `
		groups:
		- name: one
		  interval: ${interval}
		  rules:
		  - ${rule}
		    expr: a > 5
		`;
	const marked = (interval: string, rule: string) =>
		file(interval, rule).replace(
			/(interval: )(.*)\n/,
			(line, key: string, value: string) =>
				`${line}		  ${" ".repeat(key.length)}${"^".repeat(value.length)} group/long-interval\n`,
		);
	await expectMarks(longInterval, file("5m", "record: a"));
	await expectMarks(longInterval, file("30s", "alert: a"));
	await expectMarks(longInterval, marked("301s", "record: a"));
	await expectMarks(longInterval, marked("1h", "alert: a"));
	await expectMarks(longInterval, file("10m", "keep_firing_for: 10m\n		    alert: a"));
	await expectMarks(longInterval, marked("10m", "keep_firing_for: 9m\n		    alert: a"));
});

test("durations of zero", () =>
	expectMarks(
		redundantDuration,
		`
		groups:
		- name: one
		  rules:
		  - alert: A
		    expr: a > 5
		    for: 0s
		         ^^ alert/redundant-duration
		    keep_firing_for: "0m"
		                     ^^^^ alert/redundant-duration
		  - alert: B
		    expr: a > 5
		    for: 1s
		`,
	));
