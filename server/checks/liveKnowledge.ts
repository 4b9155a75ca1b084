import type { PrometheusConfig } from "../documents/model/prometheusConfig.ts";
import { createDocumentParser } from "../documents/registry.ts";
import { type AlertHistory, replayAlert } from "../metrics/alertHistory.ts";
import { BackgroundQuestions, type QuestionManners } from "../metrics/backgroundQuestions.ts";
import type {
	Answer,
	BuildInfo,
	Listing,
	LivePrometheus,
	RuleGroupState,
	ServerRules,
	SurveyedPrometheus,
} from "../metrics/port.ts";
import { lastPart, RuleIndex, type RuleQuestion } from "../metrics/ruleIndex.ts";
import { readSelector, selectsSomething, writeSelector } from "../metrics/selectorText.ts";
import { countSeries } from "../metrics/seriesPresence.ts";
import type { VectorSelector } from "../promql/ast.ts";
import { RegularExpressions } from "../promql/regularExpressions.ts";
import type { AlertQuestion, ChangingKnowledge, EvaluatedRule, QueryCost } from "./knowledge.ts";
import { DEFAULT_INTERVAL_SECONDS, jobOf, knowOffline, type OfflineFacts, scrapeInterval } from "./knowOffline.ts";

export interface LiveKnowledgeOptions {
	readonly api: SurveyedPrometheus & Partial<Pick<LivePrometheus, "ruleStates">>;
	readonly manners: QuestionManners;
	/** Unix seconds. */
	readonly now: () => number;
}

/** Whether the text of a file is one that its writer has come to rest at. */
export interface Stillness {
	/** Selectors of a text that is being typed are nobody's questions. */
	readonly still: boolean;
	/** Settles when the text has been left alone for a moment. */
	readonly wait: () => Promise<void>;
	/** Another number whenever a file has come to rest. */
	readonly version: number;
}

/** What a server tells of itself. */
interface ServerConfig {
	readonly config: PrometheusConfig;
	readonly externalLabels: ReadonlyMap<string, string>;
	/** Older samples are read from elsewhere. */
	readonly readsRemotely: boolean;
}

/**
 * What checks are given of a server: answers that have come already, and where none has, the question is put.
 *
 * Invariants: no answer waits; a question that holds a user's text is put only for a text at rest; what kind of server
 * does not tell something makes it unknown, and then the files of the workspace are asked.
 */
export class LiveKnowledge {
	readonly #api: LiveKnowledgeOptions["api"];
	readonly #questions: BackgroundQuestions;
	readonly #now: () => number;
	readonly #regularExpressions = new RegularExpressions();
	/** Files that had questions while they were being typed. */
	readonly #wanting = new Set<string>();
	readonly #flags = new WeakMap<object, { readonly features: ReadonlySet<string>; readonly version: string }>();

	constructor({ api, manners, now }: LiveKnowledgeOptions) {
		this.#api = api;
		this.#questions = new BackgroundQuestions(manners);
		this.#now = now;
	}

	/** Drops all that is known, and all that is under way. */
	forget(): void {
		this.#questions.forget();
	}

	/** Puts off what nobody waits for, or goes on with it. */
	hold(held: boolean): void {
		this.#questions.hold(held);
	}

	/** Takes back what was to be asked for a file, as its text is another now. */
	drop(uri: string): void {
		this.#questions.drop(uri);
		this.#wanting.delete(uri);
	}

	/** Claims that a check wants to know how the server's rules are. */
	get wantsRuleStates(): boolean {
		return this.#questions.wasAsked("ruleStates");
	}

	/** The rules as the server has just told somebody else; claims that checks may say something else of them now. */
	learnRuleStates(groups: readonly RuleGroupState[]): boolean {
		if (!this.wantsRuleStates) return false;
		const states = indexRules(groups);
		const before = this.#questions.lastAnswer<EvaluatedRules>("ruleStates");
		const changed = before?.health !== states.health;
		this.#questions.learn("ruleStates", states, changed);
		return changed;
	}

