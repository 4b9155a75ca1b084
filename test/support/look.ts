import { parseArgs } from "node:util";
import { openWindow } from "./vscodeHost.ts";

/**
 * Opens a folder in a real VS Code with the extension and leaves a picture in test-results/screenshots/look.png.
 * `node test/support/look.ts [folder] [--keep]`; with `--keep` it stays until Ctrl-C.
 */
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { keep: { type: "boolean", default: false } },
});
const window = await openWindow({ workspace: positionals[0] ?? "samples" });
const rules = window.page
	.getByRole("treeitem")
	.filter({ hasText: /\.ya?ml$/ })
	.first();
await rules.waitFor({ timeout: 30_000 });
await rules.dblclick();
await window.page.locator(".monaco-editor .view-line").first().waitFor();
console.log(await window.screenshot("look"));
if (values.keep) {
	console.log(`Open ${window.page.url()} in a browser; Ctrl-C ends it.`);
	await new Promise((resolve) => {
		process.once("SIGINT", resolve);
		process.once("SIGTERM", resolve);
	});
}
await window.close();
