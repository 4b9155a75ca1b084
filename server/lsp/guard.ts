import {
	type CancellationToken,
	type Connection,
	ErrorCodes,
	LSPErrorCodes,
	ResponseError,
} from "vscode-languageserver/node";
import type { RequestType } from "vscode-languageserver-protocol";

/**
 * Wraps a request's handler: cancellation becomes a signal, a fault of ours is logged with its place and answered as an
 * error, and the server lives on.
 */
export function guard<P, R>(
	method: string,
	log: (line: string) => void,
	handler: (params: P, signal: AbortSignal) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<void>> {
	return async (params, token) => {
		const controller = new AbortController();
		if (token.isCancellationRequested) controller.abort();
		const subscription = token.onCancellationRequested(() => controller.abort());
		try {
			const result = await handler(params, controller.signal);
			if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled");
			return result;
		} catch (error) {
			// Words for the user, which a handler chose.
			if (error instanceof ResponseError) return error;
			log(`${method} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
			return new ResponseError(ErrorCodes.InternalError, `${method} failed; the server's log says more.`);
		} finally {
			subscription.dispose();
		}
	};
}

/** Answers one of our own requests. */
export function answer<P, R>(
	{ connection, log }: { readonly connection: Connection; readonly log: (line: string) => void },
	{ method }: RequestType<P, R, void>,
	handler: (params: P, signal: AbortSignal) => R | Promise<R>,
): void {
	const guarded = guard(method, log, handler);
	connection.onRequest(method, (params: P, token: CancellationToken): Promise<unknown> => guarded(params, token));
}
