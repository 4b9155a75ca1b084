import { type LabelMatcher, writeSelector } from "../../metrics/selectorText.ts";
import { escapeRegexp } from "../quoting/regexpText.ts";
import { makeSlug } from "../quoting/slug.ts";
import { type Answers, splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { Refusal } from "../scaffoldLogic.ts";
import { parseMatchers } from "../slo/matchers.ts";
import { recordedNames } from "../slo/names.ts";
import { designBusiness } from "./businessPanels.ts";
import type { AnnotationDesign, DashboardDesign, RowDesign } from "./dashboardDesign.ts";
import { type DashboardKind, kindWords, readKind } from "./dashboardKinds.ts";
import { designAvailabilities, designPromises } from "./executivePanels.ts";
import { designInfrastructure, type InfrastructureTarget, infrastructureTargets } from "./infrastructurePanels.ts";
import { findInstrumentation, type Saturation } from "./instrumentations.ts";
import { knowResultsHere, lookUpMetric } from "./knownHere.ts";
import { drawMetric } from "./metricPanels.ts";
import { type DashboardScope, hideVariables, writeForDashboard } from "./queryWriter.ts";
import { readScope, readVariables, writeVariables } from "./readScope.ts";
import { askInScope } from "./recordedQueries.ts";
import type { AskQuery, RequestMetrics } from "./requestPanels.ts";
import { designRules } from "./rulePanels.ts";
import { designGoldenSignals, designRed } from "./servicePanels.ts";
import { designSlos } from "./sloPanels.ts";
import { alertNames, periodOf, rulesOf } from "./workspaceRules.ts";

export interface DesignedDashboard {
	readonly design: DashboardDesign;
	/** Series of recording rules that are asked instead of what they record. */
	readonly recorded: readonly string[];
}

/** What the answers ask for; throws a `Refusal` where the workspace has nothing of it. */
export async function designDashboard(answers: Answers, context: ScaffoldContext): Promise<DesignedDashboard> {
	const kind = readKind(answers["kind"]);
	const recorded = new Set<string>();
	const content = await designContent(kind, answers, context, recorded);
	const subject = subjectOf(kind, answers);
	const design: DashboardDesign = {
		uid: makeSlug(`${kind} ${subject}`, 40),
		title: answers["title"] || suggestTitle(answers),
		description: content.description,
		tags: [kind, ...(subject === "" ? [] : [makeSlug(subject)])],
		from: content.from ?? "now-6h",
		refresh: content.from === undefined ? "1m" : "5m",
		variables: writeVariables(content.scope, content.anchor),
		annotations: writeAnnotations(answers, content, context),
		links: [],
		rows: content.rows,
	};
	return { design, recorded: [...recorded].sort() };
}

/** `api: golden signals`. */
export function suggestTitle(answers: Answers): string {
	const kind = readKind(answers["kind"]);
	const subject = subjectOf(kind, answers);
	const words = kindWords[kind];
	return subject === "" ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : `${subject}: ${words}`;
}

function subjectOf(kind: DashboardKind, answers: Answers): string {
	if (kind === "use") return infrastructureTargets[readTarget(answers)].words;
	if (kind === "executive") return "";
	return answers["service"] ?? "";
}

interface DashboardContent {
	readonly description: string;
	readonly scope: DashboardScope;
	/** A metric that has all labels of the variables. */
	readonly anchor?: string;
	/** Where a longer range than the usual six hours is meant. */
	readonly from?: string;
	/** What is running, so that its starts can be marked. */
	readonly processes?: true;
	readonly rows: readonly RowDesign[];
}

async function designContent(
	kind: DashboardKind,
	answers: Answers,
	context: ScaffoldContext,
	recorded: Set<string>,
): Promise<DashboardContent> {
	const service = answers["service"] ?? "";
	const ask = (scope: DashboardScope): AskQuery => askInScope(scope, context.graph, recorded);
	switch (kind) {
		case "golden":
		case "red": {
			const metrics = readRequests(answers);
			const scope = readScope(answers, readVariables(answers));
			const design = kind === "golden" ? designGoldenSignals : designRed;
			const wanted = readSaturation(answers);
			const target = narrowToTarget(scope, wanted);
			// Without any of its labels the containers would be those of everybody.
			const isAsked = wanted !== "container" || target.variables.length + target.matchers.length > 0;
			const saturation = isAsked ? wanted : "none";
			const inFlight = findInstrumentation(metrics.requests)?.inFlight;
			return {
				description:
					kind === "golden"
						? `Latency, traffic, errors and saturation of ${service}: what its users feel, and what will run out next.`
						: `Rate, errors and duration of the requests to ${service}, as a whole and for each kind of request.`,
				scope,
				anchor: metrics.requests,
				...(saturation === "process" ? { processes: true as const } : {}),
				rows: design(ask(scope), {
					...metrics,
					saturation,
					askTarget: ask(target),
					...(inFlight === undefined ? {} : { inFlight }),
				}),
			};
		}
		case "use": {
			const target = readTarget(answers);
			const { variables, anchor, words } = infrastructureTargets[target];
			const scope = readScope(answers, variables);
			return {
				description: `How busy the resources of ${words} are, where work waits for them, and where they fail.`,
				scope,
				anchor,
				...(target === "processes" ? { processes: true as const } : {}),
				rows: designInfrastructure(ask(scope), target),
			};
		}
		case "slo": {
			const scope: DashboardScope = { matchers: [], variables: ["service", "slo"], current: { service } };
			const slos = periodOf(service, context.graph);
			if (slos === undefined)
				throw new Refusal("service", `No rule of this workspace records SLOs of "${service}"; add one first.`);
			return {
				description: `What was promised of ${service}, what was kept, and what is left of the error budget.`,
				scope,
				anchor: recordedNames.objective,
				from: "now-7d",
				rows: designSlos(ask(scope), slos),
			};
		}
		case "business": {
			const scope = readScope(answers, readVariables(answers));
			const metrics = await Promise.all(readMetrics(answers).map((name) => lookUpMetric(name, context)));
			return {
				description: `What the business of ${service} lives on, counted by ${service} itself.`,
				scope,
				anchor: metrics[0]?.name ?? "up",
				from: "now-7d",
				rows: designBusiness(ask(scope), metrics),
			};
		}
		case "metrics": {
			const scope = readScope(answers, readVariables(answers));
			const metrics = await Promise.all(readMetrics(answers).map((name) => lookUpMetric(name, context)));
			const by = scope.variables.slice(0, 1);
			const first = metrics[0];
			return {
				description: `Metrics of ${service}.`,
				scope,
				anchor: first === undefined ? "up" : anchorOf(first.name, first.type, first.buckets),
				rows: [{ panels: metrics.flatMap((metric) => drawMetric(ask(scope), metric, by)) }],
			};
		}
		case "executive":
			return designExecutive(answers, context, ask);
		case "rules": {
			const groups = await rulesOf(service, context.graph);
			if (groups.length === 0) throw new Refusal("service", `This workspace has no rules of "${service}".`);
			return {
				description: `What the alerts of ${service} look at, with the values from which on they fire, and what its recording rules record.`,
				scope: { matchers: [], variables: [], current: {} },
				rows: designRules(groups, knowResultsHere(context)),
			};
		}
		default:
			return kind satisfies never;
	}
}

function designExecutive(
	answers: Answers,
	{ graph }: ScaffoldContext,
	ask: (scope: DashboardScope) => AskQuery,
): DashboardContent {
	const services = splitAnswer(answers["services"]);
	const isBySlo = answers["basis"] !== "requests";
	const label = isBySlo ? "service" : "job";
	const matchers: readonly LabelMatcher[] =
		services.length === 0 ? [] : [{ label, op: "=~", value: services.map(escapeRegexp).join("|") }];
	const scope: DashboardScope = { matchers, variables: [label], current: {} };
	const description = "How the services do that the business stands on: which part of what they were asked for worked.";
	if (!isBySlo) {
		const metrics = readRequests(answers);
		return {
			description,
			scope,
			anchor: metrics.requests,
			from: "now-7d",
			rows: designAvailabilities(ask(scope), metrics, label),
		};
	}
	const slos = services.map((service) => periodOf(service, graph)).find((found) => found !== undefined);
	const any = slos ?? periodOf(undefined, graph);
	if (any === undefined)
		throw new Refusal("basis", "No rule of this workspace records SLOs; add one first, or go by the requests.");
	return {
		description,
		scope,
		anchor: recordedNames.objective,
		from: "now-7d",
		rows: designPromises(ask(scope), any),
	};
}

function readRequests(answers: Answers): RequestMetrics {
	const errors = parseMatchers(answers["errors"] ?? "");
	const { latency, route, status } = answers;
	const buckets = answers["buckets"] === "native" ? "native" : "classic";
	return {
		requests: answers["requests"] ?? "",
		errors: errors.kind === "matchers" ? errors.matchers : [],
		...(latency ? { latency: { metric: latency.replace(/_bucket$/, ""), buckets } } : {}),
		...(route ? { route } : {}),
		...(status ? { status } : {}),
	};
}

function readSaturation(answers: Answers): Saturation {
	const known: readonly Saturation[] = ["process", "jvm", "container", "none"];
	return known.find((saturation) => saturation === answers["saturation"]) ?? "none";
}

function readTarget(answers: Answers): InfrastructureTarget {
	const { target } = answers;
	return target === "kubernetes" || target === "processes" ? target : "hosts";
}

function readMetrics(answers: Answers): readonly string[] {
	return [...new Set(splitAnswer(answers["metrics"]))];
}

/** A series that is there: a classic histogram has none of its own name. */
function anchorOf(name: string, type: string, buckets: "classic" | "native"): string {
	if (type !== "histogram" || buckets === "native" || /_(?:bucket|sum|count)$/.test(name)) return name;
	return `${name}_count`;
}

/** Alerts are marked by the names that the workspace gives those of the service, else by the labels that both have. */
function writeAnnotations(
	answers: Answers,
	content: DashboardContent,
	{ graph }: ScaffoldContext,
): readonly AnnotationDesign[] {
	const wanted = splitAnswer(answers["marks"]);
	const write = writeForDashboard(narrowToTarget(content.scope, "process"));
	const marks: AnnotationDesign[] = [];
	const names = wanted.includes("alerts") ? alertNames(answers["service"] ?? "", graph) : [];
	if (names.length > 0) {
		marks.push({
			name: "Alerts",
			expression: hideVariables(
				writeSelector("ALERTS", [
					{ label: "alertstate", op: "=", value: "firing" },
					{ label: "alertname", op: "=~", value: names.map(escapeRegexp).join("|") },
				]),
			),
			title: "{{alertname}}",
			text: "{{severity}}",
			color: "red",
			enabled: true,
		});
	}
	if (wanted.includes("starts") && content.processes === true) {
		marks.push({
			name: "Starts",
			expression: `time() - ${write.select("process_start_time_seconds")} < 120`,
			title: "Started",
			text: "{{job}} {{instance}}",
			color: "blue",
			enabled: true,
		});
	}
	return marks;
}

/** The scope for metrics that say nothing of requests: cAdvisor knows pods and not the jobs that scrape them. */
function narrowToTarget(scope: DashboardScope, saturation: Saturation): DashboardScope {
	const labels = saturation === "container" ? podLabels : targetLabels;
	return {
		matchers: scope.matchers.filter(({ label }) => labels.includes(label)),
		variables: scope.variables.filter((label) => labels.includes(label)),
		current: scope.current,
	};
}

const podLabels = ["cluster", "namespace", "pod"];
/** Every series of a target has these, also those of its process. */
const targetLabels = [...podLabels, "job", "instance", "service", "app", "env", "environment", "region"];
