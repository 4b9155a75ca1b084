import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { listWantedSecrets } from "../../server/node/wantedSecrets.ts";
import { type Certificate, makeCertificate, writeFiles } from "../support/certificates.ts";
import { askValue, openApi } from "../support/openApi.ts";
import { startForwardProxy, startReverseProxy } from "../support/proxies.ts";
import { type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { startTokenEndpoint } from "../support/tokenEndpoint.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
	for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Ended when the test is. */
function keep<T extends { stop(): unknown }>(owned: T): T {
	cleanups.push(() => owned.stop());
	return owned;
}

function open(...given: Parameters<typeof openApi>): ReturnType<typeof openApi> {
	const opened = openApi(...given);
	cleanups.push(() => opened.api.close());
	return opened;
}

let prometheus: RealPrometheus;
let authority: Certificate;
let server: Certificate;
let client: Certificate;
let lockedClient: Certificate;
let files: ReturnType<typeof writeFiles>;
const passphrase = "open sesame 4711";

beforeAll(async () => {
	authority = await makeCertificate({ role: "authority" });
	[server, client, lockedClient] = await Promise.all([
		makeCertificate({ authority }),
		makeCertificate({ authority, role: "client", host: "me" }),
		makeCertificate({ authority, role: "client", host: "me", passphrase }),
	]);
	files = writeFiles({
		"ca.pem": authority.cert,
		"me.pem": client.cert,
		"me-key.pem": client.key,
		"locked.pem": lockedClient.cert,
		"locked-key.pem": lockedClient.key,
		"empty.pem": "",
	});
	prometheus = await startRealPrometheus();
});
afterAll(async () => {
	files?.remove();
	await prometheus?.stop();
});

describe("TLS", () => {
	const behindTls = async (certificate: Certificate, clientAuthority?: string) =>
		keep(
			await startReverseProxy({
				target: prometheus.url,
				certificate,
				...(clientAuthority === undefined ? {} : { clientAuthority }),
			}),
		);

	test("of an authority that the environment names", async () => {
		const { url } = await behindTls(server);
		const { api } = open({ url, tls: { caFile: "ca.pem" } }, {}, { folder: files.folder });
		expect(await askValue(api)).toBe("42");
		expect(await askValue(open({ url, tls: { caFile: `${files.folder}/ca.pem` } }).api)).toBe("42");
	});
	test.each([
		["of an authority that nobody trusts", {}, /^untrustedCertificate: .*tls\.caFile/],
		["with a file that is not there", { caFile: "missing.pem" }, /^notConfigured: .*missing\.pem .* no such file/],
		["with a file that is none", { caFile: "empty.pem" }, /^notConfigured: .*empty\.pem .* PEM/],
		["with a certificate without its key", { certFile: "me.pem" }, /^notConfigured: .*no tls\.keyFile/],
		[
			"with a key of another certificate",
			{ caFile: "ca.pem", certFile: "me.pem", keyFile: "ca.pem" },
			/^notConfigured: .*(cannot be used|does not belong)/,
		],
	])("%s", async (_what, tls, expected) => {
		const { url, passed } = await behindTls(server);
		expect(await askValue(open({ url, tls }, {}, { folder: files.folder }).api)).toMatch(expected);
		expect(passed).toEqual([]);
	});
	test("of a certificate that has run out, or is for another host", async () => {
		const expired = await behindTls(await makeCertificate({ authority, expired: true }));
		const foreign = await behindTls(await makeCertificate({ authority, host: "prometheus.example.org" }));
		const tls = { caFile: "ca.pem" };
		const options = { folder: files.folder };
		expect(await askValue(open({ url: expired.url, tls }, {}, options).api)).toMatch(/^refused: .*out of date/);
		expect(await askValue(open({ url: foreign.url, tls }, {}, options).api)).toMatch(/^refused: .*for another name/);
		const named = { ...tls, serverName: "prometheus.example.org" };
		expect(await askValue(open({ url: foreign.url, tls: named }, {}, options).api)).toBe("42");
	});
	test("with client certificates, before a proxy", async () => {
		const { url } = await behindTls(server, authority.cert);
		const tls = { caFile: "ca.pem", certFile: "me.pem", keyFile: "me-key.pem" };
		expect(await askValue(open({ url, tls }, {}, { folder: files.folder }).api)).toBe("42");
		const without = await askValue(open({ url, tls: { caFile: "ca.pem" } }, {}, { folder: files.folder }).api);
		expect(without).toMatch(/^(clientCertificate|refused): /);
	});
	test("with a key that has a passphrase, which is asked for and sent to nobody", async () => {
		const { url, passed } = await behindTls(server, authority.cert);
		const tls = { caFile: "ca.pem", certFile: "locked.pem", keyFile: "locked-key.pem" };
		const options = { folder: files.folder };
		const { api, asked } = open({ url, tls }, { keyPassphrase: passphrase }, options);
		expect(await askValue(api)).toBe("42");
		expect(asked).toEqual([{ kind: "keyPassphrase", origin: url, route: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
		expect(JSON.stringify(passed)).not.toContain(passphrase);
		expect(await askValue(open({ url, tls }, {}, options).api)).toMatch(
			/^unauthorized: No passphrase of the client key is stored/,
		);
		const wrong = await askValue(open({ url, tls }, { keyPassphrase: "wrong-passphrase" }, options).api);
		expect(wrong).toMatch(/^unauthorized: .*passphrase does not open/);
		expect(wrong).not.toContain("wrong-passphrase");
	});
	test("of Prometheus itself, which wants client certificates", async () => {
		const own = keep(
			await startRealPrometheus({
				webConfig: [
					"tls_server_config:",
					"  cert_file: server.pem",
					"  key_file: server-key.pem",
					"  client_auth_type: RequireAndVerifyClientCert",
					"  client_ca_file: ca.pem",
				].join("\n"),
				files: { "server.pem": server.cert, "server-key.pem": server.key, "ca.pem": authority.cert },
			}),
		);
		const url = own.url.replace("http:", "https:");
		const options = { folder: files.folder };
		const tls = { caFile: "ca.pem", certFile: "me.pem", keyFile: "me-key.pem" };
		expect(await askValue(open({ url, tls }, {}, options).api)).toBe("42");
		expect(await askValue(open({ url, tls: { caFile: "ca.pem" } }, {}, options).api)).toMatch(
			/^clientCertificate: .*tls\.certFile/,
		);
		expect(await askValue(open({ url: own.url }).api)).toMatch(/^notPrometheus: .*HTTP 400/);
	});
});

describe("basic and bearer", () => {
	test("basic authentication of Prometheus itself", async () => {
		const own = keep(
			await startRealPrometheus({
				// The password is "test".
				webConfig: "basic_auth_users:\n  me: $2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay",
			}),
		);
		const settings = { url: own.url, auth: "basic", username: "me" } as const;
		const { api, asked } = open(settings, { password: "test" });
		expect(await askValue(api)).toBe("42");
		expect(asked).toEqual([{ kind: "password", origin: own.url }]);
		expect(await askValue(open(settings, { password: "wrong" }).api)).toMatch(/^unauthorized: .*did not accept/);
		expect(await askValue(open({ url: own.url }).api)).toMatch(/^unauthorized: .*asks for a credential/);
	});
	test("a token, looked at by a proxy", async () => {
		const proxy = keep(
			await startReverseProxy({
				target: prometheus.url,
				refuse: ({ headers }) =>
					headers.authorization === "Bearer s3cret-token" ? undefined : { status: 401, body: "no" },
			}),
		);
		expect(await askValue(open({ url: proxy.url, auth: "bearer" }, { token: "s3cret-token" }).api)).toBe("42");
	});
	test("a tenant, as Mimir wants it", async () => {
		const proxy = keep(
			await startReverseProxy({
				target: prometheus.url,
				refuse: ({ headers }) =>
					headers["x-scope-orgid"] === "team-a" ? undefined : { status: 401, body: "no org id\n" },
			}),
		);
		expect(await askValue(open({ url: proxy.url, tenant: "team-a" }).api)).toBe("42");
		expect(await askValue(open({ url: proxy.url }).api)).toMatch(/^unauthorized: .*tenant/);
	});
});

describe("OAuth 2 client credentials", () => {
	const secret = "client/secret +ü";
	const setUp = async (more: object = {}) => {
		const endpoint = keep(await startTokenEndpoint(secret));
		const proxy = keep(
			await startReverseProxy({
				target: prometheus.url,
				refuse: ({ headers }) =>
					endpoint.valid.has(headers.authorization?.slice("Bearer ".length) ?? "")
						? undefined
						: { status: 401, body: "no" },
			}),
		);
		const oauth2 = { tokenUrl: endpoint.url, clientId: "observability", ...more };
		const opened = open({ url: proxy.url, auth: "oauth2", oauth2 }, { clientSecret: secret });
		return { endpoint, proxy, ...opened };
	};

	test("gets a token once, and sends it to the server alone", async () => {
		const { api, endpoint, proxy, asked } = await setUp({ scopes: ["metrics", "read"], audience: "prometheus" });
		expect(await Promise.all([askValue(api, "vector(1)"), askValue(api, "vector(2)")])).toEqual(["1", "2"]);
		expect(await askValue(api, "vector(3)")).toBe("3");
		expect(endpoint.asked.length).toBe(1);
		expect(Object.fromEntries(endpoint.asked[0]?.body ?? [])).toEqual({
			grant_type: "client_credentials",
			scope: "metrics read",
			audience: "prometheus",
		});
		// The client's secret is bound to who gives out tokens.
		expect(asked).toEqual([{ kind: "clientSecret", origin: new URL(endpoint.url).origin }]);
		expect(JSON.stringify(proxy.passed)).not.toContain("secret");
	});
	test("also with the secret in the body", async () => {
		const { api, endpoint } = await setUp({ clientAuth: "body" });
		expect(await askValue(api)).toBe("42");
		expect(endpoint.asked[0]?.body.get("client_secret")).toBe(secret);
		expect(endpoint.asked[0]?.authorization).toBeUndefined();
	});
	test("gets another one where it was taken back, or is about to end", async () => {
		const { api, endpoint } = await setUp();
		expect(await askValue(api, "vector(1)")).toBe("1");
		endpoint.valid.clear();
		expect(await askValue(api, "vector(2)")).toBe("2");
		expect(endpoint.asked.length).toBe(2);
	});
	test.each([
		["invalidClient", /^unauthorized: .* gives no token for “test”: who are you\?/],
		["echo", /^notConfigured: .*cannot use … \(…\)/],
		["html", /^notConfigured: .*check oauth2\.tokenUrl/],
		["redirect", /^notConfigured: .*check oauth2\.tokenUrl/],
	] as const)("says why there is none: %s", async (behaviour, expected) => {
		const { api, endpoint, proxy, log } = await setUp();
		endpoint.behave(behaviour);
		const text = await askValue(api);
		expect(text).toMatch(expected);
		expect(proxy.passed).toEqual([]);
		for (const line of [text, ...log]) {
			for (const hidden of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").slice(0, 12)]) {
				expect(line).not.toContain(hidden);
			}
		}
	});
	test.each(["http://tokens.example.org/token", "nonsense", "https://me:pw@tokens.example.org/"])(
		"never sends the secret to %s",
		async (tokenUrl) => {
			const { api, asked } = open(
				{ url: prometheus.url, auth: "oauth2", oauth2: { tokenUrl, clientId: "observability" } },
				{ clientSecret: secret },
			);
			expect(await askValue(api)).toMatch(/^notConfigured: .*oauth2\.tokenUrl/);
			expect(asked).toEqual([]);
		},
	);
});

describe("a proxy", () => {
	test("that the environment names, for http and for https", async () => {
		const proxy = keep(await startForwardProxy());
		expect(await askValue(open({ url: prometheus.url, proxy: proxy.url }).api)).toBe("42");
		const tls = keep(await startReverseProxy({ target: prometheus.url, certificate: server }));
		const environment = { url: tls.url, proxy: proxy.url, tls: { caFile: "ca.pem" } };
		expect(await askValue(open(environment, {}, { folder: files.folder }).api)).toBe("42");
		expect(proxy.passed.map(({ method }) => method)).toEqual(["POST", "CONNECT"]);
	});
	test("that wants a password, which the server never sees; nor the proxy the server's", async () => {
		const proxy = keep(await startForwardProxy("proxy-pw-1"));
		const tls = keep(await startReverseProxy({ target: prometheus.url, certificate: server }));
		const environment = {
			url: tls.url,
			proxy: proxy.url.replace("//", "//me@"),
			tls: { caFile: "ca.pem" },
			auth: "bearer",
		} as const;
		const { api, asked } = open(
			environment,
			{ proxyPassword: "proxy-pw-1", token: "server-token-1" },
			{ folder: files.folder },
		);
		expect(await askValue(api)).toBe("42");
		expect(asked.map(({ kind, origin }) => `${kind} ${origin}`)).toEqual([
			`proxyPassword ${proxy.url}`,
			`token ${tls.url}`,
		]);
		expect(JSON.stringify(proxy.passed)).not.toContain("server-token-1");
		expect(tls.passed[0]?.headers["proxy-authorization"]).toBeUndefined();
		const wrong = open(environment, { proxyPassword: "wrong-pw-1", token: "x" }, { folder: files.folder });
		const text = await askValue(wrong.api);
		expect(text).toMatch(/^unauthorized: .*proxy/);
		expect(text).not.toContain("wrong-pw-1");
	});
	test("of the editor and of the system, but not for this machine", async () => {
		const proxy = keep(await startForwardProxy());
		for (const proxies of [
			{ editor: { proxy: proxy.url }, variables: {} },
			{ variables: { http_proxy: proxy.url, HTTPS_PROXY: proxy.url } },
		]) {
			expect(await askValue(open({ url: prometheus.url }, {}, { proxies }).api)).toBe("42");
		}
		expect(proxy.passed).toEqual([]);
		const elsewhere = open(
			{ url: "http://prometheus.invalid:9090" },
			{},
			{ proxies: { variables: { HTTP_PROXY: proxy.url } } },
		);
		expect(await askValue(elsewhere.api)).toMatch(/^serverError: .*HTTP 502/);
		expect(proxy.passed.map(({ url }) => url)).toEqual(["http://prometheus.invalid:9090/api/v1/query"]);
	});
	test("with a password in the settings is refused", async () => {
		const text = await askValue(open({ url: prometheus.url, proxy: "http://me:pw-in-settings@host:3128" }).api);
		expect(text).toMatch(/^notConfigured: .*proxy holds a password/);
		expect(text).not.toContain("pw-in-settings");
	});
});

describe("secrets are bound to the way", () => {
	test("another authority or another proxy is another way", async () => {
		const ports = { proxies: { variables: {} }, folder: files.folder };
		const routes = async (more: object) => {
			const wanted = await listWantedSecrets(
				{ name: "a", url: "https://prom.example.org", auth: "bearer", ...more },
				ports,
			);
			return JSON.stringify(wanted);
		};
		const all = await Promise.all([
			routes({}),
			routes({ tls: { caFile: "ca.pem" } }),
			routes({ tls: { caFile: "me.pem" } }),
			routes({ tls: { serverName: "other" } }),
			routes({ proxy: "http://proxy.example.org:3128" }),
		]);
		expect(new Set(all).size).toBe(all.length);
		expect(all[0]).toBe('[{"kind":"token","origin":"https://prom.example.org"}]');
	});
});

describe("kinds of servers", () => {
	test("an agent has no queries, and says so", async () => {
		const agent = keep(await startRealPrometheus({ agent: true }));
		const { api } = open({ url: agent.url });
		expect(await askValue(api)).toMatch(/^unsupported: queries/);
		expect(api.lacks()).toContain("queries");
	});
	test("behind Grafana's data source proxy", async () => {
		const path = "/api/datasources/proxy/uid/abc";
		const grafana = keep(
			await startReverseProxy({
				target: prometheus.url,
				strip: path,
				refuse: ({ url, headers }) => {
					if (!url.startsWith(`${path}/`)) return { status: 404, body: '{"message":"Not found"}' };
					return headers.authorization === "Bearer glsa_x"
						? undefined
						: { status: 401, body: '{"message":"Unauthorized"}' };
				},
			}),
		);
		const { api } = open({ url: grafana.url + path, auth: "bearer" }, { token: "glsa_x" });
		expect(await askValue(api)).toBe("42");
		const build = await api.buildInfo({ signal: new AbortController().signal });
		expect(build).toMatchObject({ kind: "ok", value: { flavour: "Prometheus", through: "Grafana" } });
		expect(await askValue(open({ url: grafana.url + path }).api)).toMatch(/^unauthorized: /);
		expect(await askValue(open({ url: grafana.url }).api)).toMatch(/^notPrometheus: /);
	});
});
