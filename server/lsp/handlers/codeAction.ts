import type { Diagnostic, CodeAction as LspCodeAction } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { CodeAction, CodeActionKind } from "../../features/codeActions/codeAction.ts";
import { toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

/** A command of the client's, which opens the page of a diagnostic. */
const EXPLAIN_COMMAND = "observability.explainDiagnostic";

/** The kinds that the server says it has, so that editors can list them. */
export const KINDS: readonly CodeActionKind[] = [
	"quickfix",
	"refactor.extract",
	"refactor.inline",
	"refactor.rewrite",
	"source.format.promql",
	"source.fixAll.observability",
];

export function handleCodeActions({ connection, documents, service, client, log }: Session): void {
	connection.onCodeAction(
		guard("textDocument/codeAction", log, ({ textDocument, range, context }) => {
			const document = documents.get(textDocument.uri);
			if (document === undefined) return null;
			const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
			const actions = service.codeActions(toSource(document), span, context.only);
			return actions
				.filter(({ explains }) => explains === undefined || client.explanations)
				.map((action) => toCodeAction(document, action, context.diagnostics));
		}),
	);
}

function toCodeAction(document: TextDocument, action: CodeAction, diagnostics: readonly Diagnostic[]): LspCodeAction {
	const { title, kind, preferred, edits, mends, explains } = action;
	if (explains !== undefined) {
		return { title, kind, command: { title, command: EXPLAIN_COMMAND, arguments: [explains] } };
	}
	const mended = diagnostics.filter(({ code, message }) => code === mends?.code && message === mends?.message);
	const changes = edits.map(({ span, newText }) => ({ range: toRange(document, span), newText }));
	return {
		title,
		kind,
		...(preferred === true ? { isPreferred: true } : {}),
		...(mended.length === 0 ? {} : { diagnostics: mended }),
		edit: { changes: { [document.uri]: changes } },
	};
}
