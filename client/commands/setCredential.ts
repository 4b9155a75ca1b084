import { commands, type Disposable, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { reconnect, type ServerSettings } from "../../server/protocol/messages.ts";
import type { CredentialStore } from "../credentials.ts";
import { activeServer, configuredServers } from "../prometheusSettings.ts";
import { askSecrets, findWantedSecrets } from "../prompts/secretPrompts.ts";

/** "Observability: Set Prometheus Credential": asks for the secrets of a server, and keeps each for what it is bound to. */
export function registerSetCredential(client: LanguageClient, credentials: CredentialStore): Disposable {
	return commands.registerCommand("observability.setCredential", async () => {
		const server = await pickServer();
		if (server !== undefined) await setCredential(server, client, credentials);
	});
}

/** Asks for all that the server needs, or with `missing` for what is not stored yet. */
export async function setCredential(
	server: ServerSettings,
	client: LanguageClient,
	credentials: CredentialStore,
	which: "all" | "missing" = "all",
): Promise<void> {
	let wanted = await findWantedSecrets(client, server);
	if (wanted === undefined) return;
	if (which === "missing") {
		const stored = await Promise.all(wanted.map((secret) => credentials.get(secret)));
		wanted = wanted.filter((_, index) => stored[index] === undefined);
	} else if (wanted.length === 0) {
		await window.showInformationMessage(`${server.name} needs no credential.`);
	}
	const typed = await askSecrets(`Credential of ${server.name}`, wanted, false);
	if (typed === "back" || typed === "cancel" || typed.length === 0) return;
	for (const { wanted: each, secret } of typed) await credentials.set(each, secret);
	await client.sendNotification(reconnect);
}

/** Claims that the settings speak of something that a secret belongs to. */
export function wantsCredential({ auth = "none", tls, proxy }: ServerSettings): boolean {
	return auth !== "none" || tls?.keyFile !== undefined || proxy?.includes("@") === true;
}

async function pickServer(): Promise<ServerSettings | undefined> {
	const servers = configuredServers().filter(wantsCredential);
	if (servers.length === 0) {
		await window.showInformationMessage(
			"No server in the settings needs a credential. Run “Observability: Add Prometheus” to add one.",
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
