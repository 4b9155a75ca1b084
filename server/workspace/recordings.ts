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
	readonly #series = new WeakMap<Rule, RecordedSeries | undefined>();

	/** Remembers the file's latest reading. */
	keep(uri: string, model: DocumentModel): void {
		if (this.#models.peek(uri) !== model) this.#models.set(uri, model);
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

/** The labels of the group come first, and those of the rule over them. */
function readSeries(group: RuleGroup, rule: Rule): RecordedSeries | undefined {
	if (rule.expression?.language !== "promql") return undefined;
	const parsed = parsePromql(rule.expression.text);
	if (!parsed.wellFormed || parsed.problems.length > 0) return undefined;
	const entries = [...(group.labels ?? []), ...rule.labels];
	return {
		expression: parsed.expression,
		labels: new Map(entries.map(({ key, value }) => [key.value, value.value])),
	};
}
