import type { DocumentModel, OutlineItem } from "../../server/documents/model.ts";
import { createDocumentParser } from "../../server/documents/registry.ts";

/** The model of a dashboard that is written as an object, or as text. */
export function readDashboard(content: unknown): DocumentModel | undefined {
	const text = typeof content === "string" ? content : JSON.stringify(content, undefined, 2);
	const json = text.trimStart().startsWith("{");
	const languageId = json ? "json" : "yaml";
	return createDocumentParser().parse({ uri: `file:///dashboard.${languageId}`, languageId, version: 1, text });
}

/** The outline as lines, indented, with what stands beside each name. */
export function drawOutline(items: readonly OutlineItem[], indent = ""): string {
	return items
		.map(({ name, detail, kind, children }) => {
			const beside = detail === "" ? "" : ` (${detail})`;
			const below = children.length === 0 ? "" : `\n${drawOutline(children, `${indent}  `)}`;
			return `${indent}${kind} ${name}${beside}${below}`;
		})
		.join("\n");
}

/** Each region as `place: what is written`. */
export function drawRegions(model: DocumentModel | undefined): readonly string[] {
	return (model?.regions ?? []).map(({ context, source, text }) => `${context.place}: ${source ?? text}`);
}
