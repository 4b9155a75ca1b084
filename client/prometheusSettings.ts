import { ConfigurationTarget, workspace } from "vscode";
import type { ServerSettings } from "../server/protocol/messages.ts";

/** The servers that the settings name, the active one, and where each is written. */

export type SettingsScope = "user" | "workspace";

const targets: Readonly<Record<SettingsScope, ConfigurationTarget>> = {
	user: ConfigurationTarget.Global,
	workspace: ConfigurationTarget.Workspace,
};

/** As they count: a workspace's list hides the user's, and counts only where the workspace is trusted. */
export function configuredServers(): readonly ServerSettings[] {
	return readServers(section().get("servers"));
}

/** The name that stands for no server; no server can be called so. */
export const noServer = "none";

/** As the server reads it too: where none is named, the first counts. */
export function activeServer(): ServerSettings | undefined {
	const name = section().get<string>("active", "");
	const servers = configuredServers();
	return name === "" ? servers[0] : servers.find((server) => server.name === name);
}

/** The scope that the list of servers comes from. */
export function scopeOfServers(): SettingsScope {
	return countsHere("servers") ? "workspace" : "user";
}

export async function addServer(server: ServerSettings, scope: SettingsScope): Promise<void> {
	const settings = section();
	const inspected = settings.inspect("servers");
	const present = readServers(scope === "user" ? inspected?.globalValue : inspected?.workspaceValue);
	const others = present.filter(({ name }) => name !== server.name);
	await settings.update("servers", [...others, server], targets[scope]);
	await activate(server.name, scope);
}

/** Makes a server the one that live values come from, or `noServer`. */
export async function activate(name: string, scope: SettingsScope): Promise<void> {
	// A workspace that names the active server hides what the user's own settings say.
	await section().update("active", name, targets[countsHere("active") ? "workspace" : scope]);
}

/** Whether the workspace sets it, and is trusted to. */
function countsHere(key: "servers" | "active"): boolean {
	return workspace.isTrusted && section().inspect(key)?.workspaceValue !== undefined;
}

function section() {
	return workspace.getConfiguration("observability.prometheus");
}

/** Settings are what a person typed: whatever is not a server is passed over. */
function readServers(value: unknown): readonly ServerSettings[] {
	return Array.isArray(value) ? value.filter(isServer) : [];
}

function isServer(value: unknown): value is ServerSettings {
	return (
		typeof value === "object" &&
		value !== null &&
		"name" in value &&
		typeof value.name === "string" &&
		"url" in value &&
		typeof value.url === "string"
	);
}
