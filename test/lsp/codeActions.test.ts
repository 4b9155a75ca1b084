import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CodeAction, Diagnostic } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

const uri = "file:///actions.yml";
const text = `groups:
- name: é😀
  rules:
  - record: a:b
    expr: sum( irate(x_total{job=~"a"}[5m]) )
  - record: c:d
    expression: up
`;

let client: LspClient;

beforeAll(async () => {
	client = await startLspClient({ initializationOptions: { formatter: false } });
	client.open(uri, text);
});
afterAll(async () => {
	await client?.stop();
});

async function actionsAt(word: string, only?: readonly string[], diagnostics: readonly Diagnostic[] = []) {
	const at = client.position(uri, text.indexOf(word));
	const actions = await client.connection.sendRequest<CodeAction[] | null>("textDocument/codeAction", {
		textDocument: { uri },
		range: { start: at, end: at },
		context: { diagnostics, ...(only === undefined ? {} : { only }) },
	});
	return actions ?? [];
}

function apply(action: CodeAction | undefined): string {
	return TextDocument.applyEdits(TextDocument.create(uri, "yaml", 1, text), action?.edit?.changes?.[uri] ?? []);
}

test("the server says which kinds of actions it has", () => {
	expect(client.capabilities).toMatchObject({
		codeActionProvider: {
			codeActionKinds: [
				"quickfix",
				"refactor.extract",
				"refactor.inline",
				"refactor.rewrite",
				"source.format.promql",
				"source.fixAll.observability",
			],
		},
	});
});

test("what can be done with the expression at the cursor is offered, as edits of the file", async () => {
	const actions = await actionsAt("irate");
	const rate = actions.find(({ title }) => title === "Turn irate into rate");
	expect(rate?.kind).toBe("refactor.rewrite");
	expect(apply(rate)).toBe(text.replace("irate", "rate"));
});

test("a quick fix names the diagnostic that it mends", async () => {
	const diagnostics = await client.diagnostics(uri, 1);
	const [fix, ...others] = await actionsAt("expression", ["quickfix"], diagnostics);
	expect(others).toEqual([]);
	expect(fix).toMatchObject({ title: "Change to expr", kind: "quickfix", isPreferred: true });
	expect(fix?.diagnostics?.map(({ code }) => code)).toEqual(["rule/unknown-field"]);
	expect(apply(fix)).toBe(text.replace("expression", "expr"));
});

test("a client that wants no formatter has formatting as an action", async () => {
	expect(client.capabilities).not.toHaveProperty("documentFormattingProvider");
	expect(client.capabilities).not.toHaveProperty("documentRangeFormattingProvider");
	expect(client.capabilities).not.toHaveProperty("documentOnTypeFormattingProvider");
	const [format] = await actionsAt("groups", ["source.format.promql"]);
	expect(format?.kind).toBe("source.format.promql");
	expect(apply(format)).toBe(text.replace("( irate", "(irate").replace("[5m]) )", "[5m]))"));
	expect(await actionsAt("groups")).toEqual([]);
});

describe("the setting that makes the server a formatter after all", () => {
	const methods = ["textDocument/formatting", "textDocument/rangeFormatting", "textDocument/onTypeFormatting"];

	test("is followed at once, in both directions", async () => {
		const before = client.registered();
		expect(before.filter((method) => methods.includes(method))).toEqual([]);
		client.changeSettings({ format: { asDocumentFormatter: true } });
		await client.registrations((registered) => methods.every((method) => registered.includes(method)));
		client.changeSettings({ format: { asDocumentFormatter: false } });
		await client.registrations((registered) => !methods.some((method) => registered.includes(method)));
	});

	test("changes nothing for a client whose formatter the server is already", async () => {
		const other = await startLspClient({ settings: { format: { asDocumentFormatter: true } } });
		try {
			expect(other.capabilities).toMatchObject({ documentFormattingProvider: true });
			other.open(uri, text);
			await other.diagnostics(uri, 1);
			expect(other.registered().filter((method) => methods.includes(method))).toEqual([]);
		} finally {
			await other.stop();
		}
	});
});
