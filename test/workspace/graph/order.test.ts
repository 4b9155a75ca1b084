import fc from "fast-check";
import { expect, test } from "vitest";
import { createDocumentParser } from "../../../server/documents/registry.ts";
import { emptyModel } from "../../../server/documents/tooLarge.ts";
import { itemKinds } from "../../../server/workspace/graph/fileContents.ts";
import { Graph } from "../../../server/workspace/graph/graph.ts";
import type { IndexedFile } from "../../../server/workspace/graph/indexedFile.ts";
import { OpenFiles } from "../../../server/workspace/graph/openFiles.ts";
import { SharedTexts } from "../../../server/workspace/graph/sharedTexts.ts";
import type { GraphSymbol, WorkspaceGraph } from "../../../server/workspace/graph/workspaceGraph.ts";
import { indexText } from "../../support/indexedFiles.ts";

const names = ["job:a:sum", "job:b:sum", "up", "down"];
const alerts = ["ApiDown", "ApiSlow", "Other"];
const paths = ["a.yaml", "b.yaml", "sub/a.yaml", "am.yaml", "prometheus.yml", "runbooks/ApiDown.md", "docs/ApiSlow.md"];

const rule = fc.oneof(
	fc
		.tuple(fc.constantFrom(...names), fc.constantFrom(...names))
		.map(([record, used]) => `      - record: ${record}\n        expr: sum by (job) (${used})\n`),
	fc
		.tuple(
			fc.constantFrom(...alerts),
			fc.constantFrom(...names, 'ALERTS{alertname="ApiDown"}', '{__name__=~"job:.*"}', 'ALERTS{alertname=~"Api.*"}'),
			fc.constantFrom("docs/ApiSlow.md", "https://x.example/blob/main/runbooks/ApiDown.md", "sub/none.md"),
		)
		.map(
			([alert, used, page]) =>
				`      - alert: ${alert}\n        expr: ${used} > 0\n        annotations:\n          runbook_url: ${page}\n`,
		),
);
const rules = fc
	.tuple(fc.constantFrom("", "# comment\n", "\n\n"), fc.array(rule, { maxLength: 5 }))
	.map(([head, all]) => `${head}groups:\n  - name: g\n    rules:\n${all.join("")}`);
const text = fc.oneof(
	{ weight: 4, arbitrary: rules },
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			'route: { receiver: a, routes: [{ receiver: b, matchers: [alertname="ApiDown"] }] }\nreceivers: [{ name: a }, { name: b }]\n',
			"rule_files: ['*.yaml']\nscrape_configs: [{ job_name: x }]\n",
			"rule_files: [sub/a.yaml]\nscrape_configs: [{ job_name: y }]\n",
			"# ApiDown\ntext\n## More\n",
			"# Other\n",
			"nothing: of ours\n",
		),
	},
);
const path = fc.constantFrom(...paths);
type Change =
	| { readonly kind: "set"; readonly path: string; readonly text: string }
	| { readonly kind: "delete"; readonly path: string }
	| { readonly kind: "rename"; readonly path: string; readonly to: string }
	| { readonly kind: "edit"; readonly path: string; readonly text: string }
	| { readonly kind: "close"; readonly path: string }
	| { readonly kind: "ask" };
const change: fc.Arbitrary<Change> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant("set" as const), path, text }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), path }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), path, to: path }) },
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant("edit" as const), path, text }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant("close" as const), path }) },
	{ weight: 1, arbitrary: fc.constant({ kind: "ask" as const }) },
);

const uriOf = (of: string): string => `file:///ws/${of}`;

