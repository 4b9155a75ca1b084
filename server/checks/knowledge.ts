import type { PrometheusConfig } from "../documents/model/prometheusConfig.ts";
import type { AlertHistory } from "../metrics/alertHistory.ts";
import type { RuleQuestion } from "../metrics/ruleIndex.ts";
import type { SeriesPresence } from "../metrics/seriesPresence.ts";
import type { VectorSelector } from "../promql/ast.ts";
import type { MetricDescription, ResultKnowledge } from "../promql/result/shape.ts";

export type { SeriesPresence } from "../metrics/seriesPresence.ts";

/**
 * What is known besides the file at this moment. Nothing here waits: `undefined` says that it is not known, or not yet.
 * Asking makes it be loaded, where it can be, and the checks run again when it has come.
 */
export interface CheckKnowledge {
	/** What targets say of the metric that the series `name` belongs to. */
	metadata(name: string): MetricDescription | undefined;
	/** For `resultOf`: metadata and the recording rules that are known. */
	readonly results: ResultKnowledge;
	/** Seconds between two samples of the selected series, by the server's configuration or that of the workspace. */
	scrapeIntervalSeconds(selector?: VectorSelector): number | undefined;
	/** Seconds between two evaluations of a group that does not say it. */
	evaluationIntervalSeconds(): number | undefined;
	/** How many series the selector, with its matchers, selects now and at all in the last days. */
	seriesOf(selector: string): SeriesPresence | undefined;
	/** The name of a metric that there is which `name` may be a slip of; `undefined` also where none is near. */
	nearestMetric(name: string): string | undefined;
	/** Whether the server lists series of that name; what comes and goes may be missing from the list. */
	serverHasMetric(name: string): boolean | undefined;
	/** The label names of what the selector selects. */
	labelNamesOf(selector: string): readonly string[] | undefined;
	/** What `--enable-feature` of the server holds, and its version such as `3.4.1`. */
	serverFlags(): { readonly features: ReadonlySet<string>; readonly version: string } | undefined;
	/** How far back the server keeps samples. */
	retentionSeconds(): number | undefined;
	/** The external labels of the server that evaluates the rules. */
	externalLabels(): ReadonlyMap<string, string> | undefined;
	/** The configurations in the workspace that load the file. */
	prometheusConfigs(): readonly PrometheusConfig[] | undefined;
	/** Whether any rule of the workspace or of the server alerts by that name. */
	alertExists(name: string): boolean | undefined;
	/** Whether any rule of the workspace or of the server records by that name. */
	isRecorded(name: string): boolean | undefined;
	/** What an evaluation of the expression returns and reads. */
	costOf(expression: string): QueryCost | undefined;
	/** How the server evaluates the rule; `elsewhere` where it has it not, or another expression, or that cannot be told. */
	ruleOnServer(rule: RuleQuestion): EvaluatedRule | "elsewhere" | undefined;
	/** What the alert would have done in the last day. */
	historyOf(alert: AlertQuestion): AlertHistory | undefined;
}

export interface AlertQuestion {
	readonly expression: string;
	readonly forSeconds: number;
	readonly keepFiringForSeconds: number;
	/** Seconds between two evaluations. */
	readonly intervalSeconds: number;
}

/** The last evaluation of a rule whose expression is the file's own. */
export interface EvaluatedRule {
	readonly health: "ok" | "err" | "unknown";
	/** What the server said when it failed. */
	readonly lastError?: string;
	readonly evaluationSeconds?: number;
	/** Of its group. */
	readonly intervalSeconds: number;
	/** Of the whole group. */
	readonly groupEvaluationSeconds?: number;
	/** By how much the group's last evaluation lies behind that of the server's latest. */
	readonly behindSeconds?: number;
}

export interface QueryCost {
	readonly series: number;
	readonly samples: number;
	readonly seconds: number;
}

/** Knowledge that comes in while someone works. */
export interface ChangingKnowledge extends CheckKnowledge {
	/** Another number whenever an answer may have changed. */
	readonly version: number;
	/**
	 * Settles when something that was asked for has come or is known not to come; `undefined` where nothing is on its way.
	 * Never rejects.
	 */
	readonly pending?: () => Promise<void> | undefined;
}

const unknown = (): undefined => undefined;

export const nothingKnown: CheckKnowledge = {
	metadata: unknown,
	results: { metadata: unknown, recorded: () => [] },
	scrapeIntervalSeconds: unknown,
	evaluationIntervalSeconds: unknown,
	seriesOf: unknown,
	nearestMetric: unknown,
	serverHasMetric: unknown,
	labelNamesOf: unknown,
	serverFlags: unknown,
	retentionSeconds: unknown,
	externalLabels: unknown,
	prometheusConfigs: unknown,
	alertExists: unknown,
	isRecorded: unknown,
	costOf: unknown,
	ruleOnServer: unknown,
	historyOf: unknown,
};
