import { expandTemplate } from "../../documents/embedded/goTemplate/expansion/expandTemplate.ts";
import type { TemplateSample } from "../../documents/embedded/goTemplate/expansion/goValue.ts";
import { type ParsedTemplate, parseTemplate } from "../../documents/embedded/goTemplate/parser.ts";
import type { Expression } from "../../promql/ast.ts";
import type { EvaluationDialect } from "../../promql/evaluate/dialect.ts";
import { evaluateInstant } from "../../promql/evaluate/evaluate.ts";
import { EvaluationFault, NotEvaluated } from "../../promql/evaluate/evaluationFault.ts";
import { keyOfLabels, type Labels, type Sample, withLabel, withoutName } from "../../promql/evaluate/sample.ts";
import { SeriesStorage } from "../../promql/evaluate/seriesStorage.ts";
import { parsePromql } from "../../promql/parse.ts";
import { RegularExpressions } from "../../promql/regularExpressions.ts";
import type { ReadSeries } from "./inputSeries.ts";
import type { TestedGroup, TestedRule } from "./testedRules.ts";

/** What promtool is given for one entry of `tests`. Times are seconds from the start, which is Unix time 0. */
export interface RehearsedTest {
	/** In the order in which they are evaluated. */
	readonly groups: readonly TestedGroup[];
	readonly series: readonly ReadSeries[];
	/** Between two values of the series. */
	readonly intervalSeconds: number;
	/** Between two evaluations of the rules. */
	readonly evaluationSeconds: number;
	/** Of the last evaluation. */
	readonly untilSeconds: number;
	readonly dialect: EvaluationDialect;
}

export interface FiringAlert {
	/** All of them, `alertname` too. */
	readonly labels: Labels;
	readonly annotations: Readonly<Record<string, string>>;
}

export type Rehearsal =
	/** Throws `NotEvaluated` and `EvaluationFault` as `evaluateInstant` does. */
	| {
			readonly kind: "done";
			/** Firing at an evaluation, of every rule of that name; `undefined` where their texts cannot be known here. */
			alertsAt(name: string, seconds: number): readonly FiringAlert[] | undefined;
			query(expression: Expression, seconds: number): readonly Sample[];
			/** Rules that cannot be evaluated here; they were taken to give nothing. */
			readonly unknown: readonly { readonly rule: TestedRule; readonly what: string }[];
	  }
	/** A rule fails, and promtool with it. */
	| { readonly kind: "failed"; readonly rule: TestedRule; readonly seconds: number; readonly message: string };

/**
 * What `promtool test rules` does with a test, evaluation by evaluation: the rules of all groups in order, what they
 * record and the end of it, and the states of alerts. Source: cmd/promtool/unittest.go, rules/group.go and
 * rules/alerting.go of Prometheus 2.42 and 3.x.
 */
export function rehearse(test: RehearsedTest): Rehearsal {
	return new Promtool(test).run();
}

interface LoadedRule {
	readonly rule: TestedRule;
	readonly expression: Expression;
	readonly labels: readonly (readonly [string, ParsedTemplate | string])[];
	readonly annotations: readonly (readonly [string, ParsedTemplate | string])[];
	/** By the key of their labels: what the last evaluation has written. */
	written: ReadonlyMap<string, Labels>;
	readonly alerts: Map<string, AlertState>;
}

interface AlertState {
	readonly labels: Labels;
	annotations: Readonly<Record<string, string>> | undefined;
	state: "pending" | "firing";
	readonly since: number;
	goneSince: number | undefined;
}

/** Thrown inside where a text cannot be known. */
class UnknownText extends Error {}

class Promtool {
	readonly #test: RehearsedTest;
	readonly #storage = new SeriesStorage(new RegularExpressions());
	readonly #rules: readonly LoadedRule[];
	readonly #firing = new Map<string, FiringAlert[] | undefined>();
	readonly #unknown = new Map<TestedRule, string>();

	constructor(test: RehearsedTest) {
		this.#test = test;
		this.#rules = test.groups.flatMap(({ rules }) => rules.map(load));
	}

