import { window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
	type SecretKind,
	type ServerSettings,
	secretNames,
	type WantedSecret,
	wantedSecrets,
} from "../../server/protocol/messages.ts";
import { askText } from "./textPrompt.ts";

/** What a person typed, and what it is bound to. */
export interface TypedSecret {
	readonly wanted: WantedSecret;
	readonly secret: string;
}

/** The secrets that a server needs; `undefined`, with the reason shown, where that cannot be said. */
export async function findWantedSecrets(
	client: LanguageClient,
	server: ServerSettings,
): Promise<readonly WantedSecret[] | undefined> {
	const answer = await client.sendRequest(wantedSecrets, { server });
	if (answer.kind === "ok") return answer.wanted;
	await window.showErrorMessage(answer.message);
	return undefined;
}

/** Asks for secrets, one after the other; `back` where the user wants to change what was said before. */
export async function askSecrets(
	title: string,
	wanted: readonly WantedSecret[],
	mayGoBack: boolean,
): Promise<readonly TypedSecret[] | "back" | "cancel"> {
	const typed: TypedSecret[] = [];
	for (const [index, each] of wanted.entries()) {
		const first = mayGoBack ? 2 : 1;
		const position = { step: first + index, total: first + wanted.length - 1, previous: undefined };
		const prompted = await askText(
			{
				title,
				prompt: `The ${secretNames[each.kind]}: kept in the editor's secret storage, ${whereTo(each)}`,
				password: true,
				validate: (secret) => (secret.trim() === "" ? "It is empty." : undefined),
			},
			position,
		);
		if (prompted.kind !== "value") return prompted.kind === "back" ? "back" : "cancel";
		typed.push({ wanted: each, secret: prompted.value });
	}
	return typed;
}

const staysHere: ReadonlySet<SecretKind> = new Set(["keyPassphrase", "secretAccessKey"]);

function whereTo({ kind, origin }: WantedSecret): string {
	return staysHere.has(kind) ? `used for ${origin} only, and sent to nobody` : `sent to ${origin} only`;
}
