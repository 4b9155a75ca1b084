import type { SourceDocument } from "../text/sourceDocument.ts";
import type { DocumentAdapter, HostDocument } from "./adapter.ts";
import { recogniseBroken, recogniseControl, recogniseTemplate, type TemplateKind } from "./helm/recognise.ts";
import { readTemplateFile, renderedLanguage } from "./helm/templateFile.ts";
import { readTemplateModel } from "./helm/templateModel.ts";
import { TemplateReadings } from "./helm/templatePieces.ts";
import { joinModel, type ReadPart } from "./joinModel.ts";
import { parseJson } from "./json/parseJson.ts";
import { readNested } from "./nested/readNested.ts";
import type { Reading, ReadText } from "./reading.ts";
import { findHostPosition } from "./structure/hostPosition.ts";
import { findJsonPosition } from "./structure/jsonPosition.ts";
import { parseYaml, type YamlDocument } from "./yaml/parseYaml.ts";
import { findUnknownAliases, YamlView } from "./yaml/yamlView.ts";

/** Texts in texts in texts are read so far. */
const maxDepth = 4;

/** Reads a file, or a text that stands in one: `depth` counts the texts around it. */
export function readText(source: SourceDocument, reading: Reading, depth = 0): ReadText | undefined {
	const nest = (part: ReadPart["part"]) => readNestedParts(part, source, reading, depth);
	const fileAdapter = reading.fileAdapters.find((adapter) => adapter.matches(source));
	if (fileAdapter !== undefined) {
		const part = fileAdapter.parse(source);
		if (part === undefined) return undefined;
		const nested = nest(part);
		if (part.carrier === true && nested.length === 0) return undefined;
		return joinModel(source.text, [{ id: fileAdapter.id, part, nested, syntaxProblems: [] }]);
	}
	const owner = depth > 0 ? undefined : reading.adapters.find((adapter) => adapter.owns?.(source) === true);
	if (owner !== undefined) return readOwned(source, owner, reading);
	if (!holdsHint(source.text, reading)) return undefined;
	const template = isJsonLanguage(source.languageId) ? undefined : recogniseTemplate(source);
	if (template !== undefined) return depth > 0 ? undefined : readTemplate(source, template, reading);
	return readDocuments(source, reading, depth);
}

/** Reads a file of our own definition: it is YAML and nothing else, and may be empty. */
function readOwned(source: SourceDocument, adapter: DocumentAdapter, reading: Reading): ReadText {
	const { text } = source;
	const { documents } = parseYaml(text, reading.previous.yaml, reading.next.yaml);
	const empty: YamlDocument = { span: { start: 0, end: text.length }, problems: [], anchors: [] };
	const all = documents.length === 0 ? [empty] : documents.map(withAliasProblems);
	const parts = all.map((yaml, index): ReadPart => {
		const part = adapter.parse({ source, yaml, syntax: "yaml", index, before: [] });
		return {
			id: adapter.id,
			part,
			nested: [],
			syntaxProblems: yaml.problems,
			span: yaml.span,
			findPosition: (written, offset) => findHostPosition(written, yaml.span, part.structure, offset),
		};
	});
	return joinModel(text, parts);
}

function readNestedParts(part: ReadPart["part"], source: SourceDocument, reading: Reading, depth: number) {
	if (depth >= maxDepth) return [];
	return readNested(part.nested ?? [], source, reading, (nested) => readText(nested, reading, depth + 1));
}

/** Reads a file that is rendered before it is YAML: what can be told of it whatever is rendered. */
function readTemplate(source: SourceDocument, kind: TemplateKind, reading: Reading): ReadText | undefined {
	const readings = new TemplateReadings(reading.previous.template, reading.next.template);
	const file = readTemplateFile(source, kind, readings);
	const read = readDocuments(file.masked, reading, 0, true);
	if (read === undefined) return undefined;
	const model = readTemplateModel(read.model, file, readings);
	return { model, findPosition: (_, offset) => model.hostPositionAt(offset) };
}

