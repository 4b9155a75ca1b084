import type { Problem } from "../../text/problem.ts";
import { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentAdapter, DocumentPart, HostDocument } from "../adapter.ts";
import { findNearestName } from "../structure/nearestName.ts";
import type { MappingType } from "../structure/structure.ts";
import { findMappingProblems, problem, type Reader } from "../structure/structureProblems.ts";
import type { PlacedNode, YamlEntry } from "../yaml/node.ts";
import { isMappingNode, isScalarNode, isSequenceNode, type ViewedEntry, YamlView } from "../yaml/yamlView.ts";
import { foreignFields, ownFields, type RuleDialect, ruleDialects } from "./ruleDialect.ts";
import { withDialectFields } from "./ruleDialectStructure.ts";
import { groupStructure, ruleFileStructure, rulerFileStructure, ruleStructure } from "./ruleFileStructure.ts";
import { type RuleReadings, readRuleGroups } from "./ruleGroups.ts";

export const ruleFileId = "ruleFile";

const prometheus: Reader = { name: "Prometheus", convertsScalars: true, foreignFields };

/** Prometheus rule files, and those of other rulers that look the same. */
export function createRuleFileAdapter(readings: RuleReadings, dialect: RuleDialect = "auto"): DocumentAdapter {
	const kind = createFileKind(dialect);
	return {
		id: ruleFileId,
		hints: ["groups", "Groups", "rules:"],
		matches: (document) => document.before.includes(ruleFileId) || looksLikeRuleFile(document),
		parse: (document) =>
			document.before.includes(ruleFileId) ? ignoreDocument(document) : parse(document, readings, kind),
	};
}

/** How files of a dialect are read and judged. */
interface FileKind {
	readonly dialect: RuleDialect;
	readonly reader: Reader;
	readonly group: MappingType;
	readonly rule: MappingType;
	readonly file: MappingType;
}

function createFileKind(dialect: RuleDialect): FileKind {
	if (dialect === "auto")
		return { dialect, reader: prometheus, group: groupStructure, rule: ruleStructure, file: ruleFileStructure };
	const own = ownFields(dialect);
	const foreign = new Map([...foreignFields].filter(([field]) => !own.includes(field)));
	const group = withDialectFields(groupStructure, own);
	// vmalert has some of its fields in rules too.
	const inRules = own.filter((field) => field === "debug" || field === "update_entries_limit");
	const hasNamespace = dialect === "mimir" || dialect === "loki";
	return {
		dialect,
		reader: { name: ruleDialects[dialect].reader, convertsScalars: true, foreignFields: foreign },
		group,
		rule: inRules.length === 0 ? ruleStructure : withDialectFields(ruleStructure, inRules),
		file: fileOf(hasNamespace ? rulerFileStructure : ruleFileStructure, group),
	};
}

function fileOf(file: MappingType, group: MappingType): MappingType {
	const { groups } = file.keys;
	if (groups === undefined || group === groupStructure) return file;
	const value = { kind: "sequence", of: { kind: "mapping", of: group } } as const;
	return { ...file, keys: { ...file.keys, groups: { ...groups, value } } };
}

function parse({ yaml }: HostDocument, readings: RuleReadings, kind: FileKind): DocumentPart {
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	if (!isMappingNode(root)) {
		return { problems: [], regions: [], groups: [], outline: [], structure: ruleFileStructure };
	}
	const entries = view.entries(root);
	const { dialect, reader } = kind;
	const isRulerFile = dialect === "auto" && entries.some(({ key }) => key === "namespace");
	const structure = isRulerFile ? rulerFileStructure : kind.file;
	const name = findGroups(entries)?.key;
	const groups = entries.filter(({ key }) => key === name).map(({ value }) => value);
	const reading = readRuleGroups(groups, {
		reader,
		dialect,
		group: kind.group,
		rule: kind.rule,
		view,
		readings,
		broken: new SpanIndex(yaml.problems.map(({ span }) => span)),
	});
	const problems = [...findMappingProblems(entries, structure, reader, view), ...reading.problems];
	return { ...reading, problems: isRulerFile ? keepOwnFaults(problems) : sayOnce(problems), structure };
}

/** Where the file is another ruler's, the fields of such rulers are in their place. */
function keepOwnFaults(problems: readonly Problem[]): readonly Problem[] {
	return problems.filter(({ code }) => code !== "rule/foreign-field");
}

/** One message that the file is written for another reader is enough. */
function sayOnce(problems: readonly Problem[]): readonly Problem[] {
	const first = problems.find(({ code }) => code === "rule/foreign-field");
	return problems.filter((candidate) => candidate.code !== "rule/foreign-field" || candidate === first);
}

