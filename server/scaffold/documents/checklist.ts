import { runbookOf } from "../../workspace/overview/gaps.ts";
import type { OverviewService } from "../../workspace/overview/overview.ts";
import type { Evidence, Sighting } from "../evidence/evidence.ts";
import { escapeMarkdown } from "../quoting/markdownText.ts";
import { enumerate, plural } from "./documentScaffold.ts";

/** One box of the checklist. */
export interface ChecklistItem {
	readonly text: string;
	/** What the files say: they show it, show it in part, show that it is not so, or cannot show it. */
	readonly state: "done" | "part" | "open" | "unseen";
	/** Why it is ticked or not; a sentence. */
	readonly evidence: string;
}

export interface ChecklistPart {
	readonly title: string;
	readonly items: readonly ChecklistItem[];
}

type Link = (place: Sighting) => string;

/** What a monitored system has, each box with what the files say of it. Only what they show whole is ticked. */
export function fillChecklist(evidence: Evidence, link: Link): readonly ChecklistPart[] {
	return [
		{ title: "Signals", items: listSignals(evidence, link) },
		{ title: "Alerts", items: listAlerts(evidence, link) },
		{ title: "Promises and pictures", items: listPromises(evidence) },
		{ title: "Running it", items: listOperations(evidence, link) },
	];
}

function listSignals(evidence: Evidence, link: Link): readonly ChecklistItem[] {
	const { services, libraries, probes, components } = evidence;
	const exposing = services.filter(({ items }) => items.metric.length + items.scrapeJob.length > 0);
	const inCode = services.filter(({ items }) => items.metric.length > 0);
	return [
		ofServices("Every service exposes metrics", services, (service) => exposing.includes(service)),
		ofServices(
			"Every service whose code has metrics is scraped",
			inCode,
			({ items }) => items.scrapeJob.length > 0,
			"by the scrape jobs of these files; what is discovered by labels or annotations is not seen",
		),
		seen(
			"Requests can be followed through the services by traces",
			libraries.filter(({ gives }) => gives === "traces"),
			link,
		),
		seen(
			"Traces are kept",
			components.filter(({ kind }) => kind === "tracing"),
			link,
		),
		seen(
			"Logs are written as JSON with levels",
			libraries.filter(({ gives }) => gives === "logs"),
			link,
		),
		seen(
			"Logs are shipped and kept",
			components.filter(({ kind }) => kind === "logs"),
			link,
		),
		seen(
			"Health endpoints are probed",
			probes.map((place) => ({ ...place, name: "a probe" })),
			link,
		),
		unseen("Logs have the id of the trace that they belong to"),
	];
}

function listAlerts({ services, shared, receivers }: Evidence, link: Link): readonly ChecklistItem[] {
	const all = [...services, ...(shared === undefined ? [] : [shared])];
	const alerts = all.flatMap(({ items }) => items.alert.map(({ item }) => item));
	const lacking = (kind: string): number =>
		all.flatMap(({ gaps }) => gaps).filter((gap) => gap.kind === kind && gap.place !== undefined).length;
	const unlabelled = alerts.filter((item) => item.kind === "alert" && item.labels["severity"] === undefined).length;
	const linked = alerts.filter((item) => item.kind === "alert" && runbookOf(item) !== undefined).length;
	const reached = receivers.filter(({ ways }) => ways.length > 0);
	const watched = alerts.some(({ name }) => /^(?:Watchdog|DeadMansSwitch|.*Heartbeat)$/i.test(name));
	return [
		ofServices("Every service has an alert", services, ({ items }) => items.alert.length > 0),
		ofCount("Every alert says how urgent it is", alerts.length, unlabelled, "alert", "without the label severity"),
		ofCount("Every alert leads to a runbook", alerts.length, alerts.length - linked, "alert", "without a runbook"),
		ofCount(
			"Every runbook of the workspace that is linked is there",
			linked,
			lacking("deadRunbook"),
			"link",
			"leading nowhere",
		),
		ofCount("Every alert is tested", alerts.length, lacking("noTest"), "alert", "in no test of promtool"),
		seen(
			"Somebody is told",
			reached.map((each) => ({ ...each, name: `${each.name} by ${enumerate(each.ways)}` })),
			link,
		),
		{
			text: "It is noticed when alerts no longer come",
			state: watched ? "done" : "open",
			evidence: watched ? "There is an alert that always fires." : "No alert that always fires was found.",
		},
		unseen("Who is on call, and who comes next, is written down and known to the tool that calls"),
	];
}

function listPromises({ services }: Evidence): readonly ChecklistItem[] {
	return [
		ofServices("Every service has an SLO", services, ({ items }) => items.slo.length > 0),
		ofServices("Every service has a dashboard", services, ({ items }) => items.dashboard.length > 0),
		unseen("Those who use the service know its SLO and agree with it"),
		unseen("It is agreed what stops when an error budget is spent"),
	];
}

function listOperations({ pipelines, retention, components }: Evidence, link: Link): readonly ChecklistItem[] {
	const checking = pipelines.filter(({ checks }) => checks.length > 0);
	const versioned = components.filter(({ by }) => by.startsWith("image "));
	const floating = versioned.filter(
		({ by }) => /^image [^@]*$/.test(by) && (!/:[^/]+$/.test(by) || /:latest$/.test(by)),
	);
	return [
		seen(
			"Rules and dashboards are checked before they are merged",
			checking.map((each) => ({ ...each, name: `${each.system} runs ${enumerate(each.checks)}` })),
			link,
		),
		seen(
			"It is decided how long metrics are kept",
			retention.map((each) => ({ ...each, name: each.value })),
			link,
		),
		ofCount("Images have a version", versioned.length, floating.length, "image", "with no version, or latest"),
		unseen("The monitoring is watched from outside of what it watches"),
		unseen("What is needed to set it all up again has been tried"),
	];
}

function ofServices(
	text: string,
	services: readonly OverviewService[],
	has: (service: OverviewService) => boolean,
	within?: string,
): ChecklistItem {
	if (services.length === 0) return { text, state: "open", evidence: "No service was found." };
	const without = services.filter((service) => !has(service)).map(({ name }) => escapeMarkdown(name));
	const scope = within === undefined ? "" : `, ${within}`;
	const count = `${services.length - without.length} of ${services.length}${scope}`;
	if (without.length === 0) return { text, state: "done", evidence: `${count}.` };
	const state = without.length === services.length ? "open" : "part";
	return { text, state, evidence: `${count}; not ${enumerate(without)}.` };
}

/** Counts those that are well, as `ofServices` does; `lack` is said of the others. */
function ofCount(text: string, all: number, lacking: number, word: string, lack: string): ChecklistItem {
	if (all === 0) return { text, state: "open", evidence: `There is no ${word}.` };
	if (lacking === 0) return { text, state: "done", evidence: `${plural(all, word)}.` };
	const evidence = `${all - lacking} of ${plural(all, word)}; ${lacking} ${lack}.`;
	return { text, state: lacking === all ? "open" : "part", evidence };
}

/** That something is there shows that it is begun, not that it is whole. */
function seen(text: string, places: readonly (Sighting & { readonly name: string })[], link: Link): ChecklistItem {
	const [first] = places;
	if (first === undefined) return { text, state: "unseen", evidence: "The files do not tell of it." };
	const names = [...new Set(places.map(({ name }) => escapeMarkdown(name)))];
	return { text, state: "part", evidence: `Seen: ${enumerate(names, 4)} (${link(first)}).` };
}

function unseen(text: string): ChecklistItem {
	return { text, state: "unseen", evidence: "No file can show it." };
}
