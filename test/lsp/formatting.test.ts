import { afterAll, beforeAll, expect, test } from "vitest";
import type { Range, TextEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

const uri = "file:///rules.yml";
const text = `groups:
- name: é😀
  rules:
  - record: a:b
    expr: |
      sum( up )
        by(job)
  - record: c:d
    expr: up  >  0
`;

let client: LspClient;

beforeAll(async () => {
	client = await startLspClient();
	client.open(uri, text);
});
afterAll(async () => {
	await client?.stop();
});

async function format(method: string, range?: Range, of = uri): Promise<string> {
	const options = { tabSize: 4, insertSpaces: false };
	const params = { textDocument: { uri: of }, options, ...(range === undefined ? {} : { range }) };
	const edits = await client.connection.sendRequest<TextEdit[] | null>(method, params);
	return TextDocument.applyEdits(TextDocument.create(of, "yaml", 1, client.text(of)), edits ?? []);
}

test("the server says that it formats", () => {
	expect(client.capabilities).toMatchObject({
		documentFormattingProvider: true,
		documentRangeFormattingProvider: true,
		documentOnTypeFormattingProvider: { firstTriggerCharacter: "\n" },
	});
});

test("a document's expressions are laid out, whatever indentation the editor wishes", async () => {
	const expected = text.replace("sum( up )\n        by(job)", "sum by (job) (up)").replace("up  >  0", "up > 0");
	expect(await format("textDocument/formatting")).toBe(expected);
});

test("a selection's expressions are laid out and no others", async () => {
	const line = { start: { line: 8, character: 0 }, end: { line: 8, character: 20 } };
	expect(await format("textDocument/rangeFormatting", line)).toBe(text.replace("up  >  0", "up > 0"));
});

test("a line that is begun stands as far in as the brackets around it", async () => {
	const typing = "file:///typing.yml";
	client.open(typing, text.replace("sum( up )\n        by(job)", "sum(\n      "));
	const params = {
		textDocument: { uri: typing },
		options: { tabSize: 4, insertSpaces: false },
		position: { line: 6, character: 6 },
		ch: "\n",
	};
	expect(await client.connection.sendRequest("textDocument/onTypeFormatting", params)).toEqual([
		{ range: { start: { line: 6, character: 0 }, end: { line: 6, character: 6 } }, newText: " ".repeat(8) },
	]);
});

test("a file of another kind stays as it is", async () => {
	client.open("file:///other.yml", "expr: up  >  0\n");
	expect(await format("textDocument/formatting", undefined, "file:///other.yml")).toBe("expr: up  >  0\n");
});
