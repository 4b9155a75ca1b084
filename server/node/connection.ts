import { createSecureContext, type SecureContext } from "node:tls";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import type { Environment } from "../metrics/environment.ts";
import { basic, lackOfSecret, wantSecret, withoutLineEnd } from "./auth/authorization.ts";
import type { AskSecret } from "./auth/secretCache.ts";
import { digestOf, readTlsFiles, type TlsFiles } from "./auth/tlsFiles.ts";
import type { Refusal } from "./explainExchange.ts";
import { chooseProxy, type ProxySurroundings } from "./proxy.ts";

/** What connections are made with beside the environment itself. */
export interface ConnectionPorts {
	readonly ask: AskSecret;
	readonly proxies: ProxySurroundings;
	/** What relative paths of files begin at. */
	readonly folder: string | undefined;
	readonly timeoutMs: number;
	readonly connections: number;
}

/** The way to one origin: its TLS, its proxy. */
export interface Connection {
	dispatcher: Dispatcher;
	/** What secrets for this way are bound to, beside their origin. */
	readonly route: string | undefined;
	/** Whatever of it might be echoed and nobody may see. */
	readonly secrets: readonly string[];
	/** The same with the authorities of `secureContext` instead; only where the environment names none of its own. */
	trusting?: (secureContext: SecureContext) => Dispatcher;
}

/** Reads the files, asks for a passphrase where the key has one, and chooses the proxy. Contacts nothing. */
export async function openConnection(
	target: URL,
	environment: Environment,
	ports: ConnectionPorts,
): Promise<Connection | Refusal> {
	const { tls = {}, name } = environment;
	const files = await readTlsFiles(tls, ports.folder);
	if ("mistake" in files) return mistaken(`“${name}”: ${files.mistake}`);
	const proxy = chooseProxy(target, environment.proxy, ports.proxies);
	if (proxy !== undefined && "mistake" in proxy) return mistaken(`“${name}”: ${proxy.mistake}`);
	const route = routeOf(files, tls.serverName, proxy?.own === true ? proxy.url : undefined);

	const secured = await secure(files, environment, target.origin, route, ports);
	if ("cause" in secured) return secured;
	const connect = (secureContext: SecureContext | undefined) => ({
		...(secureContext === undefined ? {} : { secureContext }),
		...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
		timeout: ports.timeoutMs,
	});
	const limits = { connections: ports.connections, maxHeaderSize: 64 * 1024 };
	if (proxy === undefined) {
		const make = (context: SecureContext | undefined) => new Agent({ ...limits, connect: connect(context) });
		return describe(make, secured, route, []);
	}
	const signedIn = await signInAtProxy(proxy.url, environment, route, ports);
	if ("cause" in signedIn) return signedIn;
	const address = new URL(proxy.url);
	address.username = "";
	address.password = "";
	const make = (context: SecureContext | undefined) =>
		new ProxyAgent({
			...limits,
			uri: address.href,
			requestTls: connect(context),
			proxyTls: { timeout: ports.timeoutMs },
			...(signedIn.token === undefined ? {} : { token: signedIn.token }),
		});
	return describe(make, secured, route, signedIn.secrets);
}

function describe(
	make: (context: SecureContext | undefined) => Dispatcher,
	{ context, secrets, ownAuthorities }: Secured,
	route: string | undefined,
	more: readonly string[],
): Connection {
	return {
		dispatcher: make(context),
		route,
		secrets: [...secrets, ...more],
		...(ownAuthorities || context !== undefined ? {} : { trusting: make }),
	};
}

interface Secured {
	readonly context: SecureContext | undefined;
	readonly secrets: readonly string[];
	readonly ownAuthorities: boolean;
}

async function secure(
	files: TlsFiles,
	environment: Environment,
	origin: string,
	route: string | undefined,
	{ ask }: ConnectionPorts,
): Promise<Secured | Refusal> {
	const { ca, cert, key } = files;
	if (ca === undefined && cert === undefined) return { context: undefined, secrets: [], ownAuthorities: false };
	let passphrase: string | undefined;
	if (key !== undefined && isEncrypted(key)) {
		passphrase = await ask(wantSecret("keyPassphrase", origin, route), new AbortController().signal).catch(
			() => undefined,
		);
		if (passphrase === undefined || passphrase === "") return lackOfSecret("keyPassphrase", origin, environment);
		passphrase = withoutLineEnd(passphrase);
	}
	try {
		const context = createSecureContext({
			...(ca === undefined ? {} : { ca }),
			...(cert === undefined ? {} : { cert }),
			...(key === undefined ? {} : { key }),
			...(passphrase === undefined ? {} : { passphrase }),
		});
		return { context, secrets: passphrase === undefined ? [] : [passphrase], ownAuthorities: ca !== undefined };
	} catch (error) {
		return explainTlsFiles(error, environment, passphrase !== undefined);
	}
}

function explainTlsFiles(error: unknown, { name, tls }: Environment, locked: boolean): Refusal {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	if (code.includes("KEY_VALUES_MISMATCH")) {
		return mistaken(
			`“${name}”: the client key ${tls?.keyFile} does not belong to the certificate ${tls?.certFile}: name the pair that belongs together.`,
		);
	}
	if (locked) {
		return {
			...mistaken(
				`“${name}”: the passphrase does not open the client key ${tls?.keyFile}: run “Observability: Set Prometheus Credential” and enter it again.`,
			),
			cause: "unauthorized",
		};
	}
	return mistaken(
		`“${name}”: the certificates that tls names cannot be used${code === "" ? "" : ` (${code})`}: check that the files are PEM and belong together.`,
	);
}

/** PKCS #8 says so in its name, the older form in a header. */
function isEncrypted(key: Buffer): boolean {
	return key.includes("BEGIN ENCRYPTED PRIVATE KEY") || key.includes("Proc-Type: 4,ENCRYPTED");
}

/** An environment of nothing but an address says nothing of the way, and its secrets need no more than their origin. */
function routeOf({ ca }: TlsFiles, serverName: string | undefined, proxy: URL | undefined): string | undefined {
	if (ca === undefined && serverName === undefined && proxy === undefined) return undefined;
	return digestOf(ca ?? "", serverName ?? "", proxy?.origin ?? "");
}

async function signInAtProxy(
	proxy: URL,
	environment: Environment,
	route: string | undefined,
	{ ask }: ConnectionPorts,
): Promise<{ readonly token?: string; readonly secrets: readonly string[] } | Refusal> {
	if (proxy.username === "") return { secrets: [] };
	let password = decodeURIComponent(proxy.password);
	if (password === "") {
		const wanted = wantSecret("proxyPassword", proxy.origin, route);
		const given = await ask(wanted, new AbortController().signal).catch(() => undefined);
		if (given === undefined) return lackOfSecret("proxyPassword", proxy.origin, environment);
		password = withoutLineEnd(given);
	}
	const { headersFor, secrets } = basic(decodeURIComponent(proxy.username), password);
	const { authorization = "" } = headersFor({ method: "GET", url: proxy, headers: {}, body: "" });
	return { token: authorization, secrets };
}

function mistaken(reason: string): Refusal {
	return { cause: "notConfigured", reason, countsAgainstServer: false };
}
