import { Disposable, type SecretStorage } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { credential } from "../server/protocol/messages.ts";

const prefix = "credential:";

/**
 * Passwords and tokens, each bound to the origin (`scheme://host:port`) that it was given for.
 * They live in the editor's secret storage alone: never in settings, never in a log.
 */
export class CredentialStore {
	readonly #secrets: SecretStorage;

	constructor(secrets: SecretStorage) {
		this.#secrets = secrets;
	}

	/** Answers only for an origin in its exact, normal form: no path, no other port, no other scheme. */
	async get(origin: string): Promise<string | undefined> {
		return originOf(origin) === origin ? this.#secrets.get(prefix + origin) : undefined;
	}

	async set(origin: string, secret: string): Promise<void> {
		if (originOf(origin) !== origin) throw new Error("A credential belongs to an origin, not to an address.");
		await this.#secrets.store(prefix + origin, secret);
	}

	async forget(origin: string): Promise<void> {
		await this.#secrets.delete(prefix + origin);
	}

	/** The origins that a credential is kept for. */
	async origins(): Promise<readonly string[]> {
		const keys = await this.#secrets.keys();
		return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
	}
}

/** The origin of an `http` or `https` address; `undefined` where it is none. */
export function originOf(url: string): string | undefined {
	const parsed = URL.parse(url);
	return parsed !== null && (parsed.protocol === "http:" || parsed.protocol === "https:") ? parsed.origin : undefined;
}

/** Answers the server's question for the credential of an origin that it is about to contact. */
export function answerCredentials(client: LanguageClient, store: CredentialStore): Disposable {
	return Disposable.from(
		client.onRequest(credential, async ({ origin }) => {
			const secret = await store.get(origin);
			return secret === undefined ? null : { secret };
		}),
	);
}
