import { afterAll, beforeAll, expect, test } from "vitest";
import { type LspClient, startLspClient } from "../support/lspClient.ts";
import { provideGrammars } from "../support/provideGrammars.ts";

const uri = "file:///shop/src/metrics.ts";
const code = (labels: string): string => `import { Counter } from "prom-client";

export const logins = new Counter({ name: "logins_total", help: "Logins.", labelNames: [${labels}] });
`;
let client: LspClient;

beforeAll(async () => {
	await provideGrammars("tree-sitter-typescript/tree-sitter-typescript");
	client = await startLspClient();
});

afterAll(async () => {
	expect(await client.stop()).toBe(0);
	expect(client.messages).toEqual([]);
});

test("what a metric in code costs is told where the label is written, and taken back with it", async () => {
	client.open(uri, code('"result", "user_id"'), "typescript");
	const told = await client.diagnostics(uri, 1);
	expect(told.map(({ code: id, range }) => [id, range])).toEqual([
		["code/high-cardinality-label", { start: { line: 2, character: 99 }, end: { line: 2, character: 106 } }],
	]);
	const version = client.edit(uri, ', "user_id"', "");
	expect(await client.diagnostics(uri, version)).toEqual([]);
});
