import type { Answers } from "../scaffold.ts";
import { splitAnswer } from "../scaffold.ts";
import type { AnswerCheck, Composition, ScaffoldLogic } from "../scaffoldLogic.ts";

/** "Add Grafana Provisioning": where Grafana finds dashboards and its data sources. */
export const provisioningScaffold: ScaffoldLogic = {
	id: "dashboardProvisioning",
	validate: {
		prometheusUrl: checkUrl,
		alertmanagerUrl: checkUrl,
		lokiUrl: checkUrl,
		tempoUrl: checkUrl,
		jaegerUrl: checkUrl,
		scrapeInterval: (value) =>
			/^\d+(?:ms|s|m|h)$/.test(value) ? undefined : `"${value}" is no duration; write it like 30s or 1m.`,
		dashboardsPath: (value) =>
			value.startsWith("/") || /^[A-Za-z]:/.test(value) ? undefined : "Give the whole path, as Grafana sees it.",
	},
	compose: composeProvisioning,
};

const usualUrls = {
	prometheusUrl: "http://prometheus:9090",
	alertmanagerUrl: "http://alertmanager:9093",
	lokiUrl: "http://loki:3100",
	tempoUrl: "http://tempo:3200",
	jaegerUrl: "http://jaeger:16686",
};

const sources = ["prometheus", "alertmanager", "loki", "tempo", "jaeger"] as const;

function composeProvisioning(answers: Answers): Composition {
	const chosen = splitAnswer(answers["datasources"]);
	const has = Object.fromEntries(sources.map((source) => [source, chosen.includes(source)]));
	const traces = ["tempo", "jaeger"].find((source) => chosen.includes(source)) ?? "";
	return {
		view: {
			...usualUrls,
			scrapeInterval: "30s",
			...answers,
			provisioningFolder: (answers["provisioningFolder"] ?? "").replace(/\/+$/, ""),
			has,
			traces,
			hasLinks: has["prometheus"] === true || has["loki"] === true,
		},
		notes: [
			`Mount the folder of dashboards at ${answers["dashboardsPath"]}, and the provisioning files at /etc/grafana/provisioning.`,
			...(chosen.includes("prometheus")
				? ["Only one data source of a Grafana may be the default: kube-prometheus-stack brings one of its own."]
				: []),
		],
	};
}

function checkUrl(...[value]: Parameters<AnswerCheck>): string | undefined {
	const isUrl = /^https?:\/\/[^\s/$]+(?:[/:][^\s$]*)?$/.test(value);
	return isUrl ? undefined : `"${value}" is no address; write it like http://prometheus:9090.`;
}
