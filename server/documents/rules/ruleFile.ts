import type { Problem } from "../../text/problem.ts";
import { SpanIndex } from "../../text/spanIndex.ts";
import type { DocumentAdapter, DocumentPart, HostDocument } from "../adapter.ts";
import { findMappingProblems, problem, type Reader } from "../structure/structureProblems.ts";
import type { PlacedNode, YamlEntry } from "../yaml/node.ts";
import { isMappingNode, isScalarNode, isSequenceNode, YamlView } from "../yaml/yamlView.ts";
import { foreignFields } from "./ruleDialect.ts";
import { groupStructure, ruleFileStructure, rulerFileStructure, ruleStructure } from "./ruleFileStructure.ts";
import { type RuleReadings, readRuleGroups } from "./ruleGroups.ts";

export const ruleFileId = "ruleFile";

const prometheus: Reader = { name: "Prometheus", convertsScalars: true, foreignFields };

/** Prometheus rule files, and those of other rulers that look the same. */
export function createRuleFileAdapter(readings: RuleReadings): DocumentAdapter {
	return {
		id: ruleFileId,
		hints: ["groups"],
		matches: (document) => document.before.includes(ruleFileId) || looksLikeRuleFile(document),
		parse: (document) => (document.before.includes(ruleFileId) ? ignoreDocument(document) : parse(document, readings)),
	};
}

function parse({ yaml }: HostDocument, readings: RuleReadings): DocumentPart {
	const view = new YamlView(yaml.anchors);
	const root = view.resolve(yaml.root);
	if (!isMappingNode(root)) {
		return { problems: [], regions: [], groups: [], outline: [], structure: ruleFileStructure };
	}
	const entries = view.entries(root);
	const isRulerFile = entries.some(({ key }) => key === "namespace");
	const structure = isRulerFile ? rulerFileStructure : ruleFileStructure;
	const groups = entries.find(({ key }) => key === "groups");
	const reading = readRuleGroups(groups?.value, {
		reader: prometheus,
		group: groupStructure,
		rule: ruleStructure,
		view,
		readings,
		broken: new SpanIndex(yaml.problems.map(({ span }) => span)),
	});
	const problems = [...findMappingProblems(entries, structure, prometheus, view), ...reading.problems];
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
	const groups = entries.find(({ key }) => key === "groups");
	if (groups === undefined) return false;
	const broken = yaml.problems.length > 0;
	// What follows an open quote may look like a key that nobody wrote.
	const onlyGroups = entries.every(({ key, hasColon }) => topKeys.has(key) || !hasColon || (broken && /\s/.test(key)));
	// Rules that lost their indentation are still rules.
	if (hasRule(root, view) || (groups.value !== undefined && hasRule(groups.value, view))) return true;
	if (!isSequenceNode(groups.value)) return groups.value === undefined && onlyGroups;
	const items = view.items(groups.value).map(({ value }) => value);
	if (items.some((item) => item !== undefined && hasRule(item, view))) return true;
	if (!onlyGroups) return false;
	return items.every((item) => item === undefined || mayBeGroup(item, groups.value, broken, view));
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
