import type { Span } from "../../text/span.ts";
import { createMaskedRegion } from "../embedded/masks/createMaskedRegion.ts";
import { findGrafanaVariables } from "../embedded/masks/grafanaVariables.ts";
import type { EmbeddedRegion, RegionContext, TemplateVariable } from "../embedded/region.ts";
import { subRegion } from "../embedded/subRegion.ts";
import { createScalarRegion } from "../embedded/yamlScalar.ts";
import type { DatasourceNames } from "./datasources.ts";
import type { PlacedScalar } from "./hostObject.ts";

/** What the parts of a dashboard are read with. */
export interface DashboardContext {
	readonly datasources: DatasourceNames;
	readonly variables: readonly TemplateVariable[];
}

/** The PromQL of a query, or in a `part` of a text. Grafana replaces its variables before it sends it. */
export function createQueryRegion(
	{ node, base }: PlacedScalar,
	place: string,
	{ variables }: DashboardContext,
	part?: Span,
): EmbeddedRegion {
	const context: RegionContext = { role: "query", place, variables, mayBeEmpty: true };
	const whole = createScalarRegion(node, base, "promql", context);
	const region = part === undefined ? whole : subRegion(whole, part, { language: "promql", context });
	return createMaskedRegion(region, findGrafanaVariables);
}
