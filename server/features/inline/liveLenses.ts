import { type EmbeddedRegion, isExpression } from "../../documents/embedded/region.ts";
import type { DocumentModel, Rule, RuleGroup } from "../../documents/model.ts";
import type { RuleIndex } from "../../metrics/ruleIndex.ts";
import { askAboutRule } from "../../metrics/ruleQuestion.ts";
import type { Span } from "../../text/span.ts";
import { describeRuleState } from "./describeRuleState.ts";

/** Something to do or to know, shown above a line. */
export interface LiveLens {
	/** What it is about; it stands above the line that this begins in. */
	readonly span: Span;
	readonly title: string;
	/** Left out where there is nothing to do. */
	readonly action?: {
		readonly kind: "run" | "chart" | "backtest";
		/** In the expression that it is about. */
		readonly offset: number;
	};
}

/** Above each rule what can be done with its expression and how the server's own is; above other expressions the former. */
export function findLiveLenses(
	model: DocumentModel,
	uri: string,
	rules: RuleIndex | undefined,
	canAct: boolean,
): readonly LiveLens[] {
	const lenses: LiveLens[] = [];
	const ofRules = new Set<EmbeddedRegion>();
	for (const group of model.groups) {
		for (const rule of group.rules) {
			if (rule.expression !== undefined) ofRules.add(rule.expression);
			lenses.push(...ofRule(rule, group, uri, rules, canAct));
		}
	}
	if (!canAct) return lenses;
	const starts = new Set([...ofRules].map(({ hostSpan }) => hostSpan.start));
	for (const region of model.regions) {
		if (!isExpression(region) || region.context.role === "annotation" || region.text.trim() === "") continue;
		if (starts.has(region.hostSpan.start)) continue;
		lenses.push(...actionsOn(region, region.hostSpan));
	}
	return lenses;
}

function ofRule(
	rule: Rule,
	group: RuleGroup,
	uri: string,
	rules: RuleIndex | undefined,
	canAct: boolean,
): readonly LiveLens[] {
	const { expression, name } = rule;
	if (expression === undefined || expression.text.trim() === "") return [];
	// Beside what is said of the rule's name, so that there is one line of lenses and not two.
	const span = name?.span ?? expression.hostSpan;
	const actions = canAct ? actionsOn(expression, span) : [];
	const backtest: LiveLens[] =
		canAct && rule.kind === "alert"
			? [{ span, title: "Backtest", action: { kind: "backtest", offset: expression.hostSpan.start } }]
			: [];
	const question = rules === undefined ? undefined : askAboutRule(rule, group, uri);
	const state = question && rules && describeRuleState(rules.find(question));
	return [...actions, ...backtest, ...(state === undefined ? [] : [{ span, title: state }])];
}

function actionsOn({ hostSpan }: EmbeddedRegion, span: Span): readonly LiveLens[] {
	return [
		{ span, title: "Run", action: { kind: "run", offset: hostSpan.start } },
		{ span, title: "Chart", action: { kind: "chart", offset: hostSpan.start } },
	];
}
