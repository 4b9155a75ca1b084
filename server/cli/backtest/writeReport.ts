import { printDuration } from "../../promql/duration.ts";
import type { AlertReport, BacktestReport } from "./backtestReport.ts";
import { explainVerdict } from "./backtestReport.ts";

/** Series that are named. */
const mostNamed = 5;

export function writeJson({ alerts, ...report }: BacktestReport): string {
	const written = alerts.map(({ alert, path, group, outcome, base, ...rest }) => {
		const verdict = explainVerdict(
			{ alert, path, group, outcome, ...(base === undefined ? {} : { base }) },
			report.mostFirings,
		);
		const common = {
			alert,
			file: path,
			group: group ?? null,
			passed: verdict === undefined && outcome.kind === "ok",
			...rest,
		};
		if (outcome.kind === "failed") return { ...common, failure: outcome.reason };
		const { view, replay } = outcome;
		return {
			...common,
			...(verdict === undefined ? {} : { reason: verdict }),
			expression: view.expression,
			expanded: view.expanded,
			forSeconds: outcome.forSeconds,
			keepFiringForSeconds: outcome.keepFiringForSeconds,
			span: view.span,
			...replay.summary,
			failedEvaluations: replay.failedEvaluations,
			seriesThatFired: replay.series
				.filter(({ fired }) => fired > 0)
				.map(({ labels, fired, firingSeconds, longestSeconds, flaps, spans }) => ({
					labels,
					fired,
					firingSeconds,
					longestSeconds,
					flaps,
					spans,
				})),
			notes: view.notes,
			...(base === undefined
				? {}
				: { old: base.kind === "ok" ? { expression: base.view.expression, ...base.view.replay.summary } : base }),
		};
	});
	return `${JSON.stringify({ ...report, alerts: written }, undefined, "\t")}\n`;
}

export function writeText(report: BacktestReport): string {
	const blocks = report.alerts.map((alert) => {
		const lines = [`${alert.alert}  ${alert.path}`];
		if (alert.outcome.kind === "failed") return [...lines, `  not known: ${alert.outcome.reason}`].join("\n");
		const { view, replay } = alert.outcome;
		lines.push(`  ${headline(alert, report)}`, `  ${details(alert)}`);
		for (const one of replay.series.filter(({ fired }) => fired > 0).slice(0, mostNamed)) {
			lines.push(
				`  ${times(one.fired).padStart(10)}  ${printSpan(one.firingSeconds).padStart(8)}  ${nameLabels(one.labels)}`,
			);
		}
		const more = replay.summary.series - mostNamed;
		if (more > 0) lines.push(`  and ${more} more series`);
		const verdict = explainVerdict(alert, report.mostFirings);
		if (verdict !== undefined) lines.push(`  FAILED: ${verdict}`);
		if (view.expanded.length > 0) lines.push(`  with the definition of ${view.expanded.join(", ")} in its place`);
		for (const note of view.notes) lines.push(`  note: ${note.replaceAll("`", "")}`);
		return lines.join("\n");
	});
	if (blocks.length === 0) return "No alert has changed, so there is nothing to backtest.\n";
	return `${blocks.join("\n\n")}\n`;
}

export function writeMarkdown(report: BacktestReport): string {
	if (report.alerts.length === 0) return "No alert has changed, so there is nothing to backtest.\n";
	const rows = report.alerts.map((alert) => {
		const { outcome, base } = alert;
		const old =
			base === undefined
				? ""
				: base.kind === "ok"
					? `${base.view.replay.summary.fired}`
					: base.kind === "new"
						? "new"
						: "?";
		if (outcome.kind === "failed") return `| ${cell(alert.alert)} | ${old} | ? | | | | ${cell(outcome.reason)} |`;
		const { summary } = outcome.replay;
		const verdict = explainVerdict(alert, report.mostFirings);
		const mark = verdict === undefined ? "✅" : "❌";
		return `| ${mark} \`${cell(alert.alert)}\` | ${old} | **${summary.fired}** | ${printSpan(summary.firingSeconds)} | ${printSpan(summary.longestSeconds)} | ${summary.flaps} | ${cell(nameLabels(outcome.replay.series[0]?.labels ?? {}, summary.fired > 0))} |`;
	});
	const notes = report.alerts.flatMap(({ alert, outcome }) =>
		outcome.kind === "ok" ? outcome.view.notes.map((note) => `- \`${alert}\`: ${note}`) : [],
	);
	const lines = report.alerts.flatMap((alert) =>
		alert.outcome.kind === "ok" ? [`- \`${alert.alert}\`: ${headline(alert, report)}`] : [],
	);
	return [
		`### Backtest over ${report.since}`,
		"",
		...lines,
		"",
		"| Alert | Fired before | Fired now | Firing | Longest | Flaps | Noisiest series |",
		"|---|--:|--:|--:|--:|--:|---|",
		...rows,
		...(notes.length === 0 ? [] : ["", ...notes]),
		"",
	].join("\n");
}

/** The one sentence that a reviewer reads. */
function headline({ outcome, base }: AlertReport, { since }: BacktestReport): string {
	if (outcome.kind === "failed") return outcome.reason;
	const { fired } = outcome.replay.summary;
	const span = `in ${since}`;
	if (base === undefined) return `It would have paged ${times(fired)} ${span}.`;
	if (base.kind === "new") return `This new alert would have paged ${times(fired)} ${span}.`;
	if (base.kind === "failed")
		return `This change would have paged ${times(fired)} ${span}; what the old rule did is not known: ${base.reason}`;
	return `This change would have paged ${times(fired)} ${span}; the old rule ${times(base.view.replay.summary.fired)}.`;
}

function details({ outcome }: AlertReport): string {
	if (outcome.kind === "failed") return "";
	const { summary } = outcome.replay;
	const { span, intervalSource } = outcome.view;
	const parts = [
		`${summary.series} series`,
		`firing ${printSpan(summary.firingSeconds)} in all, ${printSpan(summary.longestSeconds)} at most`,
		`${summary.perWeek.toFixed(1)} a week`,
		...(summary.flaps > 0 ? [`${summary.flaps} soon after the one before`] : []),
		...(summary.nearMisses > 0 ? [`pending ${times(summary.nearMisses)} without firing`] : []),
		...(summary.stillFiring > 0 ? [`${summary.stillFiring} still firing`] : []),
		`evaluated every ${printDuration(span.step)}, ${intervalSource}`,
	];
	return `${parts.join("; ")}.`;
}

function times(count: number): string {
	return count === 1 ? "once" : `${count.toLocaleString("en-US")} times`;
}

/** To the minute where it is long. */
function printSpan(seconds: number): string {
	return printDuration(seconds >= 3600 ? Math.round(seconds / 60) * 60 : seconds);
}

function nameLabels(labels: Readonly<Record<string, string>>, any = true): string {
	if (!any) return "";
	return `{${Object.entries(labels)
		.map(([name, value]) => `${name}=${JSON.stringify(value)}`)
		.join(", ")}}`;
}

function cell(text: string): string {
	return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
