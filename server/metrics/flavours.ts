// What servers that answer in the manner of Prometheus do not have. Sources: the routers of Thanos (pkg/api/api.go), Mimir
// and Cortex (pkg/api/handlers.go) as of November 2026, and what VictoriaMetrics 1.79.5 answers.
import type { Flavour } from "./port.ts";

/** What a server may have beside answers to queries, as messages call it. */
export const capabilityNames = {
	queries: "queries",
	metadata: "metric metadata",
	rules: "the state of rules",
	cardinality: "cardinality statistics",
	exemplars: "exemplars",
	flags: "the list of its flags",
	configuration: "its configuration",
	runtime: "runtime information",
} as const;

export type Capability = keyof typeof capabilityNames;

/**
 * What is known to be missing before anything was asked. An answer decides against the table: what a newer version has is
 * used, and what any server turns out to lack is remembered.
 */
const lacking: Readonly<Record<Flavour, readonly Capability[]>> = {
	Prometheus: [],
	Thanos: ["cardinality", "configuration"],
	Mimir: ["cardinality", "flags", "configuration", "runtime"],
	Cortex: ["cardinality", "flags", "configuration", "runtime"],
	VictoriaMetrics: ["metadata", "rules", "exemplars", "flags", "configuration", "runtime"],
	unknown: [],
};

/**
 * Claims that an empty answer of this flavour says that it does not have the thing at all: VictoriaMetrics answers for
 * what Grafana asks of Prometheus, with nothing in it, and passes rules on only where it is told of a vmalert.
 */
export function emptyMeansMissing(flavour: Flavour, capability: Capability): boolean {
	return flavour === "VictoriaMetrics" && lacking[flavour].includes(capability);
}

/** What one server has and lacks, as it shows. */
export class Capabilities {
	#flavour: Flavour = "unknown";
	readonly #seen = new Map<Capability, boolean>();

	get flavour(): Flavour {
		return this.#flavour;
	}

	/** Before anything was asked of it. */
	know(flavour: Flavour): void {
		this.#flavour = flavour;
	}

	see(capability: Capability, there: boolean): void {
		this.#seen.set(capability, there);
	}

	/** Claims that the server itself said that it does not have it. */
	isMissing(capability: Capability): boolean {
		return this.#seen.get(capability) === false;
	}

	forget(): void {
		this.#flavour = "unknown";
		this.#seen.clear();
	}

	/** In the words of a user. */
	lacks(): readonly string[] {
		const known: readonly Capability[] = lacking[this.#flavour];
		return (Object.keys(capabilityNames) as Capability[])
			.filter((capability) => !(this.#seen.get(capability) ?? !known.includes(capability)))
			.map((capability) => capabilityNames[capability]);
	}
}
