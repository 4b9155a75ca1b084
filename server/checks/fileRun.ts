import { append } from "../base/append.ts";
import { type EmbeddedRegion, isExpression } from "../documents/embedded/region.ts";
import type { Dashboard, Panel } from "../documents/model/dashboard.ts";
import type { DocumentModel, Rule, RuleGroup } from "../documents/model.ts";
import type { ParsedPromql } from "../promql/parse.ts";
import type { RegularExpressions } from "../promql/regularExpressions.ts";
import type { Problem } from "../text/problem.ts";
import type { SourceDocument } from "../text/sourceDocument.ts";
import type { SpanIndex } from "../text/spanIndex.ts";
import type {
	CheckedDashboard,
	CheckedExpression,
	CheckedGraphFile,
	CheckedGroup,
	CheckedRule,
	CheckedTarget,
} from "./check.ts";
import { createCheckedExpression } from "./checkedExpression.ts";
import { createCheckedRule } from "./checkedRule.ts";
import { toHostProblem } from "./hostProblem.ts";
import { type Finding, type KeptResults, keyOfGroup, keyOfRule } from "./keptResults.ts";
import type { AskedByKey, KnowledgeRecorder, Missing } from "./knowledgeRecorder.ts";
import type { CheckSelection } from "./selection.ts";
import { Visits } from "./visits.ts";

export interface TextResult {
	/** What is the user's, in offsets of the text. */
	readonly told: readonly Problem[];
	/** Something is wrong with the text, be it with a stand-in in it. */
	readonly faulty: boolean;
}

export interface FileRunOptions {
	readonly source: SourceDocument;
	readonly model: DocumentModel;
	/** Where the host language is broken. */
	readonly broken: SpanIndex;
	readonly selection: CheckSelection;
	readonly recorder: KnowledgeRecorder;
	/** Names the state of the knowledge. */
	readonly knownAt: string;
	readonly kept: KeptResults;
	readonly log: (line: string) => void;
	readonly parse: (text: string) => ParsedPromql;
	readonly regularExpressions: RegularExpressions;
	/** What decides besides texts and knowledge: what the server can do. */
	readonly context: string;
	/** The file among the others; left out where these are not known. */
	readonly graphFile?: CheckedGraphFile | undefined;
	/** What the text has against it in its own language. */
	readonly checkText: (region: EmbeddedRegion) => TextResult;
}

/**
 * One run of the checks over one version of a file: rules first, then what is in no rule, then what needs several.
 *
 * Where the file's own language is broken, what compares is left out: a part of it is not there.
 */
export class FileRun {
	readonly #options: FileRunOptions;
	readonly #visits: Visits;
	readonly #missing = new Map<string, Missing>();
	readonly #expressions = new Map<EmbeddedRegion, CheckedExpression | undefined>();

	constructor(options: FileRunOptions) {
		this.#options = options;
		this.#visits = new Visits(options.selection, options.recorder, options.log);
	}

