import aws4 from "aws4";
import type { Environment } from "../../metrics/environment.ts";
import type { Refusal } from "../explainExchange.ts";
import {
	type Authorization,
	lackOfSecret,
	type OutgoingRequest,
	type SignIn,
	type SignInPorts,
	wantSecret,
	withoutLineEnd,
} from "./authorization.ts";
import { SecretCache } from "./secretCache.ts";

/**
 * AWS Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 * The secret access key signs and never leaves. The user's AWS_* variables are used for hosts of AWS alone: for any other
 * host the key must have been given for its very origin.
 */
export function signInWithSigV4(environment: Environment, ports: SignInPorts): SignIn {
	const { origin, route, variables } = ports;
	const cache = new SecretCache(wantSecret("secretAccessKey", origin, route), ports.ask);
	const settings = environment.sigv4;
	return {
		async authorize() {
			if (settings === undefined || settings.region === "") {
				return mistake(
					`“${environment.name}” signs in with SigV4, but no sigv4.region is set: name it in the settings.`,
				);
			}
			const own = isAws(new URL(origin).hostname) ? readVariables(variables) : undefined;
			const accessKeyId = settings.accessKeyId ?? own?.accessKeyId;
			if (accessKeyId === undefined) {
				return mistake(
					`“${environment.name}” signs in with SigV4, but no access key is known: name sigv4.accessKeyId in the settings, or set AWS_ACCESS_KEY_ID.`,
				);
			}
			// Those of the variables belong together.
			if (own?.accessKeyId === accessKeyId) return authorizationOf(own, settings);
			const secret = await cache.get();
			if (secret === undefined) return lackOfSecret("secretAccessKey", origin, environment);
			return authorizationOf({ accessKeyId, secretAccessKey: withoutLineEnd(secret).trim() }, settings);
		},
		forget: () => cache.forget(),
	};
}

interface Credentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
}

function authorizationOf(
	credentials: Credentials,
	{ region, service = "aps" }: { readonly region: string; readonly service?: string },
): Authorization {
	const { secretAccessKey, sessionToken } = credentials;
	return {
		headersFor: (request) => signRequest(request, credentials, { region, service }),
		secrets: [secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])],
		proves: true,
		renewable: false,
	};
}

/** The headers that the signature adds to those of `request`. */
export function signRequest(
	{ method, url, headers, body }: OutgoingRequest,
	{ accessKeyId, secretAccessKey, sessionToken }: Credentials,
	{ region, service }: { readonly region: string; readonly service: string },
): Readonly<Record<string, string>> {
	const { "content-type": contentType, "x-amz-date": date } = headers;
	const signed = aws4.sign(
		{
			host: url.host,
			path: url.pathname + url.search,
			method,
			service,
			region,
			// A proxy may change the others on their way.
			headers: {
				...(contentType === undefined ? {} : { "content-type": contentType }),
				...(date === undefined ? {} : { "x-amz-date": date }),
			},
			body,
		},
		{ accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
	);
	const wanted = ["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"];
	return Object.fromEntries(
		Object.entries(signed.headers)
			.map(([name, value]) => [name.toLowerCase(), String(value)] as const)
			.filter(([name]) => wanted.includes(name)),
	);
}

function readVariables(variables: SignInPorts["variables"]): Credentials | undefined {
	const {
		AWS_ACCESS_KEY_ID: accessKeyId,
		AWS_SECRET_ACCESS_KEY: secretAccessKey,
		AWS_SESSION_TOKEN: sessionToken,
	} = variables;
	if (!accessKeyId || !secretAccessKey) return undefined;
	return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function isAws(host: string): boolean {
	return /\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(host);
}

function mistake(reason: string): Refusal {
	return { cause: "notConfigured", reason, countsAgainstServer: false };
}
