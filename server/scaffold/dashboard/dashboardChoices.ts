import { writeSelector } from "../../metrics/selectorText.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { Answers, Choice } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource, LiveChoices, Suggestion } from "../scaffoldLogic.ts";
import { chooseErrors } from "../slo/errorChoices.ts";
import { suggestErrors } from "../slo/errorMatchers.ts";
import { latencyMetrics, rankMetric, requestMetrics } from "../slo/requestMetrics.ts";
import { chooseSelector, suggestSelector, suggestService } from "../slo/serviceChoices.ts";
import { chooseService } from "../sources/serviceSource.ts";
import { readKind } from "./dashboardKinds.ts";
import { suggestTitle } from "./designDashboard.ts";
import { findInstrumentation, guessLatency, routeLabels, statusLabels } from "./instrumentations.ts";
import { bucketsOf, learnTypes, listLabelsOf, listSeriesNames } from "./knownHere.ts";
import { guessType } from "./metricPanels.ts";
import { readMatchers } from "./readScope.ts";
import { listServicesHere, listSloServices } from "./workspaceRules.ts";

/** Services that the server and the workspace know. */
const chooseServiceHere: ChoiceSource = async (answers, context, signal) => {
	const { graph } = context;
	const kind = readKind(answers["kind"]);
	if (kind === "slo" || (kind === "executive" && answers["basis"] !== "requests")) {
		const choices = listSloServices(graph).map((name) => ({
			value: name,
			label: name,
			description: "has SLO rules here",
		}));
		return choices.length > 0
			? { choices }
			: { choices, note: "No rule of this workspace records SLOs yet; add one first." };
	}
	if (kind !== "rules") return chooseService(answers, context, signal);
	const here = await listServicesHere(graph);
	const choices = here.map((name): Choice => ({ value: name, label: name, description: "has rules here" }));
	return choices.length > 0 ? { choices } : { choices, note: "This workspace has no rules yet." };
};

/** Counters of requests: those of the service that the server has, and the usual ones. */
const chooseRequests: ChoiceSource = async (answers, context, signal) => {
	const { names, note } = await listNames(answers, context, signal);
	const counters = names.filter((name) => {
		if (/_(?:bucket|sum|created|info)$/.test(name)) return false;
		const type = context.facts.describe(name)?.type ?? guessType(name);
		return type === "counter" || name.endsWith("_count");
	});
	if (counters.length === 0) return withNote(usual(requestMetricNames), note);
	const ranked = counters.map((name) => ({ name, ...rankMetric(name, requestMetrics) }));
	ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
	return withNote(
		ranked.slice(0, longestList).map(({ name, from }) => describeChoice(name, from, context)),
		note,
	);
};

const chooseLatency: ChoiceSource = async (answers, context, signal) => {
	const { names, note } = await listNames(answers, context, signal);
	const all = new Set(names);
	const histograms = new Set<string>();
	for (const name of names) {
		if (name.endsWith("_bucket")) histograms.add(name.slice(0, -"_bucket".length));
		else if (context.facts.describe(name)?.type === "histogram" && !/_(?:sum|count|created)$/.test(name))
			histograms.add(name);
	}
	const none: Choice = { value: "", label: "(none)", description: "leaves the durations out" };
	if (histograms.size === 0) {
		const guess = guessLatency(answers["requests"] ?? "");
		return withNote([...(guess === undefined ? [] : usual([guess])), none], note);
	}
	const ranked = [...histograms].map((name) => ({ name, ...rankMetric(name, latencyMetrics) }));
	ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
	const choices = ranked.slice(0, longestList).map(({ name, from }) => {
		const kind = bucketsOf(name, all) === "native" ? "a native histogram" : undefined;
		return describeChoice(name, [from, kind].filter((word) => word !== undefined).join(", ") || undefined, context);
	});
	return withNote([...choices, none], note);
};

/** Any metric: what the server has, what code registers and rules record; of business all counters first. */
const chooseMetrics: ChoiceSource = async (answers, context, signal) => {
	const live = await listNames(answers, context, signal);
	const offline = live.names.length > 0 ? [] : context.facts.seriesNames();
	const registered = [...context.graph.items("metric")].map(({ item }) => item.name).filter((name) => name !== "");
	const families = new Set([...registered, ...live.names, ...offline].map(familyOf(context)));
	const isBusiness = readKind(answers["kind"]) === "business";
	const choices = [...families]
		.slice(0, longestList)
		.map((name) => describeChoice(name, typeWords(name, context), context));
	if (isBusiness) choices.sort((a, b) => Number(b.description === "counter") - Number(a.description === "counter"));
	return withNote(choices, live.note);
};

const chooseErrorsHere: ChoiceSource = (answers, context, signal) =>
	chooseErrors({ ...answers, metric: answers["requests"] ?? "" }, context, signal);

function chooseLabelOf(likely: readonly string[]): ChoiceSource {
	return async (answers, context) => {
		const labels = await listLabelsOf(selectorOf(answers, answers["requests"]), context);
		const own = labels.filter((label) => !/^(?:__name__|le|instance|job)$/.test(label));
		const offered = own.length > 0 ? own : likely.slice(0, 4);
		const rank = (label: string) => (likely.includes(label) ? likely.indexOf(label) : likely.length);
		const choices = offered.toSorted((a, b) => rank(a) - rank(b)).map((label): Choice => ({ value: label, label }));
		return { choices: [...choices, { value: "", label: "(none)", description: "leaves these panels out" }] };
	};
}