	/** What checks had to know and nobody knew, once for each check and need. */
	get missing(): readonly Missing[] {
		return [...this.#missing.values()];
	}

	/** Adds what is found to `problems`; may be left for other work at each step. */
	*steps(problems: Problem[]): Generator<void> {
		const { model, context } = this.#options;
		const inRules = new Set<EmbeddedRegion>();
		const groups: CheckedGroup[] = [];
		for (const group of model.groups) {
			const rules: CheckedRule[] = [];
			const groupKey = `${context} ${keyOfGroup(group)}`;
			const asked: AskedByKey[] = [];
			for (const rule of group.rules) {
				noteRegions(rule, inRules);
				const checked = createCheckedRule(rule, group, this.#readExpression);
				rules.push(checked);
				const finding = this.#checkRule(checked, groupKey);
				asked.push(finding.asked);
				this.#add(problems, finding);
				yield;
			}
			groups.push({ group, rules });
			this.#add(problems, this.#checkGroup({ group, rules }, groupKey, asked));
		}
		for (const region of model.regions) {
			if (inRules.has(region)) continue;
			this.#tellTexts(region, problems, this.#options.model.illustrates);
			yield;
		}
		const uses = findUses(model);
		for (const region of promqlRegions(model.regions, inRules)) {
			this.#add(problems, this.#checkExpression(region, uses.get(region) ?? region.context.use ?? "query"));
			yield;
		}
		yield* this.#compare(groups, problems);
		append(problems, this.#visits.take());
		this.#note(this.#options.recorder.take().missing);
	}

	#checkRule(checked: CheckedRule, groupKey: string): Finding {
		const { rule, group } = checked;
		const { broken, kept, source } = this.#options;
		const told: Problem[] = [];
		if (broken.touches(rule.span)) {
			for (const region of regionsOf(rule)) this.#tellTexts(region, told, this.#options.model.illustrates);
			return { ...nothingFound, problems: told };
		}
		const { origin, span: extent } = rule;
		const piece = { origins: [origin], extent, context: groupKey, text: source.text };
		const work = (): readonly Problem[] => {
			for (const region of regionsOf(rule)) this.#tellTexts(region, told, this.#options.model.illustrates);
			if (checked.expression !== undefined) this.#visits.visit("expression", checked.expression);
			for (const { template } of [...rule.labels, ...rule.annotations]) {
				for (const region of promqlRegions(template?.inner ?? [])) {
					const expression = this.#readExpression(region, "template", undefined, group);
					if (expression !== undefined) this.#visits.visit("expression", expression);
				}
			}
			if (rule.kind !== "incomplete") this.#visits.visit("rule", checked);
			return [...told, ...this.#visits.take()];
		};
		const key = (column: number): string => keyOfRule(rule, groupKey, column, source.text);
		return kept.findOfPiece("rule", piece, this.#options, work, key);
	}

	/** What it finds stands on what its rules were judged by: they have asked what it does not ask again. */
	#checkGroup(checked: CheckedGroup, groupKey: string, asked: readonly AskedByKey[]): Finding {
		const { group, rules } = checked;
		const { broken, kept, source, selection, recorder } = this.#options;
		if (selection.byVisit.group.length === 0 || broken.touches(group.span)) return nothingFound;
		const context = `${groupKey} ${group.name?.value}`;
		const origins = rules.map(({ rule }) => rule.origin);
		const piece = { origins, extent: group.span, context, text: source.text };
		return kept.findOfPiece("group", piece, this.#options, () => {
			for (const questions of asked) recorder.ask(questions);
			this.#visits.visit("group", checked);
			return this.#visits.take();
		});
	}

	/**
	 * What the text and those in it have against them in their own languages. Prometheus loads a rule whose template asks
	 * for what is no query, and only when the alert fires its text becomes an error: `milder` is for those, and for what only illustrates.
	 */
	#tellTexts(region: EmbeddedRegion, problems: Problem[], milder?: boolean): void {
		const { broken, checkText } = this.#options;
		if (broken.touches(region.hostSpan)) return;
		if (region.context.mayBeEmpty === true && region.text.trim() === "") return;
		for (const problem of checkText(region).told) {
			const severity = milder === true && problem.severity === "error" ? "warning" : problem.severity;
			problems.push(toHostProblem(region, { ...problem, severity }));
		}
		for (const inner of region.inner ?? []) this.#tellTexts(inner, problems, true);
	}

	#checkExpression(region: EmbeddedRegion, use: CheckedExpression["use"]): Finding {
		const { broken, kept, source } = this.#options;
		if (broken.touches(region.hostSpan)) return nothingFound;
		const { start, end } = region.hostSpan;
		const key = `${kept.keyOfExpression(region, use)}\n${source.text.slice(start, end)}`;
		return kept.find(key, region.hostSpan, this.#options, () => {
			const expression = this.#readExpression(region, use);
			if (expression !== undefined) this.#visits.visit("expression", expression);
			return this.#visits.take();
		});
	}

	*#compare(groups: readonly CheckedGroup[], problems: Problem[]): Generator<void> {
		const { model, source } = this.#options;
		if (model.problems.some(breaksHost)) return;
		this.#visits.visit("file", { source, model, groups });
		yield;
		for (const dashboard of model.dashboards) {
			const checked = this.#readDashboard(dashboard);
			for (const targets of checked.targetsByPanel.values()) {
				this.#add(problems, this.#checkPanel(targets));
				yield;
			}
			this.#visits.visit("dashboard", checked);
			yield;
		}
		for (const config of model.alertmanagers) {
			this.#visits.visit("alertmanager", config);
			yield;
		}
		for (const test of model.ruleTests) {
			this.#visits.visit("ruleTest", test);
			yield;
		}
		const { graphFile } = this.#options;
		if (graphFile !== undefined) this.#visits.visit("graph", graphFile);
	}

	/** Kept by what is written in the panel, and by what its queries mean. */
	#checkPanel(targets: readonly CheckedTarget[]): Finding {
		const { kept, selection, source } = this.#options;
		const panel = targets[0]?.panel;
		if (panel === undefined || selection.byVisit.panel.length === 0) return nothingFound;
		const { start, end } = panel.span;
		const queries = targets.map(({ expression }) => kept.keyOfExpression(expression.region, "panel")).join("\n");
		const key = `panel ${queries}\n${source.text.slice(start, end)}`;
		return kept.find(key, panel.span, this.#options, () => {
			this.#visits.visit("panel", { panel, targets });
			return this.#visits.take();
		});
	}

	/** `undefined` where the text has a fault, also one that is not told, as a stand-in is part of it. */
	readonly #readExpression = (
		region: EmbeddedRegion,
		use: CheckedExpression["use"],
		rule?: Rule,
		group?: RuleGroup,
	): CheckedExpression | undefined => {
		if (this.#expressions.has(region)) return this.#expressions.get(region);
		const { checkText, parse, recorder } = this.#options;
		const faulty = !isExpression(region) || region.text.trim() === "" || checkText(region).faulty;
		const expression = faulty
			? undefined
			: createCheckedExpression({
					region,
					parsed: parse(region.text),
					use,
					...(rule === undefined ? {} : { rule }),
					...(group === undefined ? {} : { group }),
					results: recorder.knowledge.results,
					regularExpressions: this.#options.regularExpressions,
				});
		this.#expressions.set(region, expression);
		return expression;
	};

	#readDashboard(dashboard: Dashboard): CheckedDashboard & {
		readonly targetsByPanel: ReadonlyMap<Panel, readonly CheckedTarget[]>;
	} {
		const targets = dashboard.panels.flatMap((panel) =>
			panel.targets.flatMap((target) => {
				const expression = target.expression && this.#readExpression(target.expression, "panel");
				return expression === undefined ? [] : [{ panel, target, expression }];
			}),
		);
		const variableQueries = dashboard.variables
			.flatMap(({ expressions }) => expressions)
			.flatMap((region) => this.#readExpression(region, "variable") ?? []);
		return { dashboard, targets, variableQueries, targetsByPanel: Map.groupBy(targets, ({ panel }) => panel) };
	}

	#add(problems: Problem[], finding: Finding): void {
		append(problems, finding.problems);
		this.#note(finding.missing);
	}

	#note(missing: readonly Missing[]): void {
		for (const one of missing) this.#missing.set(`${one.check} ${one.need}`, one);
	}
}

