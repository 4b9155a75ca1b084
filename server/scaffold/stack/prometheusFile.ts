import { gatherEvidence } from "../evidence/gatherEvidence.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

/** The workspace's configuration of Prometheus, by its path; `undefined` where there is none. */
export async function findPrometheusFile(context: ScaffoldContext): Promise<string | undefined> {
	const { scrapeJobs, components } = await gatherEvidence(context);
	return scrapeJobs[0]?.path ?? components.find(({ id, by }) => id === "prometheus" && by === "a configuration")?.path;
}
