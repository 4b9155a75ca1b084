/**
 * OTLP's requests, opentelemetry-proto 1.x (`trace/v1/trace.proto`, `logs/v1/logs.proto`): the few fields that tests look at,
 * by number, as names of their JSON form.
 */
type Shape = Readonly<Record<number, Field>>;
type Field =
	| { readonly name: string; readonly kind: "text" | "hex" }
	| { readonly name: string; readonly kind: "one"; readonly shape: Shape }
	| { readonly name: string; readonly kind: "many"; readonly shape: Shape };

const anyValue: Shape = { 1: { name: "stringValue", kind: "text" } };
const keyValue: Shape = {
	1: { name: "key", kind: "text" },
	2: { name: "value", kind: "one", shape: anyValue },
};
const resource: Field = {
	name: "resource",
	kind: "one",
	shape: { 1: { name: "attributes", kind: "many", shape: keyValue } },
};
const span: Shape = { 1: { name: "traceId", kind: "hex" }, 5: { name: "name", kind: "text" } };
const logRecord: Shape = { 5: { name: "body", kind: "one", shape: anyValue }, 9: { name: "traceId", kind: "hex" } };
const scopeSpans: Shape = { 2: { name: "spans", kind: "many", shape: span } };
const scopeLogs: Shape = { 2: { name: "logRecords", kind: "many", shape: logRecord } };
const requests: Readonly<Record<"traces" | "logs", Shape>> = {
	traces: {
		1: {
			name: "resourceSpans",
			kind: "many",
			shape: { 1: resource, 2: { name: "scopeSpans", kind: "many", shape: scopeSpans } },
		},
	},
	logs: {
		1: {
			name: "resourceLogs",
			kind: "many",
			shape: { 1: resource, 2: { name: "scopeLogs", kind: "many", shape: scopeLogs } },
		},
	},
};

/** A request in the JSON form of OTLP. */
export function readProtobuf(bytes: Buffer, signal: "traces" | "logs") {
	return readMessage(bytes, requests[signal]);
}

// biome-ignore lint/suspicious/noExplicitAny: what JSON.parse answers too; the receiver reads both alike.
function readMessage(bytes: Buffer, shape: Shape): any {
	const message: Record<string, unknown> = {};
	let at = 0;
	const readVarint = (): number => {
		let value = 0;
		for (let scale = 1; ; scale *= 128) {
			const byte = bytes[at++] ?? 0;
			value += (byte & 127) * scale;
			if (byte < 128) return value;
		}
	};
	while (at < bytes.length) {
		const tag = readVarint();
		const wire = tag & 7;
		if (wire === 0) readVarint();
		else if (wire === 1) at += 8;
		else if (wire === 5) at += 4;
		else {
			const length = readVarint();
			const content = bytes.subarray(at, at + length);
			at += length;
			const field = shape[Math.floor(tag / 8)];
			if (field === undefined) continue;
			const { name } = field;
			if (field.kind === "text") message[name] = content.toString("utf8");
			else if (field.kind === "hex") message[name] = content.toString("hex");
			else if (field.kind === "one") message[name] = readMessage(content, field.shape);
			else if (field.kind === "many")
				message[name] = [...((message[name] as unknown[] | undefined) ?? []), readMessage(content, field.shape)];
		}
	}
	return message;
}
