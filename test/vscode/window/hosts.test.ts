import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt, read } from "./person.ts";

/** PromQL where it is hardest to write: in the strings of a dashboard and in the template of a chart. */
let window: VscodeWindow;
let person: Person;

beforeAll(async () => {
	window = await openWindow({ workspace: "samples", workspaceSettings: { "editor.minimap.enabled": false } });
	person = personAt(window.page);
});

afterAll(async () => {
	await window?.close();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

const textOf = (path: string): Promise<string> => readFile(join(window.workspace, path), "utf8");

async function putBehind(path: string, text: string): Promise<void> {
	// The editor of a browser saves by itself, a moment after a change.
	await expect.poll(() => textOf(path)).toContain(text);
	const content = await textOf(path);
	const at = content.indexOf(text);
	const before = content.slice(0, at + text.length).split("\n");
	await person.putCursor(before.length, (before.at(-1)?.length ?? 0) + 1);
}

async function expectProblem(code: string): Promise<void> {
	const problems = await person.openProblems();
	await problems.filter({ hasText: code }).first().waitFor();
}

async function expectNoProblem(): Promise<void> {
	const problems = await person.openProblems();
	await expect.poll(() => problems.count()).toBe(0);
	await person.closePanel();
	await person.focusEditor();
}

describe("in a dashboard", () => {
	const file = "dashboards/nodes.json";
	const expression = 'count(up{job=\\"$job\\",instance=~\\"$instance\\"} == 1';

	it("nothing is wrong with it, and its panels are among the symbols", async () => {
		await person.openFile(file);
		await window.page.locator("#status\\.editor\\.mode", { hasText: "JSON" }).waitFor();
		await person.press("Control+Shift+o");
		const symbols = window.page.locator(".quick-input-widget .monaco-list-row");
		await person.type("Is it well");
		await symbols.filter({ hasText: "Is it well?" }).first().waitFor();
		await person.press("Escape");
		await expectNoProblem();
	});

	it("a broken query is underlined in its string, and mended it is not", async () => {
		await putBehind(file, `${expression})`);
		await person.press("Backspace");
		await window.page.locator(".squiggly-error").first().waitFor();
		await expectProblem("promql/unclosed");
		await window.screenshot("squiggle-in-dashboard");
		await person.closePanel();
		await person.focusEditor();
		await putBehind(file, expression);
		await person.type(")");
		await expectNoProblem();
	});

	it("a function and the dashboard's own variables are completed, and the file stays JSON", async () => {
		await putBehind(file, `${expression})`);
		await person.type(" + vec");
		const rows = window.page.locator(".suggest-widget .monaco-list-row");
		await rows.and(window.page.locator(".focused", { hasText: "vector" })).waitFor();
		await person.press("Enter");
		await person.type("$jo");
		await rows.filter({ hasText: "job" }).first().waitFor();
		await window.screenshot("completion-in-dashboard");
		await person.press("Escape");
		for (let count = 0; count < 3; count++) await person.press("Backspace");
		await person.type("1");
		await person.press("Control+s");
		await expect.poll(() => textOf(file)).toContain(`${expression}) + vector(1)`);
		expect(JSON.parse(await textOf(file))).toHaveProperty("title", "Nodes");
		await expectNoProblem();
	});

	it("a hover tells what a function does", async () => {
		await putBehind(file, '"expr": "count(');
		const hover = window.page.locator(".monaco-hover:not(.hidden)", { hasText: "instant-vector" });
		await person.pointAt('"count(up', 3, hover);
		expect(await read(hover.first())).toContain("count");
		await person.pointAway();
	});
});

describe("in the template of a chart", () => {
	const file = "charts/app/templates/prometheusrule.yaml";

	it("nothing is wrong with it, and its alert is in the breadcrumbs", async () => {
		await person.openFile(file);
		await putBehind(file, "alert: Pods");
		await window.page.locator(".breadcrumbs-control", { hasText: "PodsMissing" }).waitFor();
		await expectNoProblem();
	});

	it("a broken query is underlined beside the actions, and mended it is not", async () => {
		await putBehind(file, 'namespace="{{ .Release.Namespace }}"}');
		await person.press("Backspace");
		await window.page.locator(".squiggly-error").first().waitFor();
		await expectProblem("promql/");
		await window.screenshot("squiggle-in-chart");
		await person.closePanel();
		await person.focusEditor();
		await putBehind(file, 'namespace="{{ .Release.Namespace }}"');
		await person.type("}");
		await expectNoProblem();
	});
});
