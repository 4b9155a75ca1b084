import type { DocumentModel } from "../../documents/model.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { readIndexedFile } from "../../workspace/graph/readIndexedFile.ts";
import { findNamePlaces } from "../navigation/findNamePlaces.ts";
import type { NamePlace } from "../navigation/namePlace.ts";

/** Every place that names something for certain, also in what stands in front of a page's text, such as `alert: Down`. */
export function findAllPlaces(source: SourceDocument, model: DocumentModel): readonly NamePlace[] {
	const places = findNamePlaces(model, source.text);
	if (!source.text.startsWith("---") && !source.text.startsWith("\ufeff---")) return places;
	const page = readIndexedFile(source, model)?.items.find(({ kind }) => kind === "runbook");
	const found = (page?.uses ?? []).flatMap(({ kind, name, span }): readonly NamePlace[] =>
		kind === "alert" ? [{ kind, role: "use", name, span, written: { kind: "scalar", span } }] : [],
	);
	return [...found, ...places];
}
