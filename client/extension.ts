import { commands, type ExtensionContext, window, workspace } from "vscode";
import { trusted } from "../server/protocol/environments.ts";
import { registerAddPrometheus } from "./commands/addPrometheus.ts";
import { registerAssessWorkspace } from "./commands/assessWorkspace.ts";
import { registerBacktestAlert } from "./commands/backtestAlert.ts";
import { registerExplainDiagnostic } from "./commands/explainDiagnostic.ts";
import { registerExplainQuery } from "./commands/explainQuery.ts";
import { registerExplainSlo } from "./commands/explainSlo.ts";
import { registerExploreMetrics } from "./commands/exploreMetrics.ts";
import { registerForgetCredentials } from "./commands/forgetCredentials.ts";
import { registerFormatPromql } from "./commands/formatPromql.ts";
import { registerOpenPlace } from "./commands/openPlace.ts";
import { QueryPanels } from "./commands/queryPanels.ts";
import { registerRunQuery } from "./commands/runQuery.ts";
import { registerScaffolds } from "./commands/runScaffolds.ts";
import { registerSelectPrometheus } from "./commands/selectPrometheus.ts";
import { registerSetCredential } from "./commands/setCredential.ts";
import { registerShowDependencies } from "./commands/showDependencies.ts";
import { registerShowReferences } from "./commands/showReferences.ts";
import { answerCredentials, CredentialStore } from "./credentials.ts";
import { provideDiagnosticPages } from "./diagnosticPages.ts";
import { reportVisibleRanges } from "./inline/visibleRanges.ts";
import { createLanguageClient } from "./languageClient.ts";
import { provideLiveHovers } from "./liveHover.ts";
import { QueryHistory } from "./queryHistory.ts";
import { ScaffoldPreviews } from "./scaffold/preview.ts";
import { AnswerMemory } from "./scaffold/rememberedAnswers.ts";
import { DocumentKinds } from "./views/documentKinds.ts";
import { MetricsView } from "./views/metricsView.ts";
import { ServerStatusView } from "./views/serverStatusView.ts";
import { ServicesView } from "./views/servicesView.ts";

/**
 * Wires the client. Nothing is read from disk and nothing is contacted here: the server starts in its own process and
 * contacts only what the user's settings name.
 */
export function activate(context: ExtensionContext): void {
	const log = window.createOutputChannel("Observability", { log: true });
	const credentials = new CredentialStore(context.secrets);
	const pages = provideDiagnosticPages(context.extensionUri);
	const client = createLanguageClient(context.extensionUri, log, pages);
	const kinds = new DocumentKinds(client);
	const status = new ServerStatusView(client, kinds);
	const previews = new ScaffoldPreviews();
	const history = new QueryHistory(context.workspaceState);
	const panels = new QueryPanels({ client, status, history, extension: context.extensionUri });
	const metrics = new MetricsView(client, status);
	const services = new ServicesView(client);

	context.subscriptions.push(
		log,
		client,
		pages,
		status,
		answerCredentials(client, credentials),
		provideLiveHovers(client),
		reportVisibleRanges(client),
		previews,
		kinds,
		registerSelectPrometheus(client, status, credentials),
		registerAddPrometheus(client, credentials),
		registerSetCredential(client, credentials),
		registerForgetCredentials(client, credentials),
		panels,
		registerRunQuery(client, panels),
		registerExplainQuery(client, panels),
		registerScaffolds({
			client,
			previews,
			memory: new AnswerMemory(context.workspaceState),
			extension: context.extensionUri,
		}),
		registerBacktestAlert(client, status, context.extensionUri),
		registerExplainDiagnostic(pages),
		registerExplainSlo(client, context.extensionUri),
		registerShowReferences(client),
		registerFormatPromql(),
		metrics,
		registerExploreMetrics(client, metrics),
		services,
		commands.registerCommand("observability.refreshServices", () => services.refresh()),
		registerAssessWorkspace(client),
		registerShowDependencies(client, context.extensionUri),
		registerOpenPlace(),
		workspace.onDidGrantWorkspaceTrust(() => {
			log.info("The workspace is trusted now: its own servers may be used.");
			void client.sendNotification(trusted);
		}),
	);

	client.start().catch(async (error: unknown) => {
		log.error("The language server did not start.", error instanceof Error ? error : String(error));
		const show = "Show Log";
		const answer = await window.showErrorMessage(
			"Observability: the language server did not start, so files have no diagnostics, completion or hovers.",
			show,
		);
		if (answer === show) log.show();
	});
}
