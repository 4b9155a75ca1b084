import { parsePromql } from "../../../promql/parse.ts";
import type { BurnRateWindow } from "../burnRates.ts";
import { sourceOf } from "../indicatorWords.ts";
import type { SloDefinition } from "../sloDefinition.ts";
import { findLabels } from "./exampleValue.ts";
import { type Happening, type InputSeries, writeSeries } from "./syntheticSeries.ts";

/** What the generated test lets happen, and what has to come of it. */
export interface RuleTest {
	/** How often series have samples and rules are evaluated, such as `1m`. */
	readonly step: string;
	/** The labels of the group that everything happens to. */
	readonly group: readonly { readonly label: string; readonly value: string }[];
	readonly outage: TestCase;
	readonly calm: TestCase;
	/** A burn that is too slow to page; not of states. */
	readonly slow: TestCase | "";
	/** The outage lasts from the first sample on, so every window is wholly bad, and the annotations can be foretold. */
	readonly isWhole: boolean;
	/** When nothing has been measured for long enough. */
	readonly absentTime: string;
}

export interface TestCase {
	readonly series: readonly InputSeries[];
	/** When the alerts are looked at. */
	readonly time: string;
}

/** Minutes after which every window has samples; less than the 10 minutes that a missing series may be missing. */
const settled = 10;

/** `undefined` where no series could be made up for the SLO. */
export function composeRuleTest(slo: SloDefinition, windows: readonly BurnRateWindow[]): RuleTest | undefined {
	if (slo.mutedWhile !== undefined && !isMutedBySeriesAlone(slo.mutedWhile)) return undefined;
	const reachable = windows.filter(({ isReachable }) => isReachable);
	const good = freshMinutes(slo);
	const seconds = Math.max(0, ...["page", "ticket"].map((severity) => noticeAfter(reachable, severity)));
	const minutes = good === 0 ? settled : good + Math.ceil(seconds / 60) + settled;
	const stepMinutes = minutes > 300 ? 5 : 1;
	const samples = Math.ceil(minutes / stepMinutes);
	const requests = Math.max(1000, slo.guard?.minimum ?? 0);
	const happen = (errorRatio: number, more: Partial<Happening> = {}) =>
		writeSeries(slo, { errorRatio, requests, samples, stepMinutes, ...more });
	const outage = happen(1);
	const calm = happen(0);
	const group = findGroup(slo);
	if (outage === undefined || calm === undefined || group === undefined) return undefined;
	const time = `${samples * stepMinutes}m`;
	const share = findSlowShare(reachable);
	const isState = slo.indicator.kind === "throughput" || slo.indicator.kind === "freshness";
	const canBeSlow = share !== undefined && !isState && slo.indicator.kind !== "probe";
	// An error of a million has to be there in so many requests for a guard that counts errors.
	const enough = share === undefined ? requests : Math.ceil(requests / share);
	const slow = canBeSlow ? happen(share, slo.guard === undefined ? {} : { requests: enough }) : undefined;
	return {
		step: `${stepMinutes}m`,
		group,
		outage: { series: outage, time },
		calm: { series: calm, time },
		slow: slow === undefined ? "" : { series: slow, time },
		isWhole: good === 0,
		absentTime: `${Math.ceil((settled + 2) / stepMinutes) * stepMinutes}m`,
	};
}

/** How long a success at the first moment is fresh, in minutes; 0 where the test can begin with what is bad. */
function freshMinutes({ indicator }: SloDefinition): number {
	if (indicator.kind !== "freshness" || indicator.measures === "age") return 0;
	return Math.ceil(indicator.maximumAge / 60);
}

/** Seconds from the beginning of an outage until this alert fires; 0 where it never does. */
function noticeAfter(windows: readonly BurnRateWindow[], severity: string): number {
	const times = windows.filter((window) => window.severity === severity).map(({ secondsToNotice }) => secondsToNotice);
	return times.length === 0 ? 0 : Math.min(...times);
}

/** An error ratio above the lowest threshold of a ticket and below that of every page. */
function findSlowShare(windows: readonly BurnRateWindow[]): number | undefined {
	const thresholds = (severity: string) =>
		windows.filter((window) => window.severity === severity).map((window) => window.errorRatio);
	const tickets = thresholds("ticket");
	if (tickets.length === 0) return undefined;
	const ticket = Math.min(...tickets);
	const page = Math.min(1, ...thresholds("page"));
	const share = Math.min(2 * ticket, (ticket + page) / 2);
	return share > ticket && share < page ? Number(share.toPrecision(3)) : undefined;
}

/** The labels of the grouping as the made-up series have them. */
function findGroup({ grouping, indicator }: SloDefinition): RuleTest["group"] | undefined {
	const labels = findLabels(sourceOf(indicator)?.selector ?? []);
	return labels && grouping.map((label) => ({ label, value: labels[label] ?? "a" }));
}

/** Claims that nothing mutes the alerts where no series says so: a selector, or a comparison of one with a number. */
function isMutedBySeriesAlone(expression: string): boolean {
	let root = parsePromql(expression).expression;
	while (root.kind === "paren") root = root.expression;
	if (root.kind === "selector") return true;
	return root.kind === "binary" && root.left.kind === "selector" && root.right.kind === "number";
}
