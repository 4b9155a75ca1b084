import { commands, type Disposable, languages, window } from "vscode";
import { codeOf, type DiagnosticPages } from "../diagnosticPages.ts";

/** "Observability: Explain Problem": opens the page of the diagnostic at the cursor, for those who use the keyboard. */
export function registerExplainDiagnostic(pages: DiagnosticPages): Disposable {
	return commands.registerCommand("observability.explainDiagnostic", async (code?: unknown) => {
		const page = pages.pageOf(typeof code === "string" ? code : (codeAtCursor(pages) ?? ""));
		if (page === undefined) {
			await window.showInformationMessage("There is no problem of ours at the cursor.");
			return;
		}
		await commands.executeCommand("vscode.openWith", page, "vscode.markdown.preview.editor");
	});
}

function codeAtCursor(pages: DiagnosticPages): string | undefined {
	const editor = window.activeTextEditor;
	if (editor === undefined) return undefined;
	const cursor = editor.selection.active;
	const ours = languages
		.getDiagnostics(editor.document.uri)
		.filter((diagnostic) => pages.pageOf(codeOf(diagnostic) ?? "") !== undefined);
	const at = ours.find((diagnostic) => diagnostic.range.contains(cursor));
	const nearest = at ?? ours.find((diagnostic) => diagnostic.range.start.line === cursor.line);
	return nearest && codeOf(nearest);
}
