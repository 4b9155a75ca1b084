// Source: config/http_config.go and headers.go of prometheus/common 0.71; read November 2026.

import {
	choice,
	duration,
	flag,
	listOf,
	mapping,
	secret,
	text,
	textMap,
	texts,
	url,
	usual,
} from "../structure/keyTypes.ts";
import type { KeyType, MappingType } from "../structure/structure.ts";

const tlsVersions = ["TLS10", "TLS11", "TLS12", "TLS13"];

export const tlsStructure: MappingType = {
	name: "TLS configuration",
	keys: {
		ca: text("The CA certificate to verify the server with, as PEM text.", {
			notWith: ["ca_file"],
			since: "Prometheus 2.48",
		}),
		ca_file: text("The file with the CA certificate to verify the server with."),
		cert: text("The client's certificate, as PEM text.", { notWith: ["cert_file"], since: "Prometheus 2.48" }),
		cert_file: text("The file with the client's certificate."),
		key: secret("The client's key, as PEM text.", { notWith: ["key_file"], since: "Prometheus 2.48" }),
		key_file: text("The file with the client's key."),
		ca_ref: text("The name of a secret with the CA certificate, for programs that manage secrets."),
		cert_ref: text("The name of a secret with the client's certificate, for programs that manage secrets."),
		key_ref: text("The name of a secret with the client's key, for programs that manage secrets."),
		server_name: text("The name that the server's certificate must have, where it is not that of the address."),
		insecure_skip_verify: flag(
			"Takes any certificate. Anybody between here and the server can then read and change what is sent. Default: `false`.",
		),
		min_version: choice("The oldest version of TLS to speak. Default: Go's, which is TLS 1.2.", tlsVersions, {
			since: "Prometheus 2.35",
		}),
		max_version: choice("The newest version of TLS to speak.", tlsVersions, { since: "Prometheus 2.41" }),
	},
};

const basicAuthStructure: MappingType = {
	name: "basic_auth section",
	keys: {
		username: text("The user's name."),
		username_file: text("The file with the user's name.", { notWith: ["username"], since: "Prometheus 2.48" }),
		username_ref: text("The name of a secret with the user's name."),
		password: secret("The password. Better in a file, which is read anew for each request."),
		password_file: text("The file with the password.", { notWith: ["password"] }),
		password_ref: text("The name of a secret with the password."),
	},
};

const authorizationStructure: MappingType = {
	name: "authorization section",
	keys: {
		type: usual("What stands before the credentials in the header. Default: `Bearer`.", ["Bearer"]),
		credentials: secret("The credentials themselves. Better in a file."),
		credentials_file: text("The file with the credentials, read anew for each request.", { notWith: ["credentials"] }),
		credentials_ref: text("The name of a secret with the credentials."),
	},
};

const proxyKeys: Readonly<Record<string, KeyType>> = {
	proxy_url: url("The proxy to send requests through."),
	no_proxy: text("Addresses, networks and domains, with commas between, that are asked without the proxy.", {
		since: "Prometheus 2.43",
	}),
	proxy_from_environment: flag(
		"Takes the proxy from the variables `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. Default: `false`.",
		{ since: "Prometheus 2.43" },
	),
	proxy_connect_header: {
		documentation: "Headers to send to the proxy when a connection through it is opened.",
		value: { kind: "map", of: { kind: "sequence", of: { kind: "string", format: "secret" } } },
	},
};

