import type { ResultKnowledge } from "../promql/result/shape.ts";
import type { Check, Need } from "./check.ts";
import type { CheckKnowledge } from "./knowledge.ts";

/** A question and the answer that a result stands on. */
export interface Asked {
	readonly ask: (knowledge: CheckKnowledge) => unknown;
	readonly answer: unknown;
}

export type AskedByKey = ReadonlyMap<string, Asked>;

/** What a check had to know and nobody knew. */
export interface Missing {
	readonly check: string;
	readonly need: Need;
}

/**
 * The knowledge of one run over a file: writes down what is asked and what is not known.
 *
 * Invariant: the same question has the same answer during a run, however often it is asked.
 */
export class KnowledgeRecorder {
	/** Who is asking; questions about the shape of a result are nobody's. */
	asking: Check | undefined;
	/** What checks are given. */
	readonly knowledge: CheckKnowledge;
	readonly #source: CheckKnowledge;
	readonly #answers = new Map<string, Asked>();
	readonly #keys = new WeakMap<object, string>();
	#asked = new Map<string, Asked>();
	#missing = new Map<string, Missing>();

	constructor(source: CheckKnowledge) {
		this.#source = source;
		this.knowledge = this.#record();
	}

	/** What was asked, and what was not known, since this was called last. */
	take(): { readonly asked: AskedByKey; readonly missing: readonly Missing[] } {
		const taken = { asked: this.#asked, missing: [...this.#missing.values()] };
		if (this.#asked.size > 0) this.#asked = new Map();
		if (this.#missing.size > 0) this.#missing = new Map();
		return taken;
	}

	/** Takes what was asked for another result as asked for this one too. */
	ask(asked: AskedByKey): void {
		for (const [key, { ask }] of asked) this.#asked.set(key, this.#answer(key, ask));
	}

	/** Claims that everything in `asked` would be answered in the same way now. */
	confirms(asked: AskedByKey): boolean {
		for (const [key, { ask, answer }] of asked) {
			if (!isSame(this.#answer(key, ask).answer, answer)) return false;
		}
		return true;
	}

	#record(): CheckKnowledge {
		const ask = <T>(need: Need, key: string, question: (knowledge: CheckKnowledge) => T | undefined): T | undefined => {
			const answer = this.#note(key, question) as T | undefined;
			if (answer === undefined) this.#miss(need);
			return answer;
		};
		const results: ResultKnowledge = {
			metadata: (name) => this.#note(`result ${name}`, ({ results: known }) => known.metadata(name)),
			recorded: (name) => this.#note(`recorded ${name}`, ({ results: known }) => known.recorded(name)),
		};
		return {
			results,
			metadata: (name) => ask("metadata", `metadata ${name}`, (known) => known.metadata(name)),
			scrapeIntervalSeconds: (selector) =>
				ask("scrapeInterval", `scrape ${this.#keyOf(selector)}`, (known) => known.scrapeIntervalSeconds(selector)),
			evaluationIntervalSeconds: () =>
				ask("prometheusConfig", "evaluation", (known) => known.evaluationIntervalSeconds()),
			seriesOf: (selector) => ask("series", `series ${selector}`, (known) => known.seriesOf(selector)),
			// That there is none near is an answer too.
			nearestMetric: (name) => this.#note(`near ${name}`, (known) => known.nearestMetric(name)),
			serverHasMetric: (name) => this.#note(`listed ${name}`, (known) => known.serverHasMetric(name)),
			labelNamesOf: (selector) => ask("series", `labels ${selector}`, (known) => known.labelNamesOf(selector)),
			serverFlags: () => ask("flags", "flags", (known) => known.serverFlags()),
			retentionSeconds: () => ask("retention", "retention", (known) => known.retentionSeconds()),
			externalLabels: () => ask("externalLabels", "external", (known) => known.externalLabels()),
			prometheusConfigs: () => ask("prometheusConfig", "configs", (known) => known.prometheusConfigs()),
			alertExists: (name) => ask("workspace", `alert ${name}`, (known) => known.alertExists(name)),
			isRecorded: (name) => ask("workspace", `recorded by ${name}`, (known) => known.isRecorded(name)),
			historyOf: (alert) => ask("series", `history ${JSON.stringify(alert)}`, (known) => known.historyOf(alert)),
			ruleOnServer: (rule) => ask("rules", `rule ${JSON.stringify(rule)}`, (known) => known.ruleOnServer(rule)),
			costOf: (expression) => ask("series", `cost ${expression}`, (known) => known.costOf(expression)),
		};
	}

	/** Several checks ask about the same selector, whose tree never changes. */
	#keyOf(selector: object | undefined): string {
		if (selector === undefined) return "";
		const key = this.#keys.get(selector) ?? keyOf(selector);
		this.#keys.set(selector, key);
		return key;
	}

	#note<T>(key: string, ask: (knowledge: CheckKnowledge) => T): T {
		const asked = this.#answer(key, ask);
		this.#asked.set(key, asked);
		// The key stands for the question, so the answer to it is of the question's type.
		return asked.answer as T;
	}

	#answer(key: string, ask: (knowledge: CheckKnowledge) => unknown): Asked {
		const known = this.#answers.get(key);
		if (known !== undefined) return known;
		const asked = { ask, answer: ask(this.#source) };
		this.#answers.set(key, asked);
		return asked;
	}

	#miss(need: Need): void {
		const check = this.asking;
		if (check?.needs?.includes(need) === true) this.#missing.set(`${check.id} ${need}`, { check: check.id, need });
	}
}

/** Selectors that are written alike are asked about alike. */
function keyOf(selector: object): string {
	return JSON.stringify(selector, (key, value) => (key === "span" ? undefined : value));
}

/** Answers are made anew at each question, so they are compared by what they hold. */
function isSame(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => item === b[index]);
	if (a instanceof Map || a instanceof Set || Array.isArray(b)) return false;
	const entries = Object.entries(a);
	return entries.length === Object.keys(b).length && entries.every(([key, value]) => Reflect.get(b, key) === value);
}
