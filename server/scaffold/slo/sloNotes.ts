import { isClassicLabelName } from "../../promql/names.ts";
import type { Answers } from "../scaffold.ts";
import { type BurnRateWindow, lowestObjective } from "./burnRates.ts";
import { wordIndicator } from "./indicatorWords.ts";
import { type OutputForm, writesRules } from "./outputForm.ts";
import type { SloDefinition } from "./sloDefinition.ts";

/** Warns, in sentences, where alerts cannot do what one expects of them at this objective. */
export function warnOfUnreachable({ objective }: SloDefinition, windows: readonly BurnRateWindow[]): readonly string[] {
	const unreachable = windows.filter(({ isReachable }) => !isReachable);
	if (unreachable.length === 0) return [];
	const list = unreachable.map(({ factor, long }) => `${factor} times over ${long.duration}`).join(", ");
	const highest = Math.max(...unreachable.map(({ factor }) => factor));
	const warning =
		`At ${objective.percent} % the error budget is so large that burning it ${list} would take more errors than ` +
		`there are requests. Those conditions could never fire and are left out; all of them work above ${lowestObjective(highest)} %.`;
	const pages = windows.some(({ severity, isReachable }) => severity === "page" && isReachable);
	return pages
		? [warning]
		: [warning, "So no page is left, even in a total outage: alert on the outage itself as well."];
}

/** Says how few requests make a single failure page, where nothing guards against it. */
export function warnOfFewRequests(
	slo: SloDefinition,
	windows: readonly BurnRateWindow[],
	form: OutputForm,
): readonly string[] {
	const { isState, unit } = wordIndicator(slo);
	// Pyrra and OpenSLO have windows of their own.
	if (isState || slo.guard !== undefined || form === "pyrra" || form === "openSlo") return [];
	const [first] = windows.filter(({ severity, isReachable }) => severity === "page" && isReachable);
	if (first === undefined) return [];
	const few = countTooFew(first);
	if (few < 2) return [];
	return [
		`With fewer than ${few} ${unit} in ${first.long.words} a single failure pages at ${slo.objective.percent} %; ` +
			(writesRules(form)
				? "where there are so few, choose how many errors an alert needs at least."
				: "Sloth has no guard against that, a rule file can have one."),
	];
}

/** Below so many requests in the long window one failure is above the threshold. */
export function countTooFew({ errorRatio }: BurnRateWindow): number {
	return Math.ceil(Number((1 / errorRatio).toPrecision(9)));
}

/** What was asked for and cannot be had in this form. */
export function tellWhatIsLeftOut(
	slo: SloDefinition,
	form: OutputForm,
	extras: readonly string[],
	hasTest: boolean,
): readonly string[] {
	const notes: string[] = [];
	if (extras.includes("dashboard") && !writesRules(form)) {
		notes.push(`No dashboard was made: ${ownDashboards[form as keyof typeof ownDashboards]}`);
	}
	if (extras.includes("ruleTest") && !hasTest) notes.push(`No test was made: ${whyNoTest(slo, form)}`);
	if (form === "pyrra" && slo.indicator.kind === "latency" && slo.indicator.histogram === "classic") {
		notes.push(
			`Pyrra asks for the bucket le="${slo.indicator.threshold}" by that spelling; Prometheus 3 writes whole numbers as 1.0.`,
		);
	}
	if (form === "openSlo") {
		notes.push("OpenSLO says what is promised; the alerts on it come from whoever reads the file.");
	}
	return notes;
}

const ownDashboards = {
	sloth: "Sloth has its own, 14348 and 14643 on grafana.com, over the series that it records.",
	slothResource: "Sloth has its own, 14348 and 14643 on grafana.com, over the series that it records.",
	pyrra: "Pyrra has its own, and a web interface.",
	openSlo: "OpenSLO does not say what the recorded series are called.",
} as const;

function whyNoTest(slo: SloDefinition, form: OutputForm): string {
	if (form === "prometheusRule") return "promtool reads plain rule files alone; take the form of a rule file for one.";
	if (form !== "ruleFile") return "the rules are made by another tool.";
	const { kind } = slo.indicator;
	if (kind === "latency") return "not every promtool can be given native histograms.";
	if (kind === "queries" || kind === "ratio") return "what series the queries want cannot be told.";
	if (slo.mutedWhile !== undefined) return "the alerts may be mute at any time, by what mutes them.";
	return "no labels were found that the matchers select.";
}

/** What there is to do once the files are written. */
export function tellNextSteps(
	slo: SloDefinition,
	{ rulesPath, windowsPath, testPath, test, form }: NextSteps,
	answers: Answers,
): readonly string[] {
	const { duration, days, isCalendar } = slo.period;
	const notes = [loadNotes[form](rulesPath)];
	if (form === "sloth" || form === "slothResource") {
		const own = days === 28 || days === 30 ? "" : ` --slo-period-windows-path=${windowsPath.replace(/[^/]*$/, "")}`;
		notes.push(
			`Sloth has one period for everything that it reads: run it with --default-slo-period=${duration}${own}.`,
		);
	}
	if (form !== "openSlo" && form !== "pyrra") {
		notes.push(
			'The alerts carry severity="critical" for a page and "warning" for a ticket; route them so in Alertmanager.',
		);
	}
	if (test !== "") notes.push(`Test the rules: promtool test rules ${testPath}`);
	if (writesRules(form)) notes.push(describeHistory(days));
	if (isCalendar) {
		notes.push(
			"Months begin at midnight UTC. What is left of the month's budget takes the rest of the month to be as busy as what is over; " +
				"at its end that is exact. The alerts roll with the windows of 30 days.",
		);
	}
	const modern = slo.grouping.filter((label) => !isClassicLabelName(label));
	if (modern.length > 0) notes.push(`Labels such as "${modern[0]}" want a Prometheus of version 3 or later.`);
	if (answers["runbookUrl"] === "") {
		notes.push("runbook_url is the runbook's path in this folder; give a base URL to have a link in notifications.");
	}
	return notes;
}

interface NextSteps {
	readonly rulesPath: string;
	readonly windowsPath: string;
	readonly testPath: string;
	readonly test: unknown;
	readonly form: OutputForm;
}

const loadNotes: Readonly<Record<OutputForm, (path: string) => string>> = {
	ruleFile: (path) => `Let rule_files in prometheus.yml include ${path}, then reload Prometheus.`,
	prometheusRule: (path) => `Apply ${path}; its labels have to match the ruleSelector of your Prometheus resource.`,
	sloth: (path) => `Make the rules with: sloth generate -i ${path}`,
	slothResource: (path) => `Apply ${path}; Sloth's controller makes a PrometheusRule of it.`,
	pyrra: (path) => `Apply ${path}; Pyrra's operator makes the rules of it. Its labels are taken over to them.`,
	openSlo: (path) => `Give ${path} to the tool that makes rules of OpenSLO.`,
};

/** 15 days is the default of --storage.tsdb.retention.time. */
function describeHistory(days: number): string {
	const start = "Windows of half a day and more, and the budget, begin empty and fill up from the first evaluation on";
	if (days <= 15) return `${start}.`;
	return `${start}; for all ${days} days the retention has to be as long, and Prometheus keeps 15 days unless told.`;
}
