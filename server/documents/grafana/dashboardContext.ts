import type { Span } from "../../text/span.ts";
import { createMaskedRegion } from "../embedded/masks/createMaskedRegion.ts";
import { findGrafanaVariables } from "../embedded/masks/grafanaVariables.ts";
import type { EmbeddedRegion, RegionContext, TemplateVariable } from "../embedded/region.ts";
import { subRegion } from "../embedded/subRegion.ts";
import { createScalarRegion } from "../embedded/yamlScalar.ts";
import type { QueryLanguage } from "../model/dashboard.ts";
import type { DatasourceNames } from "./datasources.ts";
import type { PlacedScalar } from "./hostObject.ts";

/** What the parts of a dashboard are read with. */
export interface DashboardContext {
	readonly datasources: DatasourceNames;
	readonly variables: readonly TemplateVariable[];
	/** What Prometheus's data source is asked in, where that is known to be VictoriaMetrics. */
	readonly dialect: "promql" | "metricsql";
	/** The same for contexts in which everything reads the same. */
	readonly key: string;
}

export function createDashboardContext(parts: Omit<DashboardContext, "key">): DashboardContext {
	return { ...parts, key: JSON.stringify([...parts.datasources, parts.variables, parts.dialect]) };
}

/** The language that a query is in, given what its data source says. */
export function languageIn(context: DashboardContext, language: QueryLanguage): QueryLanguage {
	return language === "promql" ? context.dialect : language;
}

/** The PromQL of a query, or in a `part` of a text. Grafana replaces its variables before it sends it. */
export function createQueryRegion(
	{ node, base }: PlacedScalar,
	place: string,
	language: "promql" | "metricsql",
	{ variables }: DashboardContext,
	part?: Span,
): EmbeddedRegion {
	const context: RegionContext = {
		role: language === "promql" ? "query" : "metricsql",
		place,
		variables,
		mayBeEmpty: true,
	};
	const whole = createScalarRegion(node, base, "promql", context);
	const region = part === undefined ? whole : subRegion(whole, part, { language: "promql", context });
	return createMaskedRegion(region, findGrafanaVariables);
}
