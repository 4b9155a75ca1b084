import { ProgressLocation, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type ProbeResult, probe, reconnect, type ServerSettings } from "../../server/protocol/messages.ts";
import { type CredentialStore, originOf } from "../credentials.ts";
import { readServerAnswers, serverSteps } from "../prometheusQuestions.ts";
import { addServer } from "../prometheusSettings.ts";
import { runSteps } from "../prompts/steps.ts";
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
		const { server, secret, scope } = readServerAnswers(answers);
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