/** Everything that a graph answers, as plain data. */
function tellAll(graph: WorkspaceGraph): unknown {
	const symbols: GraphSymbol[] = [
		...[...names, "none"].map((name) => ({ kind: "metric" as const, name })),
		...alerts.map((name) => ({ kind: "alert" as const, name })),
		...["a", "b"].map((name) => ({ kind: "receiver" as const, name })),
		...paths.map((name) => ({ kind: "runbook" as const, name: uriOf(name) })),
	];
	return {
		files: [...graph.files()],
		items: itemKinds.map((kind) => [...graph.items(kind)].map(({ uri, item }) => [uri, item])),
		symbols: symbols.map((symbol) => [
			symbol,
			graph.definitionsOf(symbol).map(({ uri, item }) => [uri, item]),
			graph.usesOf(symbol).map(({ uri, item, use }) => [uri, item, use]),
		]),
		names: (["metric", "alert", "receiver", "dashboard", "runbook"] as const).map((kind) =>
			[...graph.names(kind)].sort(),
		),
		metricNames: graph.metricNames(),
		alike: names.map((name) => [graph.nearestMetric(name, 2), graph.hasLevel("job:"), graph.hasLevel("job:a:")]),
		recorded: names.map((name) => [graph.records(name), graph.recorded(name).map(({ labels }) => [...labels])]),
		alerts: alerts.map((name) => graph.hasAlert(name)),
		configs: paths.map((name) => graph.configsLoading(uriOf(name))),
		pages: ["docs/ApiSlow.md", "runbooks/ApiDown.md"].map((name) => graph.filesOf({ name: uriOf(name) })),
	};
}

function freshGraph(texts: ReadonlyMap<string, string>): Graph {
	const graph = new Graph();
	for (const [of, written] of texts) {
		const file = indexText(of, written);
		if (file !== undefined) graph.set(file);
	}
	return graph;
}

test("whatever happens to the files of a workspace, the graph ends as one that was given each file once", () => {
	const shared = new SharedTexts();
	fc.assert(
		fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
			const open = new OpenFiles(new Graph());
			const disk = new Map<string, string>();
			const buffers = new Map<string, string>();
			const parser = createDocumentParser();
			let version = 0;
			const write = (of: string, written: string): void => {
				disk.set(of, written);
				const file = indexText(of, written);
				// As it comes from another thread.
				if (file === undefined) open.deleteOnDisk(uriOf(of));
				else open.setOnDisk(shared.share(structuredClone(file)));
			};
			const remove = (of: string): void => {
				disk.delete(of);
				open.deleteOnDisk(uriOf(of));
			};
			for (const one of changes) {
				if (one.kind === "set") write(one.path, one.text);
				else if (one.kind === "delete") remove(one.path);
				else if (one.kind === "rename") {
					const moved = disk.get(one.path);
					if (moved === undefined || one.path === one.to) continue;
					remove(one.path);
					write(one.to, moved);
				} else if (one.kind === "edit") {
					version += 1;
					buffers.set(one.path, one.text);
					const languageId = one.path.endsWith(".md") ? "markdown" : "yaml";
					const document = { uri: uriOf(one.path), languageId, version, text: one.text };
					open.follow(document, parser.parse(document) ?? emptyModel);
				} else if (one.kind === "close") {
					buffers.delete(one.path);
					open.close(uriOf(one.path));
				} else tellAll(open.graph);
			}
			expect(tellAll(open.graph)).toEqual(tellAll(freshGraph(new Map([...disk, ...buffers]))));
		}),
		{ numRuns: 150 },
	);
});

test("a version is another one whenever an answer is", () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(path, text), { maxLength: 12 }), (writes) => {
			const graph = new Graph();
			let before = JSON.stringify(tellAll(graph));
			let version = graph.version;
			for (const [of, written] of writes) {
				const file: IndexedFile | undefined = indexText(of, written);
				if (file === undefined) graph.delete(uriOf(of));
				else graph.set(file);
				const after = JSON.stringify(tellAll(graph));
				if (after !== before) expect(graph.version).not.toBe(version);
				before = after;
				version = graph.version;
			}
		}),
		{ numRuns: 50 },
	);
});
