import { describe, expect, test } from "vitest";
import { checkTargetPath } from "../../server/scaffold/targetPath.ts";

describe("a path to write to", () => {
	test.each([
		"slo/rules.yaml",
		".github/workflows/observability.yml",
		".gitignore",
		"a/.gitkeep",
		"console/auxiliary.yaml",
		"con-availability.rules.yaml",
	])("%s will do", (path) => {
		expect(checkTargetPath(path)).toBeUndefined();
	});

	test.each([
		["../x.yaml", 'leave out ".."'],
		["a/../../x.yaml", 'leave out ".."'],
		["/etc/x.yaml", "not below the workspace folder"],
		["C:x.yaml", "not below the workspace folder"],
		["a\\x.yaml", 'Write "a\\x.yaml" with "/"'],
		["a//x.yaml", "empty part"],
		["a?.yaml", "cannot be a file name on every system"],
		["CON", "Windows keeps the name for a device"],
		["a/nul.yaml", "Windows keeps the name for a device"],
		["com1/x.yaml", "Windows keeps the name for a device"],
	])("%s will not", (path, words) => {
		expect(checkTargetPath(path)).toContain(words);
	});

	// What Git keeps there names commands that it runs: a template may be anybody's.
	test.each([".git/config", ".git/hooks/pre-commit", "a/.GIT/config", "git~1/config", ".git"])(
		"%s is Git's own",
		(path) => {
			expect(checkTargetPath(path)).toContain("Git's own folder");
		},
	);
});
