import {
	DidChangeConfigurationNotification,
	MessageType,
	ShowMessageNotification,
	type ShowMessageParams,
} from "vscode-languageserver/node";
import type { ServerSettings } from "../../protocol/messages.ts";
import type { Session } from "../session.ts";
import { readSettings, SECTION, type Settings } from "../settings.ts";

/** What follows the settings. */
export interface SettingsFollowers {
	/** The client may be asked for things now. */
	readonly initialized: () => void;
	/** The server that the settings, and what else has a say in it, want to be asked. */
	readonly serverOf: (settings: Settings) => ServerSettings | undefined;
	/** What the editor's own settings say of proxies. */
	readonly proxy: (proxy: EditorProxy) => void;
	/** What is wrong with the choice of a server, for the user. */
	readonly mistakeOf: (settings: Settings) => string | undefined;
	/** The diagnostics say something else now: their pages' place has changed, or what the target server has. */
	readonly diagnostics: () => void;
	/** The settings have been read, anew or for the first time. */
	readonly all: () => void;
}

/** The editor's `http.proxy` and `http.noProxy`, which no workspace can set. */
export interface EditorProxy {
	readonly proxy?: string;
	readonly noProxy?: readonly string[];
}

/** Reads the settings at the start and at each change, tells the user of mistakes once, and activates the server. */
export function handleConfiguration(session: Session, followers: SettingsFollowers): void {
	const { connection, client, prometheus, log } = session;
	const told = new Set<string>();
	let generation = 0;
	const apply = (section: unknown): void => {
		const before = describeDiagnostics(session.settings);
		session.settings = readSettings(section);
		prometheus.activate(followers.serverOf(session.settings));
		const unknown = followers.mistakeOf(session.settings);
		for (const mistake of [...session.settings.mistakes, ...(unknown === undefined ? [] : [unknown])]) {
			if (!told.has(mistake)) warn(mistake);
			told.add(mistake);
		}
		if (describeDiagnostics(session.settings) !== before) followers.diagnostics();
		followers.all();
	};
	/** A notification, as not every client answers a message that is a request. */
	const warn = (message: string): void => {
		const params: ShowMessageParams = { type: MessageType.Warning, message };
		connection.sendNotification(ShowMessageNotification.type, params).catch((error: unknown) => log(String(error)));
	};
	const pull = async (): Promise<void> => {
		generation += 1;
		const mine = generation;
		try {
			const sections = [{ section: SECTION }, { section: "http" }];
			const [section, http]: readonly unknown[] = await connection.workspace.getConfiguration(sections);
			if (mine !== generation) return;
			followers.proxy(readProxy(http));
			apply(section);
		} catch (error) {
			log(`The settings could not be read: ${String(error)}`);
		}
	};
	// A connection has one such handler.
	connection.onInitialized(() => {
		followers.initialized();
		if (client.configurationChanges) {
			connection.client
				.register(DidChangeConfigurationNotification.type, { section: [SECTION, "http.proxy", "http.noProxy"] })
				.catch((error: unknown) => log(`Changes of the settings will not be seen: ${String(error)}`));
		}
		if (client.configuration) void pull();
	});
	connection.onDidChangeConfiguration(({ settings }: { readonly settings: unknown }) => {
		if (client.configuration) void pull();
		else apply(sectionOf(settings));
	});
}

/** All of the settings that diagnostics depend on, to be compared. */
function describeDiagnostics({ documentationBase, checks, features, onlineChecks }: Settings): string {
	const given = features === undefined ? "auto" : [...features];
	return JSON.stringify([documentationBase, onlineChecks, given, [...checks]]);
}

function readProxy(http: unknown): EditorProxy {
	if (typeof http !== "object" || http === null) return {};
	const { proxy, noProxy } = http as { readonly proxy?: unknown; readonly noProxy?: unknown };
	const exceptions = Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === "string") : [];
	return {
		...(typeof proxy === "string" && proxy !== "" ? { proxy } : {}),
		...(exceptions.length === 0 ? {} : { noProxy: exceptions }),
	};
}

function sectionOf(settings: unknown): unknown {
	return typeof settings === "object" && settings !== null && SECTION in settings ? settings[SECTION] : undefined;
}
