import type { Problem } from "../../text/problem.ts";
import type { Span } from "../../text/span.ts";
import type { Fields } from "../structure/fields.ts";
import { isSet } from "../structure/findTreeProblems.ts";

type Tell = (code: string, span: Span, message: string) => Problem;

/** What an integration needs that it may also get from the global section: of each group one key must be set. */
const needs: Readonly<Record<string, readonly (readonly { readonly own: string; readonly global: string }[])[]>> = {
	email_configs: [[{ own: "smarthost", global: "smtp_smarthost" }], [{ own: "from", global: "smtp_from" }]],
	slack_configs: [
		[
			{ own: "api_url", global: "slack_api_url" },
			{ own: "api_url_file", global: "slack_api_url_file" },
			{ own: "app_token", global: "slack_app_token" },
			{ own: "app_token_file", global: "slack_app_token_file" },
		],
	],
	opsgenie_configs: [withFile("api_key", "opsgenie_api_key")],
	victorops_configs: [withFile("api_key", "victorops_api_key")],
	wechat_configs: [withFile("api_secret", "wechat_api_secret"), [{ own: "corp_id", global: "wechat_api_corp_id" }]],
	telegram_configs: [withFile("bot_token", "telegram_bot_token")],
	jira_configs: [[{ own: "api_url", global: "jira_api_url" }]],
	rocketchat_configs: [withFile("token_id", "rocketchat_token_id"), withFile("token", "rocketchat_token")],
	mattermost_configs: [withFile("webhook_url", "mattermost_webhook_url")],
};

function withFile(own: string, global: string): readonly { readonly own: string; readonly global: string }[] {
	return [
		{ own, global },
		{ own: `${own}_file`, global: `${global}_file` },
	];
}

/** Finds receivers with the same name, and integrations that lack what neither they nor the global section say. */
export function findReceiverProblems(fields: Fields, tell: Tell): readonly Problem[] {
	const problems: Problem[] = [];
	const names = new Map<string, Span>();
	const global = fields.mapping("global");
	for (const receiver of fields.mappings("receivers")) {
		const name = receiver.text("name");
		if (name !== undefined) {
			const earlier = names.get(name.value);
			if (earlier === undefined) names.set(name.value, name.span);
			else {
				const message = `Another receiver is called \`${name.value}\` too, so that nobody can say which one a route means. Give each a name of its own.`;
				problems.push({
					...tell("duplicate-name", name.span, message),
					related: [{ span: earlier, message: "The name is taken here." }],
				});
			}
		}
		for (const [key, groups] of Object.entries(needs)) {
			for (const integration of receiver.mappings(key)) {
				for (const group of groups) {
					if (group.some((one) => isSet(integration.get(one.own)) || isSet(global?.get(one.global)))) continue;
					const [first] = group;
					if (first === undefined) continue;
					const span = integration.entries[0]?.keySpan ?? integration.span;
					problems.push(
						tell(
							"missing-field",
							span,
							`This integration has no \`${first.own}\`, and the global section has no \`${first.global}\`. Add one of them.`,
						),
					);
				}
			}
		}
	}
	return problems;
}
