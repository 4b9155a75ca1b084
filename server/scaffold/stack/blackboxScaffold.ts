import { splitAnswer } from "../scaffold.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { checkNamespace, parseResourceLabels } from "../slo/prometheusRuleMetadata.ts";
import { checkTargetPath } from "../targetPath.ts";
import { checkFolder, folderPrefix } from "./folder.ts";
import { findPrometheusFile } from "./prometheusFile.ts";

/** "Blackbox Exporter": how to probe, and what, as scrape jobs or as resources of the Prometheus Operator. */
export const blackboxScaffold: ScaffoldLogic = {
	id: "blackbox",
	suggest: { prometheusFile: (_, context) => findPrometheusFile(context) },
	validate: {
		modules: (value) => (value === "" ? "Choose at least one way to probe." : undefined),
		probed(value, answers) {
			const modules = splitAnswer(answers["modules"]);
			const stray = splitAnswer(value).find((target) => moduleOf(target, modules) === undefined);
			if (stray === undefined) return undefined;
			return isUrl(stray)
				? `"${stray}" is a URL, and no module for HTTP was chosen.`
				: `"${stray}" is no URL and no host:port that one of the chosen modules probes.`;
		},
		namespace: checkNamespace,
		resourceLabels(value) {
			const labels = parseResourceLabels(value);
			return labels.kind === "invalid" ? labels.message : undefined;
		},
		blackboxFolder: checkFolder,
		prometheusFile: checkTargetPath,
	},
	compose(answers) {
		const modules = splitAnswer(answers["modules"]);
		const jobs = modules.flatMap((module) => {
			const targets = splitAnswer(answers["probed"]).filter((target) => moduleOf(target, modules) === module);
			return targets.length === 0 ? [] : [{ module, name: `probe-${module.replaceAll("_", "-")}`, targets }];
		});
		const labels = parseResourceLabels(answers["resourceLabels"] ?? "");
		return {
			view: {
				namespace: "",
				prometheusFile: "",
				...answers,
				folder: folderPrefix(answers["blackboxFolder"] ?? ""),
				modules,
				jobs,
				labels: labels.kind === "labels" ? labels.labels.map(([key, value]) => ({ key, value })) : [],
			},
			facts: { jobs: jobs.length > 0 ? "yes" : "no" },
			notes: [
				"blackbox_exporter --config.check --config.file=blackbox.yml tells whether the exporter takes it.",
				...(jobs.length > 0 ? [] : ["Nothing is probed yet: no address was given."]),
				...(modules.includes("dns") ? ["Set query_name of the module dns to a name that the server has to know."] : []),
				...(modules.includes("http_login")
					? ["Put the token into /etc/blackbox_exporter/secrets/token where the exporter runs."]
					: []),
			],
		};
	},
};

function isUrl(target: string): boolean {
	return /^https?:\/\/[^\s/]+/.test(target);
}

/** The first of the chosen modules that can probe such a target. */
function moduleOf(target: string, modules: readonly string[]): string | undefined {
	if (isUrl(target)) return modules.find((module) => module.startsWith("http"));
	if (/^(?:\[[\da-fA-F:]+\]|[\w.-]+):\d{1,5}$/.test(target)) {
		return modules.find((module) => ["tcp_tls", "tcp_connect", "grpc", "dns"].includes(module));
	}
	return /^[\w.:-]+$/.test(target) ? modules.find((module) => ["icmp", "dns"].includes(module)) : undefined;
}
