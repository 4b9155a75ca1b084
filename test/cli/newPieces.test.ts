import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createPrompter } from "../../server/cli/new/askPerson.ts";
import { planFiles } from "../../server/cli/new/planFiles.ts";
import { unifiedDiff } from "../../server/cli/new/unifiedDiff.ts";
import { writeFiles } from "../../server/cli/new/writeFiles.ts";
import { writeInsight } from "../../server/cli/new/writeInsight.ts";
import type { Question, ScaffoldFile } from "../../server/scaffold/scaffold.ts";

const scratch = mkdtempSync(join(tmpdir(), "observability-new-"));
const folder = join(scratch, "files");
beforeEach(() => {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("a diff", () => {
	test.each([
		["a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"],
		["", "a\n", "@@ -0,0 +1 @@\n+a\n"],
		["a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"],
		["a\n", "a\nb", "@@ -1 +1,2 @@\n a\n+b\n\\ No newline at end of file\n"],
	])("from %j to %j", (before, after, expected) => {
		expect(unifiedDiff("x", before, after)).toBe(`--- a/x\n+++ b/x\n${expected}`);
	});

	test("of a new file, and of nothing", () => {
		expect(unifiedDiff("x", undefined, "a\n")).toBe("--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n");
		expect(unifiedDiff("x", "a", "a")).toBe("");
	});

	test("is what git applies", () => {
		const text = fc
			.array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "d"), { maxLength: 40 })
			.map((lines) => lines.join(""));
		fc.assert(
			fc.property(text, text, (before, after) => {
				fc.pre(before !== after && before !== "" && after !== "");
				writeFileSync(join(folder, "x"), before);
				const diff = unifiedDiff("x", before, after);
				execFileSync("git", ["apply", "--unidiff-zero", "-"], {
					cwd: folder,
					input: diff,
					env: { ...process.env, GIT_CEILING_DIRECTORIES: scratch },
				});
				expect(readFileSync(join(folder, "x"), "utf8"), diff).toBe(after);
			}),
			{ numRuns: 40, seed: 1 },
		);
	});
});

describe("files are written", () => {
	const file = (path: string, content: string, base?: string): ScaffoldFile => ({
		path,
		content,
		description: "",
		...(base === undefined ? {} : { base }),
	});
	const listAll = (): readonly string[] =>
		(readdirSync(folder, { recursive: true }) as string[]).filter((name) => name !== "").toSorted();

	test("all, with their folders", () => {
		const planned = planFiles(folder, [file("a/b/c.yaml", "c\n"), file("d.yaml", "d\n")]);
		expect(planned.map(({ state }) => state)).toEqual(["new", "new"]);
		expect(writeFiles(planned)).toBeUndefined();
		expect(listAll()).toEqual(["a", "a/b", "a/b/c.yaml", "d.yaml"]);
	});

	test("or none, where one of them has changed meanwhile", () => {
		writeFileSync(join(folder, "old.yaml"), "old\n");
		writeFileSync(join(folder, "kept.yaml"), "kept\n");
		const files = [
			file("new/a.yaml", "a\n"),
			file("kept.yaml", "edited\n", "kept\n"),
			file("old.yaml", "b\n", "old\n"),
		];
		const planned = planFiles(folder, files);
		expect(planned.map(({ state }) => state)).toEqual(["new", "edit", "edit"]);
		writeFileSync(join(folder, "old.yaml"), "newer\n");
		expect(writeFiles(planned)).toBe("nothing was written, as old.yaml cannot be: it has changed since it was read.");
		expect(listAll()).toEqual(["kept.yaml", "old.yaml"]);
		expect(readFileSync(join(folder, "kept.yaml"), "utf8")).toBe("kept\n");
		expect(readFileSync(join(folder, "old.yaml"), "utf8")).toBe("newer\n");
	});

	test("never over something that has come meanwhile", () => {
		const planned = planFiles(folder, [file("a.yaml", "a\n")]);
		writeFileSync(join(folder, "a.yaml"), "mine\n");
		expect(writeFiles(planned)).toContain("something is there by now");
		expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("mine\n");
		expect(listAll()).toEqual(["a.yaml"]);
	});

	test("only where what they build on is still there", () => {
		writeFileSync(join(folder, "a.yaml"), "changed\n");
		expect(planFiles(folder, [file("a.yaml", "a\n", "a\n"), file("gone.yaml", "a\n", "a\n")])).toMatchObject([
			{ state: "blocked", reason: "it has changed since it was read" },
			{ state: "blocked", reason: "what it was to be added to is gone" },
		]);
		expect(existsSync(join(folder, "gone.yaml"))).toBe(false);
	});
});

