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

/**
 * What a server has whose `--enable-feature` lists `flags`, as `/api/v1/status/flags` says. A version newer than these
 * tables may have for good what needed a flag before, so of such a one the absence of a flag says nothing.
 */
export function featuresOfFlags(flags: readonly string[], version = ""): FeatureSet {
	const newer = isNewerThanTables(version);
	const features = Object.entries(featureFlags).map(
		([feature, flag]) => [feature as Feature, flags.includes(flag)] as const,
	);
	// Whether durations can be computed without a flag depends on the version, so its absence says nothing.
	return new Map(features.filter(([feature, has]) => has || (feature !== "durationExpressions" && !newer)));
}

/** The newest minor version that the tables of functions and modifiers were written for. */
const tables = { major: 3, minor: 14 };

function isNewerThanTables(version: string): boolean {
	const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
	if (major === undefined || Number(major) < tables.major) return false;
	return Number(major) > tables.major || Number(minor) > tables.minor;
}
