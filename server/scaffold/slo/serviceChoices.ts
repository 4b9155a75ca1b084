import { writeSelector } from "../../metrics/selectorText.ts";
import { quote } from "../../promql/names.ts";
import { awaitKnowledge } from "../awaitKnowledge.ts";
import type { Answers, Choice } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { findAtPlace } from "./placeEvidence.ts";

/** Labels that say which service a series belongs to, the most usual first. */
const serviceLabels = ["job", "service", "service_name", "app"] as const;

/** Services that the server knows: the values of `job`, then those of the other labels; then those of the workspace. */
export const chooseService: ChoiceSource = async (_answers, context, signal) => {
	const { metrics: knowledge } = context;
	const lists = await Promise.all(
		serviceLabels.map((label) => awaitKnowledge(() => knowledge.labelValues(label, []), signal)),
	);
	const choices = new Map<string, Choice>();
	const add = (name: string, description: string) => {
		if (name !== "" && !choices.has(name)) choices.set(name, { value: name, label: name, description });
	};
	const here = nameHere(context);
	if (here !== undefined) add(here, "where the cursor is");
	lists.forEach(({ value }, index) => {
		for (const name of value?.values ?? []) add(name, `${serviceLabels[index]}`);
	});
	for (const [name, where] of listOwnServices(context)) add(name, where);
	const note = lists.find((list) => list.note !== undefined)?.note;
	const cut = lists.some(({ value }) => value?.complete === false) ? tooMany : undefined;
	return withNote([...choices.values()], note === undefined && choices.size === 0 ? noneFound : (note ?? cut));
};

/** The service that the query at the cursor asks about. */
function nameHere(context: ScaffoldContext): string | undefined {
	const matchers = findAtPlace(context)?.matchers ?? [];
	const found = serviceLabels.map((name) => matchers.find(({ label, op }) => label === name && op === "="));
	return found.find((matcher) => matcher !== undefined)?.value;
}

/** Names that the files of the workspace have for services, each with what they are there. */
function listOwnServices({ graph }: ScaffoldContext): readonly (readonly [name: string, where: string])[] {
	const named: (readonly [string, string])[] = [];
	for (const { item } of graph.items("scrapeJob")) named.push([item.name, "a scrape job of the workspace"]);
	for (const { item } of graph.items("slo")) {
		if (item.service !== undefined) named.push([item.service, "has an SLO in the workspace"]);
	}
	return named;
}

/** That of the query at the cursor; otherwise what has a metric of requests. */
export async function suggestService(
	_answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string | undefined> {
	const here = nameHere(context);
	if (here !== undefined) return here;
	const selector = `{__name__=~${quote(usualCounters)}}`;
	const jobs = await awaitKnowledge(() => context.metrics.labelValues("job", [selector]), signal);
	const found = jobs.value?.values ?? [];
	// Nobody begins with an SLO of the monitoring where there is anything else.
	return found.find((job) => !/^(prometheus|alertmanager|grafana)/.test(job)) ?? found[0];
}

const usualCounters =
	".*http.*requests?_total|http_server_request(s_seconds|_duration_seconds)_count|grpc_server_handled_total|" +
	"istio_requests_total|traefik_service_requests_total|envoy_cluster_upstream_rq|nginx_ingress_controller_requests";

/** Matchers that select the service: by each label that has its name as a value. */
export const chooseSelector: ChoiceSource = async (answers, context, signal) => {
	const service = answers["service"] ?? "";
	const found = await findServiceLabels(service, context, signal);
	const offered = found.length > 0 ? found : serviceLabels.slice(0, 2);
	const choices = offered.map((label) => {
		const text = writeServiceMatcher(label, service);
		return { value: text, label: text, description: found.includes(label) ? "exists" : "a guess" };
	});
	const all = { value: "", label: "(no matchers)", description: "every series of the metric is this service's" };
	return { choices: [...choices, all] };
};

/** The matchers of the query at the cursor where it is about this service; otherwise by the label that has its name. */
export async function suggestSelector(
	answers: Answers,
	context: ScaffoldContext,
	signal: AbortSignal,
): Promise<string> {
	const service = answers["service"] ?? "";
	const matchers = findAtPlace(context)?.matchers.filter(({ label, op }) => isOfTarget.test(label) && op === "=") ?? [];
	if (matchers.some(({ value }) => value === service)) return writeSelector(undefined, matchers).slice(1, -1);
	const [label = "job"] = await findServiceLabels(service, context, signal);
	return writeServiceMatcher(label, service);
}

/** Labels that say whose a series is; others of a query say which requests. */
const isOfTarget = /^(job|service|service_name|app|namespace|cluster|environment|env)$/;

async function findServiceLabels(service: string, { metrics }: ScaffoldContext, signal: AbortSignal) {
	const lists = await Promise.all(
		serviceLabels.map((label) => awaitKnowledge(() => metrics.labelValues(label, []), signal)),
	);
	return serviceLabels.filter((_, index) => lists[index]?.value?.values.includes(service));
}

function writeServiceMatcher(label: string, service: string): string {
	return `${label}=${quote(service)}`;
}

export function withNote(choices: readonly Choice[], note: string | undefined) {
	return note === undefined ? { choices } : { choices, note };
}

const noneFound = "The server has no service names yet; type one.";
const tooMany = "There are more services than are listed; type the name of one that is missing.";
