import type { Located } from "../../documents/model/located.ts";
import type { RuleTest } from "../../documents/model/ruleTest.ts";
import { type ItemDraft, withoutQuotes } from "./draft.ts";
import { resolvePath } from "./fileNames.ts";
import type { NameUse } from "./indexedFile.ts";
import type { IndexReading } from "./indexReading.ts";

/** The groups of tests of a file, and the files that it tests. */
export function readRuleTestItems(ruleTests: readonly RuleTest[], reading: IndexReading): readonly ItemDraft[] {
	return ruleTests.flatMap(({ span, ruleFiles, tests }): readonly ItemDraft[] => [
		{
			kind: "configuration",
			of: "ruleTest",
			name: "",
			span,
			nameSpan: span,
			uses: ruleFiles.flatMap((file) => ruleFileUse(file, reading)),
		},
		...tests.map(
			(test): ItemDraft => ({
				kind: "test",
				name: test.name?.value ?? "",
				span: test.span,
				nameSpan: test.name === undefined ? test.span : withoutQuotes(reading.text, test.name.span),
				uses: test.alertTests.flatMap(({ alert }): readonly NameUse[] =>
					alert === undefined
						? []
						: [{ kind: "alert", name: alert.value, span: withoutQuotes(reading.text, alert.span) }],
				),
			}),
		),
	]);
}

/** A pattern of rule files, relative to the folder of the file that names them. */
export function ruleFileUse({ value, span }: Located<string>, { uri, text }: IndexReading): readonly NameUse[] {
	const pattern = /[*?[\\]/.test(value);
	const name = resolvePath(uri, value, pattern);
	if (name === undefined) return [];
	return [{ kind: "file", name, span: withoutQuotes(text, span), ...(pattern ? { pattern: true } : {}) }];
}
