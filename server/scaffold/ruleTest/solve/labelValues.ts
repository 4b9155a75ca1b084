import type { ResolvedMatcher } from "../../../promql/evaluate/seriesStorage.ts";
import type { RegularExpressions } from "../../../promql/regularExpressions.ts";
import { listPatternExamples } from "./patternExamples.ts";

/** Values of labels for the series of a test: such that selectors take them, and the same wherever that can be. */
export class LabelValues {
	readonly #expressions: RegularExpressions;
	readonly #selectors: readonly (readonly ResolvedMatcher[])[];
	readonly #fixed: ReadonlyMap<string, string>;

	/** `fixed`: what labels have to be because the expression makes them so. */
	constructor(
		selectors: readonly (readonly ResolvedMatcher[])[],
		expressions: RegularExpressions,
		fixed: ReadonlyMap<string, string>,
	) {
		this.#selectors = selectors;
		this.#expressions = expressions;
		this.#fixed = fixed;
	}

	matches({ operator, value }: ResolvedMatcher, label: string): boolean {
		if (operator === "=") return label === value;
		if (operator === "!=") return label !== value;
		const compiled = this.#expressions.compile(value);
		return (compiled.valid && compiled.matches(label)) === (operator === "=~");
	}

	/** A value that all of these matchers of the label take, and as many of the others as can be. */
	find(label: string, own: readonly ResolvedMatcher[]): string | undefined {
		const others = this.#selectors.map((matchers) => matchers.filter((matcher) => matcher.label === label));
		let best: { readonly value: string; readonly score: number } | undefined;
		for (const value of this.#candidates(label, [...own, ...others.flat()])) {
			if (!own.every((matcher) => this.matches(matcher, value))) continue;
			const score = others.filter((matchers) => matchers.every((matcher) => this.matches(matcher, value))).length;
			if (best === undefined || score > best.score) best = { value, score };
		}
		return best?.value;
	}

	/** A value of the label that `avoided` do not take, and `own` do. */
	findOther(label: string, own: readonly ResolvedMatcher[], avoided: readonly ResolvedMatcher[]): string | undefined {
		return [...otherValues(label), ...this.#candidates(label, own)].find(
			(value) =>
				own.every((matcher) => this.matches(matcher, value)) &&
				!avoided.every((matcher) => this.matches(matcher, value)),
		);
	}

	#candidates(label: string, matchers: readonly ResolvedMatcher[]): readonly string[] {
		const fixed = this.#fixed.get(label);
		return [
			...(fixed === undefined ? [] : [fixed]),
			...matchers.filter(({ operator }) => operator === "=").map(({ value }) => value),
			...matchers
				.filter(({ operator, value }) => operator === "=~" && !/^\.[*+]$/.test(value))
				.flatMap(({ value }) => listPatternExamples(value))
				.filter((value) => value !== ""),
			usualValue(label),
			...otherValues(label),
			"",
		];
	}
}

/** Values as they are seen in the wild, so that a test reads like an incident. */
const usual: Readonly<Record<string, string>> = {
	instance: "host-1:9100",
	job: "api",
	namespace: "shop",
	pod: "api-1",
	container: "api",
	node: "node-1",
	service: "api",
	deployment: "api",
	cluster: "main",
	device: "sda1",
	mountpoint: "/data",
	fstype: "ext4",
	code: "200",
	status: "200",
	status_code: "200",
	method: "GET",
	le: "1",
};

export function usualValue(label: string): string {
	return usual[label] ?? `${label}-1`;
}

function otherValues(label: string): readonly string[] {
	return [usualValue(label), `${label}-2`, "other", "200", "500", "0"];
}
