import { append } from "../../base/append.ts";
import type { Problem } from "../../text/problem.ts";
import { type Span, shift } from "../../text/span.ts";
import type { SpanIndex } from "../../text/spanIndex.ts";
import type { EmbeddedRegion } from "../embedded/region.ts";
import type { Located, OutlineItem, Rule, RuleGroup } from "../model.ts";
import type { MappingType } from "../structure/structure.ts";
import { findMappingProblems, problem, type Reader } from "../structure/structureProblems.ts";
import type { PlacedNode, YamlMapping, YamlNode, YamlSequence } from "../yaml/node.ts";
import { isMappingNode, isSequenceNode, spanOf, type ViewedEntry, type YamlView } from "../yaml/yamlView.ts";
import { languageOfGroup, type RuleDialect, type RuleLanguage } from "./ruleDialect.ts";
import { findLabelNameProblems, type RuleReader } from "./ruleProblems.ts";
import { moveReading, type RuleReading, readEntries, readRule } from "./ruleReading.ts";
import { readSeconds, readText } from "./ruleValues.ts";

/** Readings of rules by their node, which lives as long as the text of its chunk stays in the file. */
export type RuleReadings = WeakMap<YamlNode, Map<Reader, RememberedReading>>;

interface RememberedReading {
	/** At offsets of the node's own. */
	readonly reading: RuleReading;
	/** Where the rule stood last, which is where it still stands if the edit was behind it. */
	placed?: { readonly base: number; readonly intervalSeconds: number | undefined; readonly reading: RuleReading };
}

export interface RuleGroupsOptions {
	readonly reader: Reader;
	readonly group: MappingType;
	readonly rule: MappingType;
	readonly view: YamlView;
	readonly readings: RuleReadings;
	/** Where the document's YAML is broken. */
	readonly broken: SpanIndex;
	/** Whose rules they are; what the groups themselves say where it is left out. */
	readonly dialect?: RuleDialect;
}

export interface RuleGroupsReading {
	readonly groups: readonly RuleGroup[];
	readonly regions: readonly EmbeddedRegion[];
	readonly problems: readonly Problem[];
	readonly outline: readonly OutlineItem[];
}

type Drafts = { readonly [Key in keyof RuleGroupsReading]: RuleGroupsReading[Key][number][] };

/**
 * Reads the value of `groups`, of whatever kind the file around it is: of a template's branches each may have one, and
 * none knows of the others.
 */
export function readRuleGroups(
	values: readonly (PlacedNode | undefined)[],
	options: RuleGroupsOptions,
): RuleGroupsReading {
	const reading = { groups: [], regions: [], problems: [], outline: [] };
	for (const value of values) {
		if (isSequenceNode(value)) readList(value, options, reading);
	}
	return reading;
}

function readList(
	value: PlacedNode & { readonly node: YamlSequence },
	options: RuleGroupsOptions,
	{ groups, regions, problems, outline }: Drafts,
): void {
	const names = new Map<string, Span>();
	for (const item of options.view.items(value)) {
		if (item.value === undefined) continue;
		if (!isMappingNode(item.value)) {
			if (!options.broken.touches(spanOf(item.value))) problems.push(describeNoMapping(item.value, "group"));
			continue;
		}
		if (item.borrowed) {
			// What an alias repeats is read at its anchor, but its name counts twice.
			const name = readText(options.view.entries(item.value).find(({ key }) => key === "name"));
			if (name !== undefined) checkRepetition({ value: name.value, span: item.span }, names, problems);
			continue;
		}
		const group = readGroup(item.value, item.span, options, regions, problems);
		checkGroupName(group, item.value, options, names, problems);
		groups.push(group);
		outline.push(outlineGroup(group));
	}
}

function readGroup(
	placed: PlacedNode & { readonly node: YamlMapping },
	span: Span,
	options: RuleGroupsOptions,
	regions: EmbeddedRegion[],
	problems: Problem[],
): RuleGroup {
	const entries = options.view.entries(placed);
	const find = (key: string): ViewedEntry | undefined => entries.find((entry) => entry.key === key);
	append(problems, findMappingProblems(entries, options.group, options.reader, options.view));
	append(problems, findLabelNameProblems(find("labels"), "label", options.view));
	const name = readText(find("name"));
	const interval = readSeconds(find("interval"));
	const labels = readEntries(find("labels"), "label", {}, options.view, []);
	const language = languageOfGroup(placed, options.view, options.dialect ?? "auto");
	const rules: Rule[] = [];
	// Of a template's branches each may have rules.
	for (const sequence of entries.filter(({ key }) => key === "rules")) {
		if (!isSequenceNode(sequence.value) || sequence.borrowed) continue;
		for (const item of options.view.items(sequence.value)) {
			if (item.value === undefined || item.borrowed) continue;
			if (!isMappingNode(item.value)) {
				if (!options.broken.touches(spanOf(item.value))) problems.push(describeNoMapping(item.value, "rule"));
				continue;
			}
			const reading = readPlacedRule(item.value, item.span, language, interval?.value, options);
			rules.push(reading.rule);
			append(regions, reading.regions);
			append(problems, reading.problems);
		}
	}
	return {
		...(name === undefined ? {} : { name }),
		...(interval === undefined ? {} : { intervalSeconds: interval }),
		...(labels.length === 0 ? {} : { labels }),
		span,
		rules,
	};
}