export const oauth2Structure: MappingType = {
	name: "oauth2 section",
	keys: {
		client_id: text("The client's id.", { required: true }),
		client_secret: secret("The client's secret. Better in a file."),
		client_secret_file: text("The file with the client's secret."),
		client_secret_ref: text("The name of a secret with the client's secret."),
		client_certificate_key_id: text("The id of the key that signs the assertion.", { since: "Prometheus 3.7" }),
		client_certificate_key: secret("The key that signs the assertion, as PEM text.", { since: "Prometheus 3.7" }),
		client_certificate_key_file: text("The file with the key that signs the assertion.", { since: "Prometheus 3.7" }),
		client_certificate_key_ref: text("The name of a secret with the key that signs the assertion."),
		grant_type: usual("How a token is asked for. Default: `client_credentials`.", [
			"client_credentials",
			"urn:ietf:params:oauth:grant-type:jwt-bearer",
		]),
		signature_algorithm: usual("How the assertion is signed. Default: `RS256`.", ["RS256", "RS384", "RS512"]),
		iss: text("The issuer of the assertion. Default: the client's id."),
		audience: text("Whom the assertion is for. Default: the URL of the token."),
		claims: { documentation: "More claims of the assertion.", value: { kind: "map", of: { kind: "any" } } },
		scopes: texts("What the token is to allow."),
		token_url: text("Where the token is fetched from.", { required: true }),
		endpoint_params: textMap("More parameters of the request for a token."),
		tls_config: mapping("How the server of tokens is verified.", tlsStructure),
		...proxyKeys,
	},
};

const headerStructure: MappingType = {
	name: "header",
	keys: {
		values: texts("Values of the header."),
		secrets: listOf("Values of the header that are not shown.", { kind: "string", format: "secret" }),
		files: texts("Files with values of the header."),
	},
};

/** How requests are sent, where the keys stand among others. */
export const httpClientKeys: Readonly<Record<string, KeyType>> = {
	basic_auth: mapping("A user's name and password for each request.", basicAuthStructure, {
		notWith: ["authorization", "oauth2", "bearer_token", "bearer_token_file"],
	}),
	authorization: mapping("The `Authorization` header of each request.", authorizationStructure, {
		notWith: ["basic_auth", "oauth2", "bearer_token", "bearer_token_file"],
	}),
	oauth2: mapping(
		"A token that is fetched from an OAuth 2.0 server. Not beside `basic_auth` or `authorization`.",
		oauth2Structure,
		{
			notWith: ["basic_auth", "authorization", "bearer_token", "bearer_token_file"],
			since: "Prometheus 2.27",
		},
	),
	bearer_token: secret("A token for the `Authorization` header. Deprecated: `authorization` says the same.", {
		notWith: ["bearer_token_file", "basic_auth", "authorization", "oauth2"],
	}),
	bearer_token_file: text(
		"A file with a token for the `Authorization` header. Deprecated: `authorization` says the same.",
		{
			notWith: ["bearer_token", "basic_auth", "authorization", "oauth2"],
		},
	),
	tls_config: mapping("How the server is verified, and who we are to it.", tlsStructure),
	follow_redirects: flag("Follows redirects of HTTP. Default: `true`."),
	enable_http2: flag("Speaks HTTP/2 where the server does. Default: `true`.", { since: "Prometheus 2.35" }),
	...proxyKeys,
	http_headers: {
		documentation: "More headers for each request. Those that Prometheus sets by itself cannot be set here.",
		value: { kind: "map", of: { kind: "mapping", of: headerStructure } },
		since: "Prometheus 2.55",
	},
};

export const httpClientStructure: MappingType = { name: "HTTP client configuration", keys: httpClientKeys };

export const sigv4Structure: MappingType = {
	name: "sigv4 section",
	keys: {
		region: text("The AWS region. Default: that of the environment."),
		access_key: text("The id of the access key. Default: the environment's credentials."),
		secret_key: secret("The secret of the access key."),
		profile: text("The named profile of the credentials file."),
		role_arn: text("The role to assume."),
		external_id: text("The external id to assume the role with.", { since: "Prometheus 3.8" }),
		use_fips_sts_endpoint: flag("Asks the FIPS endpoint for tokens. Default: `false`."),
		service_name: text("The service that requests are signed for. Default: `aps`."),
	},
};

export const refreshInterval = (documented: string): KeyType =>
	duration(`How often the targets are asked for anew. Default: \`${documented}\`.`);
