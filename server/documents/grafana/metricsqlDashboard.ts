import { looksLikeMetricsql } from "../metricsQuery.ts";
import type { Dashboard, Panel, Target } from "../model/dashboard.ts";

/**
 * The dashboard without its expressions where they are MetricsQL: VictoriaMetrics is mostly asked by Prometheus's data
 * source. One query that no Prometheus takes tells for all of them, because the others may be as foreign and not show it.
 */
export function leaveMetricsql(dashboard: Dashboard): Dashboard {
	if (!isOfVictoriaMetrics(dashboard)) return dashboard;
	const panels = new Map(dashboard.panels.map((panel) => [panel, withoutExpressions(panel)]));
	return {
		...dashboard,
		panels: [...panels.values()],
		rows: dashboard.rows.map((row) => ({ ...row, panels: row.panels.map((panel) => panels.get(panel) ?? panel) })),
		variables: dashboard.variables.map((variable) => ({ ...variable, expressions: [] })),
		annotations: dashboard.annotations.map(({ expression: _, ...annotation }) => annotation),
	};
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

function withoutExpressions(panel: Panel): Panel {
	return {
		...panel,
		targets: panel.targets.map(
			({ expression, ...target }): Target => (expression === undefined ? target : { ...target, language: "other" }),
		),
	};
}
