import type { Environment, SecretKind } from "../../metrics/environment.ts";
import {
	type Authorization,
	basic,
	bearer,
	lackOfSecret,
	noAuthorization,
	type SignIn,
	type SignInPorts,
	wantSecret,
	withoutLineEnd,
} from "./authorization.ts";
import { signInWithOAuth2 } from "./oauth2.ts";
import { SecretCache } from "./secretCache.ts";
import { signInWithSigV4 } from "./sigv4.ts";

export function createSignIn(environment: Environment, ports: SignInPorts): SignIn {
	const { auth = "none" } = environment;
	switch (auth) {
		case "none":
			return { authorize: () => Promise.resolve(noAuthorization), forget: () => {} };
		case "basic":
			return signInWithSecret(environment, "password", ports, (secret) => basic(environment.username ?? "", secret));
		case "bearer":
			return signInWithSecret(environment, "token", ports, (secret) => bearer(secret.trim()));
		case "oauth2":
			return signInWithOAuth2(environment, ports);
		case "sigv4":
			return signInWithSigV4(environment, ports);
		default:
			return auth satisfies never;
	}
}

function signInWithSecret(
	environment: Environment,
	kind: SecretKind,
	{ ask, origin, route }: SignInPorts,
	authorizationOf: (secret: string) => Authorization,
): SignIn {
	const cache = new SecretCache(wantSecret(kind, origin, route), ask);
	return {
		async authorize() {
			const secret = await cache.get();
			return secret === undefined ? lackOfSecret(kind, origin, environment) : authorizationOf(withoutLineEnd(secret));
		},
		forget: () => cache.forget(),
	};
}
