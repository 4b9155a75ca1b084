import { makeSlug } from "../quoting/slug.ts";
import type { Answers, ScaffoldFile } from "../scaffold.ts";
import { splitAnswer } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import type { Composition, ScaffoldLogic } from "../scaffoldLogic.ts";
import { writeClassicDashboard, writeDashboardText } from "./classicDashboard.ts";
import { dashboardAnswerChecks } from "./dashboardAnswerChecks.ts";
import { dashboardChoices, dashboardSuggestions } from "./dashboardChoices.ts";
import { designDashboard } from "./designDashboard.ts";
import { foreseeDashboard } from "./foreseeDashboard.ts";
import { writeResourceDashboard } from "./resourceDashboard.ts";

/** "Add Dashboard": a dashboard of a service, of hosts, of objectives or of chosen metrics, in the form that the team uses. */
export const dashboardScaffold: ScaffoldLogic = {
	id: "dashboard",
	choices: dashboardChoices,
	validate: dashboardAnswerChecks,
	suggest: dashboardSuggestions,
	compose: composeDashboard,
	foresee: foreseeDashboard,
};

async function composeDashboard(answers: Answers, context: ScaffoldContext): Promise<Composition> {
	const { design, recorded } = await designDashboard(answers, context);
	const output = answers["output"] ?? "classic";
	const isResource = output === "resource";
	const json = writeDashboardText(isResource ? writeResourceDashboard(design) : writeClassicDashboard(design));
	const path = `${locate(answers["folder"] ?? "")}${makeSlug(design.title)}`;
	const panels = design.rows.reduce((sum, row) => sum + row.panels.length, 0);
	const file: ScaffoldFile = {
		path: `${path}.json`,
		content: json,
		description: `${isResource ? "Dashboard resource" : "Dashboard"} with ${panels} panels`,
	};
	return {
		view: {
			path,
			json,
			uid: design.uid,
			title: design.title,
			panels,
			namespace: answers["namespace"] ?? "",
			grafanaFolder: answers["grafanaFolder"] ?? "",
			grafanaLabels: splitAnswer(answers["grafanaLabels"]).map((pair) => {
				const [key = "", ...value] = pair.split("=");
				return { key: key.trim(), value: value.join("=").trim() };
			}),
		},
		notes: [
			...tellNextSteps(output),
			...(recorded.length === 0
				? []
				: [
						`Panels ask ${recorded.join(", ")}, which rules of this workspace record, instead of working it out each time.`,
					]),
		],
		files: output === "classic" || isResource ? [file] : [],
	};
}

function tellNextSteps(output: string): readonly string[] {
	switch (output) {
		case "resource":
			return [
				"This is a resource of schema version 2, which Grafana 13 reads: commit it to a repository that Grafana syncs, or push it with grafanactl. File provisioning takes the classic form.",
			];
		case "configMap":
			return [
				"The sidecar of Grafana's Helm chart loads it where its label is the one that the chart is configured with.",
			];
		case "operator":
			return ["The Grafana Operator loads it into every Grafana whose labels fit instanceSelector."];
		default:
			return ["Grafana loads it from a folder that its provisioning names, or by Dashboards, New, Import."];
	}
}

export function locate(folder: string): string {
	const trimmed = folder.replace(/\/+$/, "");
	return trimmed === "" || trimmed === "." ? "" : `${trimmed}/`;
}
