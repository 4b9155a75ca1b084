import { isStill, toDiagnostic, toSource } from "../convert.ts";
import { DiagnosticsScheduler } from "../diagnosticsScheduler.ts";
import type { Session } from "../session.ts";

/** Keeps the diagnostics of every open document up to date; answers how to do all of them again. */
export function handleDocuments(session: Session): { refresh(): void; stop(): void } {
	const { connection, documents, service, prometheus, log } = session;
	const scheduler = new DiagnosticsScheduler(
		async (uri, signal) => {
			const document = documents.get(uri);
			if (document === undefined) return;
			const source = toSource(document);
			const problems = await service.diagnose(source, signal);
			if (problems === undefined || signal.aborted || !isStill(document, source)) return;
			const base = session.settings.documentationBase ?? session.documentationBase;
			const diagnostics = problems.map((problem) => toDiagnostic(document, problem, base));
			await connection.sendDiagnostics({ uri, version: document.version, diagnostics });
		},
		(error) => log(`Diagnostics failed: ${error instanceof Error ? error.stack : String(error)}`),
	);
	documents.onDidOpen(() => prometheus.want(true));
	documents.onDidChangeContent(({ document }) => scheduler.schedule(document.uri));
	documents.onDidClose(({ document: { uri } }) => {
		scheduler.drop(uri);
		if (documents.all().length === 0) prometheus.want(false);
		void connection.sendDiagnostics({ uri, diagnostics: [] });
	});
	documents.listen(connection);
	return {
		refresh() {
			for (const { uri } of documents.all()) scheduler.schedule(uri);
		},
		stop: () => scheduler.dropAll(),
	};
}
