import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationReader } from "../../../server/checks/configuration/readConfiguration.ts";
import { faultCatalogue } from "../../../server/checks/faultCatalogue.ts";
import { CHECKS } from "../../../server/checks/registry.ts";
import type { Problem } from "../../../server/text/problem.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { drawSquiggles } from "../../support/squiggles.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

const reader = new ConfigurationReader(CHECKS, faultCatalogue);
const uri = "file:///repo/.observability.yaml";

/** As the editor shows the file, which is what the command line's reader says of it too. */
async function diagnose(text: string): Promise<string> {
	const problems = (await createTestService(undefined, CHECKS).diagnose(createDocument(text, 1, uri), never)) ?? [];
	const described = (found: readonly Problem[]) =>
		found.map(({ code, span, message }) => [span.start, code, span.end, message].join(" ")).toSorted();
	expect(described(reader.read(text).problems)).toEqual(described(problems));
	return drawSquiggles(text, problems);
}

describe("what is wrong is marked at its very key or value", () => {
	test.each([
		[
			"keys",
			`check:
^^^^^ configuration/unknown-key
  alert/always-fires: off
paths:
  - file: rules/
    ^^^^ configuration/unknown-key
    ^^^^ configuration/missing-key
    dialect: mimr
             ^^^^ configuration/invalid-value
prometheus:
  url: prometheus.example.org
       ^^^^^^^^^^^^^^^^^^^^^^ configuration/invalid-value`,
		],
		[
			"checks",
			`checks:
  alert/allways-fires: off
  ^^^^^^^^^^^^^^^^^^^ configuration/unknown-check
  always-fires: off
  ^^^^^^^^^^^^ configuration/unknown-check
  promql/syntax: off
  ^^^^^^^^^^^^^ configuration/unknown-check
  alert/*: disabled
           ^^^^^^^^ configuration/invalid-value
  promql/needless-regexp: [off]
                          ^ configuration/wrong-type
  alert/sampled-series: off
  alert/sampled-series: on
  ^^^^^^^^^^^^^^^^^^^^ yaml/duplicate-key`,
		],
		[
			"options",
			`checks:
  group/long-interval:
    severity: warn
              ^^^^ configuration/invalid-value
    longer: 5m
    ^^^^^^ configuration/unknown-key
    longest: five minutes
             ^^^^^^^^^^^^ configuration/invalid-value`,
		],
		[
			"patterns",
			`ignore: [../x, "", 'a\\b', 'a{b', C:/x]
         ^^^^ configuration/invalid-glob
               ^^ configuration/invalid-glob
                   ^^^^^ configuration/invalid-glob
                          ^^^^^ configuration/invalid-glob
                                 ^^^^ configuration/invalid-glob`,
		],
		["a list", "- checks\n^ configuration/wrong-type"],
		["what follows the first document", "ignore: a\n---\nignore: b\n^^^^^^^^^ configuration/second-document"],
		["nothing in an empty file", ""],
		["nothing in comments", "# checks:\n#   all: off"],
		["nothing in keys that are still empty", "checks:\npaths:\nprometheus:\n  url:"],
		["nothing that looks like a template", 'prometheus: { name: "{{ .Values.name }}" }'],
	])("%s", async (_, marked) => {
		const text = marked
			.split("\n")
			.filter((line) => !/^\s*\^+ \S+$/.test(line))
			.join("\n");
		expect(await diagnose(text)).toBe(marked);
	});

	test("with what is likely meant, which mends it", () => {
		const text = "checks:\n  always-fires: warn\n  alert/sampled-serie: false\n";
		const { problems } = reader.read(text);
		expect(problems.map(({ message }) => message)).toEqual([
			"There is no check `always-fires`, so this does nothing. Did you mean `alert/always-fires`?",
			"There is no check `alert/sampled-serie`, so this does nothing. Did you mean `alert/sampled-series`?",
		]);
		expect(
			applyEdits(
				text,
				problems.flatMap(({ fix }) => fix?.edits ?? []),
			),
		).toBe("checks:\n  alert/always-fires: warn\n  alert/sampled-series: false\n");
		const [problem] = reader.read("checks: { alert/sampled-series: false }").problems;
		expect(problem?.fix?.title).toBe("Change to off");
	});
});

test("whatever stands in the file is read without throwing, and told within it", () => {
	const piece = fc.constantFrom(
		"checks:",
		"paths:",
		"\n",
		"\n  ",
		"- ",
		"files: a",
		"alert/*: off",
		"[",
		"}",
		"{",
		"&a ",
		"*a",
		"<<: ",
		": ",
		"'",
		"|\n",
		"off",
		"#",
		"\t",
		"x",
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
			const text = pieces.join("");
			for (const { span } of reader.read(text).problems) {
				expect(span.start).toBeGreaterThanOrEqual(0);
				expect(span.end).toBeLessThanOrEqual(text.length);
			}
		}),
	);
});
