import { afterAll, beforeAll, expect, test } from "vitest";
import type {
	DocumentHighlight,
	FoldingRange,
	SelectionRange,
	SemanticTokens,
	SemanticTokensDelta,
	SignatureHelp,
} from "vscode-languageserver-protocol/node";
import { type LspClient, startLspClient } from "../support/lspClient.ts";

const uri = "file:///rules/editor.yaml";
const text = `groups:
  - name: g
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - alert: A
        expr: |
          job:up:sum
            < 1
`;
let client: LspClient;

beforeAll(async () => {
	client = await startLspClient();
	client.open(uri, text);
	client.open("file:///other.yaml", "services:\n  web: {}\n");
});

afterAll(async () => {
	expect(client.messages.filter((message) => message.includes("failed"))).toEqual([]);
	await client.stop();
});

const ask = <R>(method: string, params: object = {}, file = uri): Promise<R> =>
	client.connection.sendRequest<R>(`textDocument/${method}`, { textDocument: { uri: file }, ...params });

const at = (word: string) => ({ position: client.position(uri, text.indexOf(word)) });

test("says what it can do", () => {
	expect(client.capabilities).toMatchObject({
		signatureHelpProvider: { triggerCharacters: ["(", ","] },
		semanticTokensProvider: { range: true, full: { delta: true } },
		foldingRangeProvider: true,
		selectionRangeProvider: true,
		documentHighlightProvider: true,
	});
});

test("signature help", async () => {
	const help = await ask<SignatureHelp>("signatureHelp", at("up)\n"));
	expect(help.signatures[help.activeSignature ?? -1]?.label).toBe(
		"sum by (label, …) (v instant-vector) instant-vector",
	);
	expect(help.activeParameter).toBe(1);
});

test("semantic tokens: all, a range, and what an edit changes", async () => {
	const all = await ask<SemanticTokens>("semanticTokens/full");
	// sum, by, job, up; then job:up:sum, <, 1 of the second expression.
	expect(all.data.length / 5).toBe(7);
	expect(all.data.slice(0, 5)).toEqual([4, 14, 3, 3, 2]);
	const range = { start: { line: 6, character: 0 }, end: { line: 9, character: 0 } };
	expect((await ask<SemanticTokens>("semanticTokens/range", { range })).data.slice(0, 5)).toEqual([7, 10, 10, 0, 1]);
	client.edit(uri, "< 1", "< 12");
	const delta = await ask<SemanticTokensDelta>("semanticTokens/full/delta", { previousResultId: all.resultId });
	expect(delta.edits).toHaveLength(1);
	expect(delta.edits[0]?.data?.length).toBeLessThan(all.data.length);
	client.edit(uri, "< 12", "< 1");
	const stale = await ask<SemanticTokens>("semanticTokens/full/delta", { previousResultId: "unknown" });
	expect(stale.data).toEqual(all.data);
});

test("folding, selections and highlights", async () => {
	const folds = await ask<FoldingRange[]>("foldingRange");
	expect(folds).toContainEqual({ startLine: 6, endLine: 8 });
	const ranges = await ask<SelectionRange[]>("selectionRange", { positions: [at("up)\n").position] });
	expect(ranges[0]?.range).toEqual({ start: { line: 4, character: 28 }, end: { line: 4, character: 30 } });
	expect(ranges[0]?.parent?.range).toEqual({ start: { line: 4, character: 27 }, end: { line: 4, character: 31 } });
	const highlights = await ask<DocumentHighlight[]>("documentHighlight", at("job:up:sum\n            <"));
	expect(highlights.map(({ range, kind }) => [range.start.line, kind])).toEqual([
		[3, 3],
		[7, 2],
	]);
});

test("other files are left to others", async () => {
	const other = "file:///other.yaml";
	expect(await ask("semanticTokens/full", {}, other)).toBeNull();
	expect(await ask("foldingRange", {}, other)).toBeNull();
	expect(await ask("documentHighlight", { position: { line: 0, character: 1 } }, other)).toBeNull();
	expect(await ask("documentHighlight", at("rules:"))).toBeNull();
	expect(await ask("selectionRange", { positions: [{ line: 0, character: 1 }] }, other)).toBeNull();
});
