import { commands, type Disposable, ProgressLocation, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type ProbeResult, probe, reconnect, type ServerSettings } from "../../server/protocol/messages.ts";
import type { CredentialStore } from "../credentials.ts";
import { addTitle, connectionSteps, namingSteps, readServerAnswers, type ServerNeeds } from "../prometheusQuestions.ts";
import { addServer } from "../prometheusSettings.ts";
import { askSecrets, findWantedSecrets, type TypedSecret } from "../prompts/secretPrompts.ts";
import { type GivenAnswers, runSteps } from "../prompts/steps.ts";
import { describeProduct } from "../views/serverStatusView.ts";

/** "Observability: Add Prometheus". */
export function registerAddPrometheus(client: LanguageClient, credentials: CredentialStore): Disposable {
	return commands.registerCommand("observability.addPrometheus", (url?: unknown) =>
		addPrometheus(client, credentials, typeof url === "string" ? url : undefined),
	);
}

/**
 * Asks for an address, asks the server who it is, and asks the user only for what the server then wants: a sign-in, a
 * client certificate, an authority. Nothing is written before it has answered or the user says so.
 */
export async function addPrometheus(
	client: LanguageClient,
	credentials: CredentialStore,
	url: string | undefined,
): Promise<void> {
	let needs: ServerNeeds = {};
	let typed: readonly TypedSecret[] = [];
	let answers: GivenAnswers | undefined = url === undefined ? await runSteps(connectionSteps(needs)) : { url };
	let answered: { readonly server: ServerSettings; readonly result: ProbeResult } | undefined;
	while (answers !== undefined) {
		const { server, scope } = readServerAnswers(answers);
		if (answered === undefined || !leadsToTheSame(answered.server, server)) {
			const secrets = await askMissingSecrets(client, credentials, server, typed);
			if (secrets === "cancel") return;
			if (secrets === "back") {
				answers = await runSteps(connectionSteps(needs), answers, "last");
				continue;
			}
			typed = secrets;
			const result = await probeWithProgress(client, server, typed);
			if (result === undefined) return;
			if (result.kind === "failed") {
				const next = await decide(server, result, needs);
				if (next.kind === "cancel") return;
				if (next.kind === "ask") {
					needs = next.needs;
					if (result.cause === "unauthorized") typed = [];
					answers = await runSteps(connectionSteps(needs), { ...answers, ...next.answers }, { step: next.step });
					continue;
				}
				if (next.kind === "use") {
					answers = { ...answers, url: next.url };
					continue;
				}
			}
			answered = { server, result };
			answers = await runSteps([...connectionSteps(needs), ...namingSteps()], answers, { step: "name" });
			continue;
		}
		for (const { wanted, secret } of typed) await credentials.set(wanted, secret);
		await addServer(server, scope);
		await client.sendNotification(reconnect);
		const { result } = answered;
		if (result.kind === "ok") void window.showInformationMessage(describeSuccess(server, result));
		return;
	}
}

/** Its name and where it is written change nothing about how it is reached. */
function leadsToTheSame(a: ServerSettings, b: ServerSettings): boolean {
	return JSON.stringify({ ...a, name: "" }) === JSON.stringify({ ...b, name: "" });
}

type Secrets = readonly TypedSecret[] | "back" | "cancel";

/** Those that were typed already, and those that are neither typed nor stored for exactly this. */
async function askMissingSecrets(
	client: LanguageClient,
	credentials: CredentialStore,
	server: ServerSettings,
	typed: readonly TypedSecret[],
): Promise<Secrets> {
	const wanted = await findWantedSecrets(client, server);
	if (wanted === undefined) return "back";
	const kept = typed.filter((each) => wanted.some((secret) => same(secret, each.wanted)));
	const missing = [];
	for (const secret of wanted) {
		if (kept.some((each) => same(secret, each.wanted))) continue;
		if ((await credentials.get(secret)) === undefined) missing.push(secret);
	}
	const asked = await askSecrets(addTitle, missing, true);
	return asked === "back" || asked === "cancel" ? asked : [...kept, ...asked];
}

function same(a: TypedSecret["wanted"], b: TypedSecret["wanted"]): boolean {
	return a.kind === b.kind && a.origin === b.origin && a.route === b.route;
}

/** `undefined` where the user did not want to wait. */
async function probeWithProgress(
	client: LanguageClient,
	server: ServerSettings,
	typed: readonly TypedSecret[],
): Promise<ProbeResult | undefined> {
	return window.withProgress(
		{ location: ProgressLocation.Notification, title: `Asking ${server.url} who it is…`, cancellable: true },
		async (_progress, token) => {
			const secrets = Object.fromEntries(typed.map(({ wanted, secret }) => [wanted.kind, secret]));
			const result = await client
				.sendRequest(probe, { server, secrets }, token)
				.catch((error: unknown): ProbeResult => {
					return {
						kind: "failed",
						message: error instanceof Error ? error.message : String(error),
						cause: "serverError",
					};
				});
			return token.isCancellationRequested ? undefined : result;
		},
	);
}

type Decision =
	| { readonly kind: "ask"; readonly needs: ServerNeeds; readonly step: string; readonly answers?: GivenAnswers }
	| { readonly kind: "use"; readonly url: string }
	| { readonly kind: "add" }
	| { readonly kind: "cancel" };

type Failed = Extract<ProbeResult, { kind: "failed" }>;

/** What the server wants is asked for at once; where that is no news, or it does not answer, the user decides. */
async function decide(server: ServerSettings, failed: Failed, needs: ServerNeeds): Promise<Decision> {
	if (failed.cause === "unauthorized" && needs.signIn !== true) {
		return { kind: "ask", needs: { ...needs, signIn: true }, step: "auth" };
	}
	if (failed.cause === "clientCertificate" && needs.clientCertificate !== true) {
		return { kind: "ask", needs: { ...needs, clientCertificate: true }, step: "certFile" };
	}
	const change = "Change What I Typed";
	const add = "Add It All the Same";
	const nameFile = "Name Its Authority's File";
	const use = `Use ${failed.foundAt}`;
	const offersFile = failed.cause === "untrustedCertificate";
	const detail =
		failed.foundAt === undefined
			? failed.message
			: `There is no Prometheus at this address, but one answers at ${failed.foundAt}.`;
	const picked = await window.showWarningMessage(
		`${server.url} did not answer as a Prometheus`,
		{ modal: true, detail: `${detail}\n\nNothing has been written yet.` },
		...(failed.foundAt === undefined ? [] : [use]),
		...(offersFile ? [nameFile] : []),
		change,
		add,
	);
	switch (picked) {
		case undefined:
			return { kind: "cancel" };
		case use:
			return { kind: "use", url: failed.foundAt ?? server.url };
		case nameFile:
			return { kind: "ask", needs: { ...needs, authority: true }, step: "caFile" };
		case add:
			return { kind: "add" };
		default:
			return { kind: "ask", needs, step: failed.cause === "unauthorized" ? "auth" : "url" };
	}
}

function describeSuccess(server: ServerSettings, result: Extract<ProbeResult, { kind: "ok" }>): string {
	const product = describeProduct(result) || "A Prometheus-compatible server";
	const targets =
		result.targets === undefined ? "" : `, with ${result.targets} ${result.targets === 1 ? "target" : "targets"}`;
	const lacks = result.lacks.length === 0 ? "" : ` It does not offer ${result.lacks.join(", ")}.`;
	return `${product} answered${targets}. Live values now come from ${server.name}.${lacks}`;
}
