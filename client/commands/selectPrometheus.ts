import {
	CancellationTokenSource,
	commands,
	Disposable,
	type QuickInputButton,
	type QuickPick,
	type QuickPickItem,
	QuickPickItemKind,
	ThemeIcon,
	window,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { environments } from "../../server/protocol/environments.ts";
import { probe, reconnect, type ServerSettings } from "../../server/protocol/messages.ts";
import type { CredentialStore } from "../credentials.ts";
import { activate, configuredServers, noServer, scopeOfServers } from "../prometheusSettings.ts";
import { describeProduct, healthWords, type ServerStatusView } from "../views/serverStatusView.ts";
import { addPrometheus } from "./addPrometheus.ts";
import { setCredential, wantsCredential } from "./setCredential.ts";

const local = "http://localhost:9090";

type Action =
	| { readonly kind: "activate"; readonly server: ServerSettings }
	| { readonly kind: "add"; readonly url?: string }
	| { readonly kind: "credential"; readonly server: ServerSettings }
	| { readonly kind: "disconnect" };

interface ServerItem extends QuickPickItem {
	readonly action?: Action;
}

const changeCredential: QuickInputButton = { iconPath: new ThemeIcon("key"), tooltip: "Change credential" };

/** "Observability: Select Prometheus": switch between servers, add one, change a credential, disconnect. */
export function registerSelectPrometheus(
	client: LanguageClient,
	status: ServerStatusView,
	credentials: CredentialStore,
): Disposable {
	return commands.registerCommand("observability.selectPrometheus", async () => {
		const { environments: named } = await client.sendRequest(environments, {});
		const action = await pickAction(client, status, [...configuredServers(), ...named]);
		switch (action?.kind) {
			case undefined:
				return;
			case "activate":
				return use(action.server, client, credentials);
			case "add":
				return addPrometheus(client, credentials, action.url);
			case "credential":
				return setCredential(action.server, client, credentials);
			case "disconnect":
				return activate(noServer, scopeOfServers());
			default:
				return action satisfies never;
		}
	});
}

/** Makes a server the active one. Where it wants a credential and none is stored for its origin, asks for that first. */
async function use(server: ServerSettings, client: LanguageClient, credentials: CredentialStore): Promise<void> {
	if (wantsCredential(server)) await setCredential(server, client, credentials, "missing");
	await activate(server.name, scopeOfServers());
	// Picking the one that is active already means: try again now.
	await client.sendNotification(reconnect);
}

function pickAction(
	client: LanguageClient,
	status: ServerStatusView,
	servers: readonly ServerSettings[],
): Promise<Action | undefined> {
	const health = new Map<string, string>();
	const cancellation = new CancellationTokenSource();
	const pick = window.createQuickPick<ServerItem>();
	pick.title = "Select Prometheus";
	pick.placeholder = "Where live values, metric names and labels come from";
	pick.matchOnDescription = true;

	return new Promise((resolve) => {
		const finish = (action: Action | undefined): void => {
			resolve(action);
			cancellation.cancel();
			cancellation.dispose();
			subscriptions.dispose();
		};
		const render = (): void => renderItems(pick, servers, health, status);
		const subscriptions = Disposable.from(
			pick,
			status.onDidChange(render),
			pick.onDidHide(() => finish(undefined)),
			pick.onDidAccept(() => {
				const action = pick.activeItems[0]?.action;
				if (action !== undefined) finish(action);
			}),
			pick.onDidTriggerItemButton(({ item: { action } }) => {
				if (action?.kind === "activate") finish({ kind: "credential", server: action.server });
			}),
		);
		render();
		pick.show();
		for (const server of servers) {
			if (server.name === status.current.server?.name) continue;
			void client.sendRequest(probe, { server }, cancellation.token).then(
				(result) => {
					if (cancellation.token.isCancellationRequested) return;
					health.set(server.name, result.kind === "ok" ? `healthy, ${describeProduct(result)}` : result.message);
					render();
				},
				// Cancelled with the list, or the server is down, which the status shows.
				() => undefined,
			);
		}
	});
}

function renderItems(
	pick: QuickPick<ServerItem>,
	servers: readonly ServerSettings[],
	health: ReadonlyMap<string, string>,
	{ current }: ServerStatusView,
): void {
	const active = current.server;
	const focused = pick.activeItems[0]?.label;
	const listed = servers.map((server): ServerItem => {
		const isActive = server.name === active?.name;
		const detail = isActive
			? (current.message ?? [healthWords[current.health], describeProduct(current)].filter(Boolean).join(", "))
			: (health.get(server.name) ?? "asking…");
		return {
			label: `${isActive ? "$(check)" : "$(server)"} ${server.name}`,
			description: server.url,
			detail,
			action: { kind: "activate", server },
			buttons: wantsCredential(server) ? [changeCredential] : [],
		};
	});
	const others: ServerItem[] = [{ label: "$(add) Add a Server…", action: { kind: "add" } }];
	if (!servers.some(({ url }) => url.replace(/\/$/, "") === local)) {
		others.push({
			label: `$(home) Use ${local}`,
			description: "a Prometheus on this machine",
			action: { kind: "add", url: local },
		});
	}
	if (active !== undefined) {
		others.push({
			label: "$(debug-disconnect) Disconnect",
			description: "no live values; everything else goes on",
			action: { kind: "disconnect" },
		});
	}
	const separator: ServerItem = { label: "", kind: QuickPickItemKind.Separator };
	pick.items = listed.length > 0 ? [...listed, separator, ...others] : others;
	const again = pick.items.find(({ label }) => label === focused);
	if (again !== undefined) pick.activeItems = [again];
}
