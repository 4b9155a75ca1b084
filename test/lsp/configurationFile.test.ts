import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CodeAction, Diagnostic } from "vscode-languageserver-protocol";
import { createBaseline } from "../../server/checks/configuration/baseline.ts";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

const rules = `groups:
  - name: api
    rules:
      - alert: ApiDown
        expr: up
`;
const code = "alert/always-fires";

let client: LspClient;
let folder: string;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "configuration-"));
	client = await startLspClient({ rootUri: pathToFileURL(folder).href });
});
afterEach(async () => {
	expect(await client.stop()).toBe(0);
	rmSync(folder, { recursive: true });
});

const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

function write(name: string, text: string): void {
	mkdirSync(dirname(join(folder, name)), { recursive: true });
	writeFileSync(join(folder, name), text);
}

/** Waits until the file has the problem in this severity, or has none. */
async function untilSeverity(name: string, severity: Diagnostic["severity"]): Promise<void> {
	const severityIn = (found: readonly Diagnostic[]) => found.find((one) => one.code === code)?.severity;
	const found = await client.diagnosticsWhere(uriOf(name), (diagnostics) => severityIn(diagnostics) === severity);
	expect(severityIn(found)).toBe(severity);
}

const tellChange = (name: string): void =>
	void client.connection.sendNotification("workspace/didChangeWatchedFiles", {
		changes: [{ uri: uriOf(name), type: 2 }],
	});

test("the nearest configuration on disk counts, and a change of it is seen at once", async () => {
	write(".observability.yaml", `checks: { ${code}: hint }\n`);
	await client.registrations((methods) => methods.includes("workspace/didChangeWatchedFiles"));
	client.open(uriOf("rules/api.yaml"), rules);
	await untilSeverity("rules/api.yaml", 4);
	write(".observability.yaml", `checks: { ${code}: error }\n`);
	tellChange(".observability.yaml");
	await untilSeverity("rules/api.yaml", 1);
	write("rules/.observability.yaml", `checks: { ${code}: off }\n`);
	tellChange("rules/.observability.yaml");
	await untilSeverity("rules/api.yaml", undefined);
	rmSync(join(folder, "rules/.observability.yaml"));
	tellChange("rules/.observability.yaml");
	await untilSeverity("rules/api.yaml", 1);
});

test("what is open goes before the disk, and its faults are told in it", async () => {
	write(".observability.yaml", `checks: { ${code}: hint }\n`);
	client.open(uriOf("api.yaml"), rules);
	await untilSeverity("api.yaml", 4);
	client.open(uriOf(".observability.yaml"), `checks: { ${code}: hint, alert/nope: off }\nextends: nope.yaml\n`);
	const faults = await client.diagnostics(uriOf(".observability.yaml"), 1);
	expect(faults.map((one) => one.code)).toEqual(["configuration/unknown-check", "configuration/unusable-file"]);
	client.edit(uriOf(".observability.yaml"), "hint", "off");
	await untilSeverity("api.yaml", undefined);
	client.closeFile(uriOf(".observability.yaml"));
	await untilSeverity("api.yaml", 4);
});

test("the editor's settings go before it", async () => {
	write(".observability.yaml", `checks: { ${code}: hint }\n`);
	client.open(uriOf("api.yaml"), rules);
	await untilSeverity("api.yaml", 4);
	client.changeSettings({ checks: { [code]: "error", "alert/nope": "off", "alert/*": "loud" } });
	await untilSeverity("api.yaml", 1);
	expect(client.messages.filter((message) => message.includes("observability.checks"))).toHaveLength(2);
	client.changeSettings({});
	await untilSeverity("api.yaml", 4);
});

test("a baseline keeps what is known quiet, and a saved one is seen", async () => {
	write(".observability.yaml", "baseline: known.json\n");
	client.open(uriOf("api.yaml"), rules);
	await untilSeverity("api.yaml", 2);
	const start = rules.indexOf("expr: up") + "expr: ".length;
	const found = await client.diagnostics(uriOf("api.yaml"), 1);
	const problems = found
		.filter((one) => one.code === code)
		.map(({ range, message }) => {
			const lineStart = rules.split("\n").slice(0, range.start.line).join("\n").length + 1;
			const span = { start: lineStart + range.start.character, end: lineStart + range.end.character };
			return { code, severity: "warning" as const, span, message: String(message) };
		});
	expect(problems[0]?.span.start).toBe(start);
	write(
		"known.json",
		createBaseline(`${pathToFileURL(folder).href}/`, [{ uri: uriOf("api.yaml"), text: rules, problems }]),
	);
	tellChange("known.json");
	await untilSeverity("api.yaml", undefined);
});

async function actionsIn(name: string, at: string): Promise<readonly CodeAction[]> {
	const uri = uriOf(name);
	const start = client.position(uri, client.text(uri).indexOf(at));
	const actions = await client.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
		textDocument: { uri },
		range: { start, end: start },
		context: { diagnostics: [] },
	});
	return actions.filter(({ title }) => title.includes(".observability.yaml"));
}

test("a setting is written into the configuration that is there, or into a new one", async () => {
	client.open(uriOf("rules/api.yaml"), rules);
	await untilSeverity("rules/api.yaml", 2);
	const [off] = await actionsIn("rules/api.yaml", "up\n");
	expect(off?.title).toBe(`Turn ${code} off in .observability.yaml`);
	const zero = { line: 0, character: 0 };
	expect(off?.edit).toEqual({
		documentChanges: [
			{ kind: "create", uri: uriOf(".observability.yaml"), options: { ignoreIfExists: true } },
			{
				textDocument: { uri: uriOf(".observability.yaml"), version: null },
				edits: [{ range: { start: zero, end: zero }, newText: `checks:\n  ${code}: off\n` }],
			},
		],
	});
	// Another severity than the check's own shows when the file has been read.
	write(".observability.yaml", `checks:\n  # Why.\n  ${code}: information\n`);
	tellChange(".observability.yaml");
	client.open(uriOf("rules/other.yaml"), rules);
	await untilSeverity("rules/other.yaml", 3);
	const actions = await actionsIn("rules/other.yaml", "up\n");
	expect(actions.map(({ title }) => title)).toEqual([
		`Turn ${code} off in .observability.yaml`,
		...["error", "warning", "hint"].map((severity) => `Set severity of ${code} to ${severity} in .observability.yaml`),
	]);
	const start = { line: 2, character: 2 + code.length + 2 };
	const range = { start, end: { line: 2, character: start.character + "information".length } };
	expect(actions[1]?.edit).toEqual({ changes: { [uriOf(".observability.yaml")]: [{ range, newText: "error" }] } });
	client.open(uriOf(".observability.yaml"), "checks: [\n");
	const refused = await actionsIn("rules/other.yaml", "up\n");
	expect(refused[0]?.disabled?.reason).toContain("no valid YAML");
	expect(refused[0]?.edit).toBeUndefined();
});

test("JSON, which has no comments, is disabled through the configuration", async () => {
	const json = JSON.stringify({ groups: [{ name: "api", rules: [{ alert: "ApiDown", expr: "up" }] }] });
	client.open(uriOf("rules/api.json"), json);
	await untilSeverity("rules/api.json", 2);
	const [here] = await actionsIn("rules/api.json", 'up"');
	expect(here?.title).toBe(`Turn ${code} off for this file in .observability.yaml`);
	expect(JSON.stringify(here?.edit)).toContain("/rules/api.json");
});
