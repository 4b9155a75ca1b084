import type { Gap } from "../../workspace/overview/gaps.ts";
import type { OverviewService } from "../../workspace/overview/overview.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { escapeMarkdown } from "../quoting/markdownText.ts";
import { documentScaffold, enumerate, plural } from "./documentScaffold.ts";

interface Step {
	readonly text: string;
	readonly box: "x" | " ";
}

interface Phase {
	readonly title: string;
	/** Why it comes now. */
	readonly why: string;
	readonly steps: readonly Step[];
	/** How one knows that it is done. */
	readonly done: string;
}

/** In which order to close the gaps that the files show: what wakes people first, then what is promised, then the rest. */
export const rolloutPlanScaffold = documentScaffold("rolloutPlan", ({ evidence }) => {
	const phases = planPhases(evidence);
	const open = phases.flatMap(({ steps }) => steps).filter(({ box }) => box === " ").length;
	return {
		phases: phases.map((phase, index) => ({ ...phase, number: index + 1 })),
		open: plural(open, "open step"),
		services: plural(evidence.services.length, "service"),
	};
});

function planPhases(evidence: Evidence): readonly Phase[] {
	const { services, shared, components, receivers, pipelines, libraries } = evidence;
	const has = (kind: string): boolean => components.some((component) => component.kind === kind);
	const reached = receivers.filter(({ ways }) => ways.length > 0).map(({ name }) => name);
	const drawn = [...services, ...(shared === undefined ? [] : [shared])].some(
		({ items }) => items.dashboard.length > 0,
	);
	/** What is seen somewhere may be missing elsewhere: it is begun, and no more can be said. */
	const begun = (names: readonly string[]): string => {
		const all = [...new Set(names)];
		return all.length === 0 ? "nothing of it was found" : `begun: ${enumerate(all, 4)}`;
	};
	const byNeed = services.toSorted((one, other) => needOf(other) - needOf(one));
	const checking = pipelines.filter(({ checks }) => checks.length > 0).map(({ system }) => system);
	const namesOf = (gives: string): readonly string[] =>
		libraries.filter((library) => library.gives === gives).map(({ name }) => name);
	return [
		{
			title: "A place for signals, and a way to people",
			why: "Without it nothing that follows can be seen by anybody.",
			steps: [
				step("Metrics are collected and rules evaluated", has("metrics")),
				step("An Alertmanager groups alerts and knows where to send them", has("alerting")),
				step(
					"A test alert has reached the people on call, outside of office hours too",
					false,
					reached.length === 0 ? "no receiver was found" : `by ${enumerate(reached)}`,
				),
				step("Dashboards are kept as files", drawn),
				step(
					"Grafana loads them from there",
					false,
					has("dashboards") ? "begun: Grafana is there" : "no Grafana was found",
				),
			],
			done: "An alert that always fires is seen to arrive, and its absence is noticed.",
		},
		{
			title: "No service is down without somebody knowing",
			why: "What users notice first costs most.",
			steps: byNeed.flatMap((service) => stepsFor(service, ["noAlert", "noRunbook", "deadRunbook"])),
			done: "Each service has an alert on its errors and on its absence, and each alert that wakes people has a runbook that somebody else has followed.",
		},
		{
			title: "What is promised is measured",
			why: "An objective decides which alerts are worth a night, and when to stop and mend.",
			steps: byNeed.flatMap((service) => stepsFor(service, ["noSlo", "noDashboard"])),
			done: "Each service that users meet has an SLO with burn-rate alerts in place of alerts on causes, and a dashboard that shows its budget.",
		},
		{
			title: "Causes are found quickly",
			why: "Metrics tell that something is wrong; traces and logs tell what.",
			steps: [
				step("All services send traces", false, begun(namesOf("traces"))),
				step("There is a place where traces are kept", has("tracing")),
				step("There is a place where logs are kept", has("logs")),
				step("Log lines are JSON and have the id of their trace", false, begun(namesOf("logs"))),
			],
			done: "From an alert one gets to a trace of a failed request, and from there to its log lines, without searching by time.",
		},
		{
			title: "It stays that way",
			why: "Rules rot unseen: a metric is renamed, and an alert is silent from then on.",
			steps: [
				step("Each change of rules and dashboards is checked before it is merged", false, begun(checking)),
				...byNeed.flatMap((service) =>
					stepsFor(service, ["noTest", "unusedRecord", "unusedMetric", "runbookWithoutAlert"]),
				),
			],
			done: "A renamed metric fails the build, and not the alert.",
		},
	].map((phase) => ({
		...phase,
		steps: phase.steps.length === 0 ? [step("Nothing was found to be missing", true)] : phase.steps,
	}));
}

/** Where nobody would notice comes first. */
function needOf({ gaps }: OverviewService): number {
	return gaps.reduce((sum, { risk }) => sum + { high: 100, medium: 10, low: 1 }[risk], 0);
}

const verbs: Readonly<Record<Gap["kind"], (count: number) => string>> = {
	noAlert: () => "add an alert",
	noRunbook: (count) => `write ${plural(count, "runbook")}`,
	deadRunbook: (count) => `mend ${plural(count, "link")} to runbooks that are not there`,
	noSlo: () => "agree on an SLO",
	noDashboard: () => "add a dashboard",
	noTest: (count) => `test ${plural(count, "alert")}`,
	unusedMetric: (count) => `use or drop ${plural(count, "metric")} that nobody asks for`,
	unusedRecord: (count) => `use or drop ${plural(count, "recording rule")} that nobody asks for`,
	runbookWithoutAlert: (count) => `link or drop ${plural(count, "runbook")} that no alert leads to`,
};

function stepsFor({ name, gaps }: OverviewService, kinds: readonly Gap["kind"][]): readonly Step[] {
	const words = kinds.flatMap((kind) => {
		const count = gaps.filter((gap) => gap.kind === kind).length;
		return count === 0 ? [] : [verbs[kind](count)];
	});
	return words.length === 0 ? [] : [step(`**${escapeMarkdown(name)}**: ${enumerate(words)}`, false)];
}

function step(text: string, done: boolean, remark?: string): Step {
	return { text: remark === undefined ? text : `${text} (${escapeMarkdown(remark)})`, box: done ? "x" : " " };
}