	/** What is known for a file; `stillness` is left out where texts do not change. */
	of(uri: string, offline: OfflineFacts, stillness?: Stillness): ChangingKnowledge {
		const files = knowOffline(offline);
		const still = stillness?.still !== false;
		if (still) this.#wanting.delete(uri);
		/** `text` is made of the user's own, so that it may have to wait. */
		const ask = <T extends object>(text: string, kind: string, load: (signal: AbortSignal) => Promise<Answer<T>>) => {
			const key = `${kind} ${text}`;
			if (!still && !this.#questions.knows(key)) this.#wanting.add(uri);
			return this.#questions.peek(uri, key, load, still);
		};
		return {
			...files,
			version: offline.version + this.#questions.version + (stillness?.version ?? 0),
			pending: () => {
				const rest = this.#wanting.has(uri) ? stillness?.wait() : undefined;
				const waits = [files.pending?.(), this.#questions.pending(uri), rest];
				const under = waits.filter((wait) => wait !== undefined);
				return under.length === 0 ? undefined : Promise.race(under);
			},
			scrapeIntervalSeconds: (selector) => {
				const config = this.#config(uri)?.config;
				if (config === undefined) return files.scrapeIntervalSeconds(selector);
				const interval = scrapeInterval(config, selector);
				if (interval !== undefined || selector === undefined || jobOf(selector) !== undefined) return interval;
				const text = this.#write(selector);
				if (text === undefined) return undefined;
				const jobs = ask(text, "jobs", (signal) => this.#api.labelValues("job", [text], { signal, limit: mostJobs }));
				return jobs && intervalOfJobs(config, jobs);
			},
			evaluationIntervalSeconds: () => {
				const config = this.#config(uri)?.config;
				if (config === undefined) return files.evaluationIntervalSeconds();
				return config.evaluationIntervalSeconds?.value ?? DEFAULT_INTERVAL_SECONDS;
			},
			externalLabels: () => this.#config(uri)?.externalLabels ?? files.externalLabels(),
			serverFlags: () => this.#serverFlags(uri),
			retentionSeconds: () => {
				if (this.#config(uri)?.readsRemotely !== false) return undefined;
				return this.#ofPrometheus(uri, "runtime", (signal) => this.#api.runtimeInfo({ signal }))?.retentionSeconds;
			},
			seriesOf: (selector) => {
				const text = this.#normalize(selector);
				if (text === undefined) return undefined;
				return ask(text, "series", (signal) =>
					countSeries(this.#api, text, { signal, now: this.#now(), timeoutSeconds }),
				);
			},
			labelNamesOf: (selector) => {
				const text = this.#normalize(selector);
				if (text === undefined) return undefined;
				const names = ask(text, "labels", (signal) =>
					this.#api.labelNames([text], { signal, limit: mostLabels, timeoutSeconds }),
				);
				return names?.complete === true ? names.values : undefined;
			},
			alertExists: (name) => files.alertExists(name) ?? this.#rules(uri)?.alerts.has(name),
			isRecorded: (name) => files.isRecorded(name) ?? this.#rules(uri)?.recordings.has(name),
			ruleOnServer: (rule) => this.#evaluated(uri, rule),
			costOf: (expression) => ask(expression, "cost", (signal) => this.#measure(expression, signal)),
			historyOf: (alert) => ask(JSON.stringify(alert), "history", (signal) => this.#replay(alert, signal)),
		};
	}

	#build(uri: string): BuildInfo | undefined {
		return this.#questions.peek(uri, "build", (signal) => this.#api.buildInfo({ signal }));
	}

	/** Its relatives have the same pages with other things in them. */
	#ofPrometheus<T extends object>(
		uri: string,
		key: string,
		load: (signal: AbortSignal) => Promise<Answer<T>>,
	): T | undefined {
		return this.#build(uri)?.flavour === "Prometheus" ? this.#questions.peek(uri, key, load) : undefined;
	}

	#config(uri: string): ServerConfig | undefined {
		return this.#ofPrometheus(uri, "config", async (signal) => {
			const answer = await this.#api.configuration({ signal });
			if (answer.kind !== "ok") return answer;
			const value = readServerConfig(answer.value.yaml);
			return value === undefined ? { kind: "unsupported", what: "configuration to tell" } : { kind: "ok", value };
		});
	}

	#rules(uri: string): ServerRules | undefined {
		return this.#questions.peek(uri, "rules", (signal) => this.#api.rules({ signal }));
	}

	/** One answer has the rules of all files. */
	#evaluated(uri: string, question: RuleQuestion): EvaluatedRule | "elsewhere" | undefined {
		const api = this.#api;
		const known = this.#questions.peek(uri, "ruleStates", async (signal): Promise<Answer<EvaluatedRules>> => {
			if (api.ruleStates === undefined) return { kind: "unsupported", what: "state of its rules" };
			const answer = await api.ruleStates({ signal, timeoutSeconds });
			return answer.kind === "ok" ? { kind: "ok", value: indexRules(answer.value) } : answer;
		});
		if (known === undefined) return undefined;
		const found = known.index.find({ ...question, file: lastPart(uri) });
		return found.kind === "same" ? describeEvaluation(found, known.latest) : "elsewhere";
	}

	#serverFlags(uri: string) {
		const build = this.#build(uri);
		const flags = this.#ofPrometheus(uri, "flags", (signal) => this.#api.featureFlags({ signal }));
		if (flags === undefined || build === undefined) return undefined;
		const known = this.#flags.get(flags) ?? { features: new Set(flags), version: build.version };
		this.#flags.set(flags, known);
		return known;
	}

	async #measure(expression: string, signal: AbortSignal): Promise<Answer<QueryCost>> {
		const bounds = { signal, timeoutSeconds, limit: 1, stats: true } as const;
		const answer = await this.#api.instantQuery(`count(${expression})`, bounds);
		if (answer.kind !== "ok") return answer;
		const { data, cost } = answer.value;
		if (data.kind !== "vector" || cost === undefined) return { kind: "unsupported", what: "cost of queries to tell" };
		const series = data.series[0]?.sample.value ?? 0;
		return { kind: "ok", value: { series, samples: cost.samples, seconds: cost.seconds } };
	}

	async #replay(alert: AlertQuestion, signal: AbortSignal): Promise<Answer<AlertHistory>> {
		const { expression, forSeconds, keepFiringForSeconds, intervalSeconds } = alert;
		const step = Math.max(intervalSeconds, shortestStep);
		const end = this.#now();
		const span = { start: end - daySeconds, end, step };
		const answer = await this.#api.rangeQuery(expression, { ...span, signal, timeoutSeconds, limit: mostFiring });
		if (answer.kind !== "ok") return answer;
		const { data, truncated } = answer.value;
		if (data.kind !== "matrix" || truncated) return tooMany;
		return { kind: "ok", value: replayAlert(data.series, { forSeconds, keepFiringForSeconds, stepSeconds: step }) };
	}

	/** A selector as it is asked for; `undefined` where it is none, or means every series that there is. */
	#normalize(selector: string): string | undefined {
		const read = readSelector(selector);
		if (read === undefined || !selectsSomething(read, this.#regularExpressions)) return undefined;
		return writeSelector(read.metric, read.matchers);
	}

	#write({ name, matchers }: VectorSelector): string | undefined {
		const written = matchers.flatMap(({ label, operator, value }) =>
			value.kind === "string" ? [{ label: label.name, op: operator, value: value.value }] : [],
		);
		return this.#normalize(writeSelector(name?.name, written));
	}
}

