import type { Span } from "../../text/span.ts";
import type { AlertMatcher, AlertmanagerConfig, Inhibition, Route } from "../model/alertmanagerConfig.ts";
import type { OutlineItem } from "../model.ts";

/** Routes as a tree, named by what they take; receivers; inhibitions; time intervals. */
export function outlineAlertmanagerConfig(config: Omit<AlertmanagerConfig, "whole">): readonly OutlineItem[] {
	const route = config.route === undefined ? [] : [outlineRoute(config.route, "all alerts")];
	const receivers = config.receivers.map(
		({ name, integrations, span }): OutlineItem => ({
			name: name.value,
			detail: integrations.map(({ value }) => value.replace(/_?[cC]onfigs$/, "")).join(", ") || "tells nobody",
			kind: "receiver",
			span,
			nameSpan: within(name.span, span),
			children: [],
		}),
	);
	const inhibitions = config.inhibitions.map(outlineInhibition);
	return [...route, ...receivers, ...inhibitions].sort((a, b) => a.span.start - b.span.start);
}

function outlineRoute(route: Route, byDefault: string): OutlineItem {
	const name = describeMatchers(route.matchers) || byDefault;
	const first = route.matchers[0]?.span ?? route.receiver?.span ?? route.span;
	return {
		name,
		detail: route.receiver === undefined ? "" : `→ ${route.receiver.value}`,
		kind: "route",
		span: route.span,
		nameSpan: within(first, route.span),
		children: route.routes.map((child) => outlineRoute(child, "every alert")),
	};
}

function outlineInhibition({ source, target, equal, span }: Inhibition): OutlineItem {
	const by = equal.length === 0 ? "" : `, by ${equal.map(({ value }) => value).join(", ")}`;
	return {
		name: `${describeMatchers(source) || "?"} mutes ${describeMatchers(target) || "?"}`,
		detail: `inhibition${by}`,
		kind: "inhibition",
		span,
		nameSpan: within(source[0]?.span ?? span, span),
		children: [],
	};
}

function describeMatchers(matchers: readonly AlertMatcher[]): string {
	return matchers.map(({ label, operator, value }) => `${label}${operator}${JSON.stringify(value)}`).join(", ");
}

/** What stands at an alias's anchor is outside of the item that it names. */
function within(inner: Span, outer: Span): Span {
	const inside = inner.start >= outer.start && inner.end <= outer.end;
	return inside ? inner : { start: outer.start, end: outer.start };
}