/** Claims that the file's own language is broken there. */
export function breaksHost({ code, severity }: Problem): boolean {
	return code.startsWith("yaml/") || (code.startsWith("json/") && severity === "error");
}

const nothingFound: Finding = { problems: [], missing: [], asked: new Map() };

function* regionsOf({ expression, labels, annotations }: Rule): Generator<EmbeddedRegion> {
	if (expression !== undefined) yield expression;
	for (const { template } of labels) if (template !== undefined) yield template;
	for (const { template } of annotations) if (template !== undefined) yield template;
}

function noteRegions({ expression, labels, annotations }: Rule, regions: Set<EmbeddedRegion>): void {
	if (expression !== undefined) regions.add(expression);
	for (const { template } of labels) if (template !== undefined) regions.add(template);
	for (const { template } of annotations) if (template !== undefined) regions.add(template);
}

/** Those in others among them, but for those in `without`. */
function* promqlRegions(
	regions: readonly EmbeddedRegion[],
	without: ReadonlySet<EmbeddedRegion> = new Set(),
): Generator<EmbeddedRegion> {
	for (const region of regions) {
		if (without.has(region)) continue;
		if (region.language === "promql") yield region;
		if (region.inner !== undefined) yield* promqlRegions(region.inner, without);
	}
}

/** What the expressions outside of rules are for, as far as the model says it. */
function findUses(model: DocumentModel): ReadonlyMap<EmbeddedRegion, CheckedExpression["use"]> {
	const uses = new Map<EmbeddedRegion, CheckedExpression["use"]>();
	const note = (use: CheckedExpression["use"], region: EmbeddedRegion | undefined): void => {
		if (region !== undefined) uses.set(region, use);
	};
	for (const { panels, variables, annotations } of model.dashboards) {
		for (const { targets } of panels) for (const { expression } of targets) note("panel", expression);
		for (const { expressions } of variables) for (const expression of expressions) note("variable", expression);
		for (const { expression } of annotations) note("annotation", expression);
	}
	for (const { tests } of model.ruleTests) {
		for (const { inputSeries, expressionTests } of tests) {
			for (const { series } of inputSeries) note("test", series);
			for (const { expression } of expressionTests) note("test", expression);
		}
	}
	return uses;
}