interface EvaluatedRules {
	readonly index: RuleIndex;
	/** Unix seconds by the server's clock: the last evaluation of any of its groups. */
	readonly latest: number | undefined;
	/** Another text where rules fail, are slow or late that were not, or otherwise than before. */
	readonly health: string;
}

function indexRules(groups: readonly RuleGroupState[]): EvaluatedRules {
	const times = groups.flatMap(({ lastEvaluation }) => lastEvaluation ?? []);
	const latest = times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b));
	return { index: new RuleIndex(groups), latest, health: describeHealth(groups, latest) };
}

/** Times are told coarsely, as they are never the same twice. */
function describeHealth(groups: readonly RuleGroupState[], latest = 0): string {
	const unwell = groups.flatMap(({ name, file, intervalSeconds: interval, lastEvaluation = latest, ...group }) => {
		const share = (seconds = 0): number => Math.floor((10 * seconds) / interval);
		const late = Math.floor((latest - lastEvaluation) / interval);
		const rules = group.rules.flatMap(({ kind, name, query, health, lastError, evaluationSeconds }) => {
			const failing = health === "err";
			const slow = share(evaluationSeconds);
			return failing || slow > 0 ? [[kind, name, query, failing ? [lastError] : [], slow]] : [];
		});
		const slow = share(group.evaluationSeconds);
		return rules.length > 0 || late > 1 || slow > 9 ? [[file, name, late > 1 ? late : 0, slow, rules]] : [];
	});
	return JSON.stringify(unwell);
}

