import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { ResolvedConfiguration } from "../checks/configuration/configuration.ts";
import {
	type Environment,
	isHttpAddress,
	type SecretKind,
	secretNames,
	type WantedSecret,
} from "../metrics/environment.ts";
import type { AskSecret } from "../node/auth/secretCache.ts";
import { describeFailure } from "../node/describeFailure.ts";
import { listWantedSecrets } from "../node/wantedSecrets.ts";
import type { OnlineValues } from "./onlineOptions.ts";

/** A server to ask, and what it takes. */
export interface OnlineServer {
	readonly environment: Environment;
	readonly credential: AskSecret;
	/** What relative paths of certificates begin at. */
	readonly folder: string;
}

export type ChosenServer =
	| { readonly kind: "ok"; readonly server: OnlineServer }
	/** A sentence. */
	| { readonly kind: "misused"; readonly reason: string };

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the secrets of an environment are; with `_FILE` behind the name the path of a file that holds one. */
const variablesOf: Readonly<Record<SecretKind, string>> = {
	password: "OBSERVABILITY_PASSWORD",
	token: "OBSERVABILITY_TOKEN",
	clientSecret: "OBSERVABILITY_CLIENT_SECRET",
	secretAccessKey: "OBSERVABILITY_SECRET_ACCESS_KEY",
	keyPassphrase: "OBSERVABILITY_KEY_PASSPHRASE",
	proxyPassword: "OBSERVABILITY_PROXY_PASSWORD",
};
const originsVariable = "OBSERVABILITY_ORIGINS";

/**
 * The server that `--online` means: an address, or the name of an environment of the folder's configuration.
 *
 * Invariant: where the address stands in a file, a secret goes only to an origin that is named beside the secret. The file
 * is in the repository, and whoever proposes a change of it could have it sent anywhere else.
 */
export async function chooseOnlineServer(
	values: OnlineValues,
	configuration: ResolvedConfiguration,
	folder: string,
	variables: Variables,
): Promise<ChosenServer> {
	const { online = "" } = values;
	if (isHttpAddress(online)) return { kind: "ok", server: serverAt(online, values, folder, variables) };
	// What counts for the folder counts for a file of any name in it.
	const anyFile = pathToFileURL(folder).href.replace(/\/?$/, "/.");
	const all = configuration.environmentsOf?.(anyFile) ?? [];
	const environment = all.find(({ name }) => name === online);
	if (environment === undefined) {
		const names = all.map(({ name }) => name).join(", ");
		return misused(
			`"${online}" is no address, which begins with http:// or https://, and no environment of .observability.yaml${names === "" ? "" : `: there ${all.length > 1 ? "are" : "is"} ${names}`}.`,
		);
	}
	const wanted = await listWantedSecrets(environment, { proxies: { variables }, folder });
	if ("mistake" in wanted) return misused(`--online ${online}: ${wanted.mistake}`);
	const secrets = new Map<string, string>();
	for (const one of wanted) {
		const read = readSecret(one, environment, variables);
		if (typeof read === "string") return misused(read);
		secrets.set(keyOf(one), read.secret);
	}
	const credential: AskSecret = (one) => Promise.resolve(secrets.get(keyOf(one)));
	return { kind: "ok", server: { environment, credential, folder } };
}

function serverAt(url: string, values: OnlineValues, folder: string, variables: Variables): OnlineServer {
	const token = values["online-token-env"];
	const username = values["online-user"];
	const password = values["online-password-env"];
	const read = (kind: SecretKind, variable: string | undefined): AskSecret => {
		// A password of a proxy is none of these.
		return (wanted) =>
			Promise.resolve(wanted.kind === kind && variable !== undefined ? variables[variable] : undefined);
	};
	const environment = { name: url, url };
	if (token !== undefined) {
		return { environment: { ...environment, auth: "bearer" }, credential: read("token", token), folder };
	}
	if (username === undefined) return { environment, credential: () => Promise.resolve(undefined), folder };
	return { environment: { ...environment, auth: "basic", username }, credential: read("password", password), folder };
}

/** A sentence where there is none, or where it may not be used. */
function readSecret(
	{ kind, origin }: WantedSecret,
	{ name }: Environment,
	variables: Variables,
): { readonly secret: string } | string {
	const variable = variablesOf[kind];
	const file = variables[`${variable}_FILE`];
	let secret = variables[variable];
	if (!secret && file) {
		try {
			secret = readFileSync(file, "utf8");
		} catch (error) {
			return `${file}, which ${variable}_FILE names, cannot be read: ${describeFailure(error)}.`;
		}
	}
	if (!secret?.trim()) {
		return `the environment ${name} needs a ${secretNames[kind]} for ${origin}: set ${variable}, or ${variable}_FILE to the path of a file that holds it.`;
	}
	const origins = (variables[originsVariable] ?? "").split(/[\s,]+/).map((one) => URL.parse(one)?.origin);
	if (!origins.includes(origin)) {
		return `the environment ${name} would send its ${secretNames[kind]} to ${origin}. The address stands in a file that anybody may propose a change of, so say that it may: set ${originsVariable}=${origin} beside the secret, several with a space between them.`;
	}
	return { secret };
}

function keyOf({ kind, origin, route }: WantedSecret): string {
	return JSON.stringify([kind, origin, route]);
}

function misused(reason: string): ChosenServer {
	return { kind: "misused", reason };
}
