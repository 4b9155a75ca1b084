import { deepEqual, equal, ok } from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, extensions } from "vscode";
import { openYaml } from "./editing.ts";

const id = "observability-authoring.observability-authoring";

export function testActivation(): void {
	describe("activation", () => {
		it("waits for a language that PromQL lives in, a workspace of such files, a panel or a command", () => {
			const { activationEvents } = extensions.getExtension(id)?.packageJSON ?? {};
			deepEqual(activationEvents, [
				"onLanguage:yaml",
				"onLanguage:json",
				"onLanguage:jsonc",
				"onLanguage:promql",
				"onLanguage:markdown",
				"onLanguage:helm",
				"onLanguage:gotmpl",
				"onLanguage:go-template",
				"workspaceContains:**/prometheus.{yml,yaml}",
				"workspaceContains:**/alertmanager.{yml,yaml}",
				"workspaceContains:**/*.rules.{yml,yaml}",
				"workspaceContains:**/.observability.{yaml,yml}",
				"onWebviewPanel:observability.query",
				"onWebviewPanel:observability.backtest",
			]);
		});

		it("activates with a YAML file and hands out nothing", async () => {
			await openYaml("groups: []\n");
			const extension = extensions.getExtension(id);
			ok(extension);
			equal(await extension.activate(), undefined);
			ok(extension.isActive);
		});

		it("registers every command that the manifest names, under one category", async () => {
			const declared: readonly { command: string; category: string }[] =
				extensions.getExtension(id)?.packageJSON.contributes.commands;
			const registered = new Set(await commands.getCommands(true));
			ok(declared.length > 0);
			for (const { command, category } of declared) {
				ok(registered.has(command), `${command} is not registered`);
				equal(category, "Observability");
			}
		});
	});
}
