import { describe, expect, test } from "vitest";
import { CheckRunner } from "../../../server/checks/run.ts";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { formatDocument } from "../../../server/features/formatting.ts";
import { listSloOptions, renderSlo } from "../../support/renderSlo.ts";

/** What "Add SLO" writes has no problem in our own eyes, and is laid out as our own formatter would. */
const parser = createDocumentParser();
const faults: string[] = [];
const checks = new CheckRunner({ log: (line) => faults.push(line), pause: async () => {} });

async function diagnose(text: string) {
	const document = { uri: "file:///slo.yaml", languageId: "yaml", version: 1, text };
	const model = parser.parse(document);
	if (model === undefined) throw new Error("The file was not recognised.");
	const result = await checks.run(document, model, new AbortController().signal);
	return { groups: model.groups, problems: result?.problems, edits: formatDocument(model, text) };
}

test("a fault is found, so the rest of this file means something", async () => {
	const { rules } = await renderSlo({ service: "api", metric: "http_requests_total", errors: 'code=~"5.."' });
	const { problems, edits } = await diagnose(
		rules.content.replace("sum(rate(", "sum( rate((").replace("{{ $value", "{{ $vlue"),
	);
	expect(problems?.length).toBeGreaterThanOrEqual(2);
	expect((await diagnose(rules.content.replace("sum(rate(", "sum( rate("))).edits).toHaveLength(1);
	expect(edits).toEqual([]);
});

describe("no problem, and nothing to format", () => {
	test.for(listSloOptions())("%s", async ([, answers]) => {
		const { rules } = await renderSlo(answers);
		const { groups, problems, edits } = await diagnose(rules.content);
		expect(groups).toHaveLength(2);
		expect(groups.flatMap((group) => group.rules).length).toBeGreaterThan(15);
		expect(problems).toEqual([]);
		expect(edits).toEqual([]);
		expect(faults).toEqual([]);
	});
});
