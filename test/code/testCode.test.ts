import { expect, test } from "vitest";
import type { CodeLanguage } from "../../server/code/metricRegistration.ts";
import { isTestCode } from "../../server/code/testCode.ts";

const files: readonly (readonly [CodeLanguage, tests: readonly string[], others: readonly string[]])[] = [
	["go", ["pkg/metrics_test.go", "pkg/testdata/a.go"], ["pkg/test.go", "pkg/test_metrics.go", "test/metrics.go"]],
	["typescript", ["a.test.ts", "a.spec.mts", "__tests__/a.ts"], ["test.ts", "tests/a.ts", "latest.ts"]],
	["javascript", ["a.test.js", "a.spec.cjs"], ["contest.js"]],
	["python", ["test_a.py", "a_test.py", "conftest.py"], ["tests/a.py", "latest.py", "contest.py"]],
	[
		"java",
		["src/test/java/A.java", "src/main/java/OrdersTest.java"],
		["src/test/a/A.java", "src/main/java/Latest.java"],
	],
	["kotlin", ["src/test/kotlin/A.kt", "OrdersTests.kt"], ["src/main/kotlin/A.kt"]],
	["rust", ["tests/a.rs"], ["src/tests.rs", "src/a.rs"]],
	["csharp", ["OrdersTests.cs"], ["Orders.cs", "Latest.cs"]],
	["ruby", ["spec/a_spec.rb", "test/a_test.rb", "test/test_a.rb"], ["spec/a.rb"]],
];

test.each(files)("tests of %s are known by their names", (language, tests, others) => {
	for (const path of tests) expect([path, isTestCode(`file:///w/${path}`, language)]).toEqual([path, true]);
	for (const path of others) expect([path, isTestCode(`file:///w/${path}`, language)]).toEqual([path, false]);
});