/** A rule without aliases is read once for each text that it has, at offsets of its own, and moved where it stands. */
function readPlacedRule(
	placed: PlacedNode & { readonly node: YamlMapping },
	span: Span,
	language: RuleLanguage,
	intervalSeconds: number | undefined,
	options: RuleGroupsOptions,
): RuleReading {
	const broken = options.broken.touches(span);
	const { node, base } = placed;
	const ruleReader: RuleReader = {
		reader: options.reader,
		structure: options.rule,
		view: options.view,
		language,
		broken,
	};
	if (node.aliased || broken || language !== "promql")
		return moveReading(readRule(placed, span, ruleReader), 0, span, intervalSeconds);
	let byReader = options.readings.get(node);
	if (byReader === undefined) {
		byReader = new Map();
		options.readings.set(node, byReader);
	}
	let remembered = byReader.get(options.reader);
	if (remembered === undefined) {
		const reading = readRule({ node, base: 0 }, shift(span, -base), ruleReader);
		remembered = { reading: { ...reading, rule: { ...reading.rule, origin: reading } } };
		byReader.set(options.reader, remembered);
	}
	const last = remembered.placed;
	if (last?.base === base && last.intervalSeconds === intervalSeconds && last.reading.rule.span.start === span.start) {
		return last.reading;
	}
	const reading = moveReading(remembered.reading, base, span, intervalSeconds);
	remembered.placed = { base, intervalSeconds, reading };
	return reading;
}

function checkGroupName(
	group: RuleGroup,
	placed: PlacedNode & { readonly node: YamlMapping },
	options: RuleGroupsOptions,
	names: Map<string, Span>,
	problems: Problem[],
): void {
	const { name } = group;
	if (name === undefined) {
		const entry = options.view.entries(placed).find(({ key }) => key === "name");
		if (entry?.value !== undefined && entry.value.node.kind !== "scalar") return;
		if (options.broken.touches(group.span)) return;
		const first = placed.node.entries[0]?.key;
		const place = entry?.keySpan ?? (first === undefined ? group.span : spanOf({ node: first, base: placed.base }));
		problems.push(
			problem(
				"rule/missing-group-name",
				place,
				"This group has no name, and Prometheus rejects the whole file for it. Add `name:` with a name that no other group in the file has.",
			),
		);
		return;
	}
	checkRepetition(name, names, problems);
}

function checkRepetition(name: Located<string>, names: Map<string, Span>, problems: Problem[]): void {
	const earlier = names.get(name.value);
	if (earlier === undefined) names.set(name.value, name.span);
	else {
		problems.push({
			...problem(
				"rule/repeated-group-name",
				name.span,
				`Another group of this file is named "${name.value}" too, and Prometheus rejects the whole file for it. Give this one a name of its own.`,
			),
			related: [{ span: earlier, message: `The first group named "${name.value}".` }],
		});
	}
}

function describeNoMapping(value: PlacedNode, what: "group" | "rule"): Problem {
	const span = spanOf(value);
	const fields = what === "group" ? "`name` and `rules`" : "`alert` or `record`, and `expr`";
	return problem(
		"rule/wrong-type",
		value.node.kind === "scalar" ? span : { start: span.start, end: span.start + 1 },
		`A ${what} must be a mapping with ${fields}, or Prometheus rejects the whole file.`,
	);
}

function outlineGroup(group: RuleGroup): OutlineItem {
	const nameSpan = group.name?.span ?? { start: group.span.start, end: group.span.start };
	return {
		name: group.name?.value ?? "(no name)",
		detail: `${group.rules.length} ${group.rules.length === 1 ? "rule" : "rules"}`,
		kind: "group",
		span: group.span,
		nameSpan,
		children: group.rules.filter((rule) => rule.kind !== "incomplete").map(outlineRule),
	};
}

function outlineRule(rule: Rule): OutlineItem {
	const severity = rule.labels.find(({ key }) => key.value === "severity")?.value.value;
	return {
		name: rule.name?.value ?? "(no name)",
		detail: rule.kind === "alert" ? (severity ?? "alert") : "recording rule",
		kind: rule.kind === "alert" ? "alert" : "record",
		span: rule.span,
		nameSpan: rule.name?.span ?? { start: rule.span.start, end: rule.span.start },
		children: [],
	};
}
