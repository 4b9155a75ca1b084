import { commands, type Disposable, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { reconnect, type ServerSettings } from "../../server/protocol/messages.ts";
import { type CredentialStore, originOf } from "../credentials.ts";
import { activeServer, configuredServers } from "../prometheusSettings.ts";

/** "Observability: Set Prometheus Credential": asks for the password or token of a server, and keeps it for its origin. */
export function registerSetCredential(client: LanguageClient, credentials: CredentialStore): Disposable {
	return commands.registerCommand("observability.setCredential", async () => {
		const server = await pickServer();
		if (server !== undefined) await setCredential(server, client, credentials);
	});
}

export async function setCredential(
	server: ServerSettings,
	client: LanguageClient,
	credentials: CredentialStore,
): Promise<void> {
	const origin = originOf(server.url);
	if (origin === undefined) {
		await window.showErrorMessage(`${server.url} is not an http or https address.`);
		return;
	}
	const secret = await window.showInputBox({
		title: `Credential of ${server.name}`,
		prompt: `The ${server.auth === "basic" ? "password" : "token"} for ${origin}. It goes to this origin and nowhere else.`,
		password: true,
		ignoreFocusOut: true,
		validateInput: (value) => (value === "" ? "Type it, or press Escape to keep the one that is stored." : undefined),
	});
	if (secret === undefined) return;
	await credentials.set(origin, secret);
	await client.sendNotification(reconnect);
}

async function pickServer(): Promise<ServerSettings | undefined> {
	const servers = configuredServers().filter(({ auth }) => auth === "basic" || auth === "bearer");
	if (servers.length === 0) {
		await window.showInformationMessage(
			"No server in the settings needs a credential. Run “Observability: Select Prometheus” to add one.",
		);
		return undefined;
	}
	const active = activeServer();
	const items = servers.map((server) => ({
		label: server.name,
		description: server.url,
		detail: server.name === active?.name ? "active" : "",
		server,
	}));
	return (await window.showQuickPick(items, { title: "Set Prometheus Credential" }))?.server;
}
