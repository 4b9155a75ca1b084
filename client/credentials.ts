import { Disposable, type SecretStorage } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { credential, type SecretKind, type WantedSecret } from "../server/protocol/messages.ts";

const prefix = "credential:";

/**
 * Passwords, tokens and the like, each bound to what it was given for: its kind, the origin (`scheme://host:port`) of who
 * gets it, and what the settings say of the way there. They live in the editor's secret storage alone: never in settings,
 * never in a log.
 */
export class CredentialStore {
	readonly #secrets: SecretStorage;

	constructor(secrets: SecretStorage) {
		this.#secrets = secrets;
	}

	/** Answers only for an origin in its exact, normal form: no path, no other port, no other scheme. */
	async get(wanted: WantedSecret): Promise<string | undefined> {
		return originOf(wanted.origin) === wanted.origin ? this.#secrets.get(keyOf(wanted)) : undefined;
	}

	async set(wanted: WantedSecret, secret: string): Promise<void> {
		if (originOf(wanted.origin) !== wanted.origin) {
			throw new Error("A credential belongs to an origin, not to an address.");
		}
		await this.#secrets.store(keyOf(wanted), secret);
	}

	async forget(wanted: WantedSecret): Promise<void> {
		await this.#secrets.delete(keyOf(wanted));
	}

	/** What credentials are kept for. */
	async list(): Promise<readonly WantedSecret[]> {
		const keys = await this.#secrets.keys();
		return keys.flatMap((key) => readKey(key) ?? []);
	}
}

/** The route is a digest, so the last `#` is ours. */
function keyOf({ kind, origin, route }: WantedSecret): string {
	return `${prefix}${kind}:${origin}${route === undefined ? "" : `#${route}`}`;
}

function readKey(key: string): WantedSecret | undefined {
	const [, kind, origin = "", route] = /^credential:([a-zA-Z]+):([^#]+)(?:#(.*))?$/.exec(key) ?? [];
	if (kind === undefined) return undefined;
	return { kind: kind as SecretKind, origin, ...(route === undefined ? {} : { route }) };
}

/** The origin of an `http` or `https` address; `undefined` where it is none. */
export function originOf(url: string): string | undefined {
	const parsed = URL.parse(url);
	return parsed !== null && (parsed.protocol === "http:" || parsed.protocol === "https:") ? parsed.origin : undefined;
}

/** Answers the server's question for the credential that it is about to use. */
export function answerCredentials(client: LanguageClient, store: CredentialStore): Disposable {
	return Disposable.from(
		client.onRequest(credential, async (wanted) => {
			const secret = await store.get(wanted);
			return secret === undefined ? null : { secret };
		}),
	);
}
