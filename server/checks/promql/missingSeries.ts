import { type LabelMatcher, writeSelector } from "../../metrics/selectorText.ts";
import type { Expression, VectorSelector } from "../../promql/ast.ts";
import { printDuration } from "../../promql/duration.ts";
import { RegularExpressions } from "../../promql/regularExpressions.ts";
import { shorten, shortenCode } from "../../promql/shorten.ts";
import { childrenOf } from "../../promql/visit.ts";
import type { Span } from "../../text/span.ts";
import { type CheckContext, type CheckedExpression, defineCheck, type Report } from "../check.ts";
import type { SeriesPresence } from "../knowledge.ts";
import { type AskableSelector, isRecorded, looksRecorded, readAskable } from "../selectorQuestions.ts";

const never: SeriesPresence = { now: 0, recent: 0, windowSeconds: 604_800 };
const there: SeriesPresence = { now: 3, recent: 3, windowSeconds: 604_800 };

export default defineCheck({
	id: "promql/missing-series",
	title: "Series that do not exist",
	severity: "warning",
	needs: ["series"],
	why: "A selector that finds nothing is no error: the expression has no result, and the alert is silent for ever. That is how a renamed metric, a label that the exporter no longer sends, or a typing error is found out in the night when nobody was paged.",
	fix: "Write metric and labels as the server has them. Where the series are to come later, or only in bad times, say so with `ignoreMetrics`, or disable the check for this rule with a comment and a reason.",
	equivalents: ["pint promql/series"],
	differences:
		"Nothing is said of series that come and go: what was there within the last day is taken to come again. A value that a label never had, and series that are gone, are information alone, as series of errors often begin with the first error. Where a server has nothing for most of a group, that is said once. Not looked at: what stands in `absent()`, on a side of `or`, right of `unless`, and metrics that a known rule records. Never an error.",
	options: {
		ignoreMetrics: {
			kind: "pattern",
			description: "A regular expression for names of metrics that need not be there.",
			default: undefined,
		},
		ignoreLabels: {
			kind: "strings",
			description: "Labels whose values need not be there.",
			default: [],
		},
	},
	examples: [
		{
			title: "A metric that nobody has",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: rate(http_request_errors_total[5m]) > 1
                   ^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: rate(http_requests_errors_total[5m]) > 1
`,
			knowledge: { seriesOf: (selector) => (selector.startsWith("http_requests") ? there : never) },
		},
		{
			title: "A label that the metric does not have",
			bad: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: rate(http_requests_total{status=~"5.."}[5m]) > 1
                                       ^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Errors
        expr: rate(http_requests_total{code=~"5.."}[5m]) > 1
`,
			knowledge: {
				seriesOf: (selector) => (selector.includes("status") ? never : there),
				labelNamesOf: () => ["__name__", "code", "instance", "job"],
			},
		},
		{
			title: "A value that the label never had",
			bad: `groups:
  - name: api
    rules:
      - alert: ApiDown
        expr: up{job="apiserver"} == 0
                 ^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: ApiDown
        expr: up{job="api"} == 0
`,
			knowledge: {
				seriesOf: (selector) => (selector.includes("apiserver") ? never : there),
				labelNamesOf: () => ["__name__", "instance", "job"],
			},
		},
		{
			title: "Names that may be missing",
			bad: `groups:
  - name: api
    rules:
      - alert: Panics
        expr: increase(panics_total[1h]) > 0 and rate(http_request_total[5m]) > 0
                                                      ^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Panics
        expr: increase(panics_total[1h]) > 0
`,
			options: { ignoreMetrics: "panics_.*" },
			knowledge: { seriesOf: () => never },
		},
	],
	// A dashboard is often made for more servers than this one, and a unit test for none: rules are looked at alone.
	visit: {
		group({ group, rules }, context) {
			const { ignoreMetrics } = context.options;
			const ignored = ignoreMetrics === undefined ? undefined : new RegularExpressions().compile(ignoreMetrics);
			const judged = new Set<string>();
			const missing = new Set<string>();
			const reports: Report[] = [];
			for (const { expression } of rules) {
				if (expression === undefined) continue;
				for (const selector of demandedIn(expression.expression)) {
					const asked = readAskable(expression, selector);
					if (asked === undefined || isAlerts(asked)) continue;
					if (asked.name !== undefined && ignored?.valid === true && ignored.matches(asked.name)) continue;
					if (context.knowledge.seriesOf(asked.text) === undefined) continue;
					judged.add(asked.text);
					const before = reports.length;
					judge(selector, asked, expression, { ...context, report: (report) => void reports.push(report) });
					if (reports.length > before) missing.add(asked.text);
				}
			}
			const all = missing.size === judged.size && missing.size >= fewestOfAll;
			if (all || (missing.size >= fewestOfMost && missing.size > judged.size / 2)) {
				context.report(tellForeign(group.name?.span ?? group.span, [...missing], judged.size));
			} else {
				for (const report of reports) context.report(report);
			}
		},
	},
});

