import { setTimeout as sleep } from "node:timers/promises";
import { LiveKnowledge } from "../checks/liveKnowledge.ts";
import { gentleManners } from "../metrics/backgroundQuestions.ts";
import { type CostBounds, CostGate } from "../metrics/cost.ts";
import { MetricKnowledge } from "../metrics/knowledge.ts";
import type { BuildInfo, LivePrometheus } from "../metrics/port.ts";
import type { AskSecret } from "../node/auth/secretCache.ts";
import { createHttpPrometheus, type HttpPrometheus } from "../node/httpPrometheus.ts";
import { anyFeatures, type FeatureSet, featuresOfFlags } from "../promql/features.ts";
import type { ServerSettings, ServerStatus } from "../protocol/messages.ts";
import type { Surroundings } from "./surroundings.ts";

export interface ActivePrometheusPorts {
	readonly credential: AskSecret;
	readonly surroundings: Surroundings;
	readonly notify: (status: ServerStatus) => void;
	/** A query that would touch more is run only after a question. */
	readonly costBounds: () => CostBounds;
	/** What is known of the server's PromQL has changed. */
	readonly featuresChanged: () => void;
	readonly log: (line: string) => void;
}

/** How often the health of an idle server is looked at while a file is open and somebody looks. */
const HEALTH_INTERVAL = 60_000;

/**
 * The one Prometheus that is asked, what is known of its metrics, and its health.
 *
 * Invariants: nothing is contacted without a server in the settings, nor before a file is open; an answer of a server
 * that is no longer active changes nothing; the client hears of every change of the status once.
 */
export class ActivePrometheus {
	readonly #ports: ActivePrometheusPorts;
	#settings: ServerSettings | undefined;
	#api: HttpPrometheus | undefined;
	#knowledge: MetricKnowledge | undefined;
	#live: LiveKnowledge | undefined;
	#cost: CostGate | undefined;
	#build: BuildInfo | undefined;
	/** Unix seconds of the last time that it said who it is. */
	#lastAnswer: number | undefined;
	#features: FeatureSet = anyFeatures;
	#wanted = false;
	#watched = true;
	/** When its health was looked at last, by a clock that only goes forward. */
	#checkedAt = 0;
	#timer: NodeJS.Timeout | undefined;
	#check: AbortController | undefined;
	#status: ServerStatus = { health: "none" };

	constructor(ports: ActivePrometheusPorts) {
		this.#ports = ports;
	}

	/** `undefined` where no server is configured. */
	get knowledge(): MetricKnowledge | undefined {
		return this.#knowledge;
	}

	/** The server itself, for views that show more than what is kept; `undefined` where none is configured. */
	get api(): LivePrometheus | undefined {
		return this.#api;
	}

	/** What checks are told of the server; `undefined` where none is configured. */
	get live(): LiveKnowledge | undefined {
		return this.#live;
	}

	/** What says before a query what it would touch; `undefined` where no server is configured. */
	get cost(): CostGate | undefined {
		return this.#cost;
	}

