import {
	type SemanticTokens,
	SemanticTokensBuilder,
	SemanticTokensDeltaRequest,
	SemanticTokensRangeRequest,
	SemanticTokensRequest,
} from "vscode-languageserver/node";
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

	// A file that is not ours has no answer, rather than one without tokens, which would keep other servers' from it.
	connection.onRequest(
		SemanticTokensRequest.type,
		guard(SemanticTokensRequest.method, log, ({ textDocument }) => build(textDocument.uri)?.build() ?? null),
	);
	connection.onRequest(
		SemanticTokensDeltaRequest.type,
		guard(
			SemanticTokensDeltaRequest.method,
			log,
			({ textDocument, previousResultId }) => build(textDocument.uri, previousResultId)?.buildEdits() ?? null,
		),
	);
	connection.onRequest(
		SemanticTokensRangeRequest.type,
		guard(SemanticTokensRangeRequest.method, log, ({ textDocument, range }): SemanticTokens | null => {
			const document = documents.get(textDocument.uri);
			const span = document && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
			const tokens = document && service.semanticTokens(toSource(document), span);
			if (document === undefined || tokens === undefined) return null;
			const builder = new SemanticTokensBuilder();
			push(builder, document, tokens);
			return builder.build();
		}),
	);
}

function push(builder: SemanticTokensBuilder, document: TextDocument, tokens: readonly SemanticToken[]): void {
	for (const { start, end, type, modifier } of tokens) {
		const { line, character } = document.positionAt(start);
		const modifiers = modifier === undefined ? 0 : 1 << semanticTokenModifiers.indexOf(modifier);
		builder.push(line, character, end - start, semanticTokenTypes.indexOf(type), modifiers);
	}
}
