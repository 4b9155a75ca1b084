import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNamePlaces } from "../../../server/features/navigation/findNamePlaces.ts";
import { findVariablePlaces } from "../../../server/features/navigation/variablePlaces.ts";
import { ALL_HOSTS } from "../../support/hosts.ts";
import { readSampleRepository } from "../navigation/sampleRepository.ts";
import { TestWorkspace } from "../navigation/testWorkspace.ts";
import { applyRename, changedLines, renameAt } from "./renaming.ts";

const metricName = fc.stringMatching(/^[a-z][a-z_]{0,8}:[a-z_:]{1,12}[a-z]$/).filter((name) => !name.includes("::"));
const alertName = fc.oneof(
	fc.stringMatching(/^[A-Z][A-Za-z0-9_]{2,14}$/),
	fc.constantFrom("Zu viele", "a|b", "x.y*", "ü"),
);

/** The rename and the way back: every byte is what it was, unless the name was refused. */
async function goAndReturn(
	texts: ReadonlyMap<string, string>,
	path: string,
	offset: number,
	to: string,
): Promise<boolean> {
	const workspace = new TestWorkspace(texts);
	const from = workspace.text(path);
	const place = findNamePlaces(workspace.navigation(path).file.model, from).find(({ span }) => span.start === offset);
	const there = applyRename(workspace, await renameAt(workspace, path, offset + 1, to));
	if (typeof there === "string") return false;
	const after = new TestWorkspace(there);
	const name = place?.name ?? "";
	const moved = findNamePlaces(after.navigation(path).file.model, after.text(path)).find(
		({ name: found, role }) => found === to && role === "definition",
	);
	const back = applyRename(after, await renameAt(after, path, (moved?.span.start ?? offset) + 1, name));
	expect(typeof back === "string" ? back : changedLines(workspace, back)).toEqual([]);
	expect(changedLines(workspace, there)).not.toEqual([]);
	return true;
}

describe("there and back, in the sample repository", () => {
	const texts = readSampleRepository();
	const workspace = new TestWorkspace(texts);
	const definitions = workspace.paths.flatMap((path) =>
		findNamePlaces(workspace.navigation(path).file.model, workspace.text(path))
			.filter(({ role, kind }) => role === "definition" && (kind === "metric" || kind === "alert"))
			.filter(({ name, kind }) => kind !== "alert" || workspace.graph.hasAlert(name))
			.map(({ kind, name, span }) => ({ path, kind, name, offset: span.start })),
	);
	test.each(definitions)("$name of $path", async ({ path, kind, offset }) => {
		let renamed = 0;
		await fc.assert(
			fc.asyncProperty(kind === "metric" ? metricName : alertName, async (to) => {
				if (await goAndReturn(texts, path, offset, to)) renamed += 1;
			}),
			{ numRuns: 2 },
		);
		expect(renamed).toBeGreaterThan(0);
	});

	const variables = workspace.paths.flatMap((path) => {
		const { model, text } = workspace.navigation(path).file;
		return model.dashboards.flatMap((dashboard) =>
			findVariablePlaces(dashboard, text)
				.filter(({ role }) => role === "definition")
				.map(({ name, nameSpan }) => ({ path, name, offset: nameSpan.start })),
		);
	});
	test.each(variables)("variable $name of $path", async ({ path, name, offset }) => {
		await fc.assert(
			fc.asyncProperty(fc.stringMatching(/^[a-z][a-z0-9_]{3,9}$/), async (to) => {
				const there = applyRename(workspace, await renameAt(workspace, path, offset + 1, to));
				if (typeof there === "string") return;
				expect(changedLines(workspace, there)).not.toEqual([]);
				const after = new TestWorkspace(there);
				const at = after.text(path).indexOf(to);
				const back = applyRename(after, await renameAt(after, path, at + 1, name));
				expect(typeof back === "string" ? back : changedLines(workspace, back)).toEqual([]);
			}),
			{ numRuns: 3 },
		);
	});
});

describe.each(ALL_HOSTS)("there and back, in a scalar that is $name", ({ wrap, holds, languageId, illustrates }) => {
	const expression = 'sum(job:x:rate5m) / on () ALERTS{alertname=~"Tested2|Other"}';
	test.runIf(holds(expression))("a metric and an alert", async () => {
		const ending =
			languageId === "markdown" ? "md" : languageId === "promql" ? "promql" : languageId === "json" ? "json" : "yaml";
		const rules = `groups:
  - name: g
    rules:
      - record: job:x:rate5m
        expr: vector(1)
      - alert: Tested2
        expr: vector(1)
`;
		const texts = new Map([
			["rules/own.yaml", rules],
			[`host.${ending}`, wrap(expression)],
		]);
		const host = `host.${ending}`;
		const uses = new TestWorkspace(texts).graph.usesOf({ kind: "metric", name: "job:x:rate5m" });
		// A fence in Markdown that nothing with a heading is around is nobody's.
		if (!uses.some(({ uri }) => uri.endsWith(host))) {
			expect(illustrates).toBe(true);
			return;
		}
		const offset = rules.indexOf("job:x:rate5m");
		expect(await goAndReturn(texts, "rules/own.yaml", offset, "job:y:rate1h")).toBe(true);
		expect(await goAndReturn(texts, "rules/own.yaml", rules.indexOf("Tested2"), "Umbenannt")).toBe(true);
		const workspace = new TestWorkspace(texts);
		const there = applyRename(workspace, await renameAt(workspace, "rules/own.yaml", offset + 1, "job:y:rate1h"));
		expect(typeof there === "string" ? there : there.get(host)).toBe(
			wrap(expression.replace("job:x:rate5m", "job:y:rate1h")),
		);
	});
});
