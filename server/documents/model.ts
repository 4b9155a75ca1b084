import type { Problem } from "../text/problem.ts";
import type { Span } from "../text/span.ts";
import type { EmbeddedRegion } from "./embedded/region.ts";
import type { AlertmanagerConfig } from "./model/alertmanagerConfig.ts";
import type { Dashboard } from "./model/dashboard.ts";
import type { Located } from "./model/located.ts";
import type { PrometheusConfig } from "./model/prometheusConfig.ts";
import type { RuleTest } from "./model/ruleTest.ts";
import type { Slo } from "./model/slo.ts";
import type { HostPosition } from "./structure/structure.ts";

/**
 * What a host file holds, whatever its kind. Every span counts in the file's offsets.
 *
 * A model is immutable and belongs to one version of one file. Features read it and never ask for `adapters`.
 */
export interface DocumentModel {
	/** The ids of the adapters that recognised a part of the file; for logs and status only. */
	readonly adapters: readonly string[];
	/** Nobody loads the file, so no fault in its queries is an error. */
	readonly illustrates?: true;
	/** Faults of the host language and of the structure; those inside PromQL come from the checks. */
	readonly problems: readonly Problem[];
	/** In file order, never overlapping. */
	readonly regions: readonly EmbeddedRegion[];
	readonly groups: readonly RuleGroup[];
	readonly outline: readonly OutlineItem[];
	readonly dashboards: readonly Dashboard[];
	readonly alertmanagers: readonly AlertmanagerConfig[];
	readonly prometheusConfigs: readonly PrometheusConfig[];
	readonly ruleTests: readonly RuleTest[];
	/** Left out where there are none. */
	readonly slos?: readonly Slo[];
	/**
	 * Of a file that is rendered before it is read: claims that what a check has found is so however it is rendered, as
	 * far as its places say. Left out where nothing is rendered.
	 */
	readonly isCertain?: (problem: Problem) => boolean;
	/** The host-language situation at an offset (which key or value is being written), or `undefined` outside of any. */
	hostPositionAt(offset: number): HostPosition | undefined;
}

export type { Located };

export interface RuleGroup {
	readonly name?: Located<string>;
	readonly intervalSeconds?: Located<number>;
	/** Labels that the group adds to what each of its rules produces; left out where there are none. */
	readonly labels?: readonly RuleEntry[];
	readonly span: Span;
	readonly rules: readonly Rule[];
}

export interface Rule {
	readonly kind: "alert" | "record" | "incomplete";
	/** The alert's or the recorded metric's name. */
	readonly name?: Located<string>;
	/** The whole rule item. */
	readonly span: Span;
	readonly expression?: EmbeddedRegion;
	readonly forSeconds?: Located<number>;
	readonly keepFiringForSeconds?: Located<number>;
	readonly labels: readonly RuleEntry[];
	readonly annotations: readonly RuleEntry[];
	/** Of a template: the fields that may be rendered with more than what is written, so that nothing is missing in them. */
	readonly mayBring?: readonly RuleField[];
	/**
	 * The same object for every reading of the same YAML, wherever it stands and in whatever version of the file; left out
	 * where what the rule means hangs on other parts of the file.
	 */
	readonly origin?: object;
}

export type RuleField = "for" | "keep_firing_for" | "labels" | "annotations";

export interface RuleEntry {
	readonly key: Located<string>;
	readonly value: Located<string>;
	/** The Go template in the value. */
	readonly template?: EmbeddedRegion;
}

export interface OutlineItem {
	readonly name: string;
	readonly detail: string;
	readonly kind:
		| "document"
		| "group"
		| "alert"
		| "record"
		| "dashboard"
		| "row"
		| "panel"
		| "query"
		| "variable"
		| "annotation"
		| "test"
		| "route"
		| "receiver"
		| "inhibition"
		| "scrapeJob"
		| "slo"
		| "section";
	readonly span: Span;
	readonly nameSpan: Span;
	readonly children: readonly OutlineItem[];
}

/** The innermost region that a cursor at `offset` is in or touches. */
export function regionAt({ regions }: Pick<DocumentModel, "regions">, offset: number): EmbeddedRegion | undefined {
	const region = findRegion(regions, offset);
	const inner = region?.inner === undefined ? undefined : regionAt({ regions: region.inner }, offset);
	return inner ?? region;
}

/** By binary search. */
function findRegion(regions: readonly EmbeddedRegion[], offset: number): EmbeddedRegion | undefined {
	let low = 0;
	let high = regions.length - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		const region = regions[middle];
		if (region === undefined) return undefined;
		if (offset < region.hostSpan.start) high = middle - 1;
		else if (offset > region.hostSpan.end) low = middle + 1;
		else return region;
	}
	return undefined;
}
