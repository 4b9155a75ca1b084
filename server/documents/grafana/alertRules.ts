// Source: Grafana's documentation of provisioned alert rules, and the operator's GrafanaAlertRuleGroup; read November 2026.

import type { Span } from "../../text/span.ts";
import type { Target } from "../model/dashboard.ts";
import type { OutlineItem } from "../model.ts";
import { createDashboardContext } from "./dashboardContext.ts";
import { findQueryLanguage, readDatasource } from "./datasources.ts";
import { type HostObject, notEmpty } from "./hostObject.ts";
import { startOf } from "./readPanels.ts";
import { readQuery } from "./readTarget.ts";

/** Rules that Grafana itself evaluates: each has several queries and expressions over their results. */
export interface GrafanaAlertRule {
	readonly title: string;
	readonly nameSpan: Span;
	readonly queries: readonly Target[];
	readonly span: Span;
}

const context = createDashboardContext({ datasources: new Map(), variables: [], dialect: "promql" });

export function readAlertRules(group: HostObject): readonly GrafanaAlertRule[] {
	return group.objects("rules").map(readAlertRule);
}

export function readAlertRule(rule: HostObject): GrafanaAlertRule {
	const title = notEmpty(rule.text("title")) ?? notEmpty(rule.text("uid"));
	const place = title === undefined ? "an alert rule" : `alert rule "${title.value}"`;
	return {
		title: title?.value ?? "(no title)",
		nameSpan: title?.span ?? startOf(rule.span),
		queries: rule.objects("data").flatMap((data) => readAlertQuery(data, place)),
		span: rule.span,
	};
}

/** The data source stands beside the query, as a uid; those of Grafana's own expressions say so. */
function readAlertQuery(data: HostObject, place: string): readonly Target[] {
	const model = data.object("model");
	if (model === undefined) return [];
	const beside = readDatasource(data, "datasourceUid");
	const inside = readDatasource(model);
	const language = findQueryLanguage(model, beside, inside, context.datasources);
	return [
		readQuery(model, { datasource: inside ?? beside, language }, place, context, {
			refId: data.text("refId") ?? model.text("refId"),
			holder: data,
		}),
	];
}

export function outlineAlertRule({ title, nameSpan, queries, span }: GrafanaAlertRule): OutlineItem {
	return {
		name: title,
		detail: "alert rule",
		kind: "alert",
		span,
		nameSpan,
		children: queries.map((query) => ({
			name: query.refId?.value ?? "query",
			detail: query.query?.value.replace(/\s+/g, " ").trim().slice(0, 60).toWellFormed() ?? "",
			kind: "query",
			span: query.span,
			nameSpan: query.refId?.span ?? startOf(query.span),
			children: [],
		})),
	};
}