/** Where all of so many selectors of a group find nothing, the rules are not for this server, and one word is enough. */
const fewestOfAll = 3;
/** The same where it is more than half of them. */
const fewestOfMost = 4;

function tellForeign(at: Span, missing: readonly string[], judged: number): Report {
	const [first = "", second = ""] = missing.map(shortenCode);
	return {
		at,
		severity: "information",
		message: `The server has no series for ${missing.length} of the ${judged} selectors of this group, such as ${first} and ${second}: these rules seem to be for another server, or what they read is not scraped yet. Select the server that evaluates them, and each selector is judged by itself.`,
	};
}

/** What was there so shortly ago comes and goes. */
const shortlySeconds = 86_400;
/** Of a selector with more matchers it is only told that it finds nothing. */
const mostMatchers = 6;

type Context = CheckContext<{ readonly ignoreLabels: readonly string[] }>;

function judge(
	selector: VectorSelector,
	asked: AskableSelector,
	expression: CheckedExpression,
	context: Context,
): void {
	const { knowledge, report } = context;
	const { name, matchers, text } = asked;
	const present = knowledge.seriesOf(text);
	if (present === undefined || present.now > 0) return;
	const code = shortenCode(expression.textOf(selector));
	const nameAt = selector.name?.span ?? selector.span;
	if (present.recent > 0) {
		const { lastSeenSeconds: ago } = present;
		if (ago === undefined || ago < shortlySeconds) return;
		report({
			at: expression.at(nameAt),
			severity: "information",
			message: `There was no series of ${code} for ${printDays(ago)}, so this finds nothing now. Where the metric was renamed, write its new name; where it comes back by itself, nothing is wrong.`,
		});
		return;
	}
	const window = printDays(present.windowSeconds);
	if (name === undefined) {
		report({
			at: expression.at(selector),
			severity: "information",
			message: `The server had no series of ${code} in the last ${window}, so this finds nothing.`,
		});
		return;
	}
	const bare = matchers.length === 0 ? present : knowledge.seriesOf(writeSelector(name, []));
	if (bare === undefined) return;
	if (bare.recent === 0) {
		// A rule may record it under a condition, and a target may describe it before its first sample.
		// Whether a rule of a server that does not tell its rules records it, nobody knows.
		const maybe = looksRecorded(name) && knowledge.isRecorded(name) === undefined;
		if (maybe || isRecorded(name, knowledge)) return;
		const described = knowledge.metadata(name);
		// What code registers or an exporter exposes elsewhere need not be scraped here.
		if (described !== undefined && described.as === undefined) return;
		const near = knowledge.nearestMetric(name);
		const advice =
			near === undefined || near === name
				? "Write the name as the server has it, or see that the metric is scraped."
				: `Did you mean ${near}?`;
		report({
			at: expression.at(nameAt),
			message: `The server had no metric ${shorten(name)} in the last ${window}, so this never finds anything. ${advice}`,
		});
		return;
	}
	// Labels are listed as of now.
	if (bare.now > 0) judgeMatchers(selector, asked, name, window, expression, context);
}

