import type { Environment } from "../../metrics/environment.ts";
import type { QueryRequest } from "./runQuery.ts";

export interface QueryLink {
	readonly title: string;
	readonly url: string;
}

/** Where else the query can be looked at: Grafana's Explore where the environment leads through Grafana, else Prometheus. */
export function linksOf({ url }: Environment, request: QueryRequest): readonly QueryLink[] {
	const base = readBase(url);
	if (base === undefined) return [];
	const grafana = /^(.*)\/api\/datasources\/(?:proxy\/)?uid\/([^/]+)/.exec(base.pathname);
	if (grafana !== null) {
		const [, prefix = "", uid = ""] = grafana;
		return [{ title: "Grafana", url: exploreUrl(`${base.origin}${prefix}`, decodeURIComponent(uid), request) }];
	}
	return [{ title: "Prometheus", url: graphUrl(`${base.origin}${base.pathname.replace(/\/+$/, "")}`, request) }];
}

/** Prometheus 3 leads from /graph to its new page by itself. */
function graphUrl(base: string, { expression, range, time }: QueryRequest): string {
	const parameters = new URLSearchParams({ "g0.expr": expression, "g0.tab": range === undefined ? "1" : "0" });
	if (range !== undefined) {
		parameters.set("g0.range_input", `${Math.max(1, Math.round(range.end - range.start))}s`);
		parameters.set("g0.end_input", writeTime(range.end));
		parameters.set("g0.moment_input", writeTime(range.end));
		parameters.set("g0.step_input", String(range.step));
	} else if (time !== undefined) parameters.set("g0.moment_input", writeTime(time));
	return `${base}/graph?${parameters}`;
}

/** Source: Grafana 10 and later, the parameter `panes` of Explore (schema version 1). */
function exploreUrl(base: string, uid: string, { expression, range, time }: QueryRequest): string {
	const end = range?.end ?? time;
	const times =
		end === undefined
			? { from: "now-1h", to: "now" }
			: { from: String(Math.round((range?.start ?? end - 3600) * 1000)), to: String(Math.round(end * 1000)) };
	const query = {
		refId: "A",
		expr: expression,
		datasource: { type: "prometheus", uid },
		...(range === undefined ? { instant: true } : { range: true }),
	};
	const panes = { a: { datasource: uid, queries: [query], range: times } };
	return `${base}/explore?${new URLSearchParams({ schemaVersion: "1", panes: JSON.stringify(panes), orgId: "1" })}`;
}

/** Without a user's name and password. */
function readBase(url: string): { readonly origin: string; readonly pathname: string } | undefined {
	if (!URL.canParse(url)) return undefined;
	const { origin, pathname, protocol } = new URL(url);
	return protocol === "http:" || protocol === "https:" ? { origin, pathname } : undefined;
}

/** As the page of Prometheus writes it, in UTC: `2027-01-15 08:00:00`. */
function writeTime(seconds: number): string {
	const date = new Date(seconds * 1000);
	return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 19).replace("T", " ");
}
