import { LRUCache } from "lru-cache";
import type { Problem } from "../text/problem.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import { SpanIndex } from "../text/spanIndex.ts";
import type { DocumentAdapter, DocumentPart, HostDocument } from "./adapter.ts";
import { createAdapters } from "./adapters.ts";
import { looksLikeHelmTemplate } from "./helmTemplate.ts";
import type { DocumentModel } from "./model.ts";
import type { RuleReadings } from "./rules/ruleGroups.ts";
import { findHostPosition } from "./structure/hostPosition.ts";
import type { MappingType } from "./structure/structure.ts";
import type { ChunkCache } from "./yaml/blockReader.ts";
import { parseYaml, type YamlDocument } from "./yaml/parseYaml.ts";
import { findUnknownAliases, YamlView } from "./yaml/yamlView.ts";

export interface DocumentParser {
	/** The file's model, or `undefined` where it is of no kind that is known. Pure: the same text gives the same model. */
	parse(source: SourceDocument): DocumentModel | undefined;
}

interface Remembered {
	readonly text: string;
	readonly model: DocumentModel | undefined;
	readonly chunks: ChunkCache;
}

/** Characters of the files that are remembered, so that an edit costs only what it changes. */
const maxRememberedLength = 40_000_000;
const maxRememberedFiles = 500;

export function createDocumentParser(): DocumentParser {
	const readings: RuleReadings = new WeakMap();
	const adapters = createAdapters(readings);
	const hints = [...new Set(adapters.flatMap((adapter) => adapter.hints))];
	const remembered = new LRUCache<string, Remembered>({
		max: maxRememberedFiles,
		maxSize: maxRememberedLength,
		sizeCalculation: ({ text }) => text.length + 1,
	});
	return {
		parse(source) {
			const previous = remembered.get(source.uri);
			if (previous?.text === source.text) return previous.model;
			const chunks: ChunkCache = new Map();
			const model = hints.some((hint) => source.text.includes(hint))
				? readModel(source, parseYaml(source.text, previous?.chunks ?? new Map(), chunks).documents, adapters)
				: undefined;
			remembered.set(source.uri, { text: source.text, model, chunks });
			return model;
		},
	};
}

function readModel(
	source: SourceDocument,
	documents: readonly YamlDocument[],
	adapters: readonly DocumentAdapter[],
): DocumentModel | undefined {
	const parts: { readonly id: string; readonly yaml: YamlDocument; readonly part: DocumentPart }[] = [];
	for (const [index, parsed] of documents.entries()) {
		const yaml = withAliasProblems(parsed);
		const document: HostDocument = { source, yaml, syntax: "yaml", index, before: parts.map(({ id }) => id) };
		const adapter = adapters.find((candidate) => candidate.matches(document));
		if (adapter !== undefined) parts.push({ id: adapter.id, yaml, part: adapter.parse(document) });
	}
	if (parts.length === 0) return undefined;
	const syntaxProblems = parts.flatMap(({ yaml, part }) => (part.ignored === true ? [] : yaml.problems));
	if (looksLikeHelmTemplate(source.text, syntaxProblems)) return undefined;
	return {
		adapters: [...new Set(parts.flatMap(({ id, part }) => part.ids ?? [id]))],
		problems: sortOnce([
			...syntaxProblems,
			...withoutConsequences(
				parts.flatMap(({ part }) => part.problems),
				syntaxProblems,
				source.text,
			),
		]),
		regions: parts.flatMap(({ part }) => part.regions),
		groups: parts.flatMap(({ part }) => part.groups),
		outline: parts.flatMap(({ part }) => part.outline),
		dashboards: parts.flatMap(({ part }) => part.dashboards ?? []),
		alertmanagers: parts.flatMap(({ part }) => part.alertmanagers ?? []),
		prometheusConfigs: parts.flatMap(({ part }) => part.prometheusConfigs ?? []),
		ruleTests: parts.flatMap(({ part }) => part.ruleTests ?? []),
		hostPositionAt(offset) {
			const found = parts.find(({ yaml }) => yaml.span.start <= offset && offset <= yaml.span.end);
			return found && findHostPosition(source.text, found.yaml.span, structureAt(found.part, offset), offset);
		},
	};
}

function structureAt(part: DocumentPart, offset: number): MappingType {
	return part.structureAt?.(offset) ?? part.structure;
}

function withAliasProblems(yaml: YamlDocument): YamlDocument {
	if (yaml.root?.node.aliased !== true) return yaml;
	const unknown = findUnknownAliases(new YamlView(yaml.anchors), yaml.root);
	return unknown.length === 0 ? yaml : { ...yaml, problems: [...yaml.problems, ...unknown] };
}

/** On a line whose YAML is broken, what seems to be wrong with the structure follows from that. */
function withoutConsequences(
	problems: readonly Problem[],
	syntaxProblems: readonly Problem[],
	text: string,
): readonly Problem[] {
	if (syntaxProblems.length === 0) return problems;
	const broken = new SpanIndex(
		syntaxProblems.map(({ span }) => {
			const lineFeed = text.indexOf("\n", span.end);
			return { start: text.lastIndexOf("\n", span.start - 1) + 1, end: lineFeed === -1 ? text.length : lineFeed };
		}),
	);
	return problems.filter(({ span }) => !broken.touches(span));
}

/** In file order; what is reached through several aliases is told once. */
function sortOnce(problems: readonly Problem[]): readonly Problem[] {
	const seen = new Set<string>();
	return problems
		.filter(({ code, span }) => {
			const key = `${code} ${span.start}`;
			if (seen.has(key)) return false;
			seen.add(key);
			return true;
		})
		.sort((a, b) => a.span.start - b.span.start);
}
