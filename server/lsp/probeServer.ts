import { createHttpPrometheus } from "../node/httpPrometheus.ts";
import type { ProbeParams, ProbeResult } from "../protocol/messages.ts";
import type { AskCredential } from "./session.ts";

/** Asks a server who it is, without making it the active one; nothing of the answer is kept. */
export async function probeServer(
	{ server, secret }: ProbeParams,
	stored: AskCredential,
	signal: AbortSignal,
): Promise<ProbeResult> {
	const api = createHttpPrometheus({
		server,
		credential: secret === undefined ? stored : () => Promise.resolve(secret),
		// The user is told by the answer.
		log: () => {},
	});
	try {
		const answer = await api.buildInfo({ signal });
		switch (answer.kind) {
			case "ok":
				return { kind: "ok", version: answer.value.version, flavour: answer.value.flavour };
			case "unsupported":
				return { kind: "ok", version: "", flavour: "unknown" };
			case "unavailable":
				return { kind: "failed", message: answer.reason, unauthorized: answer.cause === "unauthorized" };
			default:
				return answer satisfies never;
		}
	} finally {
		await api.close();
	}
}
