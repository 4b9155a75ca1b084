import { describe, expect, test } from "vitest";
import { defineCheck } from "../../../server/checks/check.ts";
import { walk } from "../../../server/promql/visit.ts";
import { applyEdits } from "../../../server/text/textEdit.ts";
import { readSelection } from "../../support/codeActions.ts";
import { createDocument, createTestService, never } from "../../support/testService.ts";

/** Wants every metric to be called `up`. */
const wantsUp = defineCheck({
	id: "promql/wants-up",
	title: "Not up",
	severity: "warning",
	why: "W",
	fix: "F",
	examples: [],
	visit: {
		expression(expression, { report }) {
			for (const part of walk(expression.expression)) {
				if (part.kind !== "selector" || part.name === undefined || part.name.name === "up") continue;
				const at = expression.at(part.name.span);
				report({
					at,
					message: `${part.name.name} is not up.`,
					fix: { title: "Call it up", edits: [{ at, newText: "up" }] },
				});
			}
		},
	},
});

async function offer(marked: string, only?: readonly string[], uri?: string) {
	const { text, start, end } = readSelection(marked);
	const service = createTestService(undefined, [wantsUp]);
	const document = createDocument(text, 1, uri);
	await service.diagnose(document, never);
	const actions = service.codeActions(document, { start, end }, only);
	return {
		text,
		titles: actions.map(({ title }) => title),
		apply(title: string): string {
			const action = actions.find((candidate) => candidate.title === title);
			return action === undefined ? "not offered" : applyEdits(text, action.edits);
		},
	};
}

const file = (...rules: readonly string[]): string => `groups:\n  - name: g\n    rules:\n${rules.join("\n")}\n`;

test("at a problem stands what mends it, then all of its kind, where it may be turned off, and why", async () => {
	const { titles } = await offer(file("      - record: a:b", "        expr: sum(dow<|>n) / sum(left)"), ["quickfix"]);
	expect(titles).toEqual([
		"Call it up",
		'Fix all "Not up" in this file',
		"Disable promql/wants-up here",
		"Explain promql/wants-up",
	]);
});

test("where nothing is wrong nothing is offered", async () => {
	expect(
		(await offer(file("      - record: a:b", "        expr: do<|>wn").replace("down", "up"), ["quickfix"])).titles,
	).not.toContain("no");
	expect((await offer(file("      - rec<|>ord: a:b", "        expr: down"), ["quickfix"])).titles).toEqual([]);
});

test("one is mended, or all are", async () => {
	const text = file(
		"      - record: a:b",
		"        expr: sum(dow<|>n) / sum(left)",
		"      - record: a:c",
		'        expr: "down"',
	);
	const offered = await offer(text);
	expect(offered.apply("Call it up")).toBe(offered.text.replace("down", "up"));
	const all = offered.text.replaceAll("down", "up").replace("left", "up");
	expect(offered.apply('Fix all "Not up" in this file')).toBe(all);
	expect((await offer(text, ["source.fixAll"])).apply("Fix all observability problems")).toBe(all);
	expect((await offer(`${all}<|>`, ["source.fixAll"])).titles).toEqual([]);
});

describe("turning it off writes a comment that does", () => {
	const comment = "# observability:disable promql/wants-up -- TODO: say why";
	test.each([
		[
			"on one line",
			["      - record: a:b", "        expr: dow<|>n"],
			["      - record: a:b", `        ${comment}`, "        expr: down"],
		],
		[
			"in a block",
			["      - record: a:b", "        expr: |", "          dow<|>n"],
			["      - record: a:b", `        ${comment}`, "        expr: |", "          down"],
		],
		[
			"on the rule's first line",
			["      - expr: dow<|>n", "        record: a:b"],
			[`      ${comment}`, "      - expr: down", "        record: a:b"],
		],
		[
			"in quotes over lines",
			["      - record: a:b", '        expr: "sum(', '          dow<|>n)"'],
			["      - record: a:b", `        ${comment}`, '        expr: "sum(', '          down)"'],
		],
		[
			"in a flow mapping",
			["      - { record: a:b, expr: dow<|>n }"],
			[`      ${comment}`, "      - { record: a:b, expr: down }"],
		],
	])("%s", async (_, before, after) => {
		const offered = await offer(file(...before));
		const applied = offered.apply("Disable promql/wants-up here");
		expect(applied).toBe(file(...after));
		const service = createTestService(undefined, [wantsUp]);
		expect(await service.diagnose(createDocument(applied), never)).toEqual([]);
	});

	test("but not in JSON, which has no comments", async () => {
		const json = `{ "groups": [ { "name": "g", "rules": [ { "record": "a:b", "expr": "dow<|>n" } ] } ] }`;
		expect((await offer(json)).titles).not.toContain("Disable promql/wants-up here");
		expect((await offer(json)).titles).toContain("Call it up");
	});
});

test("what was found in another text is not offered", () => {
	const service = createTestService(undefined, [wantsUp]);
	const document = createDocument(file("      - record: a:b", "        expr: down"));
	expect(service.codeActions(document, { start: 0, end: document.text.length }, ["quickfix"])).toEqual([]);
});
