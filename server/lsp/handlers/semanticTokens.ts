import {
	type SemanticTokens,
	type SemanticTokensDelta,
	SemanticTokensDeltaRequest,
	SemanticTokensRangeRequest,
	SemanticTokensRequest,
} from "vscode-languageserver/node";
import { semanticTokenModifiers, semanticTokenTypes } from "../../features/semanticTokens/token.ts";
import { toSource } from "../convert.ts";
import { guard } from "../guard.ts";
import { diffTokens, encodeTokens } from "../semanticTokenData.ts";
import type { Session } from "../session.ts";

export const semanticTokensLegend = {
	tokenTypes: [...semanticTokenTypes],
	tokenModifiers: [...semanticTokenModifiers],
};

/**
 * Answers with all tokens, with those of a range, or with what has changed since the last answer, for which each
 * document's last answer is kept. A file that is not ours has no answer, rather than one without tokens, which would
 * keep other servers' from it.
 */
export function handleSemanticTokens({ connection, documents, service, log }: Session): void {
	const answers = new Map<string, Required<SemanticTokens>>();
	let count = 0;
	documents.onDidClose(({ document }) => answers.delete(document.uri));

	const answer = (uri: string): Required<SemanticTokens> | null => {
		const document = documents.get(uri);
		const tokens = document && service.semanticTokens(toSource(document));
		if (document === undefined || tokens === undefined) return null;
		count += 1;
		const fresh = { resultId: String(count), data: encodeTokens(document, tokens) };
		answers.set(uri, fresh);
		return fresh;
	};

	connection.onRequest(
		SemanticTokensRequest.type,
		guard(SemanticTokensRequest.method, log, ({ textDocument }) => answer(textDocument.uri)),
	);
	connection.onRequest(
		SemanticTokensDeltaRequest.type,
		guard(
			SemanticTokensDeltaRequest.method,
			log,
			({ textDocument, previousResultId }): SemanticTokens | SemanticTokensDelta | null => {
				const before = answers.get(textDocument.uri);
				const after = answer(textDocument.uri);
				if (after === null || before?.resultId !== previousResultId) return after;
				return { resultId: after.resultId, edits: diffTokens(before.data, after.data) };
			},
		),
	);
	connection.onRequest(
		SemanticTokensRangeRequest.type,
		guard(SemanticTokensRangeRequest.method, log, ({ textDocument, range }): SemanticTokens | null => {
			const document = documents.get(textDocument.uri);
			const span = document && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
			const tokens = document && service.semanticTokens(toSource(document), span);
			return document === undefined || tokens === undefined ? null : { data: encodeTokens(document, tokens) };
		}),
	);
}
