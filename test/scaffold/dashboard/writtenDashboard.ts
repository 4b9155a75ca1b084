import { parse } from "yaml";
import { isObject } from "./shapes.ts";

/** A rendered file's dashboard, out of the resource that it stands in; `undefined` where it holds none. */
export function readWrittenDashboard(path: string, content: string): Readonly<Record<string, unknown>> | undefined {
	const whole: unknown = path.endsWith(".json") ? JSON.parse(content) : parse(content);
	if (!isObject(whole)) return undefined;
	if (path.endsWith(".json")) return whole;
	const text = [
		...Object.values(isObject(whole["data"]) ? whole["data"] : {}),
		isObject(whole["spec"]) ? whole["spec"]["json"] : undefined,
	].find((value): value is string => typeof value === "string");
	const dashboard: unknown = text === undefined ? undefined : JSON.parse(text);
	return isObject(dashboard) ? dashboard : undefined;
}

/** The PromQL of the panels, with the panel's title. */
export function listQueries(
	dashboard: Readonly<Record<string, unknown>>,
): readonly (readonly [title: string, expression: string])[] {
	const found: (readonly [string, string])[] = [];
	const visit = (value: unknown, title: string): void => {
		if (Array.isArray(value)) for (const item of value) visit(item, title);
		if (!isObject(value)) return;
		const own = typeof value["title"] === "string" ? value["title"] : title;
		if (typeof value["expr"] === "string") found.push([own, value["expr"]]);
		for (const member of Object.values(value)) visit(member, own);
	};
	const { annotations: _, templating: __, ...rest } = dashboard;
	visit(rest["spec"] ?? rest, "");
	return found;
}
