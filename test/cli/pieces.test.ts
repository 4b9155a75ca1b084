import { posix, win32 } from "node:path";
import { describe, expect, it } from "vitest";
import { readCheckArguments } from "../../server/cli/check/checkArguments.ts";
import { onlyNew, splitByLines } from "../../server/cli/check/diffFilter.ts";
import { displayPath, uriOfPath } from "../../server/cli/check/displayPath.ts";
import { keepOthers } from "../../server/cli/check/knownProblems.ts";
import { describeFailure } from "../../server/node/describeFailure.ts";
import { splitNames, splitPatch } from "../../server/node/gitChanges.ts";
import type { Problem } from "../../server/text/problem.ts";

describe("a path", () => {
	it.each([
		["C:\\repo\\rules\\a.yaml", "C:\\repo", "rules/a.yaml"],
		["C:\\other\\a.yaml", "C:\\repo", "C:/other/a.yaml"],
		["D:\\a.yaml", "C:\\repo", "D:/a.yaml"],
		["rules\\a.yaml", "C:\\repo", "rules/a.yaml"],
		["C:\\repo", "C:\\repo", "."],
	])("of Windows is shown with slashes: %s", (path, current, shown) => {
		expect(displayPath(path, current, win32)).toBe(shown);
	});

	it.each([
		["/repo/..a/b.yaml", "/repo", "..a/b.yaml"],
		["/a.yaml", "/repo", "/a.yaml"],
		["/repo/a\\b.yaml", "/repo", "a\\b.yaml"],
	])("is shown from the current folder where it is in it: %s", (path, current, shown) => {
		expect(displayPath(path, current, posix)).toBe(shown);
	});

	it.each([
		["rules/a b#c?.yaml", "rules/a%20b%23c%3F.yaml"],
		["/tmp/ä.yaml", "file:///tmp/%C3%A4.yaml"],
		["C:/repo/a.yaml", "file:///C:/repo/a.yaml"],
	])("is a URI of SARIF: %s", (path, uri) => {
		expect(uriOfPath(path)).toBe(uri);
	});
});

describe("arguments", () => {
	it.each([
		[["--format", "xml"], "no format"],
		[["--fail-on", "bad"], "no severity"],
		[["--stdin", "a.yaml"], "no path"],
		[["--stdin-filename", "a"], "needs --stdin"],
		[["--stdin", "--fix"], "--fix"],
		[["--diff", "x", "--update-baseline"], "neither"],
		[["--diff="], "revision"],
		[["--threads", "0"], "threads"],
		[["--online", "ftp://x"], "no address"],
		[["--online", ""], "no address"],
		[["--online", "user:secret@host"], "holds a user name or password"],
		[["--online", "staging", "--online-user", "x", "--online-password-env", "PATH"], "are for an address"],
		[["--online-user", "x"], "need --online"],
		[["--online", "http://x", "--online-user", "x"], "belong together"],
		[["--online", "http://x", "--online-token-env", "SURELY_NOT_SET"], "not set"],
	])("that cannot be meant are refused: %j", (args, reason) => {
		const read = readCheckArguments(args);
		expect(read.ok ? "" : read.reason).toContain(reason);
	});
});

describe("git's answers", () => {
	it("are read name by name", () => {
		expect(splitNames("M\0a b.yaml\0R087\0old.yaml\0new.yaml\0A\0c\0D\0d\0")).toEqual([
			{ status: "M", before: "a b.yaml", after: "a b.yaml" },
			{ status: "R", before: "old.yaml", after: "new.yaml" },
			{ status: "A", before: "c", after: "c" },
			{ status: "D", before: "d", after: "d" },
		]);
	});

	it("are read hunk by hunk, whatever the lines look like", () => {
		const patch = `diff --git a/a b/a
index 1..2 100644
--- a/a
+++ b/a
@@ -1 +1,2 @@ groups:
-@@ -1 +1 @@
+diff --git a/x b/x
+@@ -9 +9 @@
@@ -7,2 +8,0 @@
-x
-y
@@ -20,0 +20 @@
+z
\\ No newline at end of file
diff --git a/old b/new
similarity index 100%
diff --git a/b b/b
Binary files a/b and b/b differ
diff --git a/c b/c
@@ -0,0 +1,3 @@
+1
+2
+3
`;
		expect(splitPatch(patch)).toEqual([
			[
				{ first: 1, last: 2 },
				{ first: 20, last: 20 },
			],
			[],
			[],
			[{ first: 1, last: 3 }],
		]);
	});
});

describe("a change", () => {
	const at = (start: number, end: number, message = "m"): Problem => ({
		code: "c",
		severity: "warning",
		span: { start, end },
		message,
	});
	const text = "one\ntwo\nthree\n";

	it("has the problems that touch its lines", () => {
		const problems = [at(0, 3), at(4, 7), at(2, 9), at(8, 13)];
		const file = { path: "a", kinds: [], problems, text, missing: [] };
		const { inside, outside } = splitByLines(file, { lines: [{ first: 2, last: 2 }] });
		expect(inside).toEqual([at(4, 7), at(2, 9)]);
		expect(outside).toEqual([at(0, 3), at(8, 13)]);
	});

	it("has those that were not there before, as many as there are more", () => {
		const before = { text: "\n\none\n", problems: [at(2, 5)] };
		expect(onlyNew({ text, problems: [at(0, 3), at(0, 3), at(4, 7), at(0, 3, "n")] }, before)).toEqual([
			at(0, 3),
			at(4, 7),
			at(0, 3, "n"),
		]);
		expect(onlyNew({ text, problems: [at(0, 3)] }, undefined)).toEqual([at(0, 3)]);
	});
});

it("keeps of a baseline what was not looked at and is still there", () => {
	const before = JSON.stringify({
		version: 1,
		files: { "z.yaml": { c: { f: 1 } }, "a.yaml": { c: { f: 2 } }, "gone.yaml": {} },
	});
	const fresh = JSON.stringify({ version: 1, files: { "m.yaml": { c: { f: 3 } } } });
	const kept = JSON.parse(keepOthers(before, fresh, (name) => name === "z.yaml"));
	expect(Object.keys(kept.files)).toEqual(["m.yaml", "z.yaml"]);
	expect(JSON.parse(keepOthers("no json", fresh, () => true)).files).toEqual({ "m.yaml": { c: { f: 3 } } });
});

it.each([
	["EACCES", "there is no permission for it"],
	["ELOOP", "its links lead in a circle"],
	["ENOENT", "there is no such file or folder"],
])("tells %s in the user's words", (code, told) => {
	expect(describeFailure(Object.assign(new Error("x"), { code }))).toBe(told);
});
