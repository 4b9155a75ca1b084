import { type CodeAction, commands, type Disposable, Range, window, workspace } from "vscode";

/** Also for the editor's setting `editor.codeActionsOnSave`. */
export const formatKind = "source.format.promql";

/** Milliseconds for which the status bar says that there was nothing to do. */
const REMARK = 4000;

/** "Observability: Format PromQL": lays out every expression of the file, and nothing else in it. */
export function registerFormatPromql(): Disposable {
	return commands.registerCommand("observability.formatPromql", async () => {
		const document = window.activeTextEditor?.document;
		if (document === undefined) return;
		const { version } = document;
		const whole = new Range(document.positionAt(0), document.positionAt(document.getText().length));
		const actions = await commands.executeCommand<readonly CodeAction[] | undefined>(
			"vscode.executeCodeActionProvider",
			document.uri,
			whole,
			formatKind,
		);
		const edit = actions?.find(({ kind }) => kind?.value === formatKind)?.edit;
		if (edit === undefined) {
			window.setStatusBarMessage("There is no PromQL here that could be laid out better.", REMARK);
		} else if (document.version === version) await workspace.applyEdit(edit);
	});
}
