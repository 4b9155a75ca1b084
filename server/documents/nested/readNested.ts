import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { NestedDocument } from "../adapter.ts";
import type { HostText } from "../embedded/region.ts";
import type { MappedTexts, Reading, ReadNested, ReadText } from "../reading.ts";
import { SpanMapper } from "./mapSpans.ts";
import { findNestedPosition } from "./nestedPosition.ts";

type ReadSource = (source: SourceDocument) => ReadText | undefined;

/** Reads texts that stand in another one; those of no kind that is known are left out. */
export function readNested(
	documents: readonly NestedDocument[],
	source: SourceDocument,
	reading: Reading,
	read: ReadSource,
): readonly ReadNested[] {
	return documents.flatMap((document) => {
		const { region } = document;
		const languageId = document.languageId ?? findLanguage(document.name);
		const nestedSource = {
			uri: `${source.uri}#${document.name}`,
			languageId,
			version: source.version,
			text: region.text,
		};
		const known = readOnce(nestedSource, reading, read);
		if (known === undefined) return [];
		const model = mapOnce(region, known, reading.mapped);
		return [
			{
				document,
				model: document.illustrates === true ? { ...model, problems: [] } : model,
				findPosition: (text, offset) => findNestedPosition(region, text, offset, known.findPosition),
			},
		];
	});
}

function mapOnce(region: HostText, read: ReadText, mapped: MappedTexts): ReadNested["model"] {
	const known = mapped.get(region);
	if (known?.read === read) return known.model;
	const { hostPositionAt: _, ...inner } = read.model;
	const model = new SpanMapper(region).map(inner);
	mapped.set(region, { read, model });
	return model;
}

function readOnce(source: SourceDocument, reading: Reading, read: ReadSource): ReadText | undefined {
	const { previous, next } = reading;
	const known = next.nested.get(source.text) ?? previous.nested.get(source.text);
	if (known?.languageId === source.languageId) {
		next.nested.set(source.text, known);
		return known.read;
	}
	const fresh = read(source);
	next.nested.set(source.text, { languageId: source.languageId, read: fresh });
	return fresh;
}

const languages: Readonly<Record<string, string>> = {
	json: "json",
	yaml: "yaml",
	yml: "yaml",
	rules: "yaml",
	md: "markdown",
	promql: "promql",
};

function findLanguage(name: string): string {
	const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
	return languages[ending] ?? "plaintext";
}