describe("an insight", () => {
	test("is a table, bars and blocks", () => {
		const text = writeInsight({
			title: "99.9 % over 30 days",
			figures: [
				{ label: "SLI", value: "99.95 %", tone: "good" },
				{ label: "Budget left", value: "-3 %", detail: "It is spent.", tone: "bad" },
			],
			pictures: [
				{
					kind: "spans",
					title: "Would have fired",
					start: 0,
					end: 6000,
					rows: [
						{
							label: "page",
							summary: "once",
							spans: [
								{ start: 0, end: 1000, state: "pending" },
								{ start: 1000, end: 3000, state: "firing" },
							],
						},
						{ label: "ticket", spans: [] },
					],
				},
				{
					kind: "lines",
					title: "Ratio",
					yTitle: "ratio",
					lines: [
						{ label: "errors", points: Array.from({ length: 60 }, (_, x) => [x * 60, x < 30 ? null : x] as const) },
					],
					thresholds: [{ label: "page", value: 14.4 }],
				},
			],
			notes: ["Nothing is known before yesterday."],
		});
		expect(text).toBe(`99.9 % over 30 days
   SLI          99.95 %
!! Budget left  -3 %     It is spent.

Would have fired
page    ${"░".repeat(10)}${"█".repeat(20)}${"·".repeat(30)}  once
ticket  ${"·".repeat(60)}
        1970-01-01 00:00 UTC to 1970-01-01 01:40 UTC; █ firing, ░ pending

Ratio
errors  ${" ".repeat(30)}${text.match(/ {30}([▁-█]+)/)?.[1]}
        1970-01-01 00:00 UTC to 1970-01-01 00:59 UTC; ratio 0 to 59
page: 14.4

Nothing is known before yesterday.
`);
	});

	test("of nothing is a title", () => {
		expect(writeInsight({ title: "Nothing", figures: [], pictures: [], notes: [] })).toBe("Nothing\n");
	});
});

describe("a person is asked", () => {
	const question: Question = {
		id: "tone",
		prompt: "How?",
		help: "Either will do.",
		input: { kind: "choice", choices: [] },
	};
	const choices = [
		{ value: "kind", label: "Kind", description: "softly" },
		{ value: "loud", label: "loud" },
	];
	const ask = async (typed: string, asked = question, suggested?: string) => {
		const input = new PassThrough();
		const output = new PassThrough();
		const prompter = createPrompter(input, output, new AbortController().signal);
		input.end(typed);
		const offered = { choices, ...(suggested === undefined ? {} : { suggested }) };
		const answer = await prompter.ask(asked, offered, async (value) => (value === "bad" ? "That will not do." : null));
		prompter.close();
		return { answer, shown: String(output.read() ?? "") };
	};

	test("with the choices by number", async () => {
		const { answer, shown } = await ask("1\n");
		expect(answer).toBe("kind");
		expect(shown).toContain("How?\nEither will do.\n  1) Kind (kind, softly)\n  2) loud\n> ");
	});

	test.each<[string, string | undefined, string | undefined]>([
		["loud\n", undefined, "loud"],
		["\n", "kind", "kind"],
		["bad\n2\n", undefined, "loud"],
		["7\n", undefined, "7"],
		["", undefined, undefined],
	])("and types %j where %s is suggested", async (typed, suggested, expected) => {
		expect((await ask(typed, question, suggested)).answer).toBe(expected);
	});

	test("for several", async () => {
		const many: Question = { ...question, input: { kind: "choice", many: true, choices: [] } };
		expect((await ask("1, loud\n", many)).answer).toBe("kind, loud");
	});
});
