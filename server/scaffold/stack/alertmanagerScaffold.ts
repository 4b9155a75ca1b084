import { gatherEvidence } from "../evidence/gatherEvidence.ts";
import { escapeGoTemplate } from "../quoting/goTemplateText.ts";
import { type Answers, splitAnswer } from "../scaffold.ts";
import type { ScaffoldLogic } from "../scaffoldLogic.ts";
import { checkFolder, folderPrefix } from "./folder.ts";

/** "Alertmanager": routes by severity, receivers, inhibition. Secrets stand in files, never in the configuration. */
export const alertmanagerScaffold: ScaffoldLogic = {
	id: "alertmanager",
	suggest: {
		/** Beside the configuration that is there already. */
		async alertmanagerFolder(_, context) {
			const { components } = await gatherEvidence(context);
			const known = components.find(({ id, by }) => id === "alertmanager" && by === "a configuration");
			return known?.path.endsWith("/alertmanager.yml") ? known.path.replace(/\/alertmanager\.yml$/, "") : undefined;
		},
	},
	validate: {
		page: (value) => (value === "" ? "Somebody has to be woken; choose one at least." : undefined),
		ticket: (value) => (value === "" ? "Somebody has to be told; choose one at least." : undefined),
		mailTo: (value) =>
			/^[^@\s,]+@[^@\s,]+$/.test(value) ? undefined : `"${value}" is no address; write one like on-call@example.com.`,
		channel: (value) => (value === "" ? "Name a channel, such as #alerts." : undefined),
		secrets: (value) =>
			/^\/[^\s]*[^/\s]$/.test(value) ? undefined : `"${value}" is no absolute path, such as /etc/alertmanager/secrets.`,
		alertmanagerFolder: checkFolder,
	},
	compose(answers) {
		const receivers = ["page", "ticket"].map((name) => ({ name, ways: splitAnswer(answers[name]) }));
		const ways = new Set(receivers.flatMap((receiver) => receiver.ways));
		const texts = ways.has("slack") || ways.has("teams");
		const heartbeat = answers["heartbeat"] === "yes";
		return {
			view: {
				...answers,
				receivers,
				texts,
				heartbeat,
				folder: folderPrefix(answers["alertmanagerFolder"] ?? ""),
				// Alertmanager reads both as templates.
				channelText: escapeGoTemplate(answers["channel"] ?? ""),
				mailText: escapeGoTemplate(answers["mailTo"] ?? ""),
				smarthost: `smtp.${(answers["mailTo"] ?? "").split("@")[1] ?? ""}:587`,
			},
			facts: { texts: texts ? "yes" : "no" },
			notes: [
				`Put these files into ${answers["secrets"]}, each with one secret: ${listSecrets(ways, heartbeat).join(", ")}.`,
				...(heartbeat ? ["An alert called Watchdog has to fire always: Add Alert has one."] : []),
				...noteMail(ways, answers),
			],
		};
	},
};

function listSecrets(ways: ReadonlySet<string>, heartbeat: boolean): readonly string[] {
	const files: readonly (readonly [string, string])[] = [
		["pagerduty", "pagerduty-key"],
		["opsgenie", "opsgenie-key"],
		["oncall", "victorops-key"],
		["slack", "slack-url"],
		["teams", "teams-url"],
		["webhook", "webhook-url"],
		["email", "smtp-password"],
	];
	const wanted = files.filter(([way]) => ways.has(way)).map(([, file]) => file);
	return heartbeat ? [...wanted, "heartbeat-url"] : wanted;
}

function noteMail(ways: ReadonlySet<string>, answers: Answers): readonly string[] {
	if (!ways.has("email")) return [];
	return [`The mail server is guessed from ${answers["mailTo"]}: look at smarthost.`];
}
