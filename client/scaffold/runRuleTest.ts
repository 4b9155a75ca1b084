import { Uri, window, workspace } from "vscode";

/** Runs Prometheus's own test runner on a file of tests, in a terminal, where the user sees what it says. */
export async function runRuleTest(uri: Uri): Promise<void> {
	if (!workspace.isTrusted) {
		await window.showWarningMessage("Programs are run only in a workspace that you trust.");
		return;
	}
	const name = uri.path.split("/").at(-1) ?? "";
	const terminal = window.createTerminal({ name: "Rule test", cwd: Uri.joinPath(uri, "..") });
	terminal.show();
	terminal.sendText(`promtool test rules ${quoteForShell(name)}`);
}

/** Quotes that the shells of all systems know; what they would read inside of them is not in a file name that we make. */
export function quoteForShell(name: string): string {
	if (/^[\w.@%+=:,-]+$/.test(name)) return name;
	return process.platform === "win32" ? `"${name.replaceAll('"', "")}"` : `'${name.replaceAll("'", "'\\''")}'`;
}
