import { splitAnswer } from "../scaffold.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { checkNamespace } from "../slo/prometheusRuleMetadata.ts";
import { checkFolder, folderPrefix } from "./folder.ts";

/** The longest name that Helm takes for a release. */
const longestRelease = 53;
/** The part of the disk that samples may fill; the rest is for the write-ahead log and for compaction. */
const filledShare = 0.8;

/** "kube-prometheus-stack": values of the chart, or a HelmRelease of Flux. */
export const kubePrometheusStackScaffold: ScaffoldLogic = {
	id: "kubePrometheusStack",
	validate: {
		release: (value) =>
			/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(value) && value.length <= longestRelease
				? undefined
				: `"${value}" cannot be a release: lower-case letters, digits and "-", at most ${longestRelease}.`,
		namespace: checkNamespace,
		retention: (value) =>
			/^[1-9]\d*[hdwy]$/.test(value) ? undefined : `"${value}" is no such time; write it like 30d or 1y.`,
		storage: (value) =>
			/^[1-9]\d{0,5}$/.test(value) ? undefined : `"${value}" is no number of GiB; write it like 50.`,
		chartFolder: checkFolder,
	},
	compose(answers) {
		const { release = "", namespace = "", storage = "" } = answers;
		return {
			view: {
				...answers,
				folder: folderPrefix(answers["chartFolder"] ?? ""),
				sources: splitAnswer(answers["sources"]),
				retentionSize: Math.max(1, Math.floor(Number(storage) * filledShare)),
			},
			notes: [
				`Make a Secret grafana-admin in the namespace ${namespace} with admin-user and admin-password.`,
				`Prometheus is then the service ${serviceName(release)} in the namespace ${namespace}, port 9090.`,
			],
		};
	},
};

/** As the chart names it: the release, the chart's name unless the release has it in itself, both cut to 26 characters. */
function serviceName(release: string): string {
	const chart = "kube-prometheus-stack";
	const full = release.includes(chart) ? release : `${release}-${chart}`;
	return `${full.slice(0, 26).replace(/-$/, "")}-prometheus`;
}
