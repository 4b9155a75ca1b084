import { keyOfService } from "../../workspace/overview/serviceNames.ts";
import { groupByService, type Service, sharedService, signalKinds } from "../../workspace/overview/services.ts";
import type { Choice } from "../scaffold.ts";
import type { ChoiceSource } from "../scaffoldLogic.ts";
import { learn, offer } from "./offer.ts";

/** Services of the workspace, with what they have, and the jobs of the server. */
export const chooseService: ChoiceSource = async (_answers, { graph, metrics }, signal) => {
	const [services, live] = await Promise.all([
		groupByService(graph, async () => {}),
		learn(() => metrics.labelValues("job", []), signal),
	]);
	const jobs = live.value?.values ?? [];
	const running = new Set(jobs.map(keyOfService));
	const known = services.filter(({ name }) => name !== sharedService);
	const written = new Set(known.map(({ key }) => key));
	return offer(
		[
			...known.map((service) => describe(service, running.has(service.key))),
			...jobs
				.filter((job) => !written.has(keyOfService(job)))
				.map((job) => ({ value: job, label: job, description: "a job of the server" })),
		],
		"Nothing names a service yet; type one.",
		live.note,
	);
};

/** One word a kind of thing, for a count of one and of many. */
const words: Readonly<Record<(typeof signalKinds)[number], readonly [one: string, many: string]>> = {
	metric: ["metric", "metrics"],
	scrapeJob: ["scrape job", "scrape jobs"],
	record: ["recording rule", "recording rules"],
	alert: ["alert", "alerts"],
	slo: ["SLO", "SLOs"],
	dashboard: ["dashboard", "dashboards"],
	runbook: ["runbook", "runbooks"],
	test: ["test", "tests"],
};

function describe({ name, items }: Service, running: boolean): Choice {
	const has = signalKinds.flatMap((kind) => {
		const { length } = items[kind];
		return length === 0 ? [] : [`${length} ${words[kind][length === 1 ? 0 : 1]}`];
	});
	return {
		value: name,
		label: name,
		...(running ? { description: "a job of the server" } : {}),
		...(has.length === 0 ? {} : { detail: has.join(", ") }),
	};
}
