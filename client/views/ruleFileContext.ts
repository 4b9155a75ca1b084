import { commands, Disposable, languages, type TextDocument, window, workspace } from "vscode";
import { ruleDocuments } from "../ruleDocuments.ts";

/** Looked at from the start of a file; rule files name their kind early. */
const characters = 20_000;
const ruleFile = /^\s*groups\s*:|^\s*(?:-\s+)?kind\s*:\s*["']?PrometheusRule\b/m;

/** Whether a file looks like one with rules. For menus only: what the file really is, the server decides. */
export function looksLikeRules(document: TextDocument): boolean {
	if (languages.match([...ruleDocuments], document) === 0) return false;
	let text = "";
	for (let line = 0; line < document.lineCount && text.length < characters; line++) {
		text += `${document.lineAt(line).text}\n`;
	}
	return ruleFile.test(text);
}

/** Keeps the context key `observability.ruleFile`, by which menus show our commands, true to the active editor. */
export function trackRuleFiles(): Disposable {
	const update = (): void => {
		const document = window.activeTextEditor?.document;
		const claim = document !== undefined && looksLikeRules(document);
		void commands.executeCommand("setContext", "observability.ruleFile", claim);
	};
	update();
	const updateFor = (document: TextDocument): void => {
		if (document === window.activeTextEditor?.document) update();
	};
	return Disposable.from(
		window.onDidChangeActiveTextEditor(update),
		workspace.onDidOpenTextDocument(updateFor),
		workspace.onDidSaveTextDocument(updateFor),
	);
}
