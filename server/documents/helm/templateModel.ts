import type { Problem } from "../../text/problem.ts";
import { contains } from "../../text/span.ts";
import type { EmbeddedRegion, RegionContext } from "../embedded/region.ts";
import type { DocumentModel, Located, OutlineItem, Rule, RuleEntry, RuleGroup } from "../model.ts";
import type { HostPosition } from "../structure/structure.ts";
import type { ActionIndex } from "./actionIndex.ts";
import { findBroughtFields } from "./broughtFields.ts";
import { keepCertain } from "./certainProblems.ts";
import { renderRegion } from "./renderedRegion.ts";
import { hasStandIn } from "./standIns.ts";
import type { TemplateFile } from "./templateFile.ts";
import type { TemplateReadings } from "./templatePieces.ts";

/** The model of a template, from that of its masked text: with what the user wrote in place of the stand-ins. */
export function readTemplateModel(
	masked: DocumentModel,
	file: TemplateFile,
	readings: TemplateReadings,
): DocumentModel {
	return new TemplateReader(masked, file, readings).read();
}

class TemplateReader {
	readonly #model: DocumentModel;
	readonly #file: TemplateFile;
	readonly #actions: ActionIndex;
	readonly #readings: TemplateReadings;
	readonly #regions = new Map<EmbeddedRegion, EmbeddedRegion>();
	/** In file order, of the masked model. */
	readonly #rules: readonly Rule[];

	constructor(model: DocumentModel, file: TemplateFile, readings: TemplateReadings) {
		this.#readings = readings;
		this.#model = model;
		this.#file = file;
		this.#actions = file.actions;
		this.#rules = model.groups
			.flatMap(({ rules }) => rules)
			.filter(({ name, labels }) =>
				[name?.value, severityOf(labels)].some((text) => text !== undefined && hasStandIn(text)),
			)
			.sort((a, b) => a.span.start - b.span.start);
	}

	read(): DocumentModel {
		const model = this.#model;
		const regions = model.regions.map((region) => this.#readRegion(region));
		const findings = this.#file.findings.map((finding): Problem => ({ ...finding, severity: "error" }));
		const problems = keepCertain(model.problems, this.#file.masked.text, this.#actions);
		const restored = problems.map((problem) =>
			hasStandIn(problem.message)
				? { ...problem, message: this.#actions.restore(problem.message, problem.span) }
				: problem,
		);
		return {
			...model,
			problems: [...findings, ...restored].sort((a, b) => a.span.start - b.span.start),
			regions,
			groups: model.groups.map((group) => this.#readGroup(group)),
			// What an action brings, such as the receivers, is not in the file.
			alertmanagers: model.alertmanagers.map((config) => ({ ...config, whole: false })),
			outline: model.outline.map((item) => this.#readItem(item)),
			isCertain: (problem) => this.#isCertain(problem, regions),
			hostPositionAt: (offset) => this.#positionAt(offset),
		};
	}

	/** What is told of a key, or of a value that is no text of another language, hangs on the values of its line. */
	#isCertain({ span, related = [] }: Problem, regions: readonly EmbeddedRegion[]): boolean {
		if (!related.every((place) => this.#actions.standTogether(span, place.span))) return false;
		if (regions.some(({ hostSpan }) => contains(hostSpan, span))) return true;
		// What is told at a rule's name is mostly of the rule.
		if (this.#model.groups.some(({ rules }) => rules.some(({ name }) => name?.span.start === span.start))) return true;
		const lineEnd = this.#file.source.text.indexOf("\n", span.end);
		const end = lineEnd === -1 ? this.#file.source.text.length : lineEnd;
		return this.#actions.within({ start: span.start, end }).every(({ kind }) => kind !== "value");
	}

	/** Nothing is written in an action's place, nor over it. */
	#positionAt(offset: number): HostPosition | undefined {
		if (this.#actions.around(offset) !== undefined) return undefined;
		const position = this.#model.hostPositionAt(offset);
		return position === undefined || this.#actions.within(position.replace).length > 0 ? undefined : position;
	}

	#readRegion(region: EmbeddedRegion): EmbeddedRegion {
		const known = this.#regions.get(region);
		if (known !== undefined) return known;
		const actions = this.#actions.within(region.hostSpan);
		const context = this.#readContext(region.context, region.hostSpan.start);
		const touched = actions.length > 0 || context !== region.context;
		const result = touched ? renderRegion(region, context, actions, this.#file.source.text, this.#readings) : region;
		this.#regions.set(region, result);
		return result;
	}

	#readContext(context: RegionContext, start: number): RegionContext {
		const { alert, record, key, place } = context;
		if (![alert, record, key, place].some((text) => text !== undefined && hasStandIn(text))) return context;
		const name = this.#ruleAt(start)?.name;
		const near = { start, end: start };
		const restore = (text: string): string =>
			this.#actions.restore(text, name !== undefined && text === name.value ? name.span : near);
		return {
			...context,
			...(alert !== undefined && { alert: restore(alert) }),
			...(record !== undefined && { record: restore(record) }),
			...(key !== undefined && { key: restore(key) }),
			...(place !== undefined && { place: restore(place) }),
		};
	}

	#readGroup(group: RuleGroup): RuleGroup {
		return {
			...group,
			...(group.name !== undefined && { name: this.#readLocated(group.name) }),
			...(group.labels !== undefined && { labels: group.labels.map((entry) => this.#readEntry(entry)) }),
			rules: group.rules.map((rule) => this.#readRule(rule)),
		};
	}

	#readRule(rule: Rule): Rule {
		const { masked, source } = this.#file;
		const actions = this.#actions;
		return {
			...rule,
			// Few ask, and of few rules.
			get mayBring() {
				return findBroughtFields(rule, masked.text, source.text, actions);
			},
			...(rule.name !== undefined && { name: this.#readLocated(rule.name) }),
			...(rule.expression !== undefined && { expression: this.#readRegion(rule.expression) }),
			labels: rule.labels.map((entry) => this.#readEntry(entry)),
			annotations: rule.annotations.map((entry) => this.#readEntry(entry)),
		};
	}

	#readEntry(entry: RuleEntry): RuleEntry {
		return {
			key: this.#readLocated(entry.key),
			value: this.#readLocated(entry.value),
			...(entry.template !== undefined && { template: this.#readRegion(entry.template) }),
		};
	}

	#readLocated(located: Located<string>): Located<string> {
		if (!hasStandIn(located.value)) return located;
		return { value: this.#actions.restore(located.value, located.span), span: located.span };
	}

	#readItem(item: OutlineItem): OutlineItem {
		return {
			...item,
			name: this.#actions.restore(item.name, item.nameSpan),
			detail: this.#readDetail(item),
			children: item.children.map((child) => this.#readItem(child)),
		};
	}

	#readDetail({ detail, span }: OutlineItem): string {
		if (!hasStandIn(detail)) return detail;
		const severity = this.#ruleAt(span.start)?.labels.find(({ value }) => value.value === detail);
		return this.#actions.restore(detail, severity?.value.span ?? span);
	}

	/** The rule around `offset`, if something in it that others name is rendered. */
	#ruleAt(offset: number): Rule | undefined {
		let low = 0;
		let high = this.#rules.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#rules[middle]?.span.start ?? 0) <= offset) low = middle + 1;
			else high = middle;
		}
		return this.#rules[low - 1];
	}
}

function severityOf(labels: readonly RuleEntry[]): string | undefined {
	return labels.find(({ key }) => key.value === "severity")?.value.value;
}
