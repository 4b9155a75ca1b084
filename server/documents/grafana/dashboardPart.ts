import type { DocumentPart } from "../adapter.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";
import type { Dashboard } from "../model/dashboard.ts";
import type { MappingType } from "../structure/structure.ts";
import { outlineDashboard } from "./dashboardOutline.ts";

/** What a document with dashboards holds. Nothing is said of its keys: Grafana ignores those that it does not know. */
export function createDashboardPart(dashboards: readonly Dashboard[], structure: MappingType): DocumentPart {
	return {
		problems: [],
		regions: dashboards.flatMap(regionsOf).sort((a, b) => a.hostSpan.start - b.hostSpan.start),
		groups: [],
		outline: dashboards.map(outlineDashboard),
		structure,
		dashboards,
	};
}

function regionsOf({ panels, variables, annotations }: Dashboard): readonly EmbeddedRegion[] {
	const targets = panels.flatMap((panel) => panel.targets.map(({ expression }) => expression));
	return [
		...targets,
		...variables.flatMap(({ expressions }) => expressions),
		...annotations.map(({ expression }) => expression),
	].filter((region) => region !== undefined);
}