	run(): Rehearsal {
		const { intervalSeconds, evaluationSeconds, untilSeconds } = this.#test;
		const interval = Math.round(intervalSeconds * 1000);
		const step = Math.round(evaluationSeconds * 1000);
		let fed = 0;
		for (let time = 0; time <= untilSeconds * 1000; time += step) {
			for (; fed * interval <= time; fed++) this.#feed(fed, fed * interval);
			for (const loaded of this.#rules) {
				try {
					this.#evaluateRule(loaded, time);
				} catch (error) {
					if (error instanceof NotEvaluated) this.#unknown.set(loaded.rule, error.message);
					else if (error instanceof EvaluationFault) {
						return { kind: "failed", rule: loaded.rule, seconds: time / 1000, message: error.message };
					} else throw error;
				}
			}
		}
		return {
			kind: "done",
			alertsAt: (name, seconds) => {
				const key = `${Math.floor((seconds * 1000) / step) * step} ${name}`;
				return this.#firing.has(key) ? this.#firing.get(key) : [];
			},
			query: (expression, seconds) => evaluateInstant(expression, seconds * 1000, this.#evaluation),
			unknown: [...this.#unknown].map(([rule, what]) => ({ rule, what })),
		};
	}

	get #evaluation() {
		const { dialect, evaluationSeconds } = this.#test;
		return { storage: this.#storage, dialect, subqueryStepSeconds: evaluationSeconds };
	}

	#feed(index: number, time: number): void {
		for (const { labels, values } of this.#test.series) {
			const value = values[index];
			if (value === undefined || value === "gap") continue;
			this.#storage.add(labels, time, value === "stale" ? undefined : value);
		}
	}

	#evaluateRule(loaded: LoadedRule, time: number): void {
		const { rule, expression } = loaded;
		if (this.#unknown.has(rule)) return;
		const samples = evaluateInstant(expression, time, this.#evaluation);
		const results = rule.kind === "record" ? record(rule, samples) : this.#alert(loaded, samples, time);
		const written = new Map<string, Labels>();
		for (const { labels, value } of results) {
			written.set(keyOfLabels(labels), labels);
			this.#storage.add(labels, time, value);
		}
		for (const [key, labels] of loaded.written) {
			if (!written.has(key)) this.#storage.add(labels, time, undefined);
		}
		loaded.written = written;
	}

	#alert(loaded: LoadedRule, samples: readonly Sample[], time: number): readonly Sample[] {
		const { rule, alerts } = loaded;
		const found = new Set<string>();
		for (const sample of samples) {
			const labels = this.#labelAlert(loaded, sample, time);
			const key = keyOfLabels(labels);
			if (found.has(key)) {
				throw new EvaluationFault("Several results have the same labels once the alert has set its own.");
			}
			found.add(key);
			const annotations = this.#annotate(loaded, sample, time);
			const known = alerts.get(key);
			if (known === undefined) {
				alerts.set(key, { labels, annotations, state: "pending", since: time, goneSince: undefined });
			} else known.annotations = annotations;
		}
		const series: Sample[] = [];
		for (const [key, alert] of alerts) {
			if (found.has(key)) alert.goneSince = undefined;
			else {
				alert.goneSince ??= time;
				if (alert.state === "pending" || time - alert.goneSince >= rule.keepFiringForSeconds * 1000) {
					alerts.delete(key);
					continue;
				}
			}
			if (time - alert.since >= rule.forSeconds * 1000) alert.state = "firing";
			series.push({ labels: { ...alert.labels, __name__: "ALERTS", alertstate: alert.state }, value: 1 });
			series.push({ labels: { ...alert.labels, __name__: "ALERTS_FOR_STATE" }, value: alert.since / 1000 });
			if (alert.state === "firing") this.#fire(rule.name, time, alert);
		}
		return series;
	}

	#fire(name: string, time: number, { labels, annotations }: AlertState): void {
		const key = `${time} ${name}`;
		const known = this.#firing.has(key) ? this.#firing.get(key) : [];
		if (known === undefined || annotations === undefined) this.#firing.set(key, undefined);
		else this.#firing.set(key, [...known, { labels, annotations }]);
	}

	#labelAlert({ rule, labels: templates }: LoadedRule, sample: Sample, time: number): Labels {
		let labels = withoutName(sample.labels);
		for (const [label, template] of templates) {
			try {
				labels = withLabel(labels, label, this.#expand(template, sample, time));
			} catch (error) {
				if (error instanceof UnknownText) throw new NotEvaluated(`what the label ${label} becomes`);
				throw error;
			}
		}
		return { ...labels, alertname: rule.name };
	}

	#annotate({ annotations }: LoadedRule, sample: Sample, time: number): AlertState["annotations"] {
		try {
			return Object.fromEntries(annotations.map(([key, template]) => [key, this.#expand(template, sample, time)]));
		} catch (error) {
			if (error instanceof UnknownText) return undefined;
			throw error;
		}
	}

	#expand(template: ParsedTemplate | string, { labels, value }: Sample, time: number): string {
		if (typeof template === "string") return template;
		const results = new Map<string, readonly TemplateSample[]>();
		// Every turn learns one more result, and nobody asks for so many.
		for (let turn = 0; turn < 20; turn++) {
			const expansion = expandTemplate(template.nodes, {
				labels,
				value,
				externalLabels: new Map(),
				externalUrl: "",
				results,
				now: time / 1000,
			});
			if (expansion.kind === "text") return expansion.text;
			if (expansion.kind === "failed") throw new UnknownText();
			results.set(expansion.query, this.#ask(expansion.query, time));
		}
		throw new UnknownText();
	}

	#ask(query: string, time: number): readonly TemplateSample[] {
		const { expression, problems } = parsePromql(query);
		if (problems.length > 0) throw new UnknownText();
		try {
			return evaluateInstant(expression, time, this.#evaluation);
		} catch (error) {
			if (error instanceof NotEvaluated || error instanceof EvaluationFault) throw new UnknownText();
			throw error;
		}
	}
}

function load(rule: TestedRule): LoadedRule {
	const read = (texts: Readonly<Record<string, string>>) =>
		Object.entries(texts).map(([key, text]): readonly [string, ParsedTemplate | string] => [
			key,
			text.includes("{{") ? parseTemplate(text) : text,
		]);
	return {
		rule,
		expression: parsePromql(rule.expression).expression,
		labels: read(rule.labels),
		annotations: read(rule.annotations),
		written: new Map(),
		alerts: new Map(),
	};
}

function record(rule: TestedRule, samples: readonly Sample[]): readonly Sample[] {
	const recorded = samples.map(({ labels, value }) => {
		let own: Labels = { ...labels, __name__: rule.name };
		for (const [label, text] of Object.entries(rule.labels)) own = withLabel(own, label, text);
		return { labels: own, value };
	});
	if (new Set(recorded.map(({ labels }) => keyOfLabels(labels))).size < recorded.length) {
		throw new EvaluationFault("Several results have the same labels once the rule has set its own.");
	}
	return recorded;
}
