import type { Diagnostic, CodeAction as LspCodeAction, WorkspaceEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CodeAction, CodeActionKind, EditElsewhere } from "../../features/codeActions/codeAction.ts";
import { toRange, toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { ClientAbilities, Session } from "../session.ts";

/** A command of the client's, which opens the page of a diagnostic. */
const EXPLAIN_COMMAND = "observability.explainDiagnostic";

/** The client's commands that run a scaffold at a place. */
const SCAFFOLD_COMMANDS = { runbook: "observability.addRunbook", ruleTest: "observability.addRuleTest" } as const;

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
				.filter((action) => canDo(action, client))
				.map((action) => toCodeAction(document, action, context.diagnostics));
		}),
	);
}

/** Claims that the editor can do, or show, what is offered. */
function canDo({ explains, creates, elsewhere, refusal }: CodeAction, client: ClientAbilities): boolean {
	// Both are commands of the extension's own client.
	if (explains !== undefined || creates !== undefined) return client.explanations;
	if (refusal !== undefined) return client.disabledActions;
	return elsewhere === undefined || elsewhere.text !== undefined || client.createsFiles;
}

function toCodeAction(document: TextDocument, action: CodeAction, diagnostics: readonly Diagnostic[]): LspCodeAction {
	const { title, kind, preferred, edits, mends, explains, creates, elsewhere, refusal } = action;
	if (refusal !== undefined) return { title, kind, disabled: { reason: refusal } };
	if (explains !== undefined) {
		return { title, kind, command: { title, command: EXPLAIN_COMMAND, arguments: [explains] } };
	}
	const mended = diagnostics.filter(({ code, message }) => code === mends?.code && message === mends?.message);
	if (creates !== undefined) {
		const target = { uri: document.uri, position: document.positionAt(creates.offset) };
		const command = { title, command: SCAFFOLD_COMMANDS[creates.scaffold], arguments: [target] };
		return { title, kind, ...(mended.length === 0 ? {} : { diagnostics: mended }), command };
	}
	const changes = edits.map(({ span, newText }) => ({ range: toRange(document, span), newText }));
	return {
		title,
		kind,
		...(preferred === true ? { isPreferred: true } : {}),
		...(mended.length === 0 ? {} : { diagnostics: mended }),
		edit: elsewhere === undefined ? { changes: { [document.uri]: changes } } : editElsewhere(elsewhere),
	};
}

/** An edit of a file that need not be open, nor be there. */
function editElsewhere({ uri, text, edits }: EditElsewhere): WorkspaceEdit {
	const target = TextDocument.create(uri, "yaml", 0, text ?? "");
	const changes = edits.map(({ span, newText }) => ({ range: toRange(target, span), newText }));
	if (text !== undefined) return { changes: { [uri]: changes } };
	const textDocument = { uri, version: null };
	return {
		documentChanges: [
			{ kind: "create", uri, options: { ignoreIfExists: true } },
			{ textDocument, edits: changes },
		],
	};
}
