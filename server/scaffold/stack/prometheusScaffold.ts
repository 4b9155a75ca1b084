import { gatherEvidence } from "../evidence/gatherEvidence.ts";
import { type Answers, splitAnswer } from "../scaffold.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { composeTargets } from "./composeTargets.ts";
import { checkFolder, folderPrefix } from "./folder.ts";
import { findRulePatterns } from "./ruleFilePatterns.ts";

/** "Prometheus": scrape jobs by what runs and how it is found, rules, Alertmanager and remote write. */
export const prometheusScaffold: ScaffoldLogic = {
	id: "prometheus",
	suggest: {
		targets: async (_, context) => (await composeTargets(context)).join(", ") || undefined,
		async exporters(_, context) {
			const { components } = await gatherEvidence(context);
			const ids = new Set(components.map(({ id }) => id));
			const known = [
				["alertmanager", "alertmanager"],
				["node", "node-exporter"],
				["blackbox", "blackbox-exporter"],
				["pushgateway", "pushgateway"],
				["statsd", "statsd-exporter"],
				["collector", "opentelemetry-collector"],
			].flatMap(([value = "", id = ""]) => (ids.has(id) ? [value] : []));
			return known.length === 0 ? undefined : known.join(", ");
		},
		async prometheusFolder(_, context) {
			const { components } = await gatherEvidence(context);
			const known = components.find(({ id, by }) => id === "prometheus" && by === "a configuration");
			if (known === undefined || !/(?:^|\/)prometheus\.yml$/.test(known.path)) return undefined;
			return known.path.replace(/\/?prometheus\.yml$/, "") || ".";
		},
	},
	validate: {
		targets: checkTargets,
		probes: (value) => {
			const wrong = splitAnswer(value).find((url) => !/^https?:\/\/[^\s/]+/.test(url));
			return wrong === undefined ? undefined : `"${wrong}" is no URL; write it like https://shop.example.com/healthz.`;
		},
		interval: (value) =>
			/^(?:\d+h)?(?:\d+m)?(?:\d+s)?$/.test(value) && /[1-9]/.test(value)
				? undefined
				: `"${value}" is no duration; write it like 30s or 1m.`,
		region: (value) =>
			/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(value) ? undefined : `"${value}" is no region; write it like eu-central-1.`,
		cluster: () => undefined,
		remoteWrite: (value) =>
			value === "" || /^https?:\/\/[^\s/@]+\/\S*$/.test(value)
				? undefined
				: `"${value}" is no address of a remote write endpoint, with its path and without a password in it.`,
		prometheusFolder: checkFolder,
	},
	async compose(answers, context) {
		const discovery = splitAnswer(answers["discovery"]);
		const exporters = splitAnswer(answers["exporters"]);
		const folder = folderPrefix(answers["prometheusFolder"] ?? "");
		const kubernetes = discovery.includes("kubernetes");
		const cloudwatch = exporters.includes("cloudwatch");
		return {
			view: {
				...answers,
				folder,
				discovery,
				exporters,
				probes: splitAnswer(answers["probes"]),
				jobs: readJobs(answers["targets"] ?? ""),
				ruleFiles: await findRulePatterns(folder, context),
				awsRegion: answers["region"] ?? "eu-central-1",
			},
			facts: { rbac: kubernetes ? "yes" : "no", cloudwatch: cloudwatch ? "yes" : "no" },
			notes: noteNextSteps(answers, folder, { kubernetes, cloudwatch }),
		};
	},
};

interface Job {
	readonly name: string;
	readonly targets: readonly string[];
}

/** `checkout=a:8080, checkout=b:8080` is one job with two targets. */
function readJobs(answer: string): readonly Job[] {
	const jobs = new Map<string, string[]>();
	for (const pair of splitAnswer(answer)) {
		const [name = "", target = ""] = pair.split("=").map((part) => part.trim());
		jobs.set(name, [...(jobs.get(name) ?? []), target]);
	}
	return [...jobs].map(([name, targets]) => ({ name, targets }));
}

function checkTargets(value: string): string | undefined {
	const taken = new Set(["prometheus", "alertmanager", "node", "pushgateway", "blackbox", "probe", "pods", "services"]);
	for (const pair of splitAnswer(value)) {
		const [name = "", target = "", ...rest] = pair.split("=").map((part) => part.trim());
		if (rest.length > 0 || name === "" || !/^(?:\[[\da-fA-F:]+\]|[\w.-]+):\d{1,5}$/.test(target)) {
			return `"${pair}" has to be a job and an address with a port, such as checkout=checkout:8080.`;
		}
		if (taken.has(name)) return `There is a job "${name}" already; give the service another name.`;
	}
	return undefined;
}

function noteNextSteps(
	{ remoteWrite = "", discovery = "" }: Answers,
	folder: string,
	{ kubernetes, cloudwatch }: { readonly kubernetes: boolean; readonly cloudwatch: boolean },
): readonly string[] {
	return [
		`promtool check config ${folder}prometheus.yml tells whether Prometheus takes it.`,
		...(kubernetes ? ["Apply kubernetes-rbac.yaml, and run Prometheus with the service account that it makes."] : []),
		...(remoteWrite === ""
			? []
			: ["Put the token of the remote write endpoint into /etc/prometheus/secrets/remote-write-token."]),
		...(cloudwatch ? ["YACE runs with yace.yml and a role of AWS; what is asked of CloudWatch is paid for."] : []),
		...(splitAnswer(discovery).includes("ec2") ? ["Prometheus needs a role of AWS with ec2:DescribeInstances."] : []),
	];
}
