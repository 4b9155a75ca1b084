import { append } from "../../base/append.ts";
import type { Problem } from "../../text/problem.ts";
import type { Rule } from "../model.ts";
import { findNearestName } from "../structure/nearestName.ts";
import type { MappingType } from "../structure/structure.ts";
import { findMappingProblems, problem, type Reader } from "../structure/structureProblems.ts";
import { isMappingNode, isScalarNode, type ViewedEntry, type YamlView } from "../yaml/yamlView.ts";
import type { RuleLanguage } from "./ruleDialect.ts";
import { ruleStructure } from "./ruleFileStructure.ts";
import { readText } from "./ruleValues.ts";

export interface RuleReader {
	readonly reader: Reader;
	readonly structure: MappingType;
	readonly view: YamlView;
	/** What the group's expressions are written in. */
	readonly language: RuleLanguage;
	/** The rule's YAML is broken, so what seems to be missing may only be unreadable. */
	readonly broken: boolean;
}

/** Finds what Prometheus rejects in one rule, besides its PromQL and its templates. */
export function findRuleProblems(
	entries: readonly ViewedEntry[],
	rule: Rule,
	{ structure, reader, view, broken }: RuleReader,
): readonly Problem[] {
	const find = (key: string): ViewedEntry | undefined => entries.find((entry) => entry.key === key);
	const problems = [...findMappingProblems(entries, structure, reader, view)];
	append(problems, findNameProblems(find("alert"), find("record"), entries, broken));
	if (!broken) append(problems, findMissingExpression(find("expr"), rule, entries));
	if (readText(find("alert")) === undefined) append(problems, findRecordingRuleProblems(find("record"), find));
	append(problems, findLabelNameProblems(find("labels"), "label", view));
	append(problems, findLabelNameProblems(find("annotations"), "annotation", view));
	return problems;
}

function findNameProblems(
	alert: ViewedEntry | undefined,
	record: ViewedEntry | undefined,
	entries: readonly ViewedEntry[],
	broken: boolean,
): readonly Problem[] {
	const alertName = readText(alert);
	const recordName = readText(record);
	if (alert !== undefined && record !== undefined && alertName !== undefined && recordName !== undefined) {
		const second = alert.keySpan.start > record.keySpan.start ? alert : record;
		return [
			problem(
				"rule/both-alert-and-record",
				second.keySpan,
				`A rule has either \`alert\` or \`record\`; Prometheus rejects the whole file because "${alertName.value}" has both. Make two rules of it.`,
			),
		];
	}
	if (alertName !== undefined || recordName !== undefined || broken) return [];
	if (isMisspelt(entries, ["alert", "record"])) return [];
	// A value of a wrong type is a fault of its own.
	if (alert?.value !== undefined && !isScalarNode(alert.value)) return [];
	if (record?.value !== undefined && !isScalarNode(record.value)) return [];
	const place = alert ?? record ?? entries[0];
	if (place === undefined) return [];
	const written = alert ?? record;
	const message =
		written === undefined
			? "This rule has neither `alert` nor `record`, and Prometheus rejects the whole file for it. Add `alert:` with the alert's name, or `record:` with the metric's."
			: `\`${written.key}\` is empty, so the rule has no name, and Prometheus rejects the whole file for it. Write the name after \`${written.key}:\`.`;
	return [problem("rule/missing-name", place.keySpan, message)];
}

/** The unknown field that stands in for one of `wanted` is told already. */
function isMisspelt(entries: readonly ViewedEntry[], wanted: readonly string[]): boolean {
	const known = Object.keys(ruleStructure.keys);
	return entries.some(({ key }) => !known.includes(key) && wanted.includes(findNearestName(key, known) ?? ""));
}

