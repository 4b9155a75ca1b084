import type { PrometheusConfig } from "../documents/model/prometheusConfig.ts";
import { parsePromql } from "../promql/parse.ts";
import type { RecordedSeries } from "../promql/result/shape.ts";
import type { FileFacts, RecordingFact } from "./fileFacts.ts";
import { loadsRuleFile } from "./prometheusConfigs.ts";

/**
 * What all files of a project say together, known before the first of them is judged. Immutable; an expression is parsed
 * when its name is first asked for.
 */
export class ProjectFacts {
	readonly #recordings = new Map<string, RecordingFact[]>();
	readonly #configs: readonly { readonly uri: string; readonly config: PrometheusConfig }[];
	readonly #alerts: ReadonlySet<string>;
	readonly #series = new Map<string, readonly RecordedSeries[]>();

	constructor(files: readonly FileFacts[]) {
		this.#configs = files.flatMap(({ uri, prometheusConfigs }) => prometheusConfigs.map((config) => ({ uri, config })));
		this.#alerts = new Set(files.flatMap(({ alerts }) => alerts));
		for (const { recordings } of files) {
			for (const recording of recordings) {
				const same = this.#recordings.get(recording.name);
				if (same === undefined) this.#recordings.set(recording.name, [recording]);
				else same.push(recording);
			}
		}
	}

	/** What every rule of that name writes; none where one of them cannot be read. */
	recorded(name: string): readonly RecordedSeries[] {
		const known = this.#series.get(name);
		if (known !== undefined) return known;
		const recordings = this.#recordings.get(name) ?? [];
		const read = recordings.map(readSeries).filter((series) => series !== undefined);
		const series = read.length === recordings.length ? read : [];
		this.#series.set(name, series);
		return series;
	}

	/** Claims that a rule records that name, whether it can be read or not. */
	records(name: string): boolean {
		return this.#recordings.has(name);
	}

	/** Claims that a rule alerts by that name. */
	hasAlert(name: string): boolean {
		return this.#alerts.has(name);
	}

	/** The configurations whose `rule_files` name the file. */
	configsLoading(uri: string): readonly PrometheusConfig[] {
		return this.#configs.flatMap((one) => (loadsRuleFile(one.uri, one.config, uri) ? [one.config] : []));
	}
}

function readSeries({ expression, labels }: RecordingFact): RecordedSeries | undefined {
	if (expression === undefined) return undefined;
	const parsed = parsePromql(expression);
	if (!parsed.wellFormed || parsed.problems.length > 0) return undefined;
	return { expression: parsed.expression, labels: new Map(labels) };
}
