import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import {
	type CodeLens,
	commands,
	type Location,
	type LocationLink,
	type TextDocument,
	Uri,
	type WorkspaceEdit,
	window,
	workspace,
} from "vscode";
import { workspaceFolder, writeFile } from "./editing.ts";

const rules = `groups:
  - name: shop
    rules:
      - record: shop:carts:sum
        expr: sum(shop_carts)
      - alert: NoCarts
        expr: shop:carts:sum == 0
`;
const code = `from prometheus_client import Gauge

CARTS = Gauge("shop_carts", "Carts.")
`;

export function testNavigation(): void {
	describe("navigation", () => {
		let document: TextDocument;
		before(async () => {
			await writeFile(rules, "shop.rules.yaml");
			await writeFile(code, "shop_metrics.py");
			document = await open("shop.rules.yaml");
		});
		after(async () => {
			for (const path of ["shop.rules.yaml", "shop_metrics.py"]) {
				await workspace.fs.delete(Uri.joinPath(workspaceFolder(), path));
			}
		});

		it("leads from a query to the line of code that registers its metric", async () => {
			const places = await until(
				() => locate("vscode.executeDefinitionProvider", document, "shop_carts"),
				(found) => found.length > 0,
			);
			deepEqual(places, ["shop_metrics.py:3"]);
		});

		it("leads from code to the rules, and leaves the rest of the code to others", async () => {
			const python = await open("shop_metrics.py");
			const places = await until(
				() => locate("vscode.executeReferenceProvider", python, "shop_carts"),
				(found) => found.some((place) => place.startsWith("shop.rules")),
			);
			ok(places.includes("shop.rules.yaml:5"), places.join());
		});

		it("shows who uses a rule, and the places on a click", async () => {
			const lenses = await until(
				async () =>
					(await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10)) ?? [],
				(found) => found.some(({ command }) => command?.title.startsWith("used by") === true),
			);
			const lens = lenses.find(({ command }) => command?.command === "observability.showReferences");
			match(lens?.command?.title ?? "", /^used by 1 alert · no dashboard/);
			await commands.executeCommand("observability.showReferences", ...(lens?.command?.arguments ?? []));
		});

		it("renames a rule everywhere, and says why it does not rename a metric of code", async () => {
			const edit = await rename(document, "shop:carts:sum", "shop:carts:total");
			ok(await workspace.applyEdit(edit));
			equal(document.getText(), rules.replaceAll("shop:carts:sum", "shop:carts:total"));
			const refusal = await rename(document, "shop_carts", "shop_baskets").then(
				() => "",
				(error: unknown) => String(error),
			);
			match(refusal, /registered by code in .*shop_metrics\.py/);
			await document.save();
		});
	});
}

async function open(path: string): Promise<TextDocument> {
	const document = await workspace.openTextDocument(Uri.joinPath(workspaceFolder(), path));
	await window.showTextDocument(document);
	return document;
}

async function locate(command: string, document: TextDocument, word: string): Promise<readonly string[]> {
	const position = document.positionAt(document.getText().indexOf(word) + 2);
	const found = (await commands.executeCommand<(Location | LocationLink)[]>(command, document.uri, position)) ?? [];
	return found.map((place) => {
		const [uri, range] =
			"targetUri" in place ? [place.targetUri, place.targetSelectionRange] : [place.uri, place.range];
		return `${uri.path.slice(workspaceFolder().path.length + 1)}:${(range?.start.line ?? -1) + 1}`;
	});
}

function rename(document: TextDocument, word: string, to: string): Thenable<WorkspaceEdit> {
	const position = document.positionAt(document.getText().indexOf(word) + 2);
	return commands.executeCommand<WorkspaceEdit>("vscode.executeDocumentRenameProvider", document.uri, position, to);
}

/** Asks again until the answer is the wanted one: the index tells nobody here when it has read a file. */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
	const end = Date.now() + 25_000;
	for (;;) {
		const answer = await ask();
		if (wanted(answer) || Date.now() > end) return answer;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}
