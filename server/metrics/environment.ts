/**
 * A named server that live values can come from, as the settings (`observability.prometheus.servers[]`) and
 * `.observability.yaml` (`environments[]`) write it. No secret is ever in it.
 */
export interface Environment {
	readonly name: string;
	/** `http` or `https`, with a path prefix where the server has one. */
	readonly url: string;
	readonly auth?: AuthKind;
	/** For `basic`. */
	readonly username?: string;
	readonly oauth2?: OAuth2Settings;
	readonly sigv4?: SigV4Settings;
	readonly tls?: TlsSettings;
	/** Sent as X-Scope-OrgID. */
	readonly tenant?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** The proxy's address, its user name at the most in it; `none` for a direct connection. */
	readonly proxy?: string;
	/** Seconds. */
	readonly timeout?: number;
}

export const authKinds = ["none", "basic", "bearer", "oauth2", "sigv4"] as const;
export type AuthKind = (typeof authKinds)[number];

/** OAuth 2 client credentials (RFC 6749, section 4.4). */
export interface OAuth2Settings {
	readonly tokenUrl: string;
	readonly clientId: string;
	readonly scopes?: readonly string[];
	readonly audience?: string;
	/** Where the client's secret stands in the request for a token; in a header where it is left out. */
	readonly clientAuth?: "header" | "body";
}

/** AWS Signature Version 4. */
export interface SigV4Settings {
	readonly region: string;
	/** `aps`, Amazon Managed Service for Prometheus, where it is left out. */
	readonly service?: string;
	/** The id that belongs to the secret access key; AWS_ACCESS_KEY_ID where it is left out. */
	readonly accessKeyId?: string;
}

/** Paths of PEM files: absolute, below `~/`, or relative to the workspace folder. */
export interface TlsSettings {
	/** The authorities that the server's certificate may come from, instead of those the computer trusts. */
	readonly caFile?: string;
	readonly certFile?: string;
	readonly keyFile?: string;
	/** The name that the server's certificate is for, where it is not the host of the URL. */
	readonly serverName?: string;
}

export const secretKinds = [
	"password",
	"token",
	"clientSecret",
	"secretAccessKey",
	"keyPassphrase",
	"proxyPassword",
] as const;
export type SecretKind = (typeof secretKinds)[number];

/** Which secret is wanted, and what it is bound to. A secret that was given for one of these is no answer for another. */
export interface WantedSecret {
	readonly kind: SecretKind;
	/** `scheme://host:port` of who will get it; of the server itself for what stays here, such as a passphrase. */
	readonly origin: string;
	/**
	 * What the environment says of the way there: a digest of its own authorities and its own proxy. Who changes them
	 * could read what is sent, so a secret that was given for another way is not used. Left out where it says nothing.
	 */
	readonly route?: string;
}

/** What a person calls it. */
export const secretNames: Readonly<Record<SecretKind, string>> = {
	password: "password",
	token: "token",
	clientSecret: "client secret",
	secretAccessKey: "secret access key",
	keyPassphrase: "passphrase of the client key",
	proxyPassword: "password of the proxy",
};

/** Claims that a header, or a parameter of an address, of this name is there to prove who asks, so that its value belongs in no setting. */
export function isSecretHeader(name: string): boolean {
	return /authorization|auth(?!or)|cookie|token|secret|passw|pwd|(?:api|access|private)[-_]?key|credential|session|signature/i.test(
		name,
	);
}

/** Claims that it is meant as an address rather than a name. */
export function isHttpAddress(text: string): boolean {
	return /^https?:\/\/[^\s/?#]/i.test(text);
}
