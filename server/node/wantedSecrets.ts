import type { Environment, SecretKind, WantedSecret } from "../metrics/environment.ts";
import type { AskSecret } from "./auth/secretCache.ts";
import { openConnection } from "./connection.ts";
import type { ProxySurroundings } from "./proxy.ts";
import { readServerAddress } from "./serverAddress.ts";

/**
 * Which secrets an environment needs, each with what it is bound to; a sentence for the user where that cannot be said.
 * Nothing is contacted, and no secret is asked for that is there to be used.
 */
export async function listWantedSecrets(
	environment: Environment,
	ports: { readonly proxies: ProxySurroundings; readonly folder: string | undefined },
): Promise<readonly WantedSecret[] | { readonly mistake: string }> {
	const address = readServerAddress(environment);
	if ("mistake" in address) return address;
	const wanted: WantedSecret[] = [];
	// A connection asks for what it needs itself; what it is given here is never used, as nothing is sent.
	const ask: AskSecret = (secret) => {
		wanted.push(secret);
		return Promise.resolve(undefined);
	};
	const target = address.endpoint("/");
	const connection = await openConnection(target, environment, { ...ports, ask, timeoutMs: 1_000, connections: 1 });
	if ("cause" in connection && wanted.length === 0) return { mistake: connection.reason };
	if (!("cause" in connection)) await connection.dispatcher.destroy();
	const route = "cause" in connection ? wanted[0]?.route : connection.route;
	const own = (kind: SecretKind, origin: string): WantedSecret => ({
		kind,
		origin,
		...(route === undefined ? {} : { route }),
	});
	const { auth = "none", oauth2 } = environment;
	switch (auth) {
		case "none":
			return wanted;
		case "basic":
			return [...wanted, own("password", address.origin)];
		case "bearer":
			return [...wanted, own("token", address.origin)];
		case "oauth2": {
			const endpoint = URL.parse(oauth2?.tokenUrl ?? "");
			return endpoint === null ? wanted : [...wanted, own("clientSecret", endpoint.origin)];
		}
		case "sigv4":
			// Those who use the AWS_* variables store none.
			return environment.sigv4?.accessKeyId === undefined
				? wanted
				: [...wanted, own("secretAccessKey", address.origin)];
		default:
			return auth satisfies never;
	}
}
