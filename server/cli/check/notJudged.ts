import type { Need } from "../../checks/check.ts";
import type { Missing } from "../../checks/knowledgeRecorder.ts";
import { plural } from "../reporters/plural.ts";

/** What has to be known, and where it can be had. */
const sources: Readonly<Record<Need, string>> = {
	metadata: "what targets say of their metrics (a server: --online URL)",
	scrapeInterval: "the scrape interval (a prometheus.yml among the files, or a server: --online URL)",
	series: "which series there are (a server: --online URL)",
	flags: "the server's version and flags (a server: --online URL)",
	retention: "how long the server keeps samples (a server: --online URL)",
	externalLabels: "the external labels (a prometheus.yml among the files, or a server: --online URL)",
	prometheusConfig: "the Prometheus configuration that loads the rules (a prometheus.yml among the files)",
	rules: "how the server's rules are (a server: --online URL)",
	workspace: "the other files of the project",
};

/** For the user, one line for each thing that was not known. */
export function describeMissing(missing: readonly Missing[]): readonly string[] {
	const checks = new Map<Need, Set<string>>();
	for (const { check, need } of missing) {
		const known = checks.get(need);
		if (known === undefined) checks.set(need, new Set([check]));
		else known.add(check);
	}
	return [...checks].map(([need, ids]) => {
		const named = [...ids].toSorted();
		const shown = named.length > 3 ? `${named.slice(0, 3).join(", ")} and ${named.length - 3} more` : named.join(", ");
		return `${plural(ids.size, "check")} without ${sources[need]}: ${shown}`;
	});
}
