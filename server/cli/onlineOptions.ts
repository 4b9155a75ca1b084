import { isHttpAddress } from "../metrics/environment.ts";

/** The options that name a server and what proves who we are to it, for `parseArgs`. */
export const onlineOptions = {
	online: { type: "string" },
	"online-token-env": { type: "string" },
	"online-user": { type: "string" },
	"online-password-env": { type: "string" },
} as const;

export const onlineUsage = `\
      --online-token-env NAME     the environment variable with the bearer token for an address
      --online-user USER          the user name for it
      --online-password-env NAME  the environment variable with the user's password
                            An environment signs in as its entry says, with OBSERVABILITY_PASSWORD, _TOKEN,
                            _CLIENT_SECRET or _SECRET_ACCESS_KEY, or the file that the variable with _FILE behind it
                            names; OBSERVABILITY_ORIGINS says who may get them`;

export interface OnlineValues {
	readonly online?: string | undefined;
	readonly "online-token-env"?: string | undefined;
	readonly "online-user"?: string | undefined;
	readonly "online-password-env"?: string | undefined;
}

/** What cannot be meant of a server, as a sentence. */
export function findServerMisuse(values: OnlineValues): string | undefined {
	const { online } = values;
	// What is secret in it is not repeated: it would stand in the log of every run.
	if (online !== undefined && /^(?:[^/?#]*\/\/)?[^/?#]*@/.test(online)) {
		return "the address after --online holds a user name or password. Pass them with --online-user and --online-password-env, or a token with --online-token-env.";
	}
	if (online === "" || (online?.includes("://") === true && !isHttpAddress(online))) {
		return `"${online}" is no address of a server: it begins with http:// or https://.`;
	}
	return findCredentialMisuse(values);
}

function findCredentialMisuse(values: OnlineValues): string | undefined {
	const { online } = values;
	const token = values["online-token-env"];
	const user = values["online-user"];
	const password = values["online-password-env"];
	const given = [token, user, password].some((value) => value !== undefined);
	if (online === undefined) {
		return given ? "--online-token-env, --online-user and --online-password-env need --online URL." : undefined;
	}
	if (given && !isHttpAddress(online)) {
		return "--online-token-env, --online-user and --online-password-env are for an address: an environment signs in as its entry in .observability.yaml says, with secrets from OBSERVABILITY_TOKEN, OBSERVABILITY_PASSWORD and their like.";
	}
	if (token !== undefined && user !== undefined) return "either --online-token-env or --online-user can be given.";
	if ((user === undefined) !== (password === undefined)) {
		return "--online-user and --online-password-env belong together.";
	}
	for (const name of [token, password]) {
		if (name !== undefined && !process.env[name]) return `the environment variable ${name} is not set.`;
	}
	return undefined;
}

/** What a report calls the server. */
export function nameOfServer({ online = "" }: OnlineValues): string {
	return online.replace(/[?#].*/s, "");
}