function judgeMatchers(
	selector: VectorSelector,
	{ matchers }: AskableSelector,
	name: string,
	window: string,
	expression: CheckedExpression,
	{ knowledge, report, options }: Context,
): void {
	const demanding = matchers.filter(
		(matcher) => demandsLabel(matcher) && !options.ignoreLabels.includes(matcher.label),
	);
	if (demanding.length < matchers.length && demanding.length === 0) return;
	const labels = knowledge.labelNamesOf(writeSelector(name, []));
	if (labels === undefined || labels.length === 0) return;
	const placeOf = ({ label, op, value }: LabelMatcher) =>
		selector.matchers.find(
			(one) =>
				one.label.name === label && one.operator === op && one.value.kind === "string" && one.value.value === value,
		)?.span ?? selector.span;
	const missing = demanding.filter(({ label }) => !labels.includes(label));
	for (const matcher of missing) {
		const known = labels.filter((label) => label !== "__name__").join(", ");
		report({
			at: expression.at(placeOf(matcher)),
			message: `No series of ${shorten(name)} has the label ${shorten(matcher.label)}, so this finds nothing. It has ${shorten(known)}.`,
		});
	}
	if (missing.length > 0 || demanding.length > mostMatchers) return;
	let known = true;
	let told = false;
	for (const matcher of demanding) {
		const alone = knowledge.seriesOf(writeSelector(name, [matcher]));
		if (alone === undefined) known = false;
		if (alone?.recent !== 0) continue;
		told = true;
		report({
			at: expression.at(placeOf(matcher)),
			severity: "information",
			message: `The server had no series of ${shorten(name)} with ${shortenCode(`${matcher.label}${matcher.op}"${matcher.value}"`)} in the last ${window}, so this finds nothing now. Write the value as the server has it; where it comes with the first such event, nothing is wrong.`,
		});
	}
	if (!known || told || matchers.some(({ label }) => options.ignoreLabels.includes(label))) return;
	report({
		at: expression.at(selector),
		severity: "information",
		message: `The server had series of ${shorten(name)} for each of these matchers in the last ${window}, but none for all of them together, so this finds nothing now.`,
	});
}

function isAlerts({ name }: AskableSelector): boolean {
	return name === "ALERTS" || name === "ALERTS_FOR_STATE";
}

/** Claims that a series without the label does not match; what a pattern such as `.*` asks for is not asked for. */
function demandsLabel({ op, value }: LabelMatcher): boolean {
	if (op === "=") return value !== "";
	if (op === "=~") {
		const compiled = new RegularExpressions().compile(value);
		return compiled.valid && !compiled.matchesEmpty;
	}
	return op === "!=" && value === "";
}

/** The selectors without which the expression has no result, in the order in which they are written. */
function demandedIn(root: Expression): readonly VectorSelector[] {
	const found: VectorSelector[] = [];
	const pending: Expression[] = [root];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		if (next.kind === "selector") found.push(next);
		else if (next.kind === "binary" && next.operator.name === "or") continue;
		else if (next.kind === "binary" && (next.operator.name === "unless" || next.fill !== undefined))
			pending.push(next.left);
		else if (next.kind === "call" && /^absent(?:_over_time)?$/.test(next.function.name)) continue;
		else pending.push(...childrenOf(next));
	}
	return found.sort((a, b) => a.span.start - b.span.start);
}

function printDays(seconds: number): string {
	const days = Math.floor(seconds / 86_400);
	return days >= 2 ? `${days} days` : printDuration(Math.max(3600, Math.floor(seconds / 3600) * 3600));
}
