import { gatherEvidence } from "../evidence/gatherEvidence.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { folderPrefix } from "./folder.ts";
import { findKubernetesServices } from "./kubernetesServices.ts";

/** "Set Up Monitoring": the parts of a stack that are chosen, in one walk. */
export const monitoringScaffold: ScaffoldLogic = {
	id: "monitoring",
	suggest: {
		async platform(_, context) {
			const { components } = await gatherEvidence(context);
			if (components.some(({ by }) => by.startsWith("chart "))) return "kubernetes";
			return (await findKubernetesServices(context)).length > 0 ? "kubernetes" : undefined;
		},
	},
	validate: { parts: (value) => (value === "" ? "Choose at least one part." : undefined) },
	compose: (answers) => ({
		view: {
			...answers,
			// The operator reads resources, and a Prometheus on a machine its configuration.
			probeForm: answers["platform"] === "kubernetes" ? "probe" : "job",
			prometheusFile: `${folderPrefix(answers["prometheusFolder"] ?? "prometheus")}prometheus.yml`,
		},
		notes: [
			"Then see what is there and what is missing: “Add Monitoring Document” writes a checklist and a rollout plan.",
		],
	}),
};
