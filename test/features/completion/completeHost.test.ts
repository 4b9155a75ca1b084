import { expect, test } from "vitest";
import type { CompletionItem } from "../../../server/features/answers.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { readCursor } from "../../support/cursor.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

async function itemsIn(marked: string, trigger?: string) {
	const service = createTestService();
	const { text, offset } = readCursor(marked);
	const { items } = await service.complete(createDocument(text), offset, never, trigger);
	expect(service.logged).toEqual([]);
	const ordered = items.toSorted((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
	return { text, items: ordered, labels: ordered.map(({ label }) => label) };
}

function accept(text: string, items: readonly CompletionItem[], label: string): string {
	const item = items.find((candidate) => candidate.label === label);
	if (item === undefined) throw new Error(`No ${label} in: ${items.map((each) => each.label).join(" ")}`);
	const { span, newText } = item.edit;
	return applyEdits(text, [{ span, newText: newText.replace("$0", "<|>") }]);
}

const group = "groups:\n  - name: g\n    rules:\n";

test.each([
	[`${group}      - alert: A\n        fo<|>\n`, "for", `${group}      - alert: A\n        for: <|>\n`],
	[`${group}      - alert: A\n        <|>\n`, "expr", `${group}      - alert: A\n        expr: <|>\n`],
	[`${group}      - <|>\n`, "alert", `${group}      - alert: <|>\n`],
	[`${group}      - alert: A\n        f<|>: 5m\n`, "for", `${group}      - alert: A\n        for: 5m\n`],
	[
		`${group}      - alert: A\n        lab<|>\n`,
		"labels",
		`${group}      - alert: A\n        labels:\n          <|>\n`,
	],
	["groups:\n  - name: g\n    ru<|>\n", "rules", "groups:\n  - name: g\n    rules:\n      - <|>\n"],
	[
		`${group}      - alert: A\n        labels:\n          sev<|>\n`,
		"severity",
		`${group}      - alert: A\n        labels:\n          severity: <|>\n`,
	],
	[
		`${group}      - alert: A\n        labels:\n          severity: <|>\n`,
		"critical",
		`${group}      - alert: A\n        labels:\n          severity: critical\n`,
	],
	[`${group}      - alert: A\n        for: <|>\n`, "5m", `${group}      - alert: A\n        for: 5m\n`],
	[`${group}      - alert: A\n        for: 7<|>\n`, "7m", `${group}      - alert: A\n        for: 7m\n`],
])("%s, choose %s", async (marked, label, expected) => {
	const { text, items } = await itemsIn(marked);
	expect(accept(text, items, label)).toBe(expected);
});

test("what is required comes first, and what is there is left out", async () => {
	const { labels } = await itemsIn(`${group}      - alert: A\n        for: 5m\n        <|>\n`);
	expect(labels[0]).toBe("expr");
	expect(labels).toContain("keep_firing_for");
	expect(labels).not.toContain("for");
	expect(labels).not.toContain("alert");
});

test("what cannot stand beside the keys that are there is left out", async () => {
	const alert = await itemsIn(`${group}      - alert: A\n        <|>\n`);
	expect(alert.labels).toEqual(["expr", "for", "keep_firing_for", "labels", "annotations"]);
	const record = await itemsIn(`${group}      - record: a\n        <|>\n`);
	expect(record.labels).toEqual(["expr", "labels"]);
	const held = await itemsIn(`${group}      - expr: up\n        for: 5m\n        <|>\n`);
	expect(held.labels).toEqual(["alert", "keep_firing_for", "labels", "annotations"]);
});

test("a whole alert stands with every line at its column", async () => {
	const { text, items } = await itemsIn(`${group}      - <|>\n`);
	const lines = accept(text, items, "alerting rule").split("\n").slice(3);
	expect(lines.slice(0, 5).map((line) => line.replace(/\$\{.*/, "…"))).toEqual([
		"      - alert: …",
		"        expr: …",
		"        for: …",
		"        labels:",
		"          severity: …",
	]);
});

test("keys explain themselves", async () => {
	const { items } = await itemsIn(`${group}      - alert: A\n        keep<|>\n`);
	const key = items.find(({ label }) => label === "keep_firing_for");
	expect(key).toMatchObject({ kind: "key", detail: "Prometheus 2.42" });
	expect(key?.documentation).toMatch(/\w/);
});

test("nothing comes up by itself while a line is being indented", async () => {
	expect((await itemsIn(`${group}      - alert: A\n        <|>\n`, " ")).labels).toEqual([]);
	expect((await itemsIn(`${group}      - <|>\n`, " ")).labels).not.toEqual([]);
});

test.each(["foo: <|>\n", "# <|>\ngroups: []\n", `${group}      - alert: A # <|>\n`])(
	"nothing is offered at %s",
	async (marked) => {
		expect((await itemsIn(marked)).labels).toEqual([]);
	},
);
