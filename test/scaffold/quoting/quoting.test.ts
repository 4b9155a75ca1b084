import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { escapeGoTemplate } from "../../../server/scaffold/quoting/goTemplateText.ts";
import { quoteMarkdownCode } from "../../../server/scaffold/quoting/markdownCode.ts";
import { escapeMarkdown } from "../../../server/scaffold/quoting/markdownText.ts";
import { escapeRegexp } from "../../../server/scaffold/quoting/regexpText.ts";
import { makeSlug } from "../../../server/scaffold/quoting/slug.ts";
import { quoteYaml } from "../../../server/scaffold/quoting/yamlString.ts";

describe("quoteYaml", () => {
	test.each([
		["api", "api"],
		["slo/runbooks/api.md", "slo/runbooks/api.md"],
		["my service", "my service"],
		["true", '"true"'],
		["No", '"No"'],
		["1.5", '"1.5"'],
		["", '""'],
		["a: b", '"a: b"'],
		["a #b", '"a #b"'],
		['he said "hi"', "'he said \"hi\"'"],
		["a\nb", '"a\\nb"'],
		["https://x.example/a", '"https://x.example/a"'],
	])("%j is written %s", (text, expected) => {
		expect(quoteYaml(text)).toBe(expected);
	});

	test("every reader takes it for the same text", () => {
		const texts = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.string(),
			fc.stringMatching(/^[-:#?&*!|>'"%@`{}[\], a1.~]+$/),
		);
		fc.assert(
			fc.property(texts, (text) => {
				const source = `a: ${quoteYaml(text)}\nb: 1\n`;
				for (const version of ["1.1", "1.2"] as const) expect(parse(source, { version })).toEqual({ a: text, b: 1 });
			}),
			{ numRuns: 2000 },
		);
	});
});

describe("makeSlug", () => {
	test.each([
		["api", "api"],
		["My Service_v2", "my-service-v2"],
		["Zürich Ärzte", "zurich-arzte"],
		["../../etc/passwd", "etc-passwd"],
		["日本語", /^x-[a-z0-9]+$/],
		["api 日本", /^api-[a-z0-9]+$/],
		["-", /^x-[a-z0-9]+$/],
		["x".repeat(200), /^x{30,}-[a-z0-9]+$/],
	])("%s becomes %s", (name, expected) => {
		if (typeof expected === "string") expect(makeSlug(name)).toBe(expected);
		else expect(makeSlug(name)).toMatch(expected);
	});

	test("names that are different words stay different", () => {
		expect(makeSlug("日本")).not.toBe(makeSlug("中国"));
		expect(makeSlug(`${"x".repeat(100)}a`)).not.toBe(makeSlug(`${"x".repeat(100)}b`));
	});

	test("is a name for a file, a resource and a URL", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
				expect(makeSlug(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
				expect(makeSlug(name).length).toBeLessThanOrEqual(48);
			}),
		);
	});
});

test("Markdown shows the text as it is", () => {
	expect(escapeMarkdown("a_b *c* <d> | `e`\n#f")).toBe("a\\_b \\*c\\* \\<d\\> \\| \\`e\\` \\#f");
	expect(quoteMarkdownCode("a")).toBe("`a`");
	expect(quoteMarkdownCode("a `b`")).toBe("`` a `b` ``");
});

test("braces in a Go template stay text", () => {
	expect(escapeGoTemplate("a {{ b }}")).toBe('a {{ "{{" }} b }}');
});

test("a regular expression matches the very text", () => {
	const text = "1e+06 (a|b)[c]{2}^$.*\\?";
	expect(new RegExp(`^${escapeRegexp(text)}$`).test(text)).toBe(true);
});
