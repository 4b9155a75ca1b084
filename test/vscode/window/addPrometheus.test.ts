import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startReverseProxy, type TestProxy } from "../../support/proxies.ts";
import { type RealPrometheus, startRealPrometheus } from "../../support/realPrometheus.ts";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt, read } from "./person.ts";

/** Adding a server as a person does, where the server stands below a prefix and wants a user name and a password. */
const password = "correct-horse-1";

let prometheus: RealPrometheus;
let proxy: TestProxy;
let window: VscodeWindow;
let person: Person;
let box: Locator;

beforeAll(async () => {
	prometheus = await startRealPrometheus();
	const wanted = `Basic ${Buffer.from(`ada:${password}`).toString("base64")}`;
	proxy = await startReverseProxy({
		target: prometheus.url,
		strip: "/prometheus",
		refuse: ({ url, headers }) => {
			if (!url.startsWith("/prometheus/")) return { status: 404, body: "404 page not found" };
			return headers.authorization === wanted ? undefined : { status: 401, body: "Unauthorized" };
		},
	});
	window = await openWindow();
	await writeFile(
		join(window.workspace, "rules.yaml"),
		"groups:\n  - name: g\n    rules:\n      - { record: a, expr: up }\n",
	);
	person = personAt(window.page);
	box = window.page.locator(".quick-input-widget");
	await person.openFile("rules.yaml");
});

afterAll(async () => {
	await window?.close();
	await proxy?.stop();
	await prometheus?.stop();
});

afterEach(async ({ task }) => {
	if (task.result?.state === "fail") await window?.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
});

/**
 * Waits for the question, and answers it; the box is the same for all of them, so it is left only for another one. What is
 * typed while the box is still becoming that of the question is lost, so Enter comes once it has stayed.
 */
async function answer(question: string, text: string): Promise<void> {
	const asked = box.getByText(question, { exact: false }).first();
	await asked.waitFor();
	const input = box.locator("input").first();
	await expect
		.poll(
			async () => {
				if (!(await asked.isVisible())) return "answered";
				if ((await input.inputValue()) !== text) await input.fill(text);
				else await person.press("Enter");
				return "asked";
			},
			{ interval: 300 },
		)
		.toBe("answered");
}

it("asks only for what the server wants, and for nothing before it has said so", async () => {
	await person.runCommand("Observability: Add Prometheus");
	await answer("Its address", proxy.url);
	const dialog = window.page.locator(".monaco-dialog-box");
	await dialog.getByText(`one answers at ${proxy.url}/prometheus`).waitFor();
	await window.screenshot("add-prometheus-found-below");
	await dialog.getByRole("button", { name: `Use ${proxy.url}/prometheus` }).click();
	await box.getByPlaceholder("How does it know you?").waitFor();
	await window.screenshot("add-prometheus-sign-in");
	await person.press("Enter");
	await answer("User name", "ada");
	await answer("The password", "wrong-password");
	await dialog.getByText("did not accept the credential").waitFor();
	expect(await read(dialog)).not.toContain("wrong-password");
	await dialog.getByRole("button", { name: "Change What I Typed" }).click();
	await box.getByPlaceholder("How does it know you?").waitFor();
	await person.press("Enter");
	await answer("User name", "ada");
	await answer("The password", password);
	await answer("A name to tell it", "staging");
	await box.getByPlaceholder("Where is it written down?").waitFor();
	await box.getByText("This workspace", { exact: true }).click();
	await window.page
		.locator(".notifications-toasts")
		.getByText(/Prometheus 2\.\d+\.\d+.* answered, with 1 target\./)
		.waitFor();
	await window.page.locator(".statusbar-item", { hasText: "staging" }).waitFor();
	await window.screenshot("add-prometheus-done");
});

it("writes the server down, without any secret", async () => {
	const settings = await readFile(join(window.workspace, ".vscode", "settings.json"), "utf8");
	expect(JSON.parse(settings)).toMatchObject({
		"observability.prometheus.servers": [
			{ name: "staging", url: `${proxy.url}/prometheus`, auth: "basic", username: "ada" },
		],
		"observability.prometheus.active": "staging",
	});
	expect(settings).not.toContain("correct-horse");
});

it("goes back to what was asked before, and leaves at Escape without a trace", async () => {
	await person.runCommand("Observability: Add Prometheus");
	await answer("Its address", prometheus.url);
	await box.getByText("A name to tell it").first().waitFor();
	await box.getByRole("button", { name: "Back" }).click();
	await box.getByText("Its address").first().waitFor();
	await person.press("Escape");
	await box.waitFor({ state: "hidden" });
	const settings = await readFile(join(window.workspace, ".vscode", "settings.json"), "utf8");
	expect(settings).not.toContain(prometheus.url);
});
