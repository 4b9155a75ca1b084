import type { Span } from "../../text/span.ts";
import type {
	Dashboard,
	DashboardAnnotation,
	DashboardRow,
	DashboardVariable,
	Panel,
	Target,
} from "../model/dashboard.ts";
import type { OutlineItem } from "../model.ts";

/** What a dashboard's outline and breadcrumbs show: rows, panels, queries, variables and annotations. */
export function outlineDashboard(dashboard: Dashboard): OutlineItem {
	const { title, span, rows, panels } = dashboard;
	const inRows = new Set(rows.flatMap((row) => row.panels));
	const children = [
		...rows.map(outlineRow),
		...panels.filter((panel) => !inRows.has(panel)).map(outlinePanel),
		...outlineSection("Variables", dashboard.variables.map(outlineVariable)),
		...outlineSection("Annotations", dashboard.annotations.map(outlineAnnotation)),
	].sort((a, b) => a.span.start - b.span.start);
	return {
		name: title?.value ?? "(no title)",
		detail: count(panels.length, "panel"),
		kind: "dashboard",
		span,
		nameSpan: title?.span ?? startOf(span),
		children,
	};
}

function outlineRow({ title, panels, span }: DashboardRow): OutlineItem {
	const children = panels.map(outlinePanel);
	const nameSpan = title?.span ?? startOf(span);
	return { name: title?.value ?? "Row", detail: count(panels.length, "panel"), kind: "row", span, nameSpan, children };
}

function outlinePanel({ title, type, id, targets, libraryPanel, span }: Panel): OutlineItem {
	const number = id === undefined ? "" : ` ${id.value}`;
	return {
		name: title?.value ?? libraryPanel ?? `${type?.value ?? "panel"}${number}`,
		detail: type?.value ?? (libraryPanel === undefined ? "" : "library panel"),
		kind: "panel",
		span,
		nameSpan: title?.span ?? startOf(span),
		children: targets.map(outlineTarget),
	};
}

/** Letters that fit beside the name of a query. */
const detailLength = 60;

function outlineTarget({ refId, legend, query, span }: Target): OutlineItem {
	const words = (legend?.value.startsWith("__") === true ? undefined : legend?.value) ?? query?.value ?? "";
	const line = words.replace(/\s+/g, " ").trim();
	return {
		name: refId?.value.trim() || "query",
		detail: line.length > detailLength ? `${line.slice(0, detailLength).toWellFormed()}…` : line,
		kind: "query",
		span,
		nameSpan: refId?.span ?? startOf(span),
		children: [],
	};
}

function outlineVariable({ name, type, span }: DashboardVariable): OutlineItem {
	return {
		name: name.value.trim() || "variable",
		detail: type,
		kind: "variable",
		span,
		nameSpan: name.span,
		children: [],
	};
}

function outlineAnnotation({ name, span }: DashboardAnnotation): OutlineItem {
	const nameSpan = name?.span ?? startOf(span);
	return { name: name?.value ?? "annotation", detail: "", kind: "annotation", span, nameSpan, children: [] };
}

/** Nothing where there is nothing in it. */
function outlineSection(name: string, children: readonly OutlineItem[]): readonly OutlineItem[] {
	const first = children[0];
	const last = children.at(-1);
	if (first === undefined || last === undefined) return [];
	const span = { start: first.span.start, end: last.span.end };
	return [{ name, detail: `${children.length}`, kind: "section", span, nameSpan: startOf(span), children }];
}

function count(amount: number, what: string): string {
	return `${amount} ${what}${amount === 1 ? "" : "s"}`;
}

function startOf({ start }: Span): Span {
	return { start, end: start };
}
