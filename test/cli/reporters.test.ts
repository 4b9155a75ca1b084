import { describe, expect, it } from "vitest";
import type { CheckReport, ReportedProblem } from "../../server/cli/check/report.ts";
import { REPORTERS } from "../../server/cli/reporters.ts";

const problem: ReportedProblem = {
	code: "promql/unclosed",
	severity: "error",
	message: 'The "(" is never closed: 100 % sure, <really>.',
	start: { line: 5, column: 18 },
	end: { line: 5, column: 19 },
	excerpt: ["        expr: sum(up"],
	related: [{ start: { line: 2, column: 3 }, end: { line: 2, column: 4 }, message: "It opens here." }],
	fixTitle: "Add the missing )",
	fingerprint: "f1",
};
const remark: ReportedProblem = {
	code: "naming/recorded-name",
	severity: "information",
	message: "Two\nlines.",
	start: { line: 9, column: 2 },
	end: { line: 10, column: 8 },
	excerpt: ["\tab cd", "\t\tefghi"],
	related: [],
	fingerprint: "f2",
};
const report: CheckReport = {
	files: [
		{ path: "rules/a, b#1.yaml", kinds: ["ruleFile"], problems: [problem, remark], known: 2 },
		{ path: "good.yaml", kinds: ["ruleFile"], problems: [], known: 0 },
		{ path: "other.yaml", kinds: [], problems: [], known: 0 },
	],
	unchecked: [{ path: "gone.yaml", reason: "there is no such file or folder" }],
	notJudged: ["1 check without the scrape interval: promql/x"],
	fixed: [{ path: "good.yaml", code: "promql/y", count: 1 }],
	interrupted: false,
	failOn: "error",
	version: "1.2.3",
};
const clean: CheckReport = { ...report, files: [], unchecked: [], notJudged: [], fixed: [] };

const write = (format: string, given: CheckReport = report, colours = false): string =>
	REPORTERS[format]?.(given, { colours }) ?? "";

describe("text", () => {
	it("shows each problem with its place, its lines and its mark", () => {
		expect(write("text")).toBe(`rules/a, b#1.yaml:5:18 error promql/unclosed
  The "(" is never closed: 100 % sure, <really>.
  5 |         expr: sum(up
    |                  ^
  rules/a, b#1.yaml:2:3 It opens here.
  --fix: Add the missing )

rules/a, b#1.yaml:9:2 information naming/recorded-name
  Two
  lines.
   9 |     ab cd
     |     ^^^^^
  10 |         efghi
     |         ^^^^^

1 error, 1 remark in 2 files.
1 file of other kinds passed over.
2 problems of the baseline not shown.
1 problem of the baseline is gone: --update-baseline takes them out.
Not checked: gone.yaml: there is no such file or folder
Not judged: 1 check without the scrape interval: promql/x
`);
	});

	it("shows a part of a long line, with the mark in it", () => {
		const line = `${"x".repeat(5000)}up${"y".repeat(5000)}`;
		const long = {
			...problem,
			excerpt: [line],
			start: { line: 1, column: 5001 },
			end: { line: 1, column: 5003 },
			related: [],
		};
		const [, , shown = "", mark = ""] = write("text", {
			...clean,
			files: [{ path: "a", kinds: ["x"], problems: [long], known: 0 }],
		}).split("\n");
		expect(shown.length).toBeLessThan(180);
		expect(shown.slice(mark.indexOf("^"), mark.lastIndexOf("^") + 1)).toBe("up");
	});

	it.each([
		["nothing", clean, "No problems in 0 files.\n"],
		[
			"an interrupt",
			{ ...clean, interrupted: true },
			"Interrupted before everything was checked.\nNo problems in 0 files.\n",
		],
	])("says %s in a line", (_, given, text) => {
		expect(write("text", given)).toBe(text);
	});

	it("has colours only where they are shown", () => {
		expect(write("text", report, true)).toContain("\u001b[31merror\u001b[0m");
		expect(write("text")).not.toContain("\u001b");
	});
});

describe("json", () => {
	it("has everything of files that are of a kind, and of others what was found", () => {
		expect(JSON.parse(write("json"))).toEqual({
			version: "1.2.3",
			summary: { error: 1, warning: 0, information: 1, hint: 0 },
			files: report.files.slice(0, 2),
			unchecked: report.unchecked,
			notJudged: report.notJudged,
			fixed: report.fixed,
			interrupted: false,
		});
	});
});

