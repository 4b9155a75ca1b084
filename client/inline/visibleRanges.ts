import { Disposable, languages, window } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { type VisibleDocument, type VisibleParams, visible } from "../../server/protocol/inline.ts";
import { documentFilters } from "../documentFilters.ts";

/** Milliseconds without a change after which the server is told: whoever scrolls does not stay. */
const pause = 200;

/** Tells the server what can be seen, and whether anybody looks, so that it asks Prometheus for nothing else. */
export function reportVisibleRanges(client: LanguageClient): Disposable {
	let timer: NodeJS.Timeout | undefined;
	let told = "";
	const tell = (): void => {
		timer = undefined;
		if (client.state !== State.Running) return;
		const params = describeWindow(client);
		const text = JSON.stringify(params);
		if (text === told) return;
		told = text;
		// A server that is going down is told again when it is back.
		client.sendNotification(visible, params).catch(() => {});
	};
	const soon = (): void => {
		clearTimeout(timer);
		timer = setTimeout(tell, pause);
	};
	return Disposable.from(
		window.onDidChangeVisibleTextEditors(soon),
		window.onDidChangeTextEditorVisibleRanges(soon),
		window.onDidChangeWindowState(soon),
		client.onDidChangeState(() => {
			told = "";
			soon();
		}),
		{ dispose: () => clearTimeout(timer) },
	);
}

function describeWindow(client: LanguageClient): VisibleParams {
	const documents = new Map<string, VisibleDocument>();
	for (const { document, visibleRanges } of window.visibleTextEditors) {
		if (languages.match([...documentFilters], document) === 0) continue;
		const uri = client.code2ProtocolConverter.asUri(document.uri);
		const ranges = visibleRanges.map((range) => client.code2ProtocolConverter.asRange(range));
		documents.set(uri, { uri, ranges: [...(documents.get(uri)?.ranges ?? []), ...ranges] });
	}
	return { focused: window.state.focused, documents: [...documents.values()] };
}