function findMissingExpression(
	expr: ViewedEntry | undefined,
	rule: Rule,
	entries: readonly ViewedEntry[],
): readonly Problem[] {
	if (expr?.value !== undefined && !isScalarNode(expr.value)) return [];
	if (isScalarNode(expr?.value) && expr.value.node.value !== "") return [];
	if (isMisspelt(entries, ["expr"])) return [];
	const name = rule.name?.value;
	const place = expr ?? entries.find((entry) => entry.key === "alert" || entry.key === "record") ?? entries[0];
	if (place === undefined) return [];
	return [
		problem(
			"rule/missing-expr",
			place.keySpan,
			`${name === undefined ? "This rule" : `The rule "${name}"`} has no expression, and Prometheus rejects the whole file for it. Add \`expr:\` with a PromQL expression.`,
		),
	];
}

const legacyMetricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const legacyLabelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

function findRecordingRuleProblems(
	record: ViewedEntry | undefined,
	find: (key: string) => ViewedEntry | undefined,
): readonly Problem[] {
	const name = readText(record);
	if (name === undefined) return [];
	const problems: Problem[] = [];
	for (const key of ["for", "keep_firing_for", "annotations"]) {
		const entry = find(key);
		if (entry === undefined || !isSet(entry)) continue;
		problems.push(
			problem(
				"rule/alert-field-on-record",
				entry.keySpan,
				`\`${key}\` is for alerts; Prometheus rejects the whole file because the recording rule "${name.value}" has it. Remove it, or write \`alert:\` instead of \`record:\`.`,
			),
		);
	}
	if (/[{}]/.test(name.value)) {
		problems.push(
			problem(
				"rule/invalid-record-name",
				name.span,
				`\`${name.value}\` has braces, which no metric's name may have, and Prometheus rejects the whole file for it. Labels belong in \`labels:\`, a selector in \`expr:\`.`,
			),
		);
	} else if (!legacyMetricName.test(name.value)) {
		problems.push(
			problem(
				"rule/utf8-name",
				name.span,
				`\`${name.value}\` is a metric name for Prometheus 3 and later alone: older versions reject the whole file, and in PromQL it must be quoted. Use letters, digits, \`_\` and \`:\`, such as \`job:http_requests:rate5m\`.`,
				"warning",
			),
		);
	}
	return problems;
}

/** Prometheus passes over durations of zero and empty annotations. */
function isSet({ key, value }: ViewedEntry): boolean {
	if (value === undefined) return false;
	if (key === "annotations") return isMappingNode(value) && value.node.entries.length > 0;
	return isScalarNode(value) && !/^(?:0|(?:0+(?:y|w|d|h|m|s|ms))+)$/.test(value.node.value);
}

/** Finds names that no label, or no annotation, may have; `of` is a mapping of them. */
export function findLabelNameProblems(
	of: ViewedEntry | undefined,
	kind: "label" | "annotation",
	view: RuleReader["view"],
): readonly Problem[] {
	if (!isMappingNode(of?.value)) return [];
	return view.entries(of.value).flatMap(({ key, keySpan, hasColon }) => {
		if (!hasColon && of.value?.node.kind === "mapping" && !of.value.node.flow) return [];
		if (key === "") {
			return [
				problem(
					`rule/invalid-${kind}-name`,
					keySpan,
					`The name of ${kind === "label" ? "a label" : "an annotation"} cannot be empty; Prometheus rejects the whole file for it. Write a name before the colon.`,
				),
			];
		}
		if (kind === "label" && key === "__name__") {
			return [
				problem(
					"rule/invalid-label-name",
					keySpan,
					"`__name__` is the metric's name and cannot be set as a label; Prometheus rejects the whole file for it. Name a recording rule's metric with `record:`.",
				),
			];
		}
		if (legacyLabelName.test(key)) return [];
		return [
			problem(
				"rule/utf8-name",
				keySpan,
				`\`${key}\` is ${kind === "label" ? "a label" : "an annotation"} name for Prometheus 3 and later alone: older versions reject the whole file. Use letters, digits and \`_\`.`,
				"warning",
			),
		];
	});
}
