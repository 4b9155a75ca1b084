import { looksLikeMetricsql } from "../metricsQuery.ts";
import type { Dashboard } from "../model/dashboard.ts";
import type { DashboardContext } from "./dashboardContext.ts";

/**
 * Reads a dashboard in the language that its queries to Prometheus's data source are in: VictoriaMetrics is mostly asked
 * by that one too. One query that no Prometheus takes tells for all, because the others may be as foreign and not show it.
 */
export function readInDialect(read: (dialect: DashboardContext["dialect"]) => Dashboard): Dashboard {
	const dashboard = read("promql");
	return isOfVictoriaMetrics(dashboard) ? read("metricsql") : dashboard;
}

/** VictoriaMetrics's own components are watched with its own language. */
const components = /victoria ?metrics|\bvm(?:agent|alert|auth|anomaly|backupmanager|gateway)\b/i;

function isOfVictoriaMetrics({ title, panels, annotations }: Dashboard): boolean {
	if (title !== undefined && components.test(title.value)) return true;
	const targets = panels.flatMap((panel) => panel.targets);
	return [...targets, ...annotations].some(
		({ expression }) => expression !== undefined && looksLikeMetricsql(expression.source ?? expression.text),
	);
}
