import { commands, type Disposable, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { reconnect, secretNames } from "../../server/protocol/messages.ts";
import type { CredentialStore } from "../credentials.ts";

/** "Observability: Forget Prometheus Credentials": takes those that are picked out of the secret storage. */
export function registerForgetCredentials(client: LanguageClient, credentials: CredentialStore): Disposable {
	return commands.registerCommand("observability.forgetCredentials", async () => {
		const stored = await credentials.list();
		if (stored.length === 0) {
			await window.showInformationMessage("No credential is stored.");
			return;
		}
		const picked = await window.showQuickPick(
			stored.map((wanted) => ({ label: wanted.origin, description: secretNames[wanted.kind], wanted })),
			{ title: "Forget Prometheus Credentials", placeHolder: "Which to forget", canPickMany: true },
		);
		if (picked === undefined || picked.length === 0) return;
		for (const { wanted } of picked) await credentials.forget(wanted);
		await client.sendNotification(reconnect);
	});
}
