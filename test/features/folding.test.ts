import fc from "fast-check";
import { expect, test } from "vitest";
import { createDocument, createTestService } from "../support/testService.ts";

const service = createTestService();

/** Each range as the text of its first and of its last line. */
function foldsOf(text: string): readonly string[] | undefined {
	const lines = text.split("\n").map((line) => line.trim());
	return service
		.foldingRanges(createDocument(text))
		?.map(({ startLine, endLine }) => `${lines[startLine]} … ${lines[endLine]}`);
}

test("groups, rules, expressions, annotations and brackets", () => {
	const text = `# top
groups:
  - name: g
    rules:
      - alert: A
        expr: |
          sum by (job) (
            rate(
              foo{
                a="b"
              }[5m]
            )
          )

        labels:
          severity: page
        annotations:
          summary: s
          description: >-
            one
            two

  - name: h
    rules: []
`;
	expect(foldsOf(text)).toEqual([
		"groups: … rules: []",
		"- name: g … two",
		"rules: … two",
		"- alert: A … two",
		"expr: | … )",
		"sum by (job) ( … )",
		"rate( … }[5m]",
		'foo{ … a="b"',
		"labels: … severity: page",
		"annotations: … two",
		"description: >- … two",
		"- name: h … rules: []",
	]);
});

test("sequences below their key fold, also where they are not indented", () => {
	const text = "groups:\n- name: g\n  rules:\n  - record: r\n    expr: up\n  - record: s\n    expr: up\nother: 1\n";
	expect(foldsOf(text)).toEqual([
		"groups: … expr: up",
		"- name: g … expr: up",
		"rules: … expr: up",
		"- record: r … expr: up",
		"- record: s … expr: up",
	]);
});

test("a line that begins with a minus is no item of a sequence", () => {
	const text = "groups:\n- name: g\n  rules:\n  - record: r\n    expr: |\n      a\n      - b\n      - c\n";
	expect(foldsOf(text)).not.toContain("a … - c");
});

test("marked regions", () => {
	const text = "# region mine\ngroups: []\n# endregion\n";
	expect(service.foldingRanges(createDocument(text))).toEqual([{ startLine: 0, endLine: 2, kind: "region" }]);
});

test("windows line ends and missing brackets", () => {
	const text = "groups:\r\n- name: g\r\n  rules:\r\n  - record: r\r\n    expr: |\r\n      sum(\r\n        up\r\n";
	expect(foldsOf(text)?.at(-1)).toBe("sum( … up");
});

/** What an editor folds where a language says nothing: a line with all that follows and is indented further. */
function foldByIndentation(lines: readonly string[]): readonly { startLine: number; endLine: number }[] {
	const indents = lines.map((line) => (line.trim() === "" ? undefined : line.search(/\S/)));
	return indents.flatMap((indent, startLine) => {
		if (indent === undefined) return [];
		let endLine = startLine;
		for (let line = startLine + 1; line < lines.length; line++) {
			const next = indents[line];
			if (next !== undefined && next <= indent) break;
			if (next !== undefined) endLine = line;
		}
		return endLine > startLine ? [{ startLine, endLine }] : [];
	});
}

test("nothing is lost that the editor would fold by indentation", () => {
	const line = fc
		.tuple(
			fc.nat(6),
			fc.constantFrom("", "- a: b", "a:", "- a:", "expr: |", "sum(", ")", "- b", "# c", "text", "a: # b"),
		)
		.map(([indent, content]) => (content === "" ? "" : " ".repeat(indent) + content));
	fc.assert(
		fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
			const text = ["groups:", "  - name: g", "    rules:", "      - record: r", "        expr: up", ...lines].join(
				"\n",
			);
			const found = service.foldingRanges(createDocument(text));
			if (found === undefined) return;
			for (const { startLine, endLine } of foldByIndentation(text.split("\n"))) {
				const ours = found.find((range) => range.startLine === startLine);
				expect(ours?.endLine ?? -1).toBeGreaterThanOrEqual(endLine);
			}
			const starts = found.map(({ startLine }) => startLine);
			expect(new Set(starts).size, "a line folds in one way").toBe(starts.length);
		}),
	);
});

test("the editor folds other files by itself", () => {
	expect(foldsOf("services:\n  web:\n    image: x\n")).toBeUndefined();
});
