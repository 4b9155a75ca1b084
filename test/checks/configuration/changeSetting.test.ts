import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeSetting } from "../../../server/checks/configuration/changeSetting.ts";
import { ConfigurationReader } from "../../../server/checks/configuration/readConfiguration.ts";
import { faultCatalogue } from "../../../server/checks/faultCatalogue.ts";
import { CHECKS } from "../../../server/checks/registry.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";

const reader = new ConfigurationReader(CHECKS, faultCatalogue);
const id = "alert/always-fires";

function change(text: string, file?: string): string {
	const changed = changeSetting(text, { id, setting: "off", ...(file === undefined ? {} : { file }) }, reader);
	return changed.ok ? applyEdits(text, changed.edits) : changed.reason;
}

describe("a setting is written without touching anything else", () => {
	test.each([
		["into nothing", "", "checks:\n  alert/always-fires: off\n"],
		["below comments", "# Ours.", "# Ours.\nchecks:\n  alert/always-fires: off\n"],
		["behind other keys", "ignore: a\n# End.\n", "ignore: a\n# End.\nchecks:\n  alert/always-fires: off\n"],
		[
			"below an empty key",
			"checks: # none yet\nignore: a\n",
			"checks: # none yet\n  alert/always-fires: off\nignore: a\n",
		],
		[
			"as the first of others",
			"checks: # ours\n    # About x.\n    alert/*: hint\n",
			"checks: # ours\n    alert/always-fires: off\n    # About x.\n    alert/*: hint\n",
		],
		[
			"over another setting",
			"checks:\n  alert/always-fires:   warning # why\n",
			"checks:\n  alert/always-fires:   off # why\n",
		],
		["over a quoted one", "checks: { 'alert/always-fires': \"warning\" }", "checks: { 'alert/always-fires': off }"],
		[
			"where a value is missing",
			"checks:\n  alert/always-fires:\n  alert/*: hint\n",
			"checks:\n  alert/always-fires: off\n  alert/*: hint\n",
		],
		[
			"into the long form",
			"checks:\n  alert/always-fires:\n    severity: warning # why\n",
			"checks:\n  alert/always-fires:\n    severity: off # why\n",
		],
		["into braces", "checks: { alert/*: hint }\n", "checks: { alert/always-fires: off, alert/*: hint }\n"],
		["into empty braces", "checks: {}\n", "checks: { alert/always-fires: off }\n"],
		["into a file in braces", "{ ignore: a }\n", "{ checks: { alert/always-fires: off }, ignore: a }\n"],
		[
			"with the file's line breaks",
			"checks:\r\n  alert/*: hint\r\n",
			"checks:\r\n  alert/always-fires: off\r\n  alert/*: hint\r\n",
		],
		["beside faults that are no YAML's", "chekcs: 3\n", "chekcs: 3\nchecks:\n  alert/always-fires: off\n"],
	])("%s", (_, before, after) => {
		expect(change(before)).toBe(after);
	});

	test.each([
		["into nothing", "", 'paths:\n  - files: "/d/a.json"\n    checks:\n      alert/always-fires: off\n'],
		[
			"behind the others, which it goes before",
			"paths:\n- files: x # X.\n  checks: { alert/*: on }\n\nignore: a\n",
			'paths:\n- files: x # X.\n  checks: { alert/*: on }\n- files: "/d/a.json"\n  checks:\n    alert/always-fires: off\n\nignore: a\n',
		],
		[
			"into its own entry",
			"paths:\n  - files: /d/a.json\n    checks:\n      alert/*: hint\n",
			"paths:\n  - files: /d/a.json\n    checks:\n      alert/always-fires: off\n      alert/*: hint\n",
		],
		[
			"into its own entry without checks",
			"paths:\n  - files: [/d/a.json]\n    dialect: mimir\n",
			"paths:\n  - files: [/d/a.json]\n    checks:\n      alert/always-fires: off\n    dialect: mimir\n",
		],
		["below an empty key", "paths:\n", 'paths:\n  - files: "/d/a.json"\n    checks:\n      alert/always-fires: off\n'],
		["into brackets", "paths: []\n", 'paths: [{ files: "/d/a.json", checks: { alert/always-fires: off } }]\n'],
	])("for one file, %s", (_, before, after) => {
		expect(change(before, "d/a.json")).toBe(after);
	});

	test.each([
		"checks: [",
		"- a\n",
		"a: &x {}\nchecks: *x\n",
		"checks: 3\n",
		"ignore: a\n---\nignore: b\n",
		"checks: ~\n",
	])("not into %j", (text) => {
		expect(change(text)).toMatch(/^The configuration is .*\.$/);
	});

	test("twice is as good as once, and what was there is still said", () => {
		const piece = fc.constantFrom(
			"checks:\n",
			"  alert/*: hint\n",
			"# c\n",
			"ignore: [a]\n",
			"paths:\n",
			"  - files: a\n",
			"    checks: { promql/*: off }\n",
			"\n",
			"  alert/always-fires:\n",
			"    severity: hint\n",
		);
		fc.assert(
			fc.property(
				fc.array(piece, { maxLength: 8 }),
				fc.option(fc.constant("d/a.json"), { nil: undefined }),
				(pieces, file) => {
					const text = pieces.join("");
					const once = change(text, file);
					if (once.startsWith("The configuration is ")) return;
					expect(change(once, file)).toBe(once);
					for (const line of text.split("\n").filter((each) => !/always-fires|severity|[{]/.test(each)))
						expect(once).toContain(line);
					expect(reader.read(once).file.ignore).toEqual(reader.read(text).file.ignore);
				},
			),
		);
	});
});
