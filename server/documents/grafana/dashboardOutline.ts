import { contains, type Span } from "../../text/span.ts";
import type {
	Dashboard,
	DashboardAnnotation,
	DashboardRow,
	DashboardVariable,
	Panel,
	Target,
} from "../model/dashboard.ts";
import type { Located, OutlineItem } from "../model.ts";

/** What a dashboard's outline and breadcrumbs show: rows, panels, queries, variables and annotations. */
export function outlineDashboard(dashboard: Dashboard): OutlineItem {
	const { title, span, rows, panels } = dashboard;
	// The newer schema lays out panels that stand elsewhere in the file, and symbols nest as the file does.
	const inRows = new Set(rows.flatMap(panelsWithin));
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
		nameSpan: placeOf(title, span),
		children,
	};
}

function panelsWithin({ panels, span }: DashboardRow): readonly Panel[] {
	return panels.filter((panel) => contains(span, panel.span));
}

function outlineRow(row: DashboardRow): OutlineItem {
	const { title, panels, span } = row;
	const children = panelsWithin(row).map(outlinePanel);
	const nameSpan = placeOf(title, span);
	return { name: title?.value ?? "Row", detail: count(panels.length, "panel"), kind: "row", span, nameSpan, children };
}

function outlinePanel({ title, type, id, targets, libraryPanel, span }: Panel): OutlineItem {
	const number = id === undefined ? "" : ` ${id.value}`;
	return {
		name: title?.value ?? libraryPanel ?? `${type?.value ?? "panel"}${number}`,
		detail: type?.value ?? (libraryPanel === undefined ? "" : "library panel"),
		kind: "panel",
		span,
		nameSpan: placeOf(title, span),
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
		nameSpan: placeOf(refId, span),
		children: [],
	};
}

function outlineVariable({ name, type, span }: DashboardVariable): OutlineItem {
	return {
		name: name.value.trim() || "variable",
		detail: type,
		kind: "variable",
		span,
		nameSpan: placeOf(name, span),
		children: [],
	};
}

function outlineAnnotation({ name, span }: DashboardAnnotation): OutlineItem {
	const nameSpan = placeOf(name, span);
	return { name: name?.value ?? "annotation", detail: "", kind: "annotation", span, nameSpan, children: [] };
}

/** Nothing where there is nothing in it. */
function outlineSection(name: string, children: readonly OutlineItem[]): readonly OutlineItem[] {
	if (children.length === 0) return [];
	const span = {
		start: Math.min(...children.map((child) => child.span.start)),
		end: Math.max(...children.map((child) => child.span.end)),
	};
	return [{ name, detail: `${children.length}`, kind: "section", span, nameSpan: startOf(span), children }];
}

function count(amount: number, what: string): string {
	return `${amount} ${what}${amount === 1 ? "" : "s"}`;
}

/** A name that an alias brings from elsewhere is shown where the thing begins. */
function placeOf(name: Located<string> | undefined, span: Span): Span {
	return name !== undefined && contains(span, name.span) ? name.span : startOf(span);
}

function startOf({ start }: Span): Span {
	return { start, end: start };
}
