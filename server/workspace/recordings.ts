import { LRUCache } from "lru-cache";
import type { DocumentModel, Rule, RuleGroup } from "../documents/model.ts";
import { parsePromql } from "../promql/parse.ts";
import type { RecordedSeries } from "../promql/result/shape.ts";

/** So many files are remembered; one that was not looked at for longest goes first. */
const mostFiles = 500;

/**
 * The recording rules of the files that were looked at last, by the name that they record. An expression is parsed when
 * its name is first asked for, and a file that is given again unchanged costs nothing.
 */
export class Recordings {
	readonly #models = new LRUCache<string, DocumentModel>({ max: mostFiles });
	readonly #byName = new WeakMap<DocumentModel, ReadonlyMap<string, readonly RecordingRule[]>>();
	readonly #alerts = new WeakMap<DocumentModel, ReadonlySet<string>>();
	readonly #series = new WeakMap<Rule, RecordedSeries | undefined>();

	#version = 0;

	/** Another number whenever an answer may have changed. */
	get version(): number {
		return this.#version;
	}

	/** Remembers the file's latest reading. */
	keep(uri: string, model: DocumentModel): void {
		const previous = this.#models.peek(uri);
		if (previous === model) return;
		const forgets = previous === undefined && this.#models.size === mostFiles;
		this.#models.set(uri, model);
		if (forgets || !recordAlike(previous, model)) this.#version += 1;
	}

	/** What every known rule of that name writes; none where one of them cannot be read. */
	recorded(name: string): readonly RecordedSeries[] {
		const all: RecordedSeries[] = [];
		for (const model of this.#models.values()) {
			for (const recording of this.#rulesOf(model).get(name) ?? []) {
				const series = this.#seriesOf(recording);
				if (series === undefined) return [];
				all.push(series);
			}
		}
		return all;
	}

	/** Every known rule that records that name, in whatever file. */
	rulesRecording(name: string): readonly RecordingRule[] {
		return [...this.#models.values()].flatMap((model) => this.#rulesOf(model).get(name) ?? []);
	}

	/** Claims that a rule of a known file records that name, whether it can be read or not. */
	records(name: string): boolean {
		for (const model of this.#models.values()) if (this.#rulesOf(model).has(name)) return true;
		return false;
	}

	/** Claims that a rule of a known file alerts by that name. */
	hasAlert(name: string): boolean {
		for (const model of this.#models.values()) if (this.#alertsOf(model).has(name)) return true;
		return false;
	}

	#alertsOf(model: DocumentModel): ReadonlySet<string> {
		const known = this.#alerts.get(model);
		if (known !== undefined) return known;
		const names = new Set(alertNamesOf(model));
		this.#alerts.set(model, names);
		return names;
	}

	#rulesOf(model: DocumentModel): ReadonlyMap<string, readonly RecordingRule[]> {
		const known = this.#byName.get(model);
		if (known !== undefined) return known;
		const byName = new Map<string, RecordingRule[]>();
		for (const group of model.groups) {
			for (const rule of group.rules) {
				if (rule.kind !== "record" || rule.name === undefined) continue;
				const same = byName.get(rule.name.value);
				if (same === undefined) byName.set(rule.name.value, [{ group, rule }]);
				else same.push({ group, rule });
			}
		}
		this.#byName.set(model, byName);
		return byName;
	}

	#seriesOf({ group, rule }: RecordingRule): RecordedSeries | undefined {
		if (this.#series.has(rule)) return this.#series.get(rule);
		const series = readSeries(group, rule);
		this.#series.set(rule, series);
		return series;
	}
}

export interface RecordingRule {
	readonly group: RuleGroup;
	readonly rule: Rule;
}

/** Claims that both record and alert the same, in the same order; most key strokes change nothing of that. */
function recordAlike(a: DocumentModel | undefined, b: DocumentModel): boolean {
	const before = recordsOf(a);
	const after = recordsOf(b);
	const alike = before.length === after.length && before.every((one, index) => isAlike(one, after[index]));
	return alike && haveSameAlerts(a === undefined ? [] : alertNamesOf(a), alertNamesOf(b));
}

function haveSameAlerts(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((name, index) => name === b[index]);
}

function alertNamesOf({ groups }: DocumentModel): readonly string[] {
	return groups.flatMap(({ rules }) =>
		rules.flatMap(({ kind, name }) => (kind === "alert" && name ? [name.value] : [])),
	);
}

function recordsOf(model: DocumentModel | undefined): readonly RecordingRule[] {
	return (model?.groups ?? []).flatMap((group) =>
		group.rules.flatMap((rule) => (rule.kind === "record" ? [{ group, rule }] : [])),
	);
}

function isAlike(a: RecordingRule, b: RecordingRule | undefined): boolean {
	if (b === undefined) return false;
	if (a.rule !== b.rule) {
		if (a.rule.name?.value !== b.rule.name?.value) return false;
		if (a.rule.expression?.text !== b.rule.expression?.text) return false;
		if (a.rule.expression?.source !== b.rule.expression?.source) return false;
		if (!haveSameLabels(a.rule.labels, b.rule.labels)) return false;
	}
	return a.group === b.group || haveSameLabels(a.group.labels ?? [], b.group.labels ?? []);
}

function haveSameLabels(a: Rule["labels"], b: Rule["labels"]): boolean {
	return (
		a.length === b.length &&
		a.every(({ key, value }, index) => key.value === b[index]?.key.value && value.value === b[index]?.value.value)
	);
}

/** The labels of the group come first, and those of the rule over them. */
function readSeries(group: RuleGroup, rule: Rule): RecordedSeries | undefined {
	if (rule.expression?.language !== "promql" || rule.expression.masks?.length) return undefined;
	const parsed = parsePromql(rule.expression.text);
	if (!parsed.wellFormed || parsed.problems.length > 0) return undefined;
	const entries = [...(group.labels ?? []), ...rule.labels];
	return {
		expression: parsed.expression,
		labels: new Map(entries.map(({ key, value }) => [key.value, value.value])),
	};
}
