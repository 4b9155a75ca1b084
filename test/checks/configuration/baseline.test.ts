import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	createBaseline,
	type FoundProblems,
	findFixed,
	readBaseline,
	withoutKnown,
} from "../../../server/checks/configuration/baseline.ts";
import { Configurations } from "../../../server/checks/configuration/configurations.ts";
import type { Problem } from "../../../server/text/problem.ts";
import { filesInMemory } from "../../support/configurationFiles.ts";

const folder = "file:///repo/";
const uri = "file:///repo/rules/api.yaml";

/** A file of rules, one a line, each a problem of the code that its first word says. */
function found(rules: readonly string[], at = uri): FoundProblems {
	const text = rules.map((rule) => `- ${rule}\n`).join("");
	const problems: Problem[] = [];
	let start = 0;
	for (const rule of rules) {
		const [code = "", ...words] = rule.split(": ");
		if (words.length > 0) {
			const span = { start: start + 2 + code.length + 2, end: start + 2 + rule.length };
			problems.push({ code: `promql/${code}`, severity: "warning", span, message: `${code} at ${start}.` });
		}
		start += rule.length + 3;
	}
	return { uri: at, text, problems };
}

function known(text: string) {
	const read = readBaseline(text);
	if (!read.ok) throw new Error(read.reason);
	return read.known;
}

/** The rules that are told although `before` is in the baseline. */
function told(before: readonly string[], after: readonly string[]): readonly string[] {
	const now = found(after);
	const baseline = known(createBaseline(folder, [found(before)]));
	return withoutKnown(baseline, "rules/api.yaml", now.text, now.problems).map(({ span }) =>
		now.text.slice(now.text.lastIndexOf("\n", span.start) + 3, span.end),
	);
}

describe("of a baseline", () => {
	test.each([
		["nothing known is told", ["a: x", "b: y"], ["a: x", "b: y"], []],
		["what is new is told", ["a: x"], ["a: x", "a: y"], ["a: y"]],
		["the same words under another code are told", ["a: x"], ["b: x"], ["b: x"]],
		["of equal ones as many stay quiet as are known", ["a: x", "a: x"], ["a: x", "a: x", "a: x"], ["a: x"]],
		["moved ones stay quiet", ["a: x", "b: y"], ["", "", "b: y", "", "a: x"], []],
		["blanks do not matter", ["a: sum(x)"], ["a: sum( x )"], []],
		["a changed expression is told", ["a: sum(x)"], ["a: sum(y)"], ["a: sum(y)"]],
	])("%s", (_, before, after, expected) => {
		expect(told(before, after)).toEqual(expected);
	});

	const rule = fc
		.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("x", "y", "rate(z[5m])"))
		.map(([code, words]) => `${code}: ${words}`);

	test("lines between, other names around and another order change nothing", () => {
		fc.assert(
			fc.property(
				fc.array(rule),
				fc.array(fc.constantFrom("", "name", "- x")),
				fc.infiniteStream(fc.nat()),
				(rules, between, dice) => {
					const shuffled = [...rules, ...between]
						.map((one) => ({ one, key: dice.next().value ?? 0 }))
						.sort((a, b) => a.key - b.key);
					expect(
						told(
							rules,
							shuffled.map(({ one }) => one),
						),
					).toEqual([]);
				},
			),
		);
	});

	test("told is exactly what is more than before", () => {
		const count = (rules: readonly string[]) => Map.groupBy(rules, (one) => one);
		fc.assert(
			fc.property(fc.array(rule), fc.array(rule), (before, after) => {
				const known = count(before);
				const expected = [...count(after)].flatMap(([one, all]) =>
					Array.from({ length: Math.max(0, all.length - (known.get(one)?.length ?? 0)) }, () => one),
				);
				expect(told(before, after).toSorted()).toEqual(expected.toSorted());
			}),
		);
	});

	test("the text depends on no order, and a fault changes one line of it", () => {
		const files = [found(["a: x", "b: y"]), found(["c: z"], "file:///repo/b.yaml")];
		const text = createBaseline(folder, files);
		expect(createBaseline(folder, [...files].reverse())).toBe(text);
		expect(
			createBaseline(
				folder,
				files.map((file) => ({ ...file, problems: [...file.problems].reverse() })),
			),
		).toBe(text);
		const more = createBaseline(folder, [found(["a: x", "a: x", "b: y"]), found(["c: z"], "file:///repo/b.yaml")]);
		const lines = new Set(text.split("\n"));
		expect(more.split("\n").filter((line) => !lines.has(line))).toHaveLength(1);
		expect(text).toMatch(/^\{\n\t"version": 1,\n\t"files": \{\n\t\t"b\.yaml": \{/);
	});

	test("it holds no words of the files", () => {
		expect(createBaseline(folder, [found(["a: hunter2"])])).not.toContain("hunter2");
	});

	test("what is gone is named, in files that were looked at or are gone", () => {
		const baseline = known(
			createBaseline(folder, [
				found(["a: x", "a: x", "b: y"]),
				found(["c: z"], "file:///repo/old.yaml"),
				found(["c: z"], "file:///repo/elsewhere.yaml"),
			]),
		);
		const fixed = findFixed(baseline, folder, [found(["a: x"])], (path) => path === "old.yaml");
		expect(fixed).toEqual([
			{ path: "old.yaml", code: "promql/c", count: 1 },
			{ path: "rules/api.yaml", code: "promql/a", count: 1 },
			{ path: "rules/api.yaml", code: "promql/b", count: 1 },
		]);
	});
});

test.each([
	["", "is no JSON"],
	["[]", "is no baseline of this program"],
	['{"files":3}', "is no baseline of this program"],
	['{"version":2,"files":{}}', "has the version 2, and this program reads version 1"],
])("%j %s", (text, reason) => {
	expect(readBaseline(text)).toEqual({ ok: false, reason });
});

test("counts that are none are passed over", () => {
	const read = known('{"version":1,"files":{"a":{"x/y":{"1":-1,"2":"3","4":1.5,"5":2}},"b":3,"__proto__":{}}}');
	expect(read.files.get("a")?.get("x/y")).toEqual(new Map([["5", 2]]));
});

test("the configuration names it, from its own folder", () => {
	const now = found(["a: x", "b: y"]);
	const text = createBaseline("file:///repo/ci/", [found(["a: x"])]);
	expect(text).toContain('"../rules/api.yaml"');
	const files = filesInMemory({ "/repo/.observability.yaml": "baseline: ci/known.json", "/repo/ci/known.json": text });
	const codes = (configurations: Configurations) =>
		configurations
			.current()
			.baseline?.withoutKnown(uri, now.text, now.problems)
			.map(({ code }) => code);
	expect(codes(new Configurations({ files }))).toEqual(["promql/b"]);
	expect(codes(new Configurations({ files, baseline: "none" }))).toEqual(["promql/a", "promql/b"]);
	expect(codes(new Configurations({ files, baseline: "file:///repo/ci/known.json" }))).toEqual(["promql/b"]);
});
