import type { DocumentModel, Rule, RuleGroup } from "../../documents/model.ts";
import type { ActiveAlert, RuleGroupState } from "../../metrics/port.ts";
import { askAboutRule } from "../../metrics/ruleQuestion.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import type { Span } from "../../text/span.ts";
import { findInlayValues, type InlayValue } from "./inlayValues.ts";
import { findLiveLenses, type LiveLens } from "./liveLenses.ts";
import { LiveRules, type LiveRulesPorts } from "./liveRules.ts";
import { LiveValues, type LiveValuesPorts } from "./liveValues.ts";
import { findVisibleQueries } from "./visibleQueries.ts";

export interface InlinePorts extends LiveRulesPorts, LiveValuesPorts {
	readonly modelOf: (document: SourceDocument) => DocumentModel;
}

/** What is shown between the lines of files. All but `refresh` answers at once from what is known. */
export interface Inline {
	/** The values of the expressions that end in `range`, none of them older than a few times `maxAgeMs`. */
	values(document: SourceDocument, range: Span, maxAgeMs: number): readonly InlayValue[];
	/** `actions`: the client has the commands behind them. `states`: what is known of the server is so now. */
	lenses(document: SourceDocument, shown: { readonly actions: boolean; readonly states: boolean }): readonly LiveLens[];
	/** What the server says is active of an alert; `undefined` where it is not known. */
	activeOf(rule: Rule, group: RuleGroup, uri: string): readonly ActiveAlert[] | undefined;
	/** Asks the server for what is older than `maxAgeMs`, and tells what would be shown differently now. */
	refresh(wanted: WantedInline, signal: AbortSignal): Promise<ChangedInline>;
}

export interface WantedInline {
	/** The files on the screen, with the stretches that can be seen; values of others are not asked for. */
	readonly visible: readonly { readonly document: SourceDocument; readonly ranges: readonly Span[] }[];
	/** Values of expressions are wanted. */
	readonly values: boolean;
	/** States of rules are wanted for what is seen. */
	readonly rules: boolean;
	/** States of rules are wanted, whatever is seen, by somebody who is content with one a minute. */
	readonly health?: boolean;
	readonly maxAgeMs: number;
}

export interface ChangedInline {
	readonly values: boolean;
	readonly rules: boolean;
	/** All that the server has told of its rules, where it was asked. */
	readonly states?: readonly RuleGroupState[];
}

/** A value that could not be asked for again stays for so many rounds. */
const roundsShown = 3;
/** Milliseconds between two questions about rules where nobody looks at their states. */
const healthAgeMs = 60_000;

export function createInline(ports: InlinePorts): Inline {
	const values = new LiveValues(ports);
	const rules = new LiveRules(ports);
	const { modelOf } = ports;
	return {
		values: (document, range, maxAgeMs) =>
			findInlayValues(modelOf(document), document.text, range, values, maxAgeMs * roundsShown),
		lenses: (document, { actions, states }) =>
			findLiveLenses(modelOf(document), document.uri, states ? rules.index : undefined, actions),
		activeOf(rule, group, uri) {
			const question = askAboutRule(rule, group, uri);
			const found = question && rules.index?.find(question);
			return found?.kind === "same" ? found.rule.alerts : undefined;
		},
		async refresh(wanted, signal) {
			const models = wanted.visible.map(({ document, ranges }) => ({
				model: modelOf(document),
				uri: document.uri,
				ranges,
			}));
			const describeStates = (): string =>
				models
					.flatMap(({ model, uri }) => findLiveLenses(model, uri, rules.index, false))
					.map(({ title }) => title)
					.join("\n");
			const queries = wanted.values ? models.flatMap(queriesIn) : [];
			const before = describeStates();
			const hasRules = models.some(({ model }) => model.groups.length > 0);
			const seen = wanted.rules && hasRules;
			const rulesAge = seen ? wanted.maxAgeMs : Math.max(wanted.maxAgeMs, healthAgeMs);
			const [changedValues, states] = await Promise.all([
				queries.length > 0 ? values.refresh(queries, wanted.maxAgeMs, signal) : false,
				seen || wanted.health === true ? rules.refresh(rulesAge, signal) : undefined,
			]);
			return {
				values: changedValues,
				rules: describeStates() !== before,
				...(states === undefined ? {} : { states }),
			};
		},
	};
}

function queriesIn({ model, ranges }: { readonly model: DocumentModel; readonly ranges: readonly Span[] }): string[] {
	return ranges.flatMap((range) => findVisibleQueries(model, range).map(({ evaluable }) => evaluable.query));
}
