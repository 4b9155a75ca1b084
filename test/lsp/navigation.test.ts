import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type {
	CallHierarchyIncomingCall,
	CallHierarchyItem,
	CodeLens,
	DocumentLink,
	Location,
	LocationLink,
	WorkspaceEdit,
} from "vscode-languageserver-protocol";
import { type LspClient, startLspClient } from "../support/lspClient.ts";
import { provideGrammars } from "../support/provideGrammars.ts";

const folder = fileURLToPath(new URL("../repository/", import.meta.url));
let client: LspClient;

function uriOf(path: string): string {
	return pathToFileURL(`${folder}${path}`).href;
}

beforeAll(async () => {
	await provideGrammars();
	client = await startLspClient({ rootUri: pathToFileURL(folder).href, initializationOptions: { references: true } });
	// The others are read from disk.
	for (const path of ["rules/http.rules.yaml", "kubernetes/prometheusrule.yaml", "alertmanager/alertmanager.yml"]) {
		client.open(uriOf(path), readFileSync(`${folder}${path}`, "utf8"));
	}
});

afterAll(async () => {
	expect(await client.stop()).toBe(0);
	expect(client.messages.filter((message) => !message.startsWith("The index has read"))).toEqual([]);
});

async function lensesOf(path: string): Promise<readonly CodeLens[]> {
	const textDocument = { uri: uriOf(path) };
	return (
		(await client.connection.sendRequest<readonly CodeLens[] | null>("textDocument/codeLens", { textDocument })) ?? []
	);
}

/** The position in words that stand once in the file, `offset` characters in. */
function at(path: string, words: string, offset: number) {
	const uri = uriOf(path);
	const start = client.text(uri).indexOf(words);
	if (start === -1) throw new Error(`${path} has no ${words}.`);
	return { textDocument: { uri }, position: client.position(uri, start + offset) };
}

function show({ uri, range }: Location): string {
	return `${uri.slice(uriOf("").length)}:${range.start.line + 1}`;
}

test("everything is known once all files were read", async () => {
	// Code lenses come when all files are known.
	await expect.poll(async () => (await lensesOf("rules/http.rules.yaml")).length, { timeout: 25_000 }).toBe(5);
});

test("definition, with what is asked about", async () => {
	const links = await client.connection.sendRequest<readonly (Location | LocationLink)[]>(
		"textDocument/definition",
		at("kubernetes/prometheusrule.yaml", "avg_over_time(job:http", 18),
	);
	expect(links).toEqual([
		{
			uri: uriOf("rules/http.rules.yaml"),
			range: { start: { line: 4, character: 16 }, end: { line: 4, character: 40 } },
		},
	]);
});

test("references, in every kind of file", async () => {
	const found = await client.connection.sendRequest<readonly Location[]>("textDocument/references", {
		...at("rules/http.rules.yaml", "alert: HighErrorRatio", 10),
		context: { includeDeclaration: true },
	});
	expect(found.map(show)).toEqual([
		"rules/http.rules.yaml:18",
		"alertmanager/alertmanager.yml:6",
		"alertmanager/alertmanager.yml:17",
		"kubernetes/dashboards.yaml:32",
		"queries/incident.promql:8",
		"runbooks/http.md:5",
		"tests/http.test.yaml:16",
	]);
});

test("call hierarchy, over files", async () => {
	const [item] = await client.connection.sendRequest<readonly CallHierarchyItem[]>(
		"textDocument/prepareCallHierarchy",
		at("rules/http.rules.yaml", "record: job:http_errors", 12),
	);
	if (item === undefined) throw new Error("There is no item.");
	const calls = await client.connection.sendRequest<readonly CallHierarchyIncomingCall[]>(
		"callHierarchy/incomingCalls",
		{ item },
	);
	expect(calls.map(({ from, fromRanges }) => `${from.name} ${from.detail} ${fromRanges[0]?.start.line}`)).toEqual([
		"BudgetBurns {{ .Release.Name }}.budget, rules.yaml 13",
		"query incident.promql 1",
		"HighErrorRatio http-alerts, http.rules.yaml 18",
		"HighErrorRatio Requests, http.md 9",
	]);
});

