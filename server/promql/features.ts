/**
 * The parts of PromQL that a server only has with a flag or from some version on.
 *
 * `--enable-feature` names them `promql-experimental-functions`, `promql-duration-expr` (always on since 3.14),
 * `promql-extended-range-selectors` and `promql-binop-fill-modifiers`.
 */
export type Feature = "experimentalFunctions" | "durationExpressions" | "extendedRangeSelectors" | "binopFillModifiers";

/** What the target server is known to have or to lack. What is not mentioned is unknown, and allowed. */
export type FeatureSet = ReadonlyMap<Feature, boolean>;

/** Nothing is known, so everything is allowed. */
export const anyFeatures: FeatureSet = new Map();

/** The value of `--enable-feature` that gives the feature. */
export const featureFlags: Readonly<Record<Feature, string>> = {
	experimentalFunctions: "promql-experimental-functions",
	durationExpressions: "promql-duration-expr",
	extendedRangeSelectors: "promql-extended-range-selectors",
	binopFillModifiers: "promql-binop-fill-modifiers",
};

/** What a server has whose `--enable-feature` lists `flags`, as `/api/v1/status/flags` says. */
export function featuresOfFlags(flags: readonly string[]): FeatureSet {
	const features = Object.entries(featureFlags).map(
		([feature, flag]) => [feature as Feature, flags.includes(flag)] as const,
	);
	// Whether durations can be computed without a flag depends on the version, so its absence says nothing.
	return new Map(features.filter(([feature, has]) => has || feature !== "durationExpressions"));
}
