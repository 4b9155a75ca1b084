import type { LivePrometheus, RuleGroupState } from "../../metrics/port.ts";
import { RuleIndex } from "../../metrics/ruleIndex.ts";

export interface LiveRulesPorts {
	/** The active server; asked for at each use, as the user may switch. */
	readonly live: () => LivePrometheus | undefined;
	/** Milliseconds of a clock that only goes forward. */
	readonly now: () => number;
}

/** Milliseconds between two questions: the answer has every rule of the server, and its states change with each evaluation. */
const leastAge = 30_000;
/** Milliseconds after a failure. */
const restAfterFailure = 60_000;
/** Seconds; a server that needs longer to list its rules has other things to do. */
const timeoutSeconds = 10;

/**
 * The rules of the active server and how they are.
 *
 * Invariants: looking never waits; one request serves every file; what was learnt of a server that is not active any more,
 * or that has failed since, is not shown.
 */
export class LiveRules {
	readonly #ports: LiveRulesPorts;
	#known: { readonly server: LivePrometheus; readonly index: RuleIndex } | undefined;
	#asked: { readonly server: LivePrometheus; readonly until: number } | undefined;

	constructor(ports: LiveRulesPorts) {
		this.#ports = ports;
	}

	/** `undefined` where nothing is known. */
	get index(): RuleIndex | undefined {
		const { live } = this.#ports;
		return this.#known?.server === live() ? this.#known?.index : undefined;
	}

	/** Asks the server, unless it has just been asked; what it tells. */
	async refresh(maxAgeMs: number, signal: AbortSignal): Promise<readonly RuleGroupState[] | undefined> {
		const { live, now } = this.#ports;
		const server = live();
		if (server === undefined) {
			this.#known = undefined;
			return undefined;
		}
		if (this.#asked?.server === server && now() < this.#asked.until) return undefined;
		// One that is under way is not asked a second time either.
		this.#asked = { server, until: now() + restAfterFailure };
		const answer = await server.ruleStates({ signal, timeoutSeconds });
		if (live() !== server) return undefined;
		if (signal.aborted) {
			this.#asked = undefined;
			return undefined;
		}
		if (answer.kind !== "ok") {
			if (answer.kind === "unsupported") this.#asked = { server, until: Number.POSITIVE_INFINITY };
			this.#known = undefined;
			return undefined;
		}
		this.#asked = { server, until: now() + Math.max(leastAge, maxAgeMs) };
		this.#known = { server, index: new RuleIndex(answer.value) };
		return answer.value;
	}
}
