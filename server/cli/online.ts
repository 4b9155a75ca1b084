import { setTimeout as sleep } from "node:timers/promises";
import { LiveKnowledge } from "../checks/liveKnowledge.ts";
import { briskManners } from "../metrics/backgroundQuestions.ts";
import { MetricKnowledge } from "../metrics/knowledge.ts";
import { createHttpPrometheus } from "../node/httpPrometheus.ts";
import { anyFeatures, type FeatureSet, featuresOfFlags } from "../promql/features.ts";
import type { LanguageServicePorts } from "../service.ts";
import type { OnlineServer } from "./onlineServer.ts";

/** A server that the checks of one run are told by. */
export interface OnlineKnowledge {
	/** For `createLanguageService`. */
	readonly ports: Required<Pick<LanguageServicePorts, "knowledge" | "live" | "features" | "checkKnowledge">>;
	/** Waits for the server to say who it is, and for the types of its metrics; a sentence where it cannot be asked. */
	connect(signal: AbortSignal): Promise<string | undefined>;
	/** A sentence where the server failed, be it midway: not all was judged then. */
	failure(): string | undefined;
	close(): Promise<void>;
}

export function createOnlineKnowledge({ environment, credential, folder }: OnlineServer): OnlineKnowledge {
	let failure: string | undefined;
	const api = createHttpPrometheus({
		server: environment,
		credential,
		folder,
		proxies: () => ({ variables: process.env }),
		// What could not be judged is said at the end of the report.
		log: () => {},
		onHealth: (health) => {
			// What was dropped then is not asked again, even where the server has recovered.
			if (!health.healthy) failure = health.reason;
		},
	});
	const knowledge = new MetricKnowledge(api);
	const manners = { ...briskManners, now: () => performance.now(), wait };
	const live = new LiveKnowledge({ api, manners, now: () => Date.now() / 1000 });
	let features: FeatureSet = anyFeatures;
	return {
		ports: {
			knowledge: () => knowledge,
			live: () => api,
			features: () => features,
			checkKnowledge: (uri, offline) => live.of(uri, offline),
		},
		async connect(signal) {
			const build = await api.buildInfo({ signal });
			if (build.kind !== "ok") return build.kind === "unavailable" ? build.reason : undefined;
			const metadata = knowledge.metadata();
			if (metadata.state === "loading") await metadata.ready;
			if (build.value.flavour !== "Prometheus") return undefined;
			const flags = await api.featureFlags({ signal });
			if (flags.kind === "ok") features = featuresOfFlags(flags.value, build.value.version);
			return undefined;
		},
		failure: () => failure,
		close() {
			knowledge.forget();
			live.forget();
			return api.close();
		},
	};
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
	await sleep(milliseconds, undefined, { signal }).catch(() => {});
}
