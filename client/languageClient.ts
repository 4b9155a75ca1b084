import { type LogOutputChannel, Uri, workspace } from "vscode";
import { LanguageClient, RevealOutputChannelOn, TransportKind } from "vscode-languageclient/node";
import { serverProcessFlags } from "../server/protocol/serverProcess.ts";
import { type DiagnosticPages, linkDiagnostics } from "./diagnosticPages.ts";
import { documentFilters } from "./documentFilters.ts";

/** After so many crashes within three minutes the server stays down, and the user is told. */
const restarts = 3;

/** The connection to `dist/server.cjs`, not started yet. */
export function createLanguageClient(extension: Uri, log: LogOutputChannel, pages: DiagnosticPages): LanguageClient {
	const module = Uri.joinPath(extension, "dist", "server.cjs").fsPath;
	return new LanguageClient(
		"observability",
		"Observability",
		{ module, transport: TransportKind.ipc, options: { execArgv: [...serverProcessFlags] } },
		{
			documentSelector: [...documentFilters],
			outputChannel: log,
			revealOutputChannelOn: RevealOutputChannelOn.Never,
			connectionOptions: { maxRestartCount: restarts },
			// A second formatter for YAML would make the editor ask whoever has one which of the two to use.
			initializationOptions: () => ({ liveHover: true, formatter: false, trusted: workspace.isTrusted }),
			synchronize: { configurationSection: "observability" },
			markdown: { isTrusted: false, supportHtml: false },
			diagnosticCollectionName: "observability",
			middleware: {
				handleDiagnostics: (uri, diagnostics, next) => next(uri, linkDiagnostics(diagnostics, pages)),
				provideDiagnostics: async (document, previous, token, next) => {
					const report = await next(document, previous, token);
					return report && "items" in report ? { ...report, items: linkDiagnostics(report.items, pages) } : report;
				},
			},
		},
	);
}
