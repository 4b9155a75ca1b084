import { relativePath } from "../../base/relativePath.ts";
import type { AlertMatcher, AlertmanagerConfig, Route } from "../../documents/model/alertmanagerConfig.ts";
import { RegularExpressions } from "../../promql/regularExpressions.ts";
import { pathOf, readRuleFile } from "../ruleTest/chosenRule.ts";
import { metricsOf } from "../ruleTest/groupOrder.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

export interface LinkedDashboard {
	readonly title: string;
	/** Relative to the page. */
	readonly path: string;
}

const mostDashboards = 6;

/** Dashboards of the workspace that draw what the expression reads. */
export function findDashboards(expression: string, page: string, context: ScaffoldContext): readonly LinkedDashboard[] {
	const found = new Map<string, LinkedDashboard>();
	for (const name of metricsOf({ expression })) {
		for (const { uri, file, item } of context.graph.usesOf({ kind: "metric", name })) {
			const dashboard = item.kind === "panel" && item.parent !== undefined ? file.items[item.parent] : item;
			const path = pathOf(uri, context);
			if (dashboard?.kind !== "dashboard" || path === undefined) continue;
			const title = dashboard.name === "" ? path : dashboard.name;
			found.set(`${path}\n${title}`, { title, path: encodeURI(relativePath(page, path)) });
		}
	}
	return [...found.values()].slice(0, mostDashboards);
}

export interface Escalation {
	/** Names of receivers; empty where it cannot be known. */
	readonly receivers: readonly string[];
	/** The configuration, relative to the workspace folder. */
	readonly path: string;
}

/**
 * Who Alertmanager tells, by the routes of the workspace; `undefined` where there is no configuration, or more than one,
 * or where a route hangs on labels that only the alert's series have.
 */
export async function findEscalation(
	labels: Readonly<Record<string, string>>,
	context: ScaffoldContext,
): Promise<Escalation | undefined> {
	const paths = new Set<string>();
	for (const { uri, item } of context.graph.items("configuration")) {
		const path = pathOf(uri, context);
		if (item.of === "alertmanager" && path !== undefined) paths.add(path);
	}
	const [path] = paths;
	if (path === undefined || paths.size !== 1) return undefined;
	const configs: readonly AlertmanagerConfig[] = (await readRuleFile(path, context))?.model.alertmanagers ?? [];
	const [config] = configs;
	if (config?.route === undefined || configs.length !== 1 || !config.whole) return undefined;
	const receivers = follow(config.route, labels, undefined, new RegularExpressions());
	return receivers === undefined ? undefined : { receivers: [...new Set(receivers)], path };
}

/** The receivers of the deepest routes that take the labels; `undefined` where that cannot be told. */
function follow(
	route: Route,
	labels: Readonly<Record<string, string>>,
	inherited: string | undefined,
	expressions: RegularExpressions,
): readonly string[] | undefined {
	const receiver = route.receiver?.value ?? inherited;
	const found: string[] = [];
	for (const child of route.routes) {
		const takes = matchAll(child.matchers, labels, expressions);
		if (takes === undefined) return undefined;
		if (!takes) continue;
		const below = follow(child, labels, receiver, expressions);
		if (below === undefined) return undefined;
		found.push(...below);
		if (!child.continues) return found;
	}
	return found.length > 0 ? found : receiver === undefined ? undefined : [receiver];
}

function matchAll(
	matchers: readonly AlertMatcher[],
	labels: Readonly<Record<string, string>>,
	expressions: RegularExpressions,
): boolean | undefined {
	let unknown = false;
	for (const { label, operator, value } of matchers) {
		const own = labels[label];
		// What the series bring, or a template makes, is not known here.
		if (own === undefined || own.includes("{{")) {
			unknown = true;
			continue;
		}
		const compiled = operator.endsWith("~") ? expressions.compile(value) : undefined;
		const equal = compiled === undefined ? own === value : compiled.valid && compiled.matches(own);
		if (equal === operator.startsWith("!")) return false;
	}
	return unknown ? undefined : true;
}
