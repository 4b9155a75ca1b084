// Source: the fields of Alertmanager 0.34 beside which one ending in `_file` can stand, and its default templates.

import { decodeScalar } from "../embedded/decodeScalar.ts";
import type { Located } from "../model/located.ts";
import { Fields } from "../structure/fields.ts";
import { isScalarNode, isSequenceNode, spanOf, type YamlView } from "../yaml/yamlView.ts";

/** What is found in the texts of the receivers and of the global settings. */
export interface NotificationReading {
	/** Keys whose value is a secret in plain text. */
	readonly secrets: readonly Located<string>[];
	/** Names that `{{ template "name" }}` asks for. */
	readonly templateCalls: readonly Located<string>[];
}

const secretKeys: ReadonlySet<string> = new Set([
	"smtp_auth_password",
	"smtp_auth_secret",
	"slack_api_url",
	"slack_app_token",
	"opsgenie_api_key",
	"victorops_api_key",
	"mattermost_webhook_url",
	"telegram_bot_token",
	"rocketchat_token",
	"auth_password",
	"auth_secret",
	"app_token",
	"api_key",
	"service_key",
	"routing_key",
	"bot_token",
	"user_key",
	"token",
	"webhook_url",
	"password",
	"credentials",
	"client_secret",
]);

/** Integrations in which the key is no secret, or has no file beside it. */
const otherMeanings: Readonly<Record<string, ReadonlySet<string>>> = {
	victorops_configs: new Set(["routing_key"]),
};

/** In these the address itself lets anybody post. */
const secretAddresses: ReadonlySet<string> = new Set(["slack_configs"]);

/** So deep does nothing nest that Alertmanager reads. */
const deepest = 12;

/** Looks through `global` and the receivers. Aliases are followed where they are written alone. */
export function readNotifications(root: Fields, view: YamlView): NotificationReading {
	const secrets: Located<string>[] = [];
	const templateCalls: Located<string>[] = [];
	const defined = new Set<string>();
	const visit = (fields: Fields, integration: string, depth: number): void => {
		for (const { key, keySpan, value, borrowed } of fields.entries) {
			if (borrowed || value === undefined) continue;
			if (isScalarNode(value)) {
				if (isSecret(key, integration) && isPlainSecret(value.node.value)) secrets.push({ value: key, span: keySpan });
				if (!value.node.value.includes("{{")) continue;
				const { style, raw, parentIndent } = value.node;
				const { text } = decodeScalar(style, raw, parentIndent);
				for (const match of text.matchAll(templateAction)) {
					if (match[1] === "template") templateCalls.push({ value: match[2] ?? "", span: spanOf(value) });
					else defined.add(match[2] ?? "");
				}
			} else if (depth < deepest) {
				const inner = /_configs$/.test(key) ? key : integration;
				const items = isSequenceNode(value) ? view.items(value) : [{ value, borrowed: false }];
				for (const item of items) {
					const mapping = item.borrowed ? undefined : Fields.of(item.value, view);
					if (mapping !== undefined) visit(mapping, inner, depth + 1);
				}
			}
		}
	};
	const global = root.mapping("global");
	if (global !== undefined) visit(global, "", 0);
	for (const receiver of root.mappings("receivers")) visit(receiver, "", 0);
	return { secrets, templateCalls: templateCalls.filter(({ value }) => !defined.has(value)) };
}

const templateAction = /\{\{-?\s*(template|define|block)\s+"([^"\\]+)"/g;

function isSecret(key: string, integration: string): boolean {
	if (key === "api_url") return secretAddresses.has(integration);
	return secretKeys.has(key) && otherMeanings[integration]?.has(key) !== true;
}

/** Not what a secret is yet to be put in place of: `<secret>`, `${TOKEN}`, a template's action, `changeme`, `xxx`. */
function isPlainSecret(value: string): boolean {
	const written = value.trim();
	if (/^(?:password|secret|token|key)$|replace|change_?me|example|placeholder|your[-_ ]|xxx/i.test(written))
		return false;
	return written !== "" && !/^[<$%*]|[\uFDD0-\uFDD2]|\$\{|\{\{|^(?:x+|\.+|-+)$/i.test(written);
}
