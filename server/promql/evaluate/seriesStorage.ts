import type { MatchOperator } from "../ast.ts";
import type { RegularExpressions } from "../regularExpressions.ts";
import { keyOfLabels, type Labels, type Point } from "./sample.ts";

export interface ResolvedMatcher {
	readonly label: string;
	readonly operator: MatchOperator;
	readonly value: string;
}

export interface StoredSeries {
	readonly labels: Labels;
	readonly points: Point[];
}

/** Samples in memory, in the order of time within each series; later ones are added as rules are evaluated. */
export class SeriesStorage {
	readonly #series = new Map<string, StoredSeries>();
	readonly #byName = new Map<string, StoredSeries[]>();
	readonly #expressions: RegularExpressions;

	constructor(expressions: RegularExpressions) {
		this.#expressions = expressions;
	}

	/** A second sample at the same time is left out, as Prometheus does. */
	add(labels: Labels, time: number, value: number | undefined): void {
		const key = keyOfLabels(labels);
		let series = this.#series.get(key);
		if (series === undefined) {
			series = { labels, points: [] };
			this.#series.set(key, series);
			const name = labels["__name__"] ?? "";
			const named = this.#byName.get(name);
			if (named === undefined) this.#byName.set(name, [series]);
			else named.push(series);
		}
		if ((series.points.at(-1)?.time ?? Number.NEGATIVE_INFINITY) < time) series.points.push({ time, value });
	}

	select(matchers: readonly ResolvedMatcher[]): readonly StoredSeries[] {
		const named = matchers.find(({ label, operator }) => label === "__name__" && operator === "=");
		const candidates = named === undefined ? [...this.#series.values()] : (this.#byName.get(named.value) ?? []);
		if (candidates.length === 0) return candidates;
		return candidates.filter(({ labels }) =>
			matchers.every((matcher) => this.#matches(matcher, labels[matcher.label] ?? "")),
		);
	}

	#matches({ operator, value }: ResolvedMatcher, label: string): boolean {
		switch (operator) {
			case "=":
				return label === value;
			case "!=":
				return label !== value;
			default: {
				const compiled = this.#expressions.compile(value);
				return (compiled.valid && compiled.matches(label)) === (operator === "=~");
			}
		}
	}
}
