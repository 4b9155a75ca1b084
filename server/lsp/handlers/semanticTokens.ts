import { SemanticTokensBuilder } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type SemanticToken, semanticTokenModifiers, semanticTokenTypes } from "../../features/semanticTokens/token.ts";
import { toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import type { Session } from "../session.ts";

export const semanticTokensLegend = {
	tokenTypes: [...semanticTokenTypes],
	tokenModifiers: [...semanticTokenModifiers],
};

/**
 * Answers with all tokens, with those of a range, or with what has changed since the last answer, for which each
 * document's last answer is kept.
 */
export function handleSemanticTokens({ connection, documents, service, log }: Session): void {
	const builders = new Map<string, SemanticTokensBuilder>();
	documents.onDidClose(({ document }) => builders.delete(document.uri));

	const build = (uri: string, previousResultId?: string): SemanticTokensBuilder | undefined => {
		const document = documents.get(uri);
		const tokens = document && service.semanticTokens(toSource(document));
		if (document === undefined || tokens === undefined) return undefined;
		const builder = builders.get(uri) ?? new SemanticTokensBuilder();
		builders.set(uri, builder);
		builder.previousResult(previousResultId ?? "");
		push(builder, document, tokens);
		return builder;
	};

	connection.languages.semanticTokens.on(
		guard("textDocument/semanticTokens/full", log, ({ textDocument }) => build(textDocument.uri)?.build() ?? none()),
	);
	connection.languages.semanticTokens.onDelta(
		guard(
			"textDocument/semanticTokens/full/delta",
			log,
			({ textDocument, previousResultId }) => build(textDocument.uri, previousResultId)?.buildEdits() ?? none(),
		),
	);
	connection.languages.semanticTokens.onRange(
		guard("textDocument/semanticTokens/range", log, ({ textDocument, range }) => {
			const document = documents.get(textDocument.uri);
			const span = document && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
			const tokens = document && service.semanticTokens(toSource(document), span);
			if (document === undefined || tokens === undefined) return none();
			const builder = new SemanticTokensBuilder();
			push(builder, document, tokens);
			return builder.build();
		}),
	);
}

/** No token at all, for a file that is not ours. */
function none(): { data: number[] } {
	return { data: [] };
}

function push(builder: SemanticTokensBuilder, document: TextDocument, tokens: readonly SemanticToken[]): void {
	for (const { start, end, type, modifier } of tokens) {
		const { line, character } = document.positionAt(start);
		const modifiers = modifier === undefined ? 0 : 1 << semanticTokenModifiers.indexOf(modifier);
		builder.push(line, character, end - start, semanticTokenTypes.indexOf(type), modifiers);
	}
}
