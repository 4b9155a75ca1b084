import { ProgressLocation, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type ProbeResult, probe, reconnect, type ServerSettings } from "../../server/protocol/messages.ts";
import { type CredentialStore, originOf } from "../credentials.ts";
import { addServer, configuredServers, noServer, type SettingsScope, scopeOfServers } from "../prometheusSettings.ts";
import { askChoice } from "../prompts/choicePrompt.ts";
import { type GivenAnswers, runSteps, type Step } from "../prompts/steps.ts";
import { askText } from "../prompts/textPrompt.ts";
import { describeProduct } from "../views/serverStatusView.ts";

/** Asks for a server, asks the server who it is, and only then writes anything. */
export async function addPrometheus(
	client: LanguageClient,
	credentials: CredentialStore,
	url: string | undefined,
): Promise<void> {
	const steps = serverSteps();
	let answers = await runSteps(steps, url === undefined ? {} : { url });
	while (answers !== undefined) {
		const { server, secret, scope } = readAnswers(answers);
		const result = await probeWithProgress(client, server, secret);
		if (result === undefined) return;
		const decision = result.kind === "ok" ? "add" : await askAboutFailure(server, result.message);
		if (decision === "change") {
			answers = await runSteps(steps, answers, {
				step: result.kind === "failed" && result.unauthorized ? "auth" : "url",
			});
			continue;
		}
		if (decision === "cancel") return;

		const origin = originOf(server.url);
		if (secret !== undefined && origin !== undefined) await credentials.set(origin, secret);
		await addServer(server, scope);
		await client.sendNotification(reconnect);
		if (result.kind === "ok") {
			const product = describeProduct(result) || "A Prometheus-compatible server";
			void window.showInformationMessage(`${product} answered. Live values now come from ${server.name}.`);
		}
		return;
	}
}

const title = "Add a Prometheus";

function serverSteps(): readonly Step[] {
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

function readAnswers(answers: GivenAnswers): {
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

/** `undefined` where the user did not want to wait. */
async function probeWithProgress(
	client: LanguageClient,
	server: ServerSettings,
	secret: string | undefined,
): Promise<ProbeResult | undefined> {
	return window.withProgress(
		{ location: ProgressLocation.Notification, title: `Asking ${server.url} who it is…`, cancellable: true },
		async (_progress, token) => {
			const params = secret === undefined ? { server } : { server, secret };
			const result = await client.sendRequest(probe, params, token).catch((error: unknown): ProbeResult => {
				return { kind: "failed", message: error instanceof Error ? error.message : String(error), unauthorized: false };
			});
			return token.isCancellationRequested ? undefined : result;
		},
	);
}

async function askAboutFailure(server: ServerSettings, message: string): Promise<"change" | "add" | "cancel"> {
	const change = "Change What I Typed";
	const add = "Add It All the Same";
	const picked = await window.showWarningMessage(
		`${server.url} did not answer as a Prometheus`,
		{ modal: true, detail: `${message}\n\nNothing has been written yet.` },
		change,
		add,
	);
	if (picked === undefined) return "cancel";
	return picked === change ? "change" : "add";
}
