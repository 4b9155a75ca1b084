import type { Evidence, FoundPipeline } from "../evidence/evidence.ts";
import { gatherEvidence } from "../evidence/gatherEvidence.ts";
import { escapeMarkdown } from "../quoting/markdownText.ts";
import { splitAnswer } from "../scaffold.ts";
import { documentScaffold, enumerate } from "./documentScaffold.ts";

/** How rules and dashboards get through CI, and alerts to the tools that call people. */
export const integrationGuideScaffold = documentScaffold(
	"integrationGuide",
	({ evidence, answers, link }) => {
		const configurations = evidence.components.filter(({ id }) => id === "alertmanager");
		return {
			checking: evidence.pipelines
				.filter(({ checks }) => checks.length > 0)
				.map((pipeline) => ({
					system: pipeline.system,
					checks: enumerate(pipeline.checks),
					place: link(pipeline),
				})),
			tools: splitAnswer(answers["tools"]),
			receivers: evidence.receivers.map((receiver) => ({
				name: escapeMarkdown(receiver.name),
				ways: enumerate(receiver.ways) || "nobody",
				place: link(receiver),
			})),
			alertmanager: configurations.map(link),
			alerts: evidence.services.reduce((sum, { items }) => sum + items.alert.length, 0),
		};
	},
	{
		suggest: {
			ci: async (_, context) => ciOf((await gatherEvidence(context)).pipelines),
			tools: async (_, context) => toolsOf((await gatherEvidence(context)).receivers),
		},
	},
);

function ciOf(pipelines: readonly FoundPipeline[]): string | undefined {
	const systems: Readonly<Record<FoundPipeline["system"], string>> = {
		"GitHub Actions": "github",
		"GitLab CI": "gitlab",
		Jenkins: "jenkins",
		CircleCI: "other",
		"Azure Pipelines": "azure",
		"Bitbucket Pipelines": "other",
	};
	const [first] = pipelines;
	return first && systems[first.system];
}

/** Those that the workspace sends to already; `undefined` where there are none. */
function toolsOf(receivers: Evidence["receivers"]): string | undefined {
	const ways = new Set(receivers.flatMap((receiver) => receiver.ways));
	const known = [
		["PagerDuty", "pagerduty"],
		["Opsgenie", "opsgenie"],
		["Splunk On-Call", "oncall"],
		["Slack", "slack"],
		["Microsoft Teams", "teams"],
		["a webhook", "webhook"],
		["e-mail", "email"],
	].flatMap(([way = "", value = ""]) => (ways.has(way) ? [value] : []));
	return known.length === 0 ? undefined : known.join(", ");
}
