import { deepEqual, equal, ok } from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import {
	type CodeAction,
	ConfigurationTarget,
	commands,
	type Diagnostic,
	Range,
	type TextDocument,
	type TextEdit,
	Uri,
	window,
	workspace,
} from "vscode";
import { diagnosticsOf, openYaml, workspaceFolder, writeFile } from "./editing.ts";

const untidy = `groups:
  - name: api
    rules:
      - record: job:up:sum
        expr:   sum( up )  by(job)
      - alert: Down
        expr: |
          irate( x_total[5m] )>0
`;
const tidy = untidy
	.replace("sum( up )  by(job)", "sum by (job) (up)")
	.replace("irate( x_total[5m] )>0", "irate(x_total[5m]) > 0");

export function testCodeActions(): void {
	describe("code actions", () => {
		afterEach(async () => {
			await workspace.getConfiguration("observability.format").update("asDocumentFormatter", undefined, true);
			await workspace.getConfiguration("editor").update("codeActionsOnSave", undefined, ConfigurationTarget.Workspace);
		});

		it("turn one expression into another", async () => {
			const document = await openYaml(untidy);
			await diagnosticsOf(document, (all) => all.length > 0);
			const action = (await actionsAt(document, "irate")).find(({ title }) => title === "Turn irate into rate");
			ok(action?.edit);
			ok(await workspace.applyEdit(action.edit));
			equal(document.getText(), untidy.replace("irate", "rate"));
		});

		it("mend what a diagnostic tells of", async () => {
			const document = await openYaml(untidy.replace("irate", "irat"));
			await diagnosticsOf(document, (all) => all.length > 0);
			const fix = (await actionsAt(document, "irat", "quickfix")).find(({ isPreferred }) => isPreferred === true);
			equal(fix?.title, "Change to irate");
			ok(fix.edit);
			ok(await workspace.applyEdit(fix.edit));
			equal(document.getText(), untidy);
		});

		it("turn a check off in the configuration, which is made for it and counts at once", async () => {
			await writeFile(untidy.replace(">0", ""), "alwaysFires.yaml");
			const uri = Uri.joinPath(workspaceFolder(), "alwaysFires.yaml");
			const configuration = Uri.joinPath(workspaceFolder(), ".observability.yaml");
			const document = await workspace.openTextDocument(uri);
			await window.showTextDocument(document);
			const isTold = (all: readonly Diagnostic[]) => all.some(({ code }) => hasCode(code, "alert/always-fires"));
			try {
				await diagnosticsOf(document, isTold);
				const title = "Turn alert/always-fires off in .observability.yaml";
				const action = (await actionsAt(document, "irate")).find((one) => one.title === title);
				ok(action?.edit);
				ok(await workspace.applyEdit(action.edit));
				const written = await workspace.openTextDocument(configuration);
				equal(written.getText(), "checks:\n  alert/always-fires: off\n");
				await diagnosticsOf(document, (all) => !isTold(all));
				// What stays open and is not saved goes before the disk.
				await written.save();
			} finally {
				await workspace.fs.delete(configuration);
				await workspace.fs.delete(uri);
			}
		});

		it("format on a command, without a second formatter for YAML", async () => {
			const document = await openYaml(untidy);
			deepEqual(await formatDocument(document), []);
			await commands.executeCommand("observability.formatPromql");
			equal(document.getText(), tidy);
			const { version } = document;
			await commands.executeCommand("observability.formatPromql");
			equal(document.version, version);
		});

		it("format on saving where the user wants it", async () => {
			await writeFile(untidy, "untidy.yaml");
			await workspace
				.getConfiguration("editor")
				.update("codeActionsOnSave", { "source.format.promql": "explicit" }, ConfigurationTarget.Workspace);
			const document = await workspace.openTextDocument(Uri.joinPath(workspaceFolder(), "untidy.yaml"));
			const editor = await window.showTextDocument(document);
			await editor.edit((edit) => edit.insert(document.positionAt(untidy.length), "\n"));
			await commands.executeCommand("workbench.action.files.save");
			equal(document.getText(), `${tidy}\n`);
			equal(document.isDirty, false);
		});

		it("leave formatting to the server where the setting says so, at once", async () => {
			const document = await openYaml(untidy);
			await workspace.getConfiguration("observability.format").update("asDocumentFormatter", true, true);
			const edits = await until(
				() => formatDocument(document),
				(found) => found.length > 0,
			);
			equal(edits.length > 0, true);
			await workspace.getConfiguration("observability.format").update("asDocumentFormatter", undefined, true);
			deepEqual(
				await until(
					() => formatDocument(document),
					(found) => found.length === 0,
				),
				[],
			);
		});
	});
}

function hasCode(code: Diagnostic["code"], wanted: string): boolean {
	return (typeof code === "object" ? code.value : code) === wanted;
}

function actionsAt(document: TextDocument, word: string, kind?: string): Thenable<readonly CodeAction[]> {
	const at = document.positionAt(document.getText().indexOf(word));
	return commands.executeCommand("vscode.executeCodeActionProvider", document.uri, new Range(at, at), kind);
}

async function formatDocument(document: TextDocument): Promise<readonly TextEdit[]> {
	const options = { tabSize: 2, insertSpaces: true };
	const edits: readonly TextEdit[] | undefined = await commands.executeCommand(
		"vscode.executeFormatDocumentProvider",
		document.uri,
		options,
	);
	return edits ?? [];
}

/** Asks again until the answer is as wanted, as the editor tells nobody of its formatters. */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
	const end = Date.now() + 10_000;
	for (;;) {
		const answer = await ask();
		if (wanted(answer) || Date.now() > end) return answer;
	}
}
