import type { Command } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { LiveLens } from "../../features/inline/liveLenses.ts";
import { toRange } from "../convert.ts";
import type { Session } from "../session.ts";
import type { LensSource } from "./codeLenses.ts";
import type { LiveView } from "./visible.ts";

/** Run, chart and backtest, and what the server says of each rule. */
export function findLiveLensesOf(session: Session, view: LiveView): LensSource {
	const { service, client } = session;
	return (document, source) => {
		if (!session.settings.liveLenses) return [];
		view.asked(document, wholeOf(document));
		// The commands stand in the client that shows live values.
		const lenses = service.inline.lenses(source, { actions: client.liveHover, states: view.healthy });
		return lenses.map((lens) => {
			const { start } = toRange(document, lens.span);
			return { range: { start, end: start }, command: toCommand(document, lens) };
		});
	};
}

function toCommand(document: TextDocument, { title, action }: LiveLens): Command {
	// An editor shows a lens without a command as text.
	if (action === undefined) return { title, command: "" };
	const place = { uri: document.uri, position: document.positionAt(action.offset) };
	switch (action.kind) {
		case "run":
			return { title, command: "observability.runQuery", arguments: [place] };
		case "chart":
			return { title, command: "observability.runQuery", arguments: [{ ...place, view: "chart" }] };
		case "backtest":
			return { title, command: "observability.backtestAlert", arguments: [place] };
		default:
			return action.kind satisfies never;
	}
}

function wholeOf(document: TextDocument) {
	return { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) };
}