function readDocuments(
	source: SourceDocument,
	reading: Reading,
	depth: number,
	rendered = false,
): ReadText | undefined {
	const nest = (part: ReadPart["part"]) => readNestedParts(part, source, reading, depth);
	const parts: ReadPart[] = [];
	for (const { adapter, document } of claimDocuments(source, reading)) {
		const part = adapter.parse(document);
		const nested = nest(part);
		if (part.carrier === true && nested.length === 0) continue;
		const { yaml, syntax } = document;
		const told = depth > 0 || !isJsonLanguage(source.languageId) || syntax === "yaml";
		parts.push({
			id: adapter.id,
			part,
			nested,
			// The editor checks the JSON of JSON files by itself.
			syntaxProblems: part.ignored === true || !told ? [] : yaml.problems,
			span: yaml.span,
			findPosition: (text, offset) => {
				const structure = part.structureAt?.(offset) ?? part.structure;
				if (syntax === "json") return findJsonPosition(text, yaml.root, structure, offset);
				return findHostPosition(text, yaml.span, structure, offset);
			},
		});
	}
	if (parts.length === 0) {
		// What holds a template's control may be YAML to nobody before it is rendered.
		const kind = rendered || depth > 0 ? undefined : recogniseControl(source.text);
		return kind && readTemplate(source, kind, reading);
	}
	const syntaxProblems = parts.flatMap((part) => part.syntaxProblems);
	const template = rendered ? undefined : recogniseBroken(source.text, syntaxProblems);
	if (template !== undefined) return depth > 0 ? undefined : readTemplate(source, template, reading);
	return joinModel(source.text, parts);
}

/** What the last version held is looked for first, because looking for what is not there takes the whole text. */
function holdsHint(text: string, { hints, previous, next }: Reading): boolean {
	const found = (hint: string) => text.includes(hint);
	const hint = [...previous.hints, ...next.hints].find(found) ?? hints.find(found);
	if (hint !== undefined) next.hints.add(hint);
	return hint !== undefined;
}

interface ClaimedDocument {
	readonly adapter: DocumentAdapter;
	readonly document: HostDocument;
}

/**
 * The documents that somebody knows. Text that looks like JSON but is broken is JSON to those who read nothing else, and
 * to others YAML, whose flow collections allow more.
 */
function claimDocuments(source: SourceDocument, reading: Reading): readonly ClaimedDocument[] {
	const { text, languageId } = source;
	const isJson = isJsonLanguage(languageId);
	if (isJson || /^\ufeff?\s*(?:\{(?!\{)|\[)/.test(text)) {
		const document = parseJson(text, reading.previous.json, reading.next.json);
		const claimed = claim(source, [document], "json", reading.adapters);
		if (isJson || document.problems.length === 0) return claimed;
		if (claimed.some(({ adapter }) => adapter.strictJson === true)) return claimed;
	}
	const { documents } = parseYaml(text, reading.previous.yaml, reading.next.yaml);
	return claim(source, documents.map(withAliasProblems), "yaml", reading.adapters);
}

function claim(
	source: SourceDocument,
	documents: readonly YamlDocument[],
	syntax: HostDocument["syntax"],
	adapters: readonly DocumentAdapter[],
): readonly ClaimedDocument[] {
	const claimed: ClaimedDocument[] = [];
	for (const [index, yaml] of documents.entries()) {
		// What is rendered of a template is seldom one file, so its documents say nothing of each other.
		const before = source.languageId === renderedLanguage ? [] : claimed.map(({ adapter }) => adapter.id);
		const document: HostDocument = { source, yaml, syntax, index, before };
		const adapter = adapters.find((candidate) => candidate.matches(document));
		if (adapter !== undefined) claimed.push({ adapter, document });
	}
	return claimed;
}

function isJsonLanguage(languageId: string): boolean {
	return languageId === "json" || languageId === "jsonc";
}

function withAliasProblems(yaml: YamlDocument): YamlDocument {
	if (yaml.root?.node.aliased !== true) return yaml;
	const unknown = findUnknownAliases(new YamlView(yaml.anchors), yaml.root);
	return unknown.length === 0 ? yaml : { ...yaml, problems: [...yaml.problems, ...unknown] };
}
