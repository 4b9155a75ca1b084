import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Certificate } from "./certificates.ts";

/** What came to a proxy. */
export interface Passed {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingMessage["headers"];
	readonly body: string;
}

export interface TestProxy {
	readonly url: string;
	readonly passed: readonly Passed[];
	stop(): Promise<void>;
}

export interface ReverseProxyOptions {
	/** Where requests go on to. */
	readonly target: string;
	/** Speaks TLS with this certificate, plain HTTP where it is left out. */
	readonly certificate?: Certificate;
	/** Lets those through alone who show a certificate of this authority (PEM). */
	readonly clientAuthority?: string;
	/** What is taken off the beginning of each path before it goes on. */
	readonly strip?: string;
	/** A status, with a body, for requests that do not get through. */
	readonly refuse?: (request: Passed) => { readonly status: number; readonly body: string } | undefined;
}

/** What stands before a Prometheus in most companies: TLS, and a look at who asks. */
export async function startReverseProxy(options: ReverseProxyOptions): Promise<TestProxy> {
	const { certificate, clientAuthority, target, refuse, strip = "" } = options;
	const passed: Passed[] = [];
	const handle = async (request: IncomingMessage, response: ServerResponse) => {
		const seen = await readRequest(request);
		passed.push(seen);
		const refused = refuse?.(seen);
		if (refused !== undefined) {
			response.writeHead(refused.status, { "content-type": "text/plain" });
			response.end(refused.body);
			return;
		}
		forward(new URL(seen.url.startsWith(strip) ? seen.url.slice(strip.length) : seen.url, target), seen, response);
	};
	const server =
		certificate === undefined
			? createServer((request, response) => void handle(request, response))
			: createHttpsServer(
					{
						...certificate,
						...(clientAuthority === undefined
							? {}
							: { ca: clientAuthority, requestCert: true, rejectUnauthorized: true }),
					},
					(request, response) => void handle(request, response),
				);
	return listen(server, certificate === undefined ? "http" : "https", passed);
}

/** A proxy that is asked to go somewhere: whole addresses for http, CONNECT for the rest. `password` is of the user `me`. */
export async function startForwardProxy(password?: string): Promise<TestProxy> {
	const passed: Passed[] = [];
	const wanted = password === undefined ? undefined : `Basic ${Buffer.from(`me:${password}`).toString("base64")}`;
	const server = createServer((request, response) => {
		void readRequest(request).then((seen) => {
			passed.push(seen);
			if (wanted !== undefined && seen.headers["proxy-authorization"] !== wanted) {
				response.writeHead(407, { "proxy-authenticate": "Basic" });
				response.end();
				return;
			}
			const { "proxy-authorization": _own, ...headers } = seen.headers;
			forward(new URL(seen.url), { ...seen, headers }, response);
		});
	});
	server.on("connect", (request: IncomingMessage, client: Socket) => {
		passed.push({ method: "CONNECT", url: request.url ?? "", headers: request.headers, body: "" });
		client.on("error", () => {});
		if (wanted !== undefined && request.headers["proxy-authorization"] !== wanted) {
			client.end("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
			return;
		}
		const [host = "", port = ""] = (request.url ?? "").split(":");
		const upstream = connect(Number(port), host, () => {
			client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
			upstream.pipe(client);
			client.pipe(upstream);
		});
		upstream.on("error", () => client.destroy());
		client.on("close", () => upstream.destroy());
	});
	return listen(server, "http", passed);
}

async function readRequest(request: IncomingMessage): Promise<Passed> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return {
		method: request.method ?? "",
		url: request.url ?? "",
		headers: request.headers,
		body: Buffer.concat(chunks).toString("utf8"),
	};
}

function forward(url: URL, { method, headers, body }: Passed, response: ServerResponse): void {
	const onward = requestHttp(url, { method, headers: { ...headers, host: url.host } }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
	});
	onward.on("error", () => {
		if (!response.headersSent) response.writeHead(502);
		response.end();
	});
	onward.end(body);
}

async function listen(
	server: ReturnType<typeof createServer> | ReturnType<typeof createHttpsServer>,
	scheme: "http" | "https",
	passed: readonly Passed[],
): Promise<TestProxy> {
	const sockets = new Set<Socket>();
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
		socket.on("error", () => {});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
	return {
		url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
		passed,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
