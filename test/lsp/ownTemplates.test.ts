import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listScaffolds, renderScaffold } from "../../server/protocol/scaffold.ts";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

let client: LspClient;
let folder: string;

const start = async (trusted: boolean): Promise<void> => {
	client = await startLspClient({ rootUri: pathToFileURL(folder).href, initializationOptions: { trusted } });
};
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "own-templates-"));
});
afterEach(async () => {
	expect(await client.stop()).toBe(0);
	rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
	mkdirSync(dirname(join(folder, name)), { recursive: true });
	writeFileSync(join(folder, name), text);
}

const manifest = JSON.stringify({
	title: "Add greeting",
	questions: [{ id: "name", prompt: "Whom?", input: { kind: "text" } }],
	targets: [{ template: "a.yaml", path: "a.yaml", description: "Greeting" }],
});

const listed = async (): Promise<readonly string[]> =>
	(await client.connection.sendRequest(listScaffolds, {})).filter(({ own }) => own).map(({ id }) => id);

test("templates of the workspace are offered and rendered where it is trusted", async () => {
	write(".observability/templates/greeting/template.json", manifest);
	write(".observability/templates/greeting/a.yaml", "hello: << name >>\n");
	await start(true);
	expect(await listed()).toEqual(["greeting"]);
	const request = { id: "greeting", answers: { name: "Ada" } };
	expect(await client.connection.sendRequest(renderScaffold, request)).toMatchObject({
		files: [{ path: "a.yaml", content: "hello: Ada\n" }],
	});
	write(".observability/templates/greeting/a.yaml", "hello: << nmae >>\n");
	await expect(client.connection.sendRequest(renderScaffold, request)).rejects.toThrow(
		'your template greeting/a.yaml:1: there is no value "nmae".',
	);
});

test("none are taken where it is not trusted", async () => {
	write(".observability/templates/greeting/template.json", manifest);
	await start(false);
	expect(await listed()).toEqual([]);
});

test("they may lie in another folder, and are not judged in an editor", async () => {
	write(".observability.yaml", "templates: tools\n");
	write("tools/greeting/template.json", manifest);
	await start(true);
	expect(await listed()).toEqual(["greeting"]);
	const broken = "groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: sum(<< x >>\n";
	const inside = pathToFileURL(join(folder, "tools/greeting/rules.yaml")).href;
	const outside = pathToFileURL(join(folder, "rules.yaml")).href;
	client.open(inside, broken);
	client.open(outside, broken);
	expect(await client.diagnosticsWhere(outside, (found) => found.length > 0)).not.toEqual([]);
	expect(await client.diagnostics(inside, 1)).toEqual([]);
});
