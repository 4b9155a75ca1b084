import { makeSlug } from "../quoting/slug.ts";
import { type Answers, splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { checkNamespace, parseResourceLabels } from "../slo/prometheusRuleMetadata.ts";
import { checkFolder, folderPrefix } from "./folder.ts";
import { findKubernetesServices, type KubernetesService } from "./kubernetesServices.ts";

/** "Resources of the Prometheus Operator": monitors that select what is there, Prometheus and Alertmanager themselves. */
export const operatorResourcesScaffold: ScaffoldLogic = {
	id: "operatorResources",
	choices: {
		async kubernetesServices(_, context) {
			const services = await findKubernetesServices(context);
			const choices = services.map(({ name, namespace, path }) => ({
				value: name,
				label: name,
				...(namespace === undefined ? {} : { description: `in ${namespace}` }),
				detail: path,
			}));
			return choices.length > 0
				? { choices }
				: { choices, note: "No manifest of a Service was found in the workspace; type the service's name." };
		},
	},
	suggest: {
		service: async (_, context) => (await findKubernetesServices(context))[0]?.name,
		async selector(answers, context) {
			const service = await findAnswered(answers, context);
			const label = service && (preferred.find((name) => name in service.labels) ?? Object.keys(service.labels)[0]);
			if (service !== undefined && label !== undefined) return `${label}=${service.labels[label]}`;
			const { service: name = "" } = answers;
			return /^[A-Za-z0-9][\w.-]*$/.test(name) ? `app.kubernetes.io/name=${name}` : undefined;
		},
		async port(answers, context) {
			const ports = (await findAnswered(answers, context))?.ports ?? [];
			return ports.find((name) => /metric|prom/i.test(name)) ?? ports[0];
		},
		namespace: async (answers, context) => (await findAnswered(answers, context))?.namespace,
	},
	validate: {
		resources: (value) => (value === "" ? "Choose at least one resource." : undefined),
		selector: (value) =>
			checkLabels(value) ??
			(value === "" ? "Give one label at least: without any, everything is selected." : undefined),
		port: (value) =>
			/^(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(value) && value.length <= 63
				? undefined
				: `"${value}" is no name of a port: lower-case letters, digits and "-"; a number is none.`,
		path: (value) => (/^\/[^\s#]*$/.test(value) ? undefined : `"${value}" is no path; write it like /metrics.`),
		namespace: checkNamespace,
		resourceLabels: checkLabels,
		resourcesFolder: checkFolder,
	},
	compose(answers) {
		const resources = splitAnswer(answers["resources"]);
		const slug = makeSlug(answers["service"] ?? "");
		const { secured = "no", namespace = "" } = answers;
		return {
			view: {
				port: "",
				path: "",
				...answers,
				secured,
				slug,
				folder: folderPrefix(answers["resourcesFolder"] ?? ""),
				labels: listLabels(answers["resourceLabels"]),
				selected: listLabels(answers["selector"]),
				kinds: ["serviceMonitor", "podMonitor", "probe", "rule", "scrapeConfig"],
			},
			notes: [
				...(secured === "no"
					? []
					: [`Make a Secret ${slug}-metrics in the namespace ${namespace} with ${keysOf(secured)}.`]),
				...(resources.includes("alertmanager")
					? ["Make a Secret alertmanager-receivers with pagerduty-key and slack-url, or change the receivers."]
					: []),
				...(resources.includes("prometheus")
					? ["Nothing reaches Prometheus from outside of the cluster: put something before it that asks who is there."]
					: []),
			],
		};
	},
};

/** The label that Kubernetes recommends, and those that were usual before. */
const preferred = ["app.kubernetes.io/name", "app", "k8s-app", "name"];

async function findAnswered(answers: Answers, context: ScaffoldContext): Promise<KubernetesService | undefined> {
	return (await findKubernetesServices(context)).find(({ name }) => name === answers["service"]);
}

function checkLabels(value: string): string | undefined {
	const labels = parseResourceLabels(value);
	return labels.kind === "invalid" ? labels.message : undefined;
}

function listLabels(answer: string | undefined) {
	const labels = parseResourceLabels(answer ?? "");
	return labels.kind === "labels" ? labels.labels.map(([key, value]) => ({ key, value })) : [];
}

function keysOf(secured: string): string {
	return secured === "bearer" ? "the key token" : "the keys username and password";
}
