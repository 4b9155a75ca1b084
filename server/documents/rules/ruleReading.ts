import { moveProblem, type Problem } from "../../text/problem.ts";
import { type Span, shift } from "../../text/span.ts";
import { createEmptyRegion } from "../embedded/emptyScalar.ts";
import type { EmbeddedRegion, RegionContext } from "../embedded/region.ts";
import { createScalarRegion, type YamlScalarRegion } from "../embedded/yamlScalar.ts";
import type { Located, Rule, RuleEntry } from "../model.ts";
import type { PlacedNode, YamlMapping } from "../yaml/node.ts";
import { isMappingNode, isScalarNode, spanOf, type ViewedEntry, type YamlView } from "../yaml/yamlView.ts";
import { findRuleProblems, type RuleReader } from "./ruleProblems.ts";
import { readSeconds, readText } from "./ruleValues.ts";

/** What one rule holds. */
export interface RuleReading {
	readonly rule: Rule;
	/** In file order. */
	readonly regions: readonly MovableRegion[];
	readonly problems: readonly Problem[];
}

/** A region that can be had elsewhere in the file without being decoded again. */
export interface MovableRegion extends EmbeddedRegion {
	moved(delta: number, context: RegionContext): MovableRegion;
}

type Drafts = { -readonly [Key in keyof Rule]: Rule[Key] };

export function readRule(
	placed: PlacedNode & { readonly node: YamlMapping },
	span: Span,
	options: RuleReader,
): RuleReading {
	const entries = options.view.entries(placed);
	const find = (key: string): ViewedEntry | undefined => entries.find((entry) => entry.key === key);
	const alert = readText(find("alert"));
	const record = readText(find("record"));
	const context: Omit<RegionContext, "role"> = {
		...(alert === undefined ? {} : { alert: alert.value }),
		...(record === undefined || alert !== undefined ? {} : { record: record.value }),
	};
	const regions: MovableRegion[] = [];
	const rule: Drafts = {
		kind: alert !== undefined ? "alert" : record !== undefined ? "record" : "incomplete",
		span,
		labels: [],
		annotations: [],
	};
	const name = alert ?? record;
	if (name !== undefined) rule.name = name;
	const { language } = options;
	const expression = language === "other" ? undefined : readExpression(find("expr"), context, language);
	if (expression !== undefined) {
		rule.expression = expression;
		regions.push(expression);
	}
	if (language !== "other") {
		// Of a template's branches each may have one.
		for (const other of entries.filter((entry) => entry.key === "expr").slice(1)) {
			const branch = readExpression(other, context, language);
			if (branch !== undefined) regions.push(branch);
		}
	}
	const forSeconds = readSeconds(find("for"));
	if (forSeconds !== undefined) rule.forSeconds = forSeconds;
	const keepFiring = readSeconds(find("keep_firing_for"));
	if (keepFiring !== undefined) rule.keepFiringForSeconds = keepFiring;
	rule.labels = readEntries(find("labels"), "label", context, options.view, regions);
	rule.annotations = readEntries(find("annotations"), "annotation", context, options.view, regions);
	regions.sort((a, b) => a.hostSpan.start - b.hostSpan.start);
	return { rule, regions, problems: findRuleProblems(entries, rule, options) };
}

/** The reading `delta` further on in the file, as the item at `span`, with what the group adds to the context. */
export function moveReading(
	reading: RuleReading,
	delta: number,
	span: Span,
	groupIntervalSeconds: number | undefined,
): RuleReading {
	const moved = new Map<EmbeddedRegion, MovableRegion>();
	const regions = reading.regions.map((region) => {
		const context = groupIntervalSeconds === undefined ? region.context : { ...region.context, groupIntervalSeconds };
		const result = region.moved(delta, context);
		moved.set(region, result);
		return result;
	});
	const { rule } = reading;
	const expression = rule.expression === undefined ? undefined : (moved.get(rule.expression) ?? rule.expression);
	return {
		regions,
		rule: {
			...rule,
			...(rule.name === undefined ? {} : { name: moveLocated(rule.name, delta) }),
			span,
			...(expression === undefined ? {} : { expression }),
			...(rule.forSeconds === undefined ? {} : { forSeconds: moveLocated(rule.forSeconds, delta) }),
			...(rule.keepFiringForSeconds === undefined
				? {}
				: { keepFiringForSeconds: moveLocated(rule.keepFiringForSeconds, delta) }),
			labels: rule.labels.map((entry) => moveEntry(entry, delta, moved)),
			annotations: rule.annotations.map((entry) => moveEntry(entry, delta, moved)),
		},
		problems: reading.problems.map((problem) => moveProblem(problem, delta)),
	};
}

function moveLocated<T>(located: Located<T>, delta: number): Located<T> {
	return { value: located.value, span: shift(located.span, delta) };
}

function moveEntry(entry: RuleEntry, delta: number, moved: ReadonlyMap<EmbeddedRegion, EmbeddedRegion>): RuleEntry {
	const template = entry.template === undefined ? undefined : (moved.get(entry.template) ?? entry.template);
	return {
		key: moveLocated(entry.key, delta),
		value: moveLocated(entry.value, delta),
		...(template === undefined ? {} : { template }),
	};
}

/** An expression behind an alias is analysed at its anchor; one that is yet to be written has an empty region. */
function readExpression(
	entry: ViewedEntry | undefined,
	context: Omit<RegionContext, "role">,
	language: "promql" | "metricsql",
): MovableRegion | undefined {
	if (entry === undefined || entry.borrowed) return undefined;
	const full: RegionContext = { role: language === "promql" ? "ruleExpression" : "metricsql", ...context };
	if (entry.value === undefined) {
		// Null is written out, such as `~`, where the value's place is not empty.
		if (!entry.hasColon || !entry.empty) return undefined;
		return createEmptyRegion(entry.valueSpan, "promql", full, entry.json ? entry : undefined);
	}
	if (!isScalarNode(entry.value)) return undefined;
	return createScalarRegion(entry.value.node, entry.value.base, "promql", full);
}

export function readEntries(
	entry: ViewedEntry | undefined,
	role: "label" | "annotation",
	context: Omit<RegionContext, "role">,
	view: YamlView,
	regions: MovableRegion[],
): readonly RuleEntry[] {
	if (!isMappingNode(entry?.value)) return [];
	const borrowed = entry.borrowed;
	return view.entries(entry.value).flatMap((label): RuleEntry[] => {
		const { value } = label;
		if (value !== undefined && !isScalarNode(value)) return [];
		const read: RuleEntry = {
			key: { value: label.key, span: label.keySpan },
			value: { value: value?.node.value ?? "", span: value === undefined ? label.valueSpan : spanOf(value) },
		};
		// Prometheus expands templates on alerts alone, and what an alias brings is analysed at its anchor.
		const expands = context.alert !== undefined && value?.node.value.includes("{{") === true;
		if (value === undefined || !expands || borrowed || label.borrowed) return [read];
		const template: YamlScalarRegion = createScalarRegion(value.node, value.base, "gotemplate", {
			role,
			key: label.key,
			...context,
		});
		regions.push(template);
		return [{ ...read, template }];
	});
}