	/** Unix seconds by the active server's clock, where it says what that is: the editor's may go wrong by hours. */
	get time(): number {
		return Date.now() / 1000 + (this.#api?.clockAheadSeconds ?? 0);
	}

	get status(): ServerStatus {
		return this.#status;
	}

	/** How the active server is reached, without any secret; `undefined` where none is configured. */
	get environment(): ServerSettings | undefined {
		return this.#settings;
	}

	/** What the server's PromQL is known to have or to lack; nothing is known before it has answered. */
	get features(): FeatureSet {
		return this.#features;
	}

	/** Switches to `settings`; nothing happens where they are the same as before. */
	activate(settings: ServerSettings | undefined): void {
		if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
		this.#disconnect();
		this.#settings = settings;
		if (settings === undefined) {
			this.#tell({ health: "none" });
			return;
		}
		const folder = this.#ports.surroundings.folder();
		const api = createHttpPrometheus({
			server: settings,
			credential: this.#ports.credential,
			proxies: this.#ports.surroundings.proxies,
			...(folder === undefined ? {} : { folder }),
			log: this.#ports.log,
			onHealth: (health) => {
				if (this.#api !== api) return;
				if (health.healthy) void this.#checkHealth();
				else this.#tell({ server: named(settings), health: "unhealthy", message: health.reason });
			},
		});
		this.#api = api;
		this.#knowledge = new MetricKnowledge(api);
		this.#cost = new CostGate(api, { bounds: this.#ports.costBounds });
		this.#live = new LiveKnowledge({ api, manners: { ...gentleManners, now, wait }, now: () => this.time });
		this.#live.hold(!this.#watched);
		this.#tell({ server: named(settings), health: "connecting" });
		this.#start();
	}

	/** Says whether any file is open that could want live values. Without one no timer runs. */
	want(wanted: boolean): void {
		if (wanted === this.#wanted) return;
		this.#wanted = wanted;
		if (wanted) this.#start();
		else this.#stop();
	}

	/** Says whether anybody looks; a client that cannot tell is taken to. Otherwise an idle server is left in peace. */
	watch(watched: boolean): void {
		if (watched === this.#watched) return;
		this.#watched = watched;
		this.#live?.hold(!watched);
		if (watched && this.#timer !== undefined && now() - this.#checkedAt >= HEALTH_INTERVAL) void this.#checkHealth();
	}

	/** Forgets everything of the active server, its credential too, and asks again. */
	reconnect(): void {
		const settings = this.#settings;
		if (settings === undefined) return;
		this.#api?.forget();
		this.#knowledge?.forget();
		this.#live?.forget();
		this.#tell({ server: named(settings), health: "connecting" });
		this.#start();
	}

	close(): void {
		this.#disconnect();
	}

	#start(): void {
		this.#stop();
		if (!this.#wanted || this.#api === undefined) return;
		this.#timer = setInterval(() => {
			if (this.#watched) void this.#checkHealth();
		}, HEALTH_INTERVAL);
		this.#timer.unref();
		void this.#checkHealth();
		void this.#knowledge?.warm();
	}

	#stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
		this.#check?.abort();
		this.#check = undefined;
	}

	async #checkHealth(): Promise<void> {
		const api = this.#api;
		const settings = this.#settings;
		if (api === undefined || settings === undefined || this.#check !== undefined) return;
		const check = new AbortController();
		this.#check = check;
		this.#checkedAt = now();
		const answer = await api.buildInfo({ signal: check.signal });
		if (this.#check === check) this.#check = undefined;
		if (check.signal.aborted || this.#api !== api) return;
		const server = named(settings);
		switch (answer.kind) {
			case "ok":
				this.#build = answer.value;
				void this.#learnFeatures(answer.value);
				this.#lastAnswer = Date.now() / 1000;
				this.#tell({ server, health: "healthy", ...describeBuild(answer.value), ...describeLacks(api.lacks()) });
				return;
			case "unsupported":
				this.#tell({ server, health: "healthy" });
				return;
			case "unavailable":
				this.#tell({ server, health: "unhealthy", message: answer.reason });
				return;
			default:
				answer satisfies never;
		}
	}

	/** Asks Prometheus itself alone: its relatives have flags of other meanings, and functions of their own. */
	async #learnFeatures({ flavour, version }: BuildInfo): Promise<void> {
		const knowledge = this.#knowledge;
		if (knowledge === undefined || flavour !== "Prometheus") return this.#setFeatures(anyFeatures);
		const asked = knowledge.featureFlags();
		if (asked.state === "loading") await asked.ready;
		if (this.#knowledge !== knowledge) return;
		const flags = knowledge.featureFlags().value;
		this.#setFeatures(flags === undefined ? anyFeatures : featuresOfFlags(flags, version));
	}

	#setFeatures(features: FeatureSet): void {
		if ([...features].join() === [...this.#features].join()) return;
		this.#features = features;
		this.#ports.featuresChanged();
	}

	#disconnect(): void {
		this.#stop();
		this.#setFeatures(anyFeatures);
		this.#build = undefined;
		this.#lastAnswer = undefined;
		const api = this.#api;
		this.#api = undefined;
		this.#knowledge?.forget();
		this.#knowledge = undefined;
		this.#cost = undefined;
		this.#live?.forget();
		this.#live = undefined;
		api?.close().catch((error: unknown) => this.#ports.log(`Closing the connection to Prometheus: ${String(error)}`));
	}

	#tell(status: ServerStatus): void {
		const next =
			status.health === "unhealthy" && this.#build !== undefined
				? {
						...status,
						version: this.#build.version,
						...(this.#lastAnswer === undefined ? {} : { lastAnswer: this.#lastAnswer }),
					}
				: status;
		if (JSON.stringify(next) === JSON.stringify(this.#status)) return;
		this.#status = next;
		this.#ports.notify(next);
	}
}

const now = (): number => performance.now();

/** Holds no process up that has nothing else to do. */
async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
	await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {});
}

function describeBuild({ version, flavour, through }: BuildInfo): { version: string; flavour: string } {
	return { version, flavour: through === undefined ? flavour : `${flavour} through ${through}` };
}

function describeLacks(lacks: readonly string[]): Pick<ServerStatus, "lacks"> {
	return lacks.length === 0 ? {} : { lacks };
}

function named({ name, url }: ServerSettings): { name: string; url: string } {
	return { name, url };
}
