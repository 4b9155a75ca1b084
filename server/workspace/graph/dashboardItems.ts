import { findGrafanaVariables } from "../../documents/embedded/masks/grafanaVariables.ts";
import type { Dashboard } from "../../documents/model/dashboard.ts";
import type { DocumentModel } from "../../documents/model.ts";
import { overlaps, type Span } from "../../text/span.ts";
import { type ItemDraft, withoutQuotes } from "./draft.ts";
import type { NameUse } from "./indexedFile.ts";
import type { IndexReading } from "./indexReading.ts";

/** Dashboards with their panels and variables. */
export function readDashboardItems(dashboards: readonly Dashboard[], reading: IndexReading): readonly ItemDraft[] {
	return dashboards.flatMap(({ title, uid, span, panels, variables }): readonly ItemDraft[] => [
		{
			kind: "dashboard",
			name: title?.value ?? "",
			span,
			nameSpan: title === undefined ? span : withoutQuotes(reading.text, title.span),
			uses: [],
			...(uid === undefined || uid.value === "" ? {} : { uid: uid.value }),
		},
		...panels.map(
			(panel): ItemDraft => ({
				kind: "panel",
				name: panel.title?.value ?? "",
				span: panel.span,
				nameSpan: panel.title === undefined ? panel.span : withoutQuotes(reading.text, panel.title.span),
				uses: [],
			}),
		),
		...variables.map(
			(variable): ItemDraft => ({
				kind: "variable",
				name: variable.name.value,
				span: variable.span,
				nameSpan: withoutQuotes(reading.text, variable.name.span),
				uses: [],
			}),
		),
	]);
}

/**
 * Where the text of a dashboard names its own variables, in queries, titles and links alike, and where it links to other
 * dashboards. Names of variables need no escapes, so the file's own text has them as they are.
 */
export function findDashboardUses({ dashboards, regions }: DocumentModel, text: string): readonly NameUse[] {
	return dashboards.flatMap((dashboard) => {
		const { span } = dashboard;
		const written = text.slice(span.start, span.end);
		const names = new Set(dashboard.variables.map(({ name }) => name.value));
		const place = (start: number, end: number): Span => ({ start: span.start + start, end: span.start + end });
		const uses: NameUse[] = [];
		for (const { name = "", source, span: found } of names.size === 0 ? [] : findGrafanaVariables(written)) {
			if (!names.has(name)) continue;
			const start = found.start + source.indexOf(name);
			uses.push({ kind: "variable", name, span: place(start, start + name.length) });
		}
		for (const repeated of [...dashboard.panels, ...dashboard.rows]) {
			if (repeated.repeat === undefined || !names.has(repeated.repeat.value)) continue;
			uses.push({
				kind: "variable",
				name: repeated.repeat.value,
				span: withoutQuotes(text, repeated.repeat.span),
			});
		}
		for (const link of written.matchAll(/\/d(?:-solo)?\/([\w-]{1,40})(?=[/?#"'\s\\]|$)/g)) {
			const name = link[1] ?? "";
			const end = link.index + link[0].length;
			const use = place(end - name.length, end);
			if (regions.some(({ hostSpan }) => overlaps(hostSpan, use))) continue;
			uses.push({ kind: "dashboard", name, span: use });
		}
		return uses;
	});
}
