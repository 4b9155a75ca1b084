import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { teamTemplate } from "../../support/teamTemplate.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt, read } from "./person.ts";
import { type Walk, walkIn } from "./scaffoldWalk.ts";

/** A window with two folders, of which the second has a template of its own. */
const inSecond = Object.fromEntries(Object.entries(teamTemplate).map(([path, text]) => [`second/${path}`, text]));

let window: VscodeWindow;
let person: Person;
let walk: Walk;

beforeAll(async () => {
	window = await openWindow({
		files: {
			...inSecond,
			"both.code-workspace": JSON.stringify({ folders: [{ path: "first" }, { path: "second" }] }),
			"first/readme.md": "# First\n",
			"second/alerts.rules.yaml": "groups:\n  - name: g\n    rules:\n      - { record: a:b, expr: up }\n",
		},
		workspaceFile: "both.code-workspace",
	});
	person = personAt(window.page);
	walk = walkIn(window.page, person);
});

afterAll(async () => {
	await window?.close();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

describe("with several folders", () => {
	it("the one of the open file is offered first, and its templates count", async () => {
		await person.openFile("alerts.rules.yaml");
		await person.runCommand("Observability: New from Template");
		await walk.asked(/which folder/);
		await expect.poll(() => read(walk.focused)).toMatch(/^second/);
		await window.screenshot("template-folders");
		await person.choose("second");
		await walk.asked(/New from Template/);
		await person.type("Team Check");
		await person.choose("Team Check");
		await walk.answer(/What is it called/, "disk");
		await walk.answer(/How bad is it/, "Low");
		await walk.answer(/Which parts/);
		await walk.answer(/In which folder/);
		await walk.asked(/preview/);
		await walk.decide("Create 2 Files");
		await window.page.locator(".notification-toast", { hasText: "Wrote 2 files" }).waitFor();
		expect(await readdir(join(window.workspace, "second", "checks"))).toEqual(["disk.md"]);
		expect(await readdir(join(window.workspace, "first"))).toEqual(["readme.md"]);
	});

	it("another folder has not the templates of this one", async () => {
		await person.clearNotifications();
		await person.runCommand("Observability: New from Template");
		await walk.asked(/which folder/);
		await person.type("first");
		await person.choose("first");
		await walk.asked(/New from Template/);
		await walk.focused.waitFor();
		await person.type("Team Check");
		await expect.poll(() => walk.box.locator(".monaco-list-row").count()).toBe(0);
		await walk.leave();
	});
});
