import { LRUCache } from "lru-cache";
import type { Answer, UnavailableCause } from "./port.ts";

/** How a server is asked for what nobody waits for. */
export interface QuestionManners {
	/** Milliseconds of a clock that only goes forward. */
	readonly now: () => number;
	/** Resolves after so many milliseconds, or at once when `signal` aborts. */
	readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	/** Questions under way at once. */
	readonly atOnce: number;
	readonly perMinute: number;
	/** Questions of one asker, which is a file, in ten minutes. */
	readonly perAsker: number;
	/** An answer that takes longer, in milliseconds, is a sign that the server has other things to do. */
	readonly slowMs: number;
}

/** For an editor: a trickle beside what the user waits for. */
export const gentleManners: Omit<QuestionManners, "now" | "wait"> = {
	atOnce: 1,
	perMinute: 120,
	perAsker: 300,
	slowMs: 2_000,
};

/** For a run that somebody asked for and waits for. */
export const briskManners: Omit<QuestionManners, "now" | "wait"> = {
	atOnce: 3,
	perMinute: 3_000,
	perAsker: 2_000,
	slowMs: 10_000,
};

type Load<T> = (signal: AbortSignal) => Promise<Answer<T>>;

/**
 * Questions that are asked behind the user's back, and their answers.
 *
 * Invariants: looking never waits; a question is asked once however many want its answer; there are bounds to how many
 * are asked at once, in a minute and for one asker; a server that fails or is slow is left in peace, and what was still
 * to be asked is dropped; after `forget` nothing of before arrives.
 */
export class BackgroundQuestions {
	readonly #manners: QuestionManners;
	readonly #answers = new LRUCache<string, Known>({ max: mostAnswers });
	readonly #queue = new Map<string, Question>();
	readonly #running = new Map<string, Question>();
	readonly #askers = new Map<string, Asker>();
	#life = new AbortController();
	#version = 0;
	#tokens: number;
	#filledAt: number;
	#waiting = false;
	#restUntil = 0;
	#held = false;

	constructor(manners: QuestionManners) {
		this.#manners = manners;
		this.#tokens = burst(manners);
		this.#filledAt = manners.now();
	}

	/** Another number whenever an answer may have changed. */
	get version(): number {
		return this.#version;
	}

	/**
	 * The answer as far as it is known. Where it is not, or is old, the question is put at the end of the queue, unless
	 * `mayAsk` is false. The server's not having an answer is known as `undefined` too.
	 */
	peek<T extends object>(asker: string, key: string, load: Load<T>, mayAsk = true): T | undefined {
		const known = this.#answers.get(key);
		const now = this.#manners.now();
		// The key stands for the question, so its answer is of the question's type.
		const value = known?.value as T | undefined;
		if (known !== undefined && now < known.until) return value;
		const waiting = this.#running.get(key) ?? this.#queue.get(key);
		if (waiting !== undefined) {
			if (mayAsk) this.#join(asker, key, waiting);
			return value;
		}
		if (!mayAsk || now < this.#restUntil || this.#queue.size >= longestQueue || !this.#spend(asker, now)) return value;
		const question: Question = { load, askers: new Set() };
		this.#queue.set(key, question);
		this.#join(asker, key, question);
		this.#drain();
		return value;
	}

	/** Claims that it was asked for, whatever came of it. */
	wasAsked(key: string): boolean {
		return this.#answers.peek(key) !== undefined;
	}

	/** What was answered, be it old. */
	lastAnswer<T extends object>(key: string): T | undefined {
		return this.#answers.peek(key)?.value as T | undefined;
	}

	/** An answer that has come another way. `changed`: it says something else than what was known. */
	learn(key: string, value: object, changed: boolean): void {
		this.#answers.set(key, { value, until: this.#manners.now() + freshMs });
		if (changed) this.#version += 1;
	}

	/** While held nothing more is sent; what was put then waits. */
	hold(held: boolean): void {
		this.#held = held;
		if (!held) this.#drain();
	}

	/** Claims that the answer, or that there is none, is known already. */
	knows(key: string): boolean {
		const known = this.#answers.peek(key);
		return known !== undefined && this.#manners.now() < known.until;
	}

	/** Settles when something has come that `asker` wanted, or will not come; `undefined` where nothing is on its way. */
	pending(asker: string): Promise<void> | undefined {
		const one = this.#askers.get(asker);
		if (one === undefined) return undefined;
		if (one.news) {
			one.news = false;
			return Promise.resolve();
		}
		if (one.outstanding.size === 0) return undefined;
		one.told ??= Promise.withResolvers<void>();
		return one.told.promise;
	}

	/** Takes back what only `asker` wants and was not sent yet. */
	drop(asker: string): void {
		const one = this.#askers.get(asker);
		if (one === undefined) return;
		for (const key of one.outstanding) {
			const question = this.#queue.get(key);
			if (question === undefined) continue;
			question.askers.delete(asker);
			one.outstanding.delete(key);
			if (question.askers.size === 0) this.#queue.delete(key);
		}
		if (one.outstanding.size === 0) this.#tell(one);
	}

	/** Drops every answer and every question. */
	forget(): void {
		this.#life.abort();
		this.#life = new AbortController();
		const askers = [...this.#askers.values()];
		this.#queue.clear();
		this.#running.clear();
		this.#answers.clear();
		this.#askers.clear();
		this.#waiting = false;
		this.#restUntil = 0;
		this.#version += 1;
		for (const asker of askers) this.#tell(asker);
	}

	#join(asker: string, key: string, question: Question): void {
		question.askers.add(asker);
		this.#asker(asker).outstanding.add(key);
	}

	#asker(name: string): Asker {
		const known = this.#askers.get(name);
		if (known !== undefined) return known;
		const asker: Asker = { outstanding: new Set(), spent: 0, since: this.#manners.now(), news: false, toldAt: 0 };
		this.#askers.set(name, asker);
		return asker;
	}

	#spend(name: string, now: number): boolean {
		const asker = this.#asker(name);
		if (now - asker.since > askerWindowMs) {
			asker.since = now;
			asker.spent = 0;
		}
		if (asker.spent >= this.#manners.perAsker) return false;
		asker.spent += 1;
		return true;
	}

	#drain(): void {
		for (const [key, question] of this.#queue) {
			if (this.#running.size >= this.#manners.atOnce || this.#waiting || this.#held) return;
			const pause = this.#takeToken();
			if (pause > 0) {
				void this.#drainAfter(pause);
				return;
			}
			this.#queue.delete(key);
			this.#running.set(key, question);
			void this.#ask(key, question, this.#life.signal);
		}
	}

	async #drainAfter(pause: number): Promise<void> {
		const { signal } = this.#life;
		this.#waiting = true;
		await this.#manners.wait(pause, signal);
		if (signal.aborted) return;
		this.#waiting = false;
		this.#drain();
	}

