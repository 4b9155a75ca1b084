import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import { DiagnosticSeverity, languages, Uri, workspace } from "vscode";
import { diagnosticsOf, openYaml, replaceText } from "./editing.ts";

const broken = `groups:
  - name: api
    rules:
      - alert: Down
        expr: |
          sum by (job) (up == 0
      - record: job:up:sum
        expression: up
`;

export function testDiagnostics(): void {
	describe("diagnostics", () => {
		it("come for a broken expression, at its place, and go once it is mended", async () => {
			const document = await openYaml(broken);
			const found = await diagnosticsOf(document, (all) => all.some(({ range }) => range.start.line === 5));
			const fault = found.find(({ range }) => range.start.line === 5);
			equal(fault?.severity, DiagnosticSeverity.Error);
			equal(fault?.source, "observability");

			await replaceText(document, "up == 0\n", "up == 0)\n");
			await diagnosticsOf(document, (all) => all.every(({ range }) => range.start.line !== 5));
			await replaceText(document, "expression:", "expr:");
			deepEqual(await diagnosticsOf(document, (all) => all.length === 0), []);
		});

		it("link to a page that opens inside the editor", async () => {
			const document = await openYaml(broken);
			const [fault] = await diagnosticsOf(document, (all) => all.length > 0);
			const code = fault?.code;
			ok(typeof code === "object", "the code has no link");
			match(String(code.value), /^[a-z]+\/[a-z-]+$/);
			const page = await workspace.openTextDocument(Uri.parse(code.target.toString()));
			match(page.getText(), /^(<!--.*-->\n)?# \S/);
			ok(page.getText().includes(`\`${code.value}\``));
		});

		it("are none for YAML that is not ours", async () => {
			const ours = await openYaml(broken);
			const other = await openYaml("apiVersion: v1\nkind: Service\nspec:\n  expr: sum(\n");
			// The server answers in order: what it has to say of the later file is said once it has spoken of both.
			await diagnosticsOf(ours, (all) => all.length > 0);
			await replaceText(ours, "sum by (job) (up == 0", "up == 0");
			await diagnosticsOf(ours, (all) => all.every(({ range }) => range.start.line !== 5));
			deepEqual(languages.getDiagnostics(other.uri), []);
		});
	});
}
