import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** What a server can do to a client; each is one way in which real ones go wrong. */
export type Behaviour = keyof typeof behaviours;

export interface FaultyServer {
	/** `http://127.0.0.1:<port>`. */
	readonly url: string;
	/** What to do from now on. */
	behave(behaviour: Behaviour): void;
	/** Every request so far. */
	readonly requests: readonly SeenRequest[];
	/** Bytes that have been written as bodies so far. */
	readonly bytesSent: number;
	/** Requests that are being answered at this moment, and the most there have been at once. */
	readonly open: { readonly now: number; readonly most: number };
	stop(): Promise<void>;
}

export interface SeenRequest {
	readonly method: string;
	/** With its query. */
	readonly path: string;
	readonly headers: IncomingMessage["headers"];
	readonly body: string;
}

/** On any free port, or on one that a server before it had. */
export async function startFaultyServer(behaviour: Behaviour, port = 0): Promise<FaultyServer> {
	const state = { behaviour, requests: [] as SeenRequest[], bytesSent: 0, open: { now: 0, most: 0 } };
	const sockets = new Set<Socket>();
	const server = createServer(async (request, response) => {
		state.open.now += 1;
		state.open.most = Math.max(state.open.most, state.open.now);
		response.once("close", () => {
			state.open.now -= 1;
		});
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const seen = {
			method: request.method ?? "",
			path: request.url ?? "",
			headers: request.headers,
			body: Buffer.concat(chunks).toString("utf8"),
		};
		state.requests.push(seen);
		behaviours[state.behaviour](response, seen, (bytes) => {
			state.bytesSent += bytes;
		});
	});
	server.on("connection", (socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
		socket.on("error", () => {});
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		behave: (next) => {
			state.behaviour = next;
		},
		requests: state.requests,
		get bytesSent() {
			return state.bytesSent;
		},
		open: state.open,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

type Answer = (response: ServerResponse, request: SeenRequest, count: (bytes: number) => void) => void;

const upVector = JSON.stringify({
	status: "success",
	data: {
		resultType: "vector",
		result: [{ metric: { __name__: "up", job: "a" }, value: [1_700_000_000.5, "1"] }],
	},
});

const behaviours = {
	healthy: (response) => sendJson(response, 200, upVector),
	gzipped: (response) => {
		response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
		response.end(gzipSync(upVector));
	},
	gzipBomb: (response) => {
		response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
		response.end(gzipSync(Buffer.alloc(24 * mebibyte, 32), { level: 1 }));
	},
	specialValues: (response) =>
		sendJson(
			response,
			200,
			`{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"NaN"],[2,"+Inf"],[3,"-Inf"],[4,"1e3"]]}]}}`,
		),
	nativeHistogram: (response) =>
		sendJson(
			response,
			200,
			`{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"h"},"histogram":[1,{"count":"4","sum":"10","buckets":[[0,"1","2","4"]]}]}]},"infos":["PromQL info: look here"]}`,
		),
	internalError: (response) =>
		sendJson(response, 500, `{"status":"error","errorType":"internal","error":"the head block is gone"}`),
	plainError: (response) => send(response, 500, "text/plain", "boom"),
	badGateway: (response) => send(response, 502, "text/html", "<html><body>502 Bad Gateway</body></html>"),
	queryTimeout: (response) =>
		sendJson(
			response,
			503,
			`{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}`,
		),
	html: (response) => send(response, 200, "text/html; charset=utf-8", "<!doctype html><title>Sign in</title>"),
	wrongJson: (response) => sendJson(response, 200, `{"hello":"world"}`),
	wrongShape: (response) =>
		sendJson(response, 200, `{"status":"success","data":{"resultType":"vector","result":[{"metric":3}]}}`),
	notJson: (response) => sendJson(response, 200, "pong"),
	halfJson: (response) => sendJson(response, 200, upVector.slice(0, upVector.length / 2)),
	halfBody: (response) => {
		response.writeHead(200, { "content-type": "application/json", "content-length": upVector.length });
		response.write(upVector.slice(0, upVector.length / 2), () => response.destroy());
	},
	hangUp: (response) => response.destroy(),
	silent: () => {},
	stalledBody: (response) => {
		response.writeHead(200, { "content-type": "application/json" });
		response.write(upVector.slice(0, 20));
	},
	trickle: (response) => {
		response.writeHead(200, { "content-type": "application/json" });
		const timer = setInterval(() => response.write(" "), 50);
		response.once("close", () => clearInterval(timer));
	},
	huge: (response, _request, count) => sendHuge(response, count),
	unauthorized: (response) => send(response, 401, "text/plain", "Unauthorized"),
	noTenant: (response) => send(response, 401, "text/plain", "no org id\n"),
	forbidden: (response) => send(response, 403, "text/html", "<h1>no</h1>"),
	echoCredential: (response, request) =>
		sendJson(
			response,
			400,
			JSON.stringify({
				status: "error",
				errorType: "bad_data",
				error: `cannot use ${request.headers.authorization} at http://user:hunter22@example.org/ with ${request.headers["x-api-key"]}`,
			}),
		),
	echoWarning: (response, request) => {
		const warnings = [
			`seen ${request.headers.authorization}`,
			`${Buffer.from(String(request.headers.authorization).slice(6), "base64")}`,
		];
		sendJson(
			response,
			200,
			JSON.stringify({ status: "success", data: { resultType: "scalar", result: [1, "1"] }, warnings }),
		);
	},
	unprocessable: (response) =>
		sendJson(response, 422, `{"status":"error","errorType":"execution","error":"found duplicate series"}`),
	busy: (response) => {
		response.writeHead(503, { "retry-after": "9", "content-type": "text/plain" });
		response.end("busy");
	},
	teapot: (response) => send(response, 418, "text/plain", "short and stout"),
	redirectPost: (response) => {
		response.writeHead(307, { location: "http://elsewhere.example.org/api/v1/query" });
		response.end();
	},
	wrongType: (response) => send(response, 200, "application/octet-stream", upVector),
	/** 200,000 series, about 14 MB. */
	manySeries: (response) => {
		const series = Array.from(
			{ length: 200_000 },
			(_, i) => `{"metric":{"__name__":"m","i":"${i}"},"value":[1,"${i}"]}`,
		);
		sendJson(response, 200, `{"status":"success","data":{"resultType":"vector","result":[${series.join(",")}]}}`);
	},
	notFound: (response) => send(response, 404, "text/plain", "404 page not found"),
	noPost: (response, request) =>
		request.method === "POST" ? send(response, 405, "text/plain", "no") : sendJson(response, 200, upVector),
	redirect: (response) => {
		response.writeHead(302, { location: "http://elsewhere.example.org/login?next=secret-path" });
		response.end();
	},
	tooMany: (response) => {
		response.writeHead(429, { "retry-after": "7" });
		response.end();
	},
	agent: (response) =>
		sendJson(response, 422, `{"status":"error","errorType":"execution","error":"unavailable with Prometheus Agent"}`),
	truncatedQuery: (response) => {
		const result = Array.from({ length: 50 }, (_, index) => ({ metric: { i: String(index) }, value: [1, "1"] }));
		sendJson(
			response,
			200,
			JSON.stringify({ status: "success", data: { resultType: "vector", result }, warnings: ["results truncated"] }),
		);
	},
	mimir: (response) =>
		sendJson(
			response,
			200,
			`{"status":"success","data":{"application":"Grafana Mimir","version":"2.10.0","goVersion":"go1"}}`,
		),
	victoriaMetrics: (response) => sendJson(response, 200, `{"status":"success","data":{"version":"2.24.0"}}`),
	thanos: (response) =>
		sendJson(response, 200, `{"status":"success","data":{"version":"0.34.1","goVersion":"go1.21"}}`),
	onlyQueries: (response, request) =>
		request.path.startsWith("/api/v1/query")
			? sendJson(response, 200, upVector)
			: send(response, 404, "text/plain", "404 page not found"),
} satisfies Record<string, Answer>;

function send(response: ServerResponse, status: number, type: string, body: string): void {
	response.writeHead(status, { "content-type": type });
	response.end(body);
}

function sendJson(response: ServerResponse, status: number, body: string): void {
	send(response, status, "application/json", body);
}

const mebibyte = 1024 * 1024;

/** 100 MiB of one valid answer, no faster than the client takes it. */
function sendHuge(response: ServerResponse, count: (bytes: number) => void): void {
	response.writeHead(200, { "content-type": "application/json" });
	response.write(`{"status":"success","data":{"resultType":"vector","result":[`);
	const part = Buffer.alloc(mebibyte / 4, `{"metric":{"a":"b"},"value":[1,"1"]},`);
	let left = 100 * mebibyte;
	const pump = () => {
		while (left > 0 && !response.destroyed) {
			left -= part.length;
			count(part.length);
			if (!response.write(part)) {
				response.once("drain", pump);
				return;
			}
		}
		if (!response.destroyed) response.end("null]}}");
	};
	pump();
}
