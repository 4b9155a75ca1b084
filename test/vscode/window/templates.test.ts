import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { teamTemplate } from "../../support/teamTemplate.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt, read } from "./person.ts";
import { type Walk, walkIn } from "./scaffoldWalk.ts";

/** A person who makes files from the team's own template: back and forth, with edits, undone, left, and again. */
let window: VscodeWindow;
let person: Person;
let walk: Walk;

beforeAll(async () => {
	window = await openWindow({
		files: {
			...teamTemplate,
			"list.txt": "cpu\nmemory\n",
			"rules.yaml": "groups:\n  - name: g\n    rules:\n      - { record: a:b, expr: up }\n",
			"docs/ours/readme.md": "# Ours\n",
		},
		workspaceSettings: { "editor.minimap.enabled": false, "files.autoSave": "off" },
	});
	person = personAt(window.page);
	walk = walkIn(window.page, person);
	await person.openFile("rules.yaml");
});

afterAll(async () => {
	await window?.close();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

const textOf = (path: string) => readFile(join(window.workspace, path), "utf8");

async function listFiles(): Promise<string[]> {
	const entries = await readdir(window.workspace, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(window.workspace.length + 1))
		.filter((path) => !path.startsWith("."))
		.sort();
}

async function begin(): Promise<void> {
	await person.runCommand("Observability: New from Template");
	await walk.asked(/New from Template/);
	await person.type("Team Check");
	await person.choose("Team Check");
}

/** The questions up to the preview, where the template is new to the workspace. */
async function answerAll(name: string): Promise<void> {
	await walk.answer(/What is it called/, name);
	await walk.answer(/How bad is it/, "Low");
	await walk.answer(/Which parts/);
	await walk.answer(/In which folder/);
	await walk.asked(/preview/);
}

/** Until all is told that comes after the last key. */
async function told(file: string): Promise<void> {
	await window.page.locator(".notification-toast", { hasText: "Wrote" }).first().waitFor();
	await tabs(file).and(window.page.locator(".active")).first().waitFor();
}

const tabs = (text: string) => window.page.locator(".tab", { hasText: text });

describe("a template of the team", () => {
	it("is offered first, by what it is of", async () => {
		await person.runCommand("Observability: New from Template");
		await walk.asked(/New from Template/);
		await expect.poll(() => read(walk.focused)).toContain("Team Check");
		await window.screenshot("template-choice");
		await person.type("team");
		await person.choose("Team Check");
		await walk.asked(/What is it called/);
	});

	it("asks back and forth, and only what the answers before lead to", async () => {
		await walk.answer(/What is it called/, "disk");
		await walk.answer(/How bad is it/, "High");
		await walk.answer(/Who is woken/, "ada");
		await walk.asked(/Which parts\? \(4\/5\)/);
		await window.screenshot("template-many");
		await walk.back(/How bad is it/);
		await expect.poll(() => read(walk.focused)).toContain("High");
		await walk.answer(/How bad is it/, "Low");
		await walk.asked(/Which parts\? \(3\/4\)/);
		await walk.back(/What is it called/);
		expect(await walk.box.locator("input").first().inputValue()).toBe("disk");
		// Back once more leads to the choice of the template, and forth again to its first question.
		await walk.box.getByRole("button", { name: "Back" }).click();
		await walk.asked(/New from Template/);
		await person.type("team");
		await person.choose("Team Check");
	});

	it("checks one more of many by the keyboard", async () => {
		await walk.answer(/What is it called/, "disk");
		await walk.answer(/How bad is it/, "Low");
		await walk.asked(/Which parts/);
		await walk.box.getByText("2 Selected").waitFor();
		await person.type("cop");
		await walk.focused.filter({ hasText: "A copy" }).waitFor();
		await person.press("Enter");
		await walk.box.getByText("3 Selected").waitFor();
		await walk.answer(/Which parts/);
		await walk.asked(/In which folder/);
		await walk.back(/Which parts/);
		await walk.box.getByText("3 Selected").waitFor();
		await walk.box.locator(".monaco-list-row", { hasText: "A copy" }).click();
		await walk.box.getByText("2 Selected").waitFor();
		await walk.answer(/Which parts/);
		await walk.answer(/In which folder/);
		await walk.asked(/preview/);
	});

	it("shows new files and edits in one comparison, and makes it anew where a file changes meanwhile", async () => {
		await window.page.locator(".view-line", { hasText: "Level: low" }).first().waitFor();
		await window.screenshot("template-preview");
		expect(await read(walk.box)).toContain("Create 1 File and Edit 1 File");
		await writeFile(join(window.workspace, "list.txt"), "cpu\nmemory\nnet\n");
		await walk.decide("Create 1 File");
		await walk.asked(/preview/);
		await walk.box.locator("input[placeholder*='changed meanwhile']").waitFor();
		await walk.decide("Create 1 File");
		await window.page.locator(".notification-toast", { hasText: "Wrote 2 files" }).waitFor();
		await window.screenshot("template-written");
		expect(await textOf("list.txt")).toBe("cpu\nmemory\nnet\ndisk\n");
		expect(await textOf("checks/disk.md")).toBe("# disk\n\nLevel: low\n");
		expect(await tabs("preview").count()).toBe(0);
	});

	it("is taken back by one undo", async () => {
		await person.clearNotifications();
		await window.page.locator(".tab.active", { hasText: "disk.md" }).waitFor();
		await person.focusEditor();
		await person.press("Control+z");
		const dialog = window.page.locator(".monaco-dialog-box");
		const sees = () => dialog.isVisible();
		await expect.poll(async () => (await sees()) || !(await listFiles()).includes("checks/disk.md")).toBe(true);
		if (await sees()) {
			await window.screenshot("template-undo");
			await dialog
				.getByRole("button", { name: /^Undo in \d Files|^Yes|^Move to|^Delete/ })
				.first()
				.click();
		}
		await expect.poll(listFiles).not.toContain("checks/disk.md");
		await person.openFile("list.txt");
		await expect
			.poll(() => read(window.page.locator(".editor-group-container.active .view-lines")))
			.not.toContain("disk");
		await person.press("Control+s");
		await expect.poll(() => textOf("list.txt")).toBe("cpu\nmemory\nnet\n");
	});

	it("remembers what was answered, and offers it", { timeout: 120_000 }, async () => {
		await begin();
		await walk.answer(/What is it called/, "fan");
		await walk.answer(/How bad is it/, "High");
		await walk.answer(/Who is woken/, "ada");
		await walk.answer(/Which parts/);
		await walk.answer(/In which folder/, "checks/all");
		await walk.asked(/preview/);
		await walk.decide("Create 1 File");
		await told("fan.md");
		expect(await listFiles()).toContain("checks/all/fan.md");
		await person.clearNotifications();

		await begin();
		await walk.asked(/What is it called/);
		expect(await walk.box.locator("input").first().inputValue()).toBe("fan");
		await walk.answer(/What is it called/, "gpu");
		await walk.asked(/How bad is it/);
		await expect.poll(() => read(walk.focused)).toContain("High");
		await window.screenshot("template-remembered");
		await walk.takeSuggested();
		await walk.asked(/preview/);
		await walk.decide("Create 1 File");
		await told("gpu.md");
		expect(await listFiles()).toContain("checks/all/gpu.md");
		await person.clearNotifications();
	});

	it("goes to the folder of the explorer that it was called on", async () => {
		const rows = window.page.locator(".explorer-folders-view .monaco-list-row");
		await rows.filter({ hasText: "docs" }).click();
		await person.chooseFromMenu(rows.getByText("ours", { exact: true }), "New from Template…");
		await walk.asked(/New from Template/);
		await person.type("team");
		await person.choose("Team Check");
		await walk.answer(/What is it called/, "ssd");
		await walk.answer(/How bad is it/, "Low");
		await walk.answer(/Which parts/);
		await walk.asked(/In which folder/);
		expect(await walk.box.locator("input").first().inputValue()).toBe("docs/ours");
		await walk.leave();
	});
});

describe("whoever leaves", () => {
	const steps: readonly (readonly [string, () => Promise<void>])[] = [
		["the choice of the template", async () => person.runCommand("Observability: New from Template")],
		["a text", begin],
		[
			"a choice",
			async () => {
				await begin();
				await walk.answer(/What is it called/, "left");
			},
		],
		[
			"a question of many",
			async () => {
				await begin();
				await walk.answer(/What is it called/, "left");
				await walk.answer(/How bad is it/, "Low");
			},
		],
		[
			"the preview",
			async () => {
				await begin();
				await answerAll("left");
			},
		],
		[
			"the question about a file that exists",
			async () => {
				await begin();
				await walk.answer(/What is it called/, "readme");
				await walk.answer(/How bad is it/, "Low");
				await walk.answer(/Which parts/);
				await walk.answer(/In which folder/, "docs/ours");
				await walk.asked(/preview/);
				await walk.decide("Go on to 1 File that Exists");
				await walk.asked(/exists/);
			},
		],
	];

	it.each(steps)("at %s leaves nothing behind", async (_, goThere) => {
		await person.runCommand("View: Close All Editors");
		const before = await listFiles();
		const list = await textOf("list.txt");
		await goThere();
		await walk.asked(/./);
		await walk.leave();
		await expect.poll(() => window.page.locator(".editor-group-container .tab").count()).toBe(0);
		expect(await listFiles()).toEqual(before);
		expect(await textOf("list.txt")).toBe(list);
		expect(await window.page.locator(".notification-toast").count()).toBe(0);
	});

	it("is asked the next time what it was asked before", async () => {
		await begin();
		await walk.asked(/What is it called/);
		expect(await walk.box.locator("input").first().inputValue()).toBe("gpu");
		await walk.leave();
	});
});
