import { workspace } from "vscode";
import type { ServerSettings } from "../server/protocol/messages.ts";
import { originOf } from "./credentials.ts";
import { configuredServers, noServer, type SettingsScope, scopeOfServers } from "./prometheusSettings.ts";
import { askChoice } from "./prompts/choicePrompt.ts";
import type { GivenAnswers, Step } from "./prompts/steps.ts";
import { askText } from "./prompts/textPrompt.ts";

const title = "Add a Prometheus";

/** What is asked of a server that is to be added. */
export function serverSteps(): readonly Step[] {
	const hasSecret = ({ auth }: GivenAnswers): boolean => auth === "basic" || auth === "bearer";
	return [
		{
			id: "url",
			applies: () => true,
			ask: (position) =>
				askText(
					{
						title,
						prompt: "Its address, with a path prefix where it has one",
						placeholder: "https://prometheus.example.org",
						validate: validateUrl,
						value: position.previous ?? "",
					},
					position,
				),
		},
		{
			id: "name",
			applies: () => true,
			ask: (position, { url }) =>
				askText(
					{
						title,
						prompt: "A name to tell it from others, such as staging",
						value: position.previous ?? suggestName(url ?? ""),
						validate: (name) => validateName(name, url ?? ""),
					},
					position,
				),
		},
		{
			id: "auth",
			applies: () => true,
			ask: (position) =>
				askChoice(
					{
						title,
						placeholder: "How does it know you?",
						value: position.previous ?? "none",
						choices: [
							{ value: "none", label: "No authentication" },
							{ value: "basic", label: "User name and password", description: "HTTP basic" },
							{ value: "bearer", label: "Token", description: "HTTP bearer" },
						],
					},
					position,
				),
		},
		{
			id: "username",
			applies: ({ auth }) => auth === "basic",
			ask: (position) =>
				askText(
					{
						title,
						prompt: "User name",
						value: position.previous ?? "",
						validate: (name) => {
							if (name === "") return "Basic authentication needs a user name.";
							return name.includes(":") ? "A user name cannot have a colon." : undefined;
						},
					},
					position,
				),
		},
		{
			id: "secret",
			applies: hasSecret,
			ask: (position, { auth, url }) =>
				askText(
					{
						title,
						prompt: `The ${auth === "basic" ? "password" : "token"}: kept in the editor's secret storage, sent to ${originOf(url ?? "")} only`,
						password: true,
						value: position.previous ?? "",
						validate: (secret) => (secret.trim() === "" ? "It is empty." : undefined),
					},
					position,
				),
		},
		{
			id: "scope",
			// What a workspace without trust says of servers does not count.
			applies: () => workspace.workspaceFolders !== undefined && workspace.isTrusted,
			ask: (position) => askScope(position),
		},
	];
}

function askScope(position: Parameters<Step["ask"]>[0]): ReturnType<Step["ask"]> {
	const hidden = scopeOfServers() === "workspace";
	return askChoice(
		{
			title,
			placeholder: "Where is it written down? The credential is in neither.",
			value: position.previous ?? scopeOfServers(),
			choices: [
				{
					value: "user",
					label: "My settings",
					description: "for all that I open",
					...(hidden ? { detail: "This workspace has a list of its own, which hides yours here." } : {}),
				},
				{ value: "workspace", label: "This workspace", description: "shared with those who use it" },
			],
		},
		position,
	);
}

function validateUrl(url: string): string | undefined {
	if (url.trim() === "") return "Type the server's address.";
	const parsed = URL.parse(url.trim());
	if (parsed === null || originOf(url.trim()) === undefined) return "Begin with http:// or https://, then the host.";
	if (parsed.username !== "" || parsed.password !== "") {
		return "Leave user name and password out: they are asked for next, and do not belong into settings.";
	}
	if (parsed.search !== "" || parsed.hash !== "") return "Leave out everything from ? or # on.";
	if (/\/(?:graph|query|alerts|targets|api\/v1)\/?.*$/.test(parsed.pathname)) {
		return "This is a page of the server: leave its last part out.";
	}
	return undefined;
}

function validateName(name: string, url: string): string | undefined {
	if (name.trim() === "") return "Type a name.";
	if (name.trim() === noServer) return `“${noServer}” stands for no server at all: take another name.`;
	const taken = configuredServers().find((server) => server.name === name.trim());
	return taken !== undefined && taken.url !== url.trim() ? `${name} is ${taken.url} already.` : undefined;
}

function suggestName(url: string): string {
	const host = URL.parse(url.trim())?.hostname ?? "";
	if (host === "localhost" || host === "127.0.0.1" || host === "[::1]") return "local";
	return host.replace(/^(?:www|prometheus|prom)\./, "");
}

/** The answers as settings, and apart from them the secret. */
export function readServerAnswers(answers: GivenAnswers): {
	readonly server: ServerSettings;
	readonly secret: string | undefined;
	readonly scope: SettingsScope;
} {
	const { url = "", name = "", auth = "none", username, secret, scope } = answers;
	const server = {
		name: name.trim(),
		url: url.trim(),
		...(auth === "basic" || auth === "bearer" ? { auth: auth as "basic" | "bearer" } : {}),
		...(username === undefined ? {} : { username }),
	};
	return { server, secret: secret?.trim(), scope: scope === "workspace" ? "workspace" : "user" };
}
