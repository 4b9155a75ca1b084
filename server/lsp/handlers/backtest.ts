import {
	type BacktestResult,
	backtestProgress,
	type ChangeResult,
	changeAlert,
	closeBacktest,
	replayBacktest,
	startBacktest,
} from "../../protocol/backtest.ts";
import { toRange, toSource } from "../convert.ts";
import { answer } from "../guard.ts";
import type { Session } from "../session.ts";

/** A backtest of the alert at a place, kept until it is closed, so that other settings are tried without the server. */
export function handleBacktest(session: Session): void {
	const { connection, documents, service } = session;
	answer(session, startBacktest, async (params, signal): Promise<BacktestResult> => {
		const document = documents.get(params.uri);
		if (document === undefined) return notOpen;
		const { alert, position, workDoneToken, spanSeconds, stepSeconds, expand, confirmed } = params;
		return service.backtest.start(
			toSource(document),
			{
				at: { offset: document.offsetAt(position), ...(alert === undefined ? {} : { alert }) },
				spanSeconds,
				...(stepSeconds === undefined ? {} : { stepSeconds }),
				...(expand === undefined ? {} : { expand }),
				...(confirmed === undefined ? {} : { confirmed }),
				bounds: session.settings.askAbove,
				...(workDoneToken === undefined
					? {}
					: {
							onProgress: (done: number) => {
								const percentage = Math.round(100 * done);
								void connection.sendProgress(backtestProgress, workDoneToken, { kind: "report", percentage });
							},
						}),
			},
			signal,
		);
	});
	answer(session, replayBacktest, ({ id, ...settings }) => service.backtest.replay(id, settings) ?? null);
	answer(session, changeAlert, ({ id, uri, ...settings }): ChangeResult => {
		const document = documents.get(uri);
		if (document === undefined) return { kind: "refused", reason: notOpen.message };
		const changed = service.backtest.change(id, toSource(document), settings);
		if (changed.kind === "refused") return changed;
		const edits = changed.edits.map(({ span, newText }) => ({ range: toRange(document, span), newText }));
		return { kind: "ok", version: document.version, edits };
	});
	answer(session, closeBacktest, ({ id }) => {
		service.backtest.close(id);
		return null;
	});
}

const notOpen = { kind: "failed", message: "The file is not open any more.", cancelled: false } as const;
