import { makeSlug } from "../quoting/slug.ts";
import { splitAnswer } from "../scaffold.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { checkFolder, folderPrefix } from "./folder.ts";

/** "Batch Jobs, Scripts and StatsD": metrics of what Prometheus cannot scrape. */
export const pushedMetricsScaffold: ScaffoldLogic = {
	id: "pushedMetrics",
	validate: {
		ways: (value) => (value === "" ? "Choose at least one." : undefined),
		pushedFolder: checkFolder,
	},
	compose(answers) {
		const ways = splitAnswer(answers["ways"]);
		const slug = makeSlug(answers["job"] ?? "job");
		return {
			view: {
				job: "",
				...answers,
				folder: folderPrefix(answers["pushedFolder"] ?? ""),
				slug,
				metric: slug.replaceAll("-", "_").replace(/^\d/, "_$&"),
			},
			notes: [
				...(ways.includes("push")
					? [`Make the script executable, and put push-${slug}.sh before the job's command; set PUSHGATEWAY_URL.`]
					: []),
				...(ways.includes("textfile")
					? [`Run textfile-${slug}.sh from a timer; what it measures is an example to change.`]
					: []),
				...(ways.includes("statsd")
					? ["Start the exporter with --statsd.mapping-config=statsd-mapping.yml; the mappings are examples to change."]
					: []),
			],
		};
	},
};
