import type { Environment } from "../metrics/environment.ts";
import type { Answer, BuildInfo } from "../metrics/port.ts";
import type { AskSecret } from "../node/auth/secretCache.ts";
import { createHttpPrometheus, type HttpPrometheus } from "../node/httpPrometheus.ts";
import type { ProbeParams, ProbeResult } from "../protocol/messages.ts";
import type { Surroundings } from "./surroundings.ts";

interface ProbePorts {
	readonly stored: AskSecret;
	readonly surroundings: Surroundings;
}

/**
 * Asks a server who it is and whether it answers queries, without making it the active one; nothing of the answer is kept.
 * Where there is no Prometheus at the address, the usual places below it are tried; secrets were given for that origin.
 */
export async function probeServer(params: ProbeParams, ports: ProbePorts, signal: AbortSignal): Promise<ProbeResult> {
	const first = await probeOnce(params, ports, signal);
	if (first.kind === "ok" || first.cause !== "notPrometheus" || signal.aborted) return first;
	for (const url of placesBelow(params.server.url)) {
		const found = await probeOnce({ ...params, server: { ...params.server, url } }, ports, signal);
		if (signal.aborted) return first;
		// A door that wants a key is a door.
		if (found.kind === "ok" || found.cause === "unauthorized") return { ...first, foundAt: url };
	}
	return first;
}

async function probeOnce(
	{ server, secrets = {} }: ProbeParams,
	{ stored, surroundings }: ProbePorts,
	signal: AbortSignal,
): Promise<ProbeResult> {
	const folder = surroundings.folder();
	const api = createHttpPrometheus({
		server: timed(server),
		credential: (wanted, asking) => {
			const typed = secrets[wanted.kind];
			return typed === undefined ? stored(wanted, asking) : Promise.resolve(typed);
		},
		proxies: surroundings.proxies,
		...(folder === undefined ? {} : { folder }),
		// The user is told by the answer.
		log: () => {},
	});
	try {
		return await judge(await api.buildInfo({ signal }), api, signal);
	} finally {
		await api.close();
	}
}

/** Only a query that is answered shows that queries are. */
async function judge(build: Answer<BuildInfo>, api: HttpPrometheus, signal: AbortSignal): Promise<ProbeResult> {
	if (build.kind === "unavailable") return { kind: "failed", message: build.reason, cause: build.cause };
	const { version, flavour } = build.kind === "ok" ? build.value : { version: "", flavour: "unknown" };
	const counted = await api.instantQuery("count(up)", { signal, limit: 1, timeoutSeconds: 5 });
	if (counted.kind === "unavailable" && counted.cause !== "timeout") {
		return { kind: "failed", message: counted.reason, cause: counted.cause };
	}
	const data = counted.kind === "ok" ? counted.value.data : undefined;
	const [series] = data?.kind === "vector" ? data.series : [];
	return {
		kind: "ok",
		version,
		flavour,
		lacks: api.lacks(),
		...(counted.kind === "ok" ? { targets: series?.sample.value ?? 0 } : {}),
	};
}

/** Who adds a server sits and waits. */
function timed(server: Environment): Environment {
	return { timeout: 10, ...server };
}

/** Where Mimir and a Prometheus behind a prefix, a cluster of VictoriaMetrics, and Thanos or an ingress answer. */
const prefixes = ["/prometheus", "/select/0/prometheus", "/api/prom"];

function placesBelow(text: string): readonly string[] {
	const url = URL.parse(text);
	if (url === null || prefixes.some((prefix) => url.pathname.replace(/\/+$/, "").endsWith(prefix))) return [];
	return prefixes.map((prefix) => {
		const place = new URL(url);
		place.pathname = url.pathname.replace(/\/+$/, "") + prefix;
		return place.href;
	});
}