describe("github", () => {
	it("has a command for each problem, with what has a meaning escaped", () => {
		expect(write("github")).toBe(
			[
				'::error file=rules/a%2C b#1.yaml,line=5,endLine=5,col=18,endColumn=19,title=promql/unclosed::The "(" is never closed: 100 %25 sure, <really>.',
				"::notice file=rules/a%2C b#1.yaml,line=9,endLine=10,title=naming/recorded-name::Two%0Alines.",
				"::error file=gone.yaml,title=not checked::there is no such file or folder",
				"",
			].join("\n"),
		);
	});
});

describe("gitlab", () => {
	it("has an issue with a fingerprint of its own for each problem", () => {
		const issues: { fingerprint: string; severity: string; check_name: string; location: object }[] = JSON.parse(
			write("gitlab"),
		);
		expect(issues.map(({ severity, check_name }) => [severity, check_name])).toEqual([
			["critical", "promql/unclosed"],
			["minor", "naming/recorded-name"],
			["critical", "not-checked"],
		]);
		expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3);
		expect(issues[1]?.location).toEqual({ path: "rules/a, b#1.yaml", lines: { begin: 9, end: 10 } });
		expect(write("gitlab", clean)).toBe("[]\n");
	});
});

describe("junit", () => {
	it("fails the files that fail the run", () => {
		expect(write("junit")).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="1">
  <testsuite name="observability check" tests="3" failures="1" errors="1">
    <testcase name="rules/a, b#1.yaml" classname="observability">
      <failure message="2 problems">rules/a, b#1.yaml:5:18: error promql/unclosed: The &quot;(&quot; is never closed: 100 % sure, &lt;really&gt;.&#10;rules/a, b#1.yaml:9:2: information naming/recorded-name: Two&#10;lines.</failure>
    </testcase>
    <testcase name="good.yaml" classname="observability"/>
    <testcase name="gone.yaml" classname="observability">
      <error message="there is no such file or folder"/>
    </testcase>
  </testsuite>
</testsuites>
`);
		expect(write("junit", { ...report, failOn: "never" })).toContain('failures="0"');
	});
});

describe("sarif", () => {
	const log = JSON.parse(write("sarif"));
	const [run] = log.runs;

	it("is of the version that is read everywhere, with what GitHub demands of it", () => {
		expect(log.version).toBe("2.1.0");
		expect(log.$schema).toContain("sarif-schema-2.1.0.json");
		expect(run.tool.driver).toMatchObject({ name: "observability-authoring", semanticVersion: "1.2.3" });
		for (const rule of run.tool.driver.rules) {
			expect(rule.shortDescription.text.length).toBeGreaterThan(0);
			expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
			expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
			expect(rule.help.text.length).toBeGreaterThan(0);
			expect(rule.defaultConfiguration.level).toMatch(/^(?:error|warning|note)$/);
		}
	});

	it("points from each result to its rule and its place", () => {
		const [first, second] = run.results;
		expect(run.results).toHaveLength(2);
		expect(run.tool.driver.rules[first.ruleIndex].id).toBe(first.ruleId);
		expect(first).toMatchObject({ ruleId: "promql/unclosed", level: "error", message: { text: problem.message } });
		expect(first.locations).toEqual([
			{
				physicalLocation: {
					artifactLocation: { uri: "rules/a%2C%20b%231.yaml" },
					region: { startLine: 5, startColumn: 18, endLine: 5, endColumn: 19 },
				},
			},
		]);
		expect(first.relatedLocations).toHaveLength(1);
		expect(first.partialFingerprints).toEqual({ "observability/v1": "f1" });
		expect(second).toMatchObject({ level: "note", ruleId: "naming/recorded-name" });
	});

	it("says what was not checked", () => {
		expect(run.invocations[0]).toMatchObject({
			executionSuccessful: false,
			toolExecutionNotifications: [{ level: "error", message: { text: "there is no such file or folder" } }],
		});
	});

	it("holds no more results than GitHub takes, the worst first", () => {
		const many = Array.from({ length: 25_010 }, (_, index) => (index < 25_005 ? remark : problem));
		const [{ results, invocations }] = JSON.parse(
			write("sarif", { ...clean, files: [{ path: "a", kinds: ["x"], problems: many, known: 0 }] }),
		).runs;
		expect(results).toHaveLength(25_000);
		expect(results.filter(({ level }: { level: string }) => level === "error")).toHaveLength(5);
		expect(invocations[0].toolExecutionNotifications[0].message.text).toContain("10 more");
	});
});
