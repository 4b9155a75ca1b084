import { type DocumentKind, documentKind } from "../../protocol/messages.ts";
import type { SourceDocument } from "../../text/sourceDocument.ts";
import { isCode } from "../codeDocuments.ts";
import { isStill, toDiagnostic, toSource } from "../convert.ts";
import { DiagnosticsScheduler } from "../diagnosticsScheduler.ts";
import type { Session } from "../session.ts";

/** Keeps the diagnostics of every open document up to date; answers how to do all of them again. */
export function handleDocuments(session: Session): { refresh(): void; stop(): void } {
	const { connection, documents, service, prometheus, typing, code, log } = session;
	const kinds = new Map<string, DocumentKind>();
	const scheduler = new DiagnosticsScheduler(
		async (uri, signal) => {
			const document = documents.get(uri);
			if (document === undefined) return;
			const source = toSource(document);
			const registrations = await code.registrationsOf(document);
			if (signal.aborted) return;
			const problems =
				registrations === undefined
					? await service.diagnose(source, signal)
					: await service.diagnoseCode(source, registrations, signal);
			if (problems === undefined || signal.aborted || !isStill(document, source)) return;
			if (registrations === undefined) announce(uri, source);
			const base = session.settings.documentationBase ?? session.documentationBase;
			const diagnostics = problems.map((problem) => toDiagnostic(document, problem, base));
			await connection.sendDiagnostics({ uri, version: document.version, diagnostics });
			if (registrations !== undefined) return;
			// What the checks wanted to know is on its way; they judge the same text again when it has come.
			const { more } = service.unsettled(source);
			void more?.then(() => {
				if (documents.get(uri) === document && isStill(document, source)) scheduler.schedule(uri);
			});
		},
		(error) => log(`Diagnostics failed: ${error instanceof Error ? error.stack : String(error)}`),
	);
	/** A server is of use from the first file on that is of a known kind. */
	const announce = (uri: string, source: SourceDocument): void => {
		const kind: DocumentKind = { uri, ...service.kindOf(source) };
		const before = kinds.get(uri);
		if (before?.promql === kind.promql && before.kinds.join() === kind.kinds.join()) return;
		kinds.set(uri, kind);
		if (kind.kinds.length > 0) prometheus.want(true);
		void connection.sendNotification(documentKind.method, kind);
	};
	documents.onDidChangeContent(({ document }) => {
		const { uri } = document;
		// For source code no server is of use.
		if (!isCode(document) && typing.changed(uri)) prometheus.live?.drop(uri);
		scheduler.schedule(uri);
	});
	documents.onDidSave(({ document: { uri } }) => typing.rest(uri));
	documents.onDidClose(({ document: { uri } }) => {
		scheduler.drop(uri);
		typing.closed(uri);
		prometheus.live?.drop(uri);
		kinds.delete(uri);
		if (![...kinds.values()].some((kind) => kind.kinds.length > 0)) prometheus.want(false);
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
