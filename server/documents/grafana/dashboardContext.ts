import type { EmbeddedRegion, RegionContext, TemplateVariable } from "../embedded/region.ts";
import { createScalarRegion } from "../embedded/yamlScalar.ts";
import type { DatasourceNames } from "./datasources.ts";
import type { PlacedScalar } from "./hostObject.ts";

/** What the parts of a dashboard are read with. */
export interface DashboardContext {
	readonly datasources: DatasourceNames;
	readonly variables: readonly TemplateVariable[];
}

/** The PromQL of a query, which Grafana sends after it has replaced its variables. */
export function createQueryRegion(scalar: PlacedScalar, place: string, context: DashboardContext): EmbeddedRegion {
	const regionContext: RegionContext = { role: "query", place, variables: context.variables };
	return createScalarRegion(scalar.node, scalar.base, "promql", regionContext);
}
