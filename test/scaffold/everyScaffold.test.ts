import { describe, expect, test } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { formatDocument } from "../../server/features/formatting.ts";
import { LOGICS } from "../../server/scaffold/logics.ts";
import { applyFiles, diagnoseFiles, openScaffolds, renderScaffold } from "../support/scaffolds.ts";
import { readWorkspaceFile } from "../support/workspaceGraph.ts";
import type { ScaffoldCase } from "./scaffoldCase.ts";
import { SCAFFOLD_CASES } from "./scaffoldCases.ts";

/** What holds for everything that a scaffold makes, whatever it is. */
const parser = createDocumentParser();

test("every scaffold has cases, and a place in the list", async () => {
	const ids = LOGICS.map(({ id }) => id);
	expect(ids.filter((id) => !SCAFFOLD_CASES.some((each) => each.id === id))).toEqual([]);
	const listed = await (await openScaffolds()).list();
	expect(ids.filter((id) => !listed.some((each) => each.id === id))).toEqual([]);
	expect(listed.filter(({ group, summary }) => group === "own" || summary === "")).toEqual([]);
});

const groups = LOGICS.map(({ id }): [string, readonly [string, ScaffoldCase][]] => [
	id,
	SCAFFOLD_CASES.filter((each) => each.id === id).map((each) => [each.title, each]),
]);

describe.for(groups)("%s", ([id, cases]) => {
	test.for(cases)("%s", async ([, { answers, scene = {}, expected = [] }]) => {
		const before = scene.files ?? {};
		const rendered = await renderScaffold(id, answers, scene);
		const after = applyFiles(before, rendered);

		// A file ends with one line break, and what a merge adds does not break what was there.
		for (const { path, content } of rendered.files) expect(content, path).toMatch(/[^\n]\n$/);

		const known = new Set(await diagnoseFiles(before));
		const problems = (await diagnoseFiles(after)).filter((problem) => !known.has(problem));
		expect(problems.filter((problem) => !expected.some((each) => problem.startsWith(each.problem)))).toEqual([]);
		expect(expected.filter((each) => !problems.some((problem) => problem.startsWith(each.problem)))).toEqual([]);

		for (const { path, content, base } of rendered.files) {
			const { source } = await readWorkspaceFile(path, content);
			const model = parser.parse(source);
			if (model !== undefined && base === undefined) expect(formatDocument(model, content), path).toEqual([]);
		}

		// Doing it again changes nothing.
		const again = await renderScaffold(id, answers, { ...scene, files: after });
		expect(applyFiles(after, again)).toEqual(after);
	});
});
