import { type SignatureHelp as LspSignatureHelp, MarkupKind } from "vscode-languageserver/node";
import { toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

export function handleSignatureHelp({ connection, documents, service, log }: Session): void {
	connection.onSignatureHelp(
		guard("textDocument/signatureHelp", log, ({ textDocument, position }): LspSignatureHelp | null => {
			const document = documents.get(textDocument.uri);
			const help = document && service.signatureHelp(toSource(document), document.offsetAt(position));
			if (help === undefined) return null;
			const { activeSignature, activeParameter } = help;
			const signatures = help.signatures.map(({ label, markdown, parameters }) => ({
				label,
				documentation: { kind: MarkupKind.Markdown, value: markdown },
				parameters: parameters.map((parameter) => ({
					label: [parameter.span.start, parameter.span.end] satisfies [number, number],
					documentation: { kind: MarkupKind.Markdown, value: parameter.markdown },
				})),
			}));
			return { signatures, activeSignature, activeParameter };
		}),
	);
}