test("links to pages and files", async () => {
	const links = await client.connection.sendRequest<readonly DocumentLink[]>("textDocument/documentLink", {
		textDocument: { uri: uriOf("rules/http.rules.yaml") },
	});
	expect(links.map(({ target }) => target?.slice(uriOf("").length))).toEqual([
		"runbooks/http.md#L5",
		"runbooks/http.md#L16",
	]);
});

test("symbols of the workspace", async () => {
	const symbols = await client.connection.sendRequest<readonly { name: string; location: Location }[]>(
		"workspace/symbol",
		{ query: "slowreq" },
	);
	expect(symbols.map(({ name, location }) => `${name} ${show(location)}`)).toContain(
		"SlowRequests rules/http.rules.yaml:28",
	);
});

test("a rename, or why not", async () => {
	const edit = await client.connection.sendRequest<WorkspaceEdit>("textDocument/rename", {
		...at("alertmanager/alertmanager.yml", "receiver: shop-pager", 12),
		newName: "pager",
	});
	expect(edit.documentChanges).toMatchObject([
		{ textDocument: { uri: uriOf("alertmanager/alertmanager.yml"), version: 1 }, edits: [{}, {}, {}] },
	]);
	const refused = client.connection.sendRequest(
		"textDocument/prepareRename",
		at("rules/http.rules.yaml", "http_requests_total", 3),
	);
	await expect(refused).rejects.toThrow(/http_requests_total is registered by code in storefront-node\/metrics.ts/);
});

test("code lenses say who uses a rule, and a click shows them", async () => {
	const titles = await Promise.all(
		(await lensesOf("rules/http.rules.yaml")).map(async (lens) => {
			const { command } = await client.connection.sendRequest<CodeLens>("codeLens/resolve", lens);
			const asked: unknown = command?.arguments?.[2];
			const places = await client.connection.sendRequest<readonly Location[]>("observability/usages", asked);
			return `${command?.command}: ${command?.title} (${places.length})`;
		}),
	);
	expect(titles[2]).toBe("observability.showReferences: used by 1 alert · no dashboard (1)");
	expect(titles[4]).toMatch(/1 panel, 1 inhibition, 1 section of a runbook · no test \(3\)$/);
});

test("source code: who uses a metric, and nothing else", async () => {
	const path = "code/checkout-python/metrics.py";
	const text = readFileSync(`${folder}${path}`, "utf8");
	client.open(uriOf(path), text, "python");
	const orders = at(path, 'Counter("orders"', 10);
	const references = await client.connection.sendRequest<readonly Location[]>("textDocument/references", {
		...orders,
		context: { includeDeclaration: false },
	});
	expect(references.map(show)).toEqual([
		"dashboards/checkout.json:42",
		"rules/checkout.rules.yml:5",
		"slo/openslo.yaml:17",
		"tests/checkout.test.yaml:8",
	]);
	const [definition] = await client.connection.sendRequest<readonly Location[]>("textDocument/definition", orders);
	expect(definition && show(definition)).toBe(`${path}:7`);
	// Text that is not saved counts.
	client.edit(uriOf(path), 'Counter("orders"', '# one line more\nCounter("orders"');
	const moved = await client.connection.sendRequest<readonly Location[]>(
		"textDocument/definition",
		at(path, 'Counter("orders"', 10),
	);
	expect(moved.map(show)).toEqual([`${path}:8`]);
	const nothing = await client.connection.sendRequest("textDocument/definition", at(path, "def place", 5));
	expect(nothing).toBeNull();
});

test("a histogram of code is not renamed, though none of its series has its name", async () => {
	const asked = at("code/checkout-python/metrics.py", "order_value", 3);
	await expect(client.connection.sendRequest("textDocument/prepareRename", asked)).rejects.toThrow(
		/is registered by code in checkout-python\/metrics\.py/,
	);
});

test("a name that another buffer has only now is renamed too", async () => {
	const other = uriOf("alertmanager/alertmanager.yml");
	client.edit(other, 'alertname="HighErrorRatio"', 'alertname="SlowRequests"');
	const edit = await client.connection.sendRequest<WorkspaceEdit>("textDocument/rename", {
		...at("rules/http.rules.yaml", "alert: SlowRequests", 8),
		newName: "Slow",
	});
	expect(JSON.stringify(edit)).toContain(other);
});
