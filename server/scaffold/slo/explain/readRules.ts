import type { DocumentModel, Rule, RuleGroup } from "../../../documents/model.ts";
import { type BurnAlert, type BurnComparison, readBurnAlert } from "../../../promql/burnAlert.ts";
import { parsePromql } from "../../../promql/parse.ts";
import { recordedWindow } from "../../../promql/recordedWindow.ts";
import { contains } from "../../../text/span.ts";
import type { ExplainedAlert, ExplainedCondition, ExplainedSlo } from "./explainedSlo.ts";

const day = 86_400;

interface ReadAlert {
	readonly rule: Rule;
	readonly group: RuleGroup;
	readonly alert: BurnAlert;
}

/**
 * The objective that the rule or group at `offset` is of, as its alerts say it: those of the group that burn the same
 * budget. In a group that only records, that of the next group with such alerts. `undefined` where there are none.
 */
export function readRulesAt(model: DocumentModel, offset: number): ExplainedSlo | undefined {
	const alerts = model.groups.flatMap((group) => readGroup(group));
	const group = model.groups.find(({ span }) => contains(span, { start: offset, end: offset }));
	const here = alerts.find(({ rule }) => contains(rule.span, { start: offset, end: offset }));
	const after = alerts.filter((one) => one.group === group);
	const first =
		here ?? after[0] ?? alerts.find((one) => group !== undefined && one.group.span.start >= group.span.start);
	if (first === undefined) return undefined;
	const budget = budgetOf(first.alert);
	const alike = alerts.filter((one) => one.group === first.group && budgetOf(one.alert) === budget);
	const explained = alike.flatMap(explainAlert);
	if (explained.length === 0) return undefined;
	const period = readPeriod(model, first, explained);
	const name = first.group.name?.value;
	return {
		title: name === undefined ? "Burn-rate alerts" : `The burn-rate alerts of ${name}`,
		...(budget === undefined ? {} : { budget }),
		period,
		alerts: explained,
		notes: [],
	};
}

function readGroup(group: RuleGroup): readonly ReadAlert[] {
	return group.rules.flatMap((rule) => {
		if (rule.kind !== "alert" || rule.expression === undefined) return [];
		const { expression, problems, wellFormed } = parsePromql(rule.expression.text);
		if (!wellFormed || problems.length > 0) return [];
		const alert = readBurnAlert(expression);
		return alert === undefined ? [] : [{ rule, group, alert }];
	});
}

function budgetOf({ conditions }: BurnAlert): number | undefined {
	return conditions.flat().find(({ budget }) => budget !== undefined)?.budget;
}

function explainAlert({ rule, alert }: ReadAlert): readonly ExplainedAlert[] {
	const conditions = alert.conditions.flatMap((comparisons) => readCondition(comparisons) ?? []);
	if (conditions.length === 0) return [];
	const severity = rule.labels.find(({ key }) => key.value === "severity")?.value.value;
	return [
		{
			name: rule.name?.value ?? "An alert without a name",
			...(severity === undefined ? {} : { severity }),
			forSeconds: rule.forSeconds?.value ?? 0,
			conditions,
		},
	];
}

function readCondition(comparisons: readonly BurnComparison[]): ExplainedCondition | undefined {
	const sorted = comparisons.toSorted((a, b) => b.window - a.window);
	const [long] = sorted;
	const short = sorted.at(-1);
	if (long?.factor === undefined) return undefined;
	return {
		long: long.window,
		factor: long.factor,
		...(short === undefined || short.window === long.window ? {} : { short: short.window }),
	};
}

/** As a rule records it for the same SLO, or as the name of a rule over the whole period says. */
function readPeriod(
	{ groups }: DocumentModel,
	{ group, rule }: ReadAlert,
	alerts: readonly ExplainedAlert[],
): ExplainedSlo["period"] {
	const rules = groups.flatMap((one) => one.rules);
	const own = (other: Rule): boolean => group.rules.includes(other) || sharesIdentity(other, rule);
	const records = rules.filter(({ kind, name }) => kind === "record" && name !== undefined);
	const recordedDays = records.filter(({ name }) => /(^|:)(time_)?period:days$/.test(name?.value ?? ""));
	const days = new Set(recordedDays.filter((one) => recordedDays.length === 1 || own(one)).map(constantOf));
	const [only] = days;
	if (days.size === 1 && only !== undefined) return { days: only, source: "read" };
	const windows = alerts.flatMap(({ conditions }) => conditions.map(({ long }) => long));
	const whole = records
		.filter((one) => group.rules.length === rules.length || own(one) || recordedDays.length === 0)
		.flatMap(({ name }) => recordedWindow(name?.value ?? "")?.seconds ?? [])
		.filter((seconds) => seconds >= 7 * day && seconds > Math.max(...windows));
	const longest = new Set(whole);
	const [one] = longest;
	if (longest.size === 1 && one !== undefined) return { days: one / day, source: "read" };
	// 13.44 in an hour is 2 % of 28 days, as 14.4 is of 30.
	const isFourWeeks = alerts.some(({ conditions }) =>
		conditions.some(({ long, factor }) => long === 3600 && (factor === 13.44 || factor === 14)),
	);
	return { days: isFourWeeks ? 28 : 30, source: "assumed" };
}

/** Labels that tell one SLO from another, in the forms that are known. */
const identities = ["sloth_id", "slo", "slo_id"];

function sharesIdentity(one: Rule, other: Rule): boolean {
	return identities.some((label) => {
		const value = one.labels.find(({ key }) => key.value === label)?.value.value;
		return value !== undefined && other.expression?.text.includes(`${label}="${value}"`) === true;
	});
}

function constantOf({ expression }: Rule): number | undefined {
	const value = /^\s*vector\(\s*(\d+(?:\.\d+)?)\s*\)\s*$/.exec(expression?.text ?? "")?.[1];
	return value === undefined ? undefined : Number(value);
}
