import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, Uri, window, workspace } from "vscode";
import type { ScaffoldOutcome } from "../../../client/scaffold/unattended.ts";
import { diagnosticsOf, readFile, replaceText, workspaceFolder, writeFile } from "./editing.ts";

const answers = {
	service: "checkout",
	kind: "availability",
	selector: 'job="checkout"',
	metric: "http_requests_total",
	errors: 'code=~"5.."',
	period: "30d",
	objective: "99.9",
	output: "ruleFile",
	name: "availability",
	folder: "slo-test",
	runbookUrl: "",
};

const addSlo = (changed: Readonly<Record<string, string>> = {}): Thenable<ScaffoldOutcome> =>
	commands.executeCommand("observability.addSlo", { answers: { ...answers, ...changed } });

export function testAddSlo(): void {
	describe("Add SLO, with its answers given", () => {
		it("writes rules without a fault, and a runbook", async () => {
			const { written, kept, failure } = await addSlo();
			equal(failure, undefined);
			deepEqual(kept, []);
			ok(written.some((path) => path.endsWith(".md")));
			const rules = written.find((path) => /\.ya?ml$/.test(path)) ?? "";
			match(await readFile(rules), /^groups:/m);
			const document = await workspace.openTextDocument(Uri.joinPath(workspaceFolder(), rules));
			// Broken and mended again, so that "no diagnostics" is what the server says and not that it has said nothing yet.
			await window.showTextDocument(document);
			await replaceText(document, "expr:", "express:");
			await diagnosticsOf(document, (all) => all.length > 0);
			await replaceText(document, "express:", "expr:");
			deepEqual(await diagnosticsOf(document, (all) => all.length === 0), []);
			await document.save();
		});

		it("writes nothing again where everything stands there already", async () => {
			deepEqual(await addSlo(), { written: [], kept: [] });
		});

		it("leaves a file that differs as it is", async () => {
			const { written: first } = await addSlo({ service: "cart" });
			const rules = first.find((path) => /\.ya?ml$/.test(path)) ?? "";
			await writeFile("# mine\n", rules);
			const { written, kept } = await addSlo({ service: "cart" });
			deepEqual(written, []);
			deepEqual(kept, [rules]);
			equal(await readFile(rules), "# mine\n");
		});

		it("says which answer will not do, and writes nothing", async () => {
			const outcome = await addSlo({ service: "billing", objective: "101" });
			match(outcome.failure ?? "", /objective/);
			deepEqual(outcome.written, []);
		});

		it("writes into no folder but the workspace's", async () => {
			const outcome = await commands.executeCommand<ScaffoldOutcome>("observability.addSlo", {
				answers,
				folder: "file:///",
			});
			match(outcome.failure ?? "", /folder/i);
		});
	});
}
