import { describe, expect, test } from "vitest";
import { createTemplateEngine } from "../../server/scaffold/templateEngine.ts";

function render(text: string, view: Record<string, unknown>, file = "file.yaml"): string {
	return createTemplateEngine({ [file]: text }).render(file, view);
}

describe("the template language", () => {
	test("leaves Go and Helm templates and Grafana's variables alone", () => {
		const text = "a: {{ .Values.x }} {% raw %} $__interval [[var]] {{- $value -}} # if\n";
		expect(render(text, {})).toBe(text);
	});

	test("a tag alone on its line takes the line with it", () => {
		const text = "a:\n  #% for item in items %#\n  - << item >>\n  #% endfor %#\nb: 1\n";
		expect(render(text, { items: ["x", "y"] })).toBe("a:\n  - x\n  - y\nb: 1\n");
	});

	test("Markdown has its tags in comments", () => {
		const text = "# << title >>\n<!--% if more %-->\n#% more %#\n<!--% endif %-->\n";
		expect(render(text, { title: "T", more: true }, "file.md")).toBe("# T\n#% more %#\n");
	});

	test("an empty text is false, as in JavaScript", () => {
		expect(render("#% if text %#yes#% else %#no#% endif %#", { text: "" })).toBe("no");
	});

	test.each([
		["a misspelt value", "<< nmae >>", /nmae/],
		["a misspelt value in a condition", "#% if nmae %#x#% endif %#", /nmae/],
		["a misspelt filter", "<< name | yamll >>", /yamll/],
		["a tag that is not closed", "#% if name %#x", /not closed/],
		["a missing partial", '#% include "other.yaml" %#', /other\.yaml/],
	])("%s throws instead of writing half a file", (_, text, message) => {
		expect(() => render(text, { name: "n" })).toThrow(message);
	});

	test("what a value contains is never a template", () => {
		expect(render("a: << name >>", { name: "<< name >> #% if x %#" })).toBe("a: << name >> #% if x %#");
	});

	test("hang indents the lines after the first", () => {
		expect(render("a: |\n  << text | hang: 2 >>\n", { text: "1\n\n2\n" })).toBe("a: |\n  1\n\n  2\n");
	});

	test("promql has the formatter's layout, and leaves what it cannot read", () => {
		const sum = `sum(rate(${"a".repeat(60)}[5m])) / sum(rate(${"b".repeat(60)}[5m]))`;
		expect(render("<< sum | promql >>", { sum })).toContain("\n/\n");
		expect(render("<< sum | promql >>", { sum: "sum(" })).toBe("sum(");
	});
});
