import { LRUCache } from "lru-cache";
import type { CostGate } from "../../metrics/cost.ts";
import type { MetricKnowledge } from "../../metrics/knowledge.ts";
import type { Answer, QueryResult, UnavailableCause } from "../../metrics/port.ts";
import { describeValue } from "./describeValue.ts";

export interface LiveValuesPorts {
	/** What is known of the active server; asked for at each use, as the user may switch. */
	readonly knowledge: () => MetricKnowledge | undefined;
	/** Nothing that it finds too heavy is asked. */
	readonly cost: () => CostGate | undefined;
	/** Milliseconds of a clock that only goes forward. */
	readonly now: () => number;
}

/** Queries of one round: more than stand on a screen. */
const mostInRound = 40;
const atOnce = 2;
/** More series are only counted. */
const mostSeries = 200;
/** Seconds that a server may think about one query, which nobody has asked for by name. */
const timeoutSeconds = 5;
/** Seconds after which an answer is a sign that the query is heavy. */
const slowSeconds = 1;
/** Milliseconds after which one that is heavy, or that the server refuses, is asked again. */
const rest = 300_000;
/** Milliseconds that the server is left in peace after it has failed. */
const restOfServer = 60_000;

interface Known {
	readonly label: string;
	readonly result: QueryResult;
	readonly at: number;
}

/**
 * The current values of the expressions that are on the screen.
 *
 * Invariants: looking never waits; a round asks a bounded number of queries, few at once, the ones that were asked longest
 * ago first; it ends when the server fails, and leaves it in peace then; what is old is not shown as the value of now.
 */
export class LiveValues {
	readonly #ports: LiveValuesPorts;
	readonly #known = new LRUCache<string, Known>({ max: 1000 });
	/** When each may be asked again. */
	readonly #due = new LRUCache<string, number>({ max: 5000 });
	#of: MetricKnowledge | undefined;
	#restUntil = 0;

	constructor(ports: LiveValuesPorts) {
		this.#ports = ports;
	}

	/** What the query gave, if that is not older than `maxAgeMs`. */
	peek(query: string, maxAgeMs: number): { readonly label: string; readonly result: QueryResult } | undefined {
		if (this.#of !== this.#ports.knowledge()) return undefined;
		const known = this.#known.get(query);
		return known !== undefined && this.#ports.now() - known.at <= maxAgeMs ? known : undefined;
	}

	/** Asks for what is older than `maxAgeMs`. Claims that something else would be shown now. */
	async refresh(queries: Iterable<string>, maxAgeMs: number, signal: AbortSignal): Promise<boolean> {
		const knowledge = this.#follow();
		const now = this.#ports.now();
		if (knowledge === undefined || now < this.#restUntil) return false;
		const due = [...new Set(queries)].filter((query) => (this.#due.get(query) ?? 0) <= now);
		const pending = due.sort((a, b) => (this.#due.get(a) ?? 0) - (this.#due.get(b) ?? 0)).slice(0, mostInRound);
		let changed = false;
		const work = async (): Promise<void> => {
			for (let query = pending.shift(); query !== undefined; query = pending.shift()) {
				if (signal.aborted || this.#ports.now() < this.#restUntil) return;
				if (await this.#ask(query, knowledge, maxAgeMs, signal)) changed = true;
			}
		};
		await Promise.all(Array.from({ length: atOnce }, work));
		return changed;
	}

	/** Claims that something else would be shown now. */
	async #ask(query: string, knowledge: MetricKnowledge, maxAgeMs: number, signal: AbortSignal): Promise<boolean> {
		const { now, cost } = this.#ports;
		const verdict = await cost()?.judge(query, { evaluations: 1 }, signal);
		if (signal.aborted || this.#of !== knowledge) return false;
		if (verdict?.kind === "above") {
			this.#due.set(query, now() + rest);
			return this.#drop(query);
		}
		const answer = await knowledge.instantQuery(query, { signal, limit: mostSeries, timeoutSeconds });
		if (signal.aborted || this.#of !== knowledge) return false;
		const slow = answer.kind === "ok" && (answer.value.durationSeconds > slowSeconds || answer.value.truncated);
		// A little early, as the timer of the next round may be.
		this.#due.set(query, now() + (answer.kind !== "ok" || slow ? rest : maxAgeMs * 0.9));
		if (answer.kind !== "ok") {
			if (answer.kind === "unavailable" && isServersFault(answer.cause)) this.#restUntil = now() + restOfServer;
			return this.#drop(query);
		}
		return this.#keep(query, answer);
	}

	#keep(query: string, { value }: Extract<Answer<QueryResult>, { kind: "ok" }>): boolean {
		const label = describeValue(value);
		const before = this.#known.get(query)?.label;
		this.#known.set(query, { label, result: value, at: this.#ports.now() });
		return before !== label;
	}

	#drop(query: string): boolean {
		return this.#known.delete(query);
	}

	/** Values of another server are nobody's business any more. */
	#follow(): MetricKnowledge | undefined {
		const knowledge = this.#ports.knowledge();
		if (knowledge !== this.#of) {
			this.#known.clear();
			this.#due.clear();
			this.#restUntil = 0;
			this.#of = knowledge;
		}
		return knowledge;
	}
}

function isServersFault(cause: UnavailableCause): boolean {
	return cause !== "badQuery" && cause !== "tooLarge" && cause !== "cancelled";
}
