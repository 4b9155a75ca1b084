import { expect, test } from "vitest";
import { Graph } from "../../../server/workspace/graph/graph.ts";
import { indexText } from "../../support/indexedFiles.ts";

function setIn(graph: Graph, path: string, text: string): void {
	const file = indexText(path, text);
	if (file === undefined) throw new Error("no rule file");
	graph.set(file);
}

function writeFile(groups: string, labels = ""): string {
	return `groups:\n  - name: g\n${labels}    rules:\n${groups}`;
}

function tell(graph: Graph, name: string): unknown {
	return graph.recorded(name).map(({ expression, labels }) => [expression.kind, Object.fromEntries(labels)]);
}

const rule = (name: string, expression: string, labels = ""): string =>
	`      - record: ${name}\n        expr: ${expression}\n${labels}`;

test("rules of one name are gathered from all files, with the labels of their groups under their own", () => {
	const graph = new Graph();
	setIn(graph, "a.yaml", writeFile(rule("x:y", "sum(up)", "        labels: { team: a }\n")));
	const labels = "    labels: { team: none, zone: z }\n";
	setIn(graph, "b.yaml", writeFile(rule("x:y", "up", "        labels: { team: b }\n"), labels));
	expect(tell(graph, "x:y")).toEqual([
		["aggregation", { team: "a" }],
		["selector", { team: "b", zone: "z" }],
	]);
	expect(tell(graph, "x:z")).toEqual([]);
});

test("a newer reading of a file takes the place of the older", () => {
	const graph = new Graph();
	setIn(graph, "a.yaml", writeFile(rule("x:y", "sum(up)")));
	expect(tell(graph, "x:y")).toEqual([["aggregation", {}]]);
	setIn(graph, "a.yaml", writeFile(rule("x:z", "up")));
	expect(tell(graph, "x:y")).toEqual([]);
	expect(graph.records("x:y")).toBe(false);
	expect(tell(graph, "x:z")).toEqual([["selector", {}]]);
});

test("what a file recorded that is gone is forgotten", () => {
	const graph = new Graph();
	setIn(graph, "a.yaml", writeFile(rule("x:y", "up")));
	expect(tell(graph, "x:y")).toEqual([["selector", {}]]);
	graph.delete("file:///ws/a.yaml");
	expect(tell(graph, "x:y")).toEqual([]);
	expect(graph.records("x:y")).toBe(false);
});

test.each(["sum(up", '""', "|"])("nothing is known of a name where one of its rules is written as %j", (written) => {
	const graph = new Graph();
	setIn(graph, "a.yaml", writeFile(rule("x:y", "up") + rule("x:y", written)));
	expect(tell(graph, "x:y")).toEqual([]);
	expect(graph.records("x:y")).toBe(true);
});
