import { VersionOf } from "../../base/versionOf.ts";
import type { MetricFacts } from "./metricFacts.ts";

/** Facts of several sources, of which the earlier ones win: what a server tells, code, rules, the catalogue. */
export function joinFacts(sources: readonly MetricFacts[]): MetricFacts {
	const versions = new VersionOf();
	const versionNow = (): number => versions.of(sources.map(({ version }) => version));
	let joined: { readonly version: number; readonly names: readonly string[] } | undefined;
	return {
		get version() {
			return versionNow();
		},
		describe(name) {
			for (const source of sources) {
				const fact = source.describe(name);
				if (fact !== undefined) return fact;
			}
			return undefined;
		},
		seriesNames() {
			const version = versionNow();
			if (joined?.version !== version) {
				joined = { version, names: [...new Set(sources.flatMap((source) => source.seriesNames()))].sort() };
			}
			return joined.names;
		},
	};
}
