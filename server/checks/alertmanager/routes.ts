import type { AlertmanagerConfig, Route } from "../../documents/model/alertmanagerConfig.ts";

/** A route with those that an alert has come through before, the top one first. */
export interface PlacedRoute {
	readonly route: Route;
	readonly parents: readonly Route[];
	/** Those of the same parent that an alert is offered to before. */
	readonly earlier: readonly Route[];
}

/** More routes than anybody writes by hand are not compared with each other. */
const most = 2000;

/** Every route, parents before children, in the order in which alerts are offered to them. */
export function listRoutes({ route }: AlertmanagerConfig): readonly PlacedRoute[] {
	const found: PlacedRoute[] = [];
	const pending: PlacedRoute[] = route === undefined ? [] : [{ route, parents: [], earlier: [] }];
	for (let next = pending.pop(); next !== undefined && found.length < most; next = pending.pop()) {
		found.push(next);
		const { route: parent, parents } = next;
		const inside = [...parents, parent];
		const children = parent.routes.map((child, index) => ({
			route: child,
			parents: inside,
			earlier: parent.routes.slice(Math.max(0, index - mostCompared), index),
		}));
		pending.push(...children.reverse());
	}
	return found;
}

/** Of very many routes beside each other only so many are compared. */
const mostCompared = 200;

/** What a route says itself or has from those above it. */
export function inherited<T>({ route, parents }: PlacedRoute, read: (route: Route) => T | undefined): T | undefined {
	for (const one of [route, ...parents.toReversed()]) {
		const value = read(one);
		if (value !== undefined) return value;
	}
	return undefined;
}
