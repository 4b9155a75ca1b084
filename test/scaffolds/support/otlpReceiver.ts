import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readProtobuf } from "./protobuf.ts";

/** What arrived of one span or one record of a log. */
export interface ReceivedSpan {
	readonly traceId: string;
	readonly name: string;
}

export interface ReceivedLog {
	readonly traceId: string;
	readonly body: string;
}

/** Takes what SDKs of OpenTelemetry send by OTLP over HTTP, as JSON or as protobuf. */
export interface OtlpReceiver {
	/** The base address, as OTEL_EXPORTER_OTLP_ENDPOINT has it. */
	readonly url: string;
	readonly spans: ReceivedSpan[];
	readonly logs: ReceivedLog[];
	/** Values of `service.name` of what arrived. */
	readonly services: Set<string>;
	stop(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
	const spans: ReceivedSpan[] = [];
	const logs: ReceivedLog[] = [];
	const services = new Set<string>();
	const server: Server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const body = Buffer.concat(chunks);
			const isJson = request.headers["content-type"]?.includes("json") === true;
			const signal = request.url === "/v1/traces" ? "traces" : "logs";
			const read = isJson ? JSON.parse(body.toString("utf8")) : readProtobuf(body, signal);
			for (const group of read[signal === "traces" ? "resourceSpans" : "resourceLogs"] ?? []) {
				for (const { key, value } of group.resource?.attributes ?? []) {
					if (key === "service.name") services.add(value.stringValue);
				}
				for (const scope of group.scopeSpans ?? []) spans.push(...scope.spans);
				for (const scope of group.scopeLogs ?? []) {
					for (const { traceId, body: text } of scope.logRecords) logs.push({ traceId, body: text?.stringValue ?? "" });
				}
			}
			response.writeHead(200, { "Content-Type": request.headers["content-type"] ?? "application/json" });
			response.end(isJson ? "{}" : "");
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	const stop = () =>
		new Promise<void>((resolve) => {
			server.closeAllConnections();
			server.close(() => resolve());
		});
	return { url: `http://127.0.0.1:${port}`, spans, logs, services, stop };
}
