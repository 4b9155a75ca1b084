import { expect, test } from "vitest";
import { createDocumentParser } from "../../server/documents/registry.ts";
import { Recordings } from "../../server/workspace/recordings.ts";
import { createDocument } from "../support/testService.ts";

function keepIn(recordings: Recordings, uri: string, text: string): void {
	const model = createDocumentParser().parse(createDocument(text, 1, uri));
	if (model === undefined) throw new Error("no rule file");
	recordings.keep(uri, model);
}

function writeFile(groups: string, labels = ""): string {
	return `groups:\n  - name: g\n${labels}    rules:\n${groups}`;
}

function tell(recordings: Recordings, name: string): unknown {
	const told = recordings.recorded(name).map(({ expression, labels }) => [expression.kind, Object.fromEntries(labels)]);
	return told.sort(([a], [b]) => String(a).localeCompare(String(b)));
}

test("rules of one name are gathered from all files, with the labels of their groups under their own", () => {
	const recordings = new Recordings();
	keepIn(
		recordings,
		"file:///a.yaml",
		writeFile("      - record: x:y\n        expr: sum(up)\n        labels: { team: a }\n"),
	);
	const labels = "    labels: { team: none, zone: z }\n";
	keepIn(
		recordings,
		"file:///b.yaml",
		writeFile("      - record: x:y\n        expr: up\n        labels: { team: b }\n", labels),
	);
	expect(tell(recordings, "x:y")).toEqual([
		["aggregation", { team: "a" }],
		["selector", { team: "b", zone: "z" }],
	]);
	expect(tell(recordings, "x:z")).toEqual([]);
});

test("a newer reading of a file takes the place of the older", () => {
	const recordings = new Recordings();
	keepIn(recordings, "file:///a.yaml", writeFile("      - record: x:y\n        expr: sum(up)\n"));
	keepIn(recordings, "file:///a.yaml", writeFile("      - record: x:z\n        expr: up\n"));
	expect(tell(recordings, "x:y")).toEqual([]);
	expect(tell(recordings, "x:z")).toEqual([["selector", {}]]);
});

test.each(["sum(up", "", "|"])("nothing is known of a name where one of its rules is written as %j", (written) => {
	const recordings = new Recordings();
	const rules = `      - record: x:y\n        expr: up\n      - record: x:y\n        expr: ${written}\n`;
	keepIn(recordings, "file:///a.yaml", writeFile(rules));
	expect(tell(recordings, "x:y")).toEqual([]);
});
