import { expect, test } from "vitest";
import { findNamePlaces } from "../../../server/features/navigation/findNamePlaces.ts";
import { findVariablePlaces } from "../../../server/features/navigation/variablePlaces.ts";
import { ALL_HOSTS } from "../../support/hosts.ts";
import { readSampleRepository } from "./sampleRepository.ts";
import { TestWorkspace } from "./testWorkspace.ts";

const expression = 'sum(job:x:rate5m) / on () ALERTS{alertname=~"Tested2|Other"}';
const endings: Readonly<Record<string, string>> = { markdown: "md", promql: "promql", json: "json" };
const hosts = ALL_HOSTS.filter(({ holds }) => holds(expression)).map(
	({ wrap, languageId = "" }, index): readonly [string, string] => [
		`hosts/${index}.${endings[languageId] ?? "yaml"}`,
		wrap(expression),
	],
);
const workspace = new TestWorkspace(new Map([...readSampleRepository(), ...hosts]));

/**
 * The graph says in which files a name stands, and the places are found by reading those again. So what one of the two
 * knows the other has to know: else a rename would miss a place.
 */
test.each(workspace.paths)("the graph and the places of names agree on %s", (path) => {
	const { file, uri } = workspace.navigation(path);
	const known = ["metric", "alert", "receiver"];
	const places = findNamePlaces(file.model, file.text)
		.filter(({ kind, role }) => known.includes(kind) && (role === "use" || file.model.illustrates !== true))
		.map(({ kind, name, span }) => `${kind} ${name} ${span.start}`);
	const items = workspace.graph.file(uri)?.items ?? [];
	const defined = items.flatMap(({ kind, name, nameSpan }) => {
		const named = kind === "record" ? "metric" : kind;
		return known.includes(named) ? [`${named} ${name} ${nameSpan.start}`] : [];
	});
	const used = items
		// What stands in front of a page's text is no part of its model.
		.filter(({ kind }) => kind !== "runbook")
		.flatMap(({ uses }) => uses.filter(({ kind }) => known.includes(kind)))
		.map(({ kind, name, span }) => `${kind} ${name} ${span.start}`);
	// A query in a page without headings belongs to nothing that could be asked about.
	if (items.length === 0) return expect(file.model.illustrates ?? places.length === 0).toBe(true);
	expect(places.toSorted()).toEqual([...defined, ...used].sort());

	const variables = items.flatMap(({ uses }) => uses.filter(({ kind }) => kind === "variable").map(({ name }) => name));
	const found = file.model.dashboards.flatMap((dashboard) => findVariablePlaces(dashboard, file.text));
	for (const name of variables) expect(found.map((place) => place.name)).toContain(name);
});
