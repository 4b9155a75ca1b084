import { describe, expect, it } from "vitest";
import { Configurations } from "../../server/checks/configuration/configurations.ts";
import { faultCatalogue } from "../../server/checks/faultCatalogue.ts";
import { CHECKS } from "../../server/checks/registry.ts";
import { checkPromql } from "../../server/promql/check.ts";
import { type Feature, type FeatureSet, featureFlags } from "../../server/promql/features.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { createLanguageService } from "../../server/service.ts";
import type { FaultExample } from "../../server/text/fault.ts";
import { noConfigurationFiles } from "../../server/workspace/configurationFiles.ts";
import { filesInMemory } from "../support/configurationFiles.ts";

const indented = (text: string, by: string): string => text.trimEnd().replaceAll("\n", `\n${by}`);

function wrap(language: FaultExample["language"], text: string): string {
	switch (language) {
		case "yaml":
			return text;
		case "promql":
			return `groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: |\n          ${indented(text, " ".repeat(10))}\n`;
		case "gotemplate":
			return `groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up == 0\n        annotations:\n          summary: |\n            ${indented(text, " ".repeat(12))}\n`;
	}
}

/** Comments and settings about checks need checks; otherwise only what the languages demand is of interest. */
async function codesOf(code: string, example: FaultExample, which: "bad" | "good"): Promise<readonly string[]> {
	const configurations = new Configurations({
		files: example.file === undefined ? noConfigurationFiles : filesInMemory({ [`/${example.file}`]: example[which] }),
	});
	const service = createLanguageService({
		knowledge: () => undefined,
		checks: /^(?:suppression|configuration)\//.test(code) ? CHECKS : [],
		configuration: () => configurations.current(),
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => {
			throw new Error(line);
		},
		now: () => 0,
		pause: () => Promise.resolve(),
	});
	const text = wrap(example.language, example[which]);
	const document = { uri: `file:///${example.file ?? "example.yaml"}`, languageId: "yaml", version: 1, text };
	const problems = await service.diagnose(document, new AbortController().signal);
	return (problems ?? []).map(({ code }) => code);
}

/** Reported only against a server that is known to lack a feature, which the service does not learn from a file. */
const NEEDS_A_SERVER = "promql/feature-not-enabled";
const NO_FEATURES: FeatureSet = new Map(Object.keys(featureFlags).map((feature) => [feature as Feature, false]));
/** Their examples stand for large files; `diagnose.test.ts` reports them. */
const NEED_A_LARGE_FILE: ReadonlySet<string> = new Set(["file/too-large", "file/too-many-problems"]);
/** Told where two states of a project are compared; `removed/removedRules.test.ts` reports it. */
const NEEDS_A_CHANGE = "rule/removed-but-used";
const reportedFromText = Object.entries(faultCatalogue).filter(
	([code]) => code !== NEEDS_A_SERVER && code !== NEEDS_A_CHANGE && !NEED_A_LARGE_FILE.has(code),
);

it(`${NEEDS_A_SERVER} is reported against a server without the feature`, () => {
	const example = faultCatalogue[NEEDS_A_SERVER]?.example;
	const codes = (text: string): readonly string[] =>
		checkPromql(parsePromql(text), { role: "query", features: NO_FEATURES }).map(({ code }) => code);
	expect(codes(example?.bad ?? "")).toEqual([NEEDS_A_SERVER]);
	expect(codes(example?.good ?? "")).toEqual([]);
});

describe.each(reportedFromText)("%s", (code, { example }) => {
	it("is what its bad example reports, and nothing else", async () => {
		expect(new Set(await codesOf(code, example, "bad"))).toEqual(new Set([code]));
	});

	it("is not what its good example reports, nor is anything", async () => {
		expect(await codesOf(code, example, "good")).toEqual([]);
	});
});