/** `promtool` warns of a second document, and Prometheus ignores it. */
function ignoreDocument({ source, yaml }: HostDocument): DocumentPart {
	const start = yaml.span.start + Math.max(source.text.slice(yaml.span.start, yaml.span.end).search(/\S/), 0);
	const lineEnd = source.text.indexOf("\n", start);
	const end = lineEnd === -1 ? source.text.length : lineEnd;
	const ignored = problem(
		"rule/second-document",
		{ start, end: Math.max(end, start) },
		"Prometheus reads only the first YAML document of a rule file, so nothing after this `---` is ever loaded. Move it to a file of its own, or into the first document's `groups`.",
		"warning",
	);
	return { problems: [ignored], regions: [], groups: [], outline: [], structure: ruleFileStructure, ignored: true };
}

const groupKeys = new Set([...Object.keys(groupStructure.keys), ...foreignFields.keys()]);
const topKeys = new Set(["groups", "namespace"]);

/**
 * Many kinds of files have `groups`; a rule file has rules with `expr`, `alert` or `record` in them. A file that has
 * nothing else yet but `groups`, with nothing in it that a rule group cannot have, is taken for one that was just begun.
 */
function looksLikeRuleFile({ yaml }: HostDocument): boolean {
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	if (!isMappingNode(root)) return false;
	const entries = view.entries(root);
	const keys = entries.map(({ key }) => key);
	if (keys.includes("apiVersion") || keys.includes("kind")) return false;
	const groups = findGroups(entries);
	if (groups === undefined) return false;
	// A name that only resembles it needs rules to be sure.
	if (groups.key !== "groups" && !(isSequenceNode(groups.value) && holdsRules(groups.value, view))) return false;
	const broken = yaml.problems.length > 0;
	// What follows an open quote may look like a key that nobody wrote.
	const onlyGroups = entries.every(({ key, hasColon }) => topKeys.has(key) || !hasColon || (broken && /\s/.test(key)));
	// Rules that lost their indentation are still rules.
	if (hasRule(root, view) || (groups.value !== undefined && hasRule(groups.value, view))) return true;
	if (isMappingNode(groups.value) && onlyGroups) return holdsRules(groups.value, view);
	if (!isSequenceNode(groups.value)) return groups.value === undefined && onlyGroups;
	if (holdsRules(groups.value, view)) return true;
	const items = view.items(groups.value).map(({ value }) => value);
	if (!onlyGroups) return false;
	return items.every((item) => item === undefined || mayBeGroup(item, groups.value, broken, view));
}

/** The groups, also under a name that is a slip away from theirs. */
function findGroups(entries: readonly ViewedEntry[]): ViewedEntry | undefined {
	const written = entries.find(({ key }) => key === "groups");
	return written ?? entries.find(({ key }) => findNearestName(key, ["groups"]) !== undefined);
}

/** Claims that one of the collection's values is a group with rules. */
function holdsRules(value: PlacedNode, view: YamlView): boolean {
	const groups = isSequenceNode(value) ? view.items(value) : isMappingNode(value) ? view.entries(value) : [];
	return groups.some((group) => group.value !== undefined && hasRule(group.value, view));
}

function hasRule(group: PlacedNode, view: YamlView): boolean {
	if (!isMappingNode(group)) return false;
	// Whatever the list of rules is called: its name may be misspelt.
	return view.entries(group).some(({ value: rules }) => {
		if (!isSequenceNode(rules)) return false;
		return view.items(rules).some(({ value: rule }) => isMappingNode(rule) && rule.node.entries.some(isRuleField));
	});
}

/** Claims that the text may become a group's first key. */
function beginsGroupKey(text: string): boolean {
	return [...groupKeys].some((key) => key.startsWith(text));
}

/** Claims that the text may become a rule's first key. */
function beginsRuleKey(text: string): boolean {
	return Object.keys(ruleStructure.keys).some((key) => key.startsWith(text));
}

function isRuleField({ key }: YamlEntry): boolean {
	return key.kind === "scalar" && (key.value === "expr" || key.value === "alert" || key.value === "record");
}

function mayBeGroup(group: PlacedNode, groups: PlacedNode | undefined, broken: boolean, view: YamlView): boolean {
	if (isScalarNode(group)) {
		return groups?.node.kind === "sequence" && !groups.node.flow && beginsGroupKey(group.node.value);
	}
	if (!isMappingNode(group)) return false;
	const entries = view.entries(group);
	if (!entries.every((entry) => groupKeys.has(entry.key) || !entry.hasColon)) return false;
	const rules = entries.find(({ key }) => key === "rules")?.value;
	if (rules === undefined || broken) return true;
	if (!isSequenceNode(rules)) return false;
	return view
		.items(rules)
		.every(({ value }) => value === undefined || (isScalarNode(value) && beginsRuleKey(value.node.value)));
}