const chooseVariables: ChoiceSource = async (answers, context) => {
	const metric = answers["requests"] ?? answers["metrics"]?.split(",")[0];
	const labels = await listLabelsOf(selectorOf(answers, metric), context);
	const offered = [
		...new Set(["job", "instance", ...targetLabels.filter((label) => labels.includes(label)), ...labels]),
	];
	const choices = offered
		.filter((label) => label !== "__name__" && label !== "le")
		.map((label): Choice => ({ value: label, label, ...(labels.includes(label) ? { description: "exists" } : {}) }));
	return { choices };
};

/** By the `source` of the template's questions. */
export const dashboardChoices: Readonly<Record<string, ChoiceSource>> = {
	services: chooseServiceHere,
	selectors: chooseSelector,
	requests: chooseRequests,
	errors: chooseErrorsHere,
	latency: chooseLatency,
	routes: chooseLabelOf(routeLabels),
	statuses: chooseLabelOf(statusLabels),
	variables: chooseVariables,
	metrics: chooseMetrics,
};

/** What is taken where nothing is answered. */
export const dashboardSuggestions: Readonly<Record<string, Suggestion>> = {
	service: (answers, context, signal) =>
		readKind(answers["kind"]) === "slo" ? listSloServices(context.graph)[0] : suggestService(answers, context, signal),
	selector(answers, context, signal) {
		const kind = readKind(answers["kind"]);
		const { service } = answers;
		return kind === "use" || kind === "executive" || !service ? "" : suggestSelector(answers, context, signal);
	},
	async requests(answers, context, signal) {
		const { choices } = await chooseRequests(answers, context, signal);
		return choices[0]?.value;
	},
	errors: (answers) => suggestErrors(answers["requests"] ?? "")[0]?.text,
	async latency(answers, context) {
		const names = await listSeriesNames(context);
		const guess = guessLatency(answers["requests"] ?? "");
		if (guess === undefined) return "";
		return names.size === 0 || names.has(guess) || names.has(`${guess}_bucket`) ? guess : "";
	},
	async buckets(answers, context) {
		return bucketsOf(answers["latency"] ?? "", await listSeriesNames(context));
	},
	route: (answers, context) => suggestLabel(answers, context, "route", routeLabels),
	status: (answers, context) => suggestLabel(answers, context, "status", statusLabels),
	saturation: (answers) => findInstrumentation(answers["requests"] ?? "")?.saturation ?? "process",
	async variables(answers, context) {
		const labels = await listLabelsOf(selectorOf(answers, answers["requests"]), context);
		const wider = ["cluster", "namespace"].filter((label) => labels.includes(label));
		return [...wider, "job", "instance"].join(", ");
	},
	basis: (_answers, { graph }) => (listSloServices(graph).length > 0 ? "slo" : "requests"),
	services: (answers, { graph }) => (answers["basis"] === "slo" ? listSloServices(graph).join(", ") : undefined),
	title: suggestTitle,
	grafanaLabels: (answers) => (answers["output"] === "operator" ? "dashboards=grafana" : "grafana_dashboard=1"),
};

async function suggestLabel(
	answers: Answers,
	context: ScaffoldContext,
	what: "route" | "status",
	likely: readonly string[],
): Promise<string> {
	const metric = answers["requests"] ?? "";
	const known = findInstrumentation(metric)?.[what];
	const labels = await listLabelsOf(selectorOf(answers, metric), context);
	if (labels.length === 0) {
		const offline = context.facts.describe(metric)?.labels ?? [];
		return known ?? likely.find((label) => offline.includes(label)) ?? "";
	}
	if (known !== undefined && labels.includes(known)) return known;
	return likely.find((label) => labels.includes(label)) ?? "";
}

/** Series of the service, as far as the answer says which. */
function selectorOf(answers: Answers, metric: string | undefined): string {
	return writeSelector(metric === "" ? undefined : metric, readMatchers(answers));
}

async function listNames(answers: Answers, context: ScaffoldContext, signal: AbortSignal) {
	const { metrics } = context;
	await learnTypes(context, signal);
	const selector = selectorOf(answers, undefined);
	const known = await awaitKnowledge(
		() => metrics.labelValues("__name__", selector === "{}" ? [] : [selector]),
		signal,
	);
	return { names: known.value?.values ?? [], note: known.note };
}

/** One row for the series of a histogram. */
function familyOf({ facts }: ScaffoldContext): (name: string) => string {
	return (name) => {
		const base = name.replace(/_(?:bucket|sum|count)$/, "");
		if (base === name) return name;
		const type = facts.describe(name)?.type;
		return name.endsWith("_bucket") || type === "histogram" || type === "summary" ? base : name;
	};
}

function typeWords(name: string, { facts }: ScaffoldContext): string | undefined {
	const type = facts.describe(name)?.type ?? guessType(name);
	return type === "unknown" ? undefined : type;
}

function describeChoice(name: string, description: string | undefined, { facts }: ScaffoldContext): Choice {
	const help = facts.describe(name)?.help ?? "";
	return {
		value: name,
		label: name,
		...(description === undefined ? {} : { description }),
		...(help === "" ? {} : { detail: help }),
	};
}

const requestMetricNames = [
	"http_requests_total",
	"http_server_request_duration_seconds_count",
	"http_server_requests_seconds_count",
	"grpc_server_handled_total",
	"istio_requests_total",
];

const usual = (names: readonly string[]): Choice[] =>
	names.map((name) => ({ value: name, label: name, description: "a usual name" }));

/** Labels that targets have in Kubernetes and in clouds, the widest first. */
const targetLabels = ["cluster", "region", "environment", "env", "namespace", "pod"];

/** More than a person looks through; the list filters as one types. */
const longestList = 1000;

function withNote(choices: readonly Choice[], note: string | undefined): LiveChoices {
	return note === undefined ? { choices } : { choices, note };
}