function describeEvaluation(
	{ rule, group }: Extract<ReturnType<RuleIndex["find"]>, { kind: "same" }>,
	latest: number | undefined,
): EvaluatedRule {
	const { lastEvaluation } = group;
	return {
		health: rule.health,
		intervalSeconds: group.intervalSeconds,
		...(rule.lastError === undefined ? {} : { lastError: rule.lastError }),
		...(rule.evaluationSeconds === undefined ? {} : { evaluationSeconds: rule.evaluationSeconds }),
		...(group.evaluationSeconds === undefined ? {} : { groupEvaluationSeconds: group.evaluationSeconds }),
		...(lastEvaluation === undefined || latest === undefined ? {} : { behindSeconds: latest - lastEvaluation }),
	};
}

/** That the server may think about one question. */
const timeoutSeconds = 5;
const mostLabels = 500;
const mostJobs = 50;
const mostFiring = 500;
const daySeconds = 24 * 3600;
/** Seconds between two evaluations of a replay: a day has 1440 of them then. */
const shortestStep = 60;

const tooMany: Answer<never> = {
	kind: "unavailable",
	cause: "tooLarge",
	reason: "The alert would have so many series that they are not counted.",
};

function readServerConfig(yaml: string): ServerConfig | undefined {
	const parser = createDocumentParser();
	const model = parser.parse({ uri: "file:///prometheus.yml", languageId: "yaml", version: 1, text: yaml });
	const [config] = model?.prometheusConfigs ?? [];
	if (config === undefined) return undefined;
	return {
		config,
		externalLabels: new Map(config.externalLabels.map(({ key, value }) => [key.value, value.value])),
		readsRemotely: /^remote_read:/m.test(yaml),
	};
}

/** Where all of them are scraped alike, and known by the names that they are configured under. */
function intervalOfJobs(config: PrometheusConfig, { values, complete }: Listing): number | undefined {
	if (!complete || values.length === 0) return undefined;
	const everywhere = config.scrapeIntervalSeconds?.value ?? DEFAULT_INTERVAL_SECONDS;
	const intervals = values.map((name) => {
		const job = config.scrapeJobs.find((one) => one.name.value === name);
		return job && (job.scrapeIntervalSeconds?.value ?? everywhere);
	});
	const [first] = intervals;
	return intervals.every((interval) => interval === first) ? first : undefined;
}