	/** Milliseconds until another question may be asked; 0 where it may be now, and is. */
	#takeToken(): number {
		const { now, perMinute } = this.#manners;
		const at = now();
		this.#tokens = Math.min(burst(this.#manners), this.#tokens + ((at - this.#filledAt) * perMinute) / 60_000);
		this.#filledAt = at;
		if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) * 60_000) / perMinute);
		this.#tokens -= 1;
		return 0;
	}

	async #ask(key: string, question: Question, signal: AbortSignal): Promise<void> {
		const { now, slowMs } = this.#manners;
		const started = now();
		const answer = await question.load(signal).catch((): Answer<never> => failed);
		if (signal.aborted) return;
		const at = now();
		this.#running.delete(key);
		this.#answers.set(key, { until: at + freshnessOf(answer), value: answer.kind === "ok" ? answer.value : undefined });
		this.#version += 1;
		this.#settle(key, question, at);
		if (answer.kind === "unavailable" && isServersFault(answer.cause)) this.#rest(at + restMs);
		else if (at - started > slowMs) this.#rest(at + Math.max(restMs, 20 * (at - started)));
		this.#drain();
	}

	/** What waits is dropped, as it will be wanted again when the server is well. */
	#rest(until: number): void {
		this.#restUntil = until;
		const dropped = [...this.#queue];
		this.#queue.clear();
		for (const [key, { askers }] of dropped) {
			for (const name of askers) {
				const asker = this.#asker(name);
				asker.outstanding.delete(key);
				if (asker.outstanding.size === 0) this.#tell(asker);
			}
		}
	}

	/** An asker is told when all has come, and in between now and then, so that it does not begin anew for each answer. */
	#settle(key: string, question: Question, at: number): void {
		for (const name of question.askers) {
			const asker = this.#asker(name);
			asker.outstanding.delete(key);
			asker.news = true;
			if (asker.outstanding.size > 0 && at - asker.toldAt < betweenNewsMs) continue;
			asker.toldAt = at;
			this.#tell(asker);
		}
	}

	#tell(asker: Asker): void {
		if (asker.told === undefined) return;
		asker.news = false;
		asker.told.resolve();
		delete asker.told;
	}
}

interface Known {
	readonly value: object | undefined;
	readonly until: number;
}

interface Question {
	readonly load: Load<object>;
	readonly askers: Set<string>;
}

interface Asker {
	readonly outstanding: Set<string>;
	spent: number;
	since: number;
	/** Something has come and nobody was there to be told. */
	news: boolean;
	told?: PromiseWithResolvers<void>;
	toldAt: number;
}

const mostAnswers = 10_000;
const longestQueue = 2_000;
const askerWindowMs = 600_000;
const betweenNewsMs = 2_000;
const freshMs = 600_000;
const failureMs = 300_000;
const restMs = 60_000;

/** So many may be asked in one go before the pace counts. */
function burst({ perMinute }: QuestionManners): number {
	return Math.max(1, perMinute / 4);
}

function freshnessOf(answer: Answer<unknown>): number {
	if (answer.kind === "unsupported") return Number.POSITIVE_INFINITY;
	if (answer.kind === "ok" || answer.cause === "badQuery" || answer.cause === "tooLarge") return freshMs;
	return failureMs;
}

function isServersFault(cause: UnavailableCause): boolean {
	return cause !== "badQuery" && cause !== "tooLarge" && cause !== "cancelled";
}

const failed: Answer<never> = { kind: "unavailable", cause: "serverError", reason: "The question failed." };
