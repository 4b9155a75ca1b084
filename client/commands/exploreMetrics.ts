import {
	commands,
	Disposable,
	env,
	type QuickPickItem,
	type TextEdit,
	type TextEditor,
	ThemeIcon,
	window,
	workspace,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
	cardinalityReport,
	type FoundMetric,
	metricInsertion,
	searchForMetrics,
} from "../../server/protocol/metricsExplorer.ts";
import { type MetricNode, type MetricsView, sourceWords } from "../views/metricsView.ts";

/** The commands of the metrics explorer: search, insert, query, the cardinality report. */
export function registerExploreMetrics(client: LanguageClient, view: MetricsView): Disposable {
	return Disposable.from(
		commands.registerCommand("observability.refreshMetrics", () => view.refresh()),
		commands.registerCommand("observability.insertMetric", async (node?: MetricNode) => {
			const metric = (node?.kind === "metric" ? node.metric : view.selected) ?? (await pickMetric(client));
			if (metric !== undefined) await insert(client, metric);
		}),
		commands.registerCommand("observability.searchMetrics", async () => {
			const metric = await pickMetric(client);
			if (metric !== undefined) await insert(client, metric);
		}),
		commands.registerCommand("observability.queryMetric", async (node?: MetricNode) => {
			const metric = node?.kind === "metric" ? node.metric : view.selected;
			if (metric === undefined) return;
			const { text } = await client.sendRequest(metricInsertion, { metric });
			await commands.executeCommand("observability.runQuery", text);
		}),
		commands.registerCommand("observability.cardinalityReport", async () => {
			const { markdown } = await client.sendRequest(cardinalityReport, {});
			const document = await workspace.openTextDocument({ language: "markdown", content: markdown });
			await window.showTextDocument(document, { preview: true });
			await commands.executeCommand("markdown.showPreview", document.uri);
		}),
	);
}

/** Writes the expression for the metric at the cursor, or offers it for the clipboard where there is no place for it. */
async function insert(client: LanguageClient, metric: FoundMetric): Promise<void> {
	const editor = window.activeTextEditor;
	if (editor === undefined) return offerCopy(client, metric);
	const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
	const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
	const version = editor.document.version;
	const { text, edit } = await client.sendRequest(metricInsertion, { metric, place: { uri, position } });
	if (editor.document.version !== version) {
		void window.showInformationMessage("Observability: the file has changed meanwhile, so nothing was inserted.");
		return;
	}
	const inserted = await write(editor, text, edit && client.protocol2CodeConverter.asTextEdit(edit));
	if (!inserted) await offerCopy(client, metric);
	else await window.showTextDocument(editor.document, { viewColumn: editor.viewColumn ?? 1 });
}

function write(editor: TextEditor, text: string, edit: TextEdit | undefined): Thenable<boolean> {
	return editor.edit((builder) => {
		if (edit === undefined) builder.replace(editor.selection, text);
		else builder.replace(edit.range, edit.newText);
	});
}

async function offerCopy(client: LanguageClient, metric: FoundMetric): Promise<void> {
	const { text } = await client.sendRequest(metricInsertion, { metric });
	const copy = "Copy";
	const answer = await window.showInformationMessage(`Open a file to insert ${text} into.`, copy);
	if (answer === copy) await env.clipboard.writeText(text);
}

interface MetricItem extends QuickPickItem {
	readonly metric: FoundMetric;
}

/** Searches as the user types; `undefined` where they have given up. */
function pickMetric(client: LanguageClient): Promise<FoundMetric | undefined> {
	const pick = window.createQuickPick<MetricItem>();
	pick.title = "Search metrics";
	pick.placeholder = "Words of the name or of the help, such as: http duration";
	pick.matchOnDescription = true;
	pick.matchOnDetail = true;
	let latest = 0;
	const search = async (text: string): Promise<void> => {
		const mine = ++latest;
		pick.busy = true;
		const { metrics, count, note } = await client.sendRequest(searchForMetrics, { text, limit: 100 });
		if (mine !== latest) return;
		pick.busy = false;
		pick.items = metrics.map(itemOf);
		pick.title = note ?? (count > metrics.length ? `Search metrics: ${metrics.length} of ${count}` : "Search metrics");
	};
	return new Promise((resolve) => {
		pick.onDidChangeValue((text) => void search(text));
		pick.onDidAccept(() => {
			resolve(pick.selectedItems[0]?.metric);
			pick.hide();
		});
		pick.onDidHide(() => {
			latest = -1;
			resolve(undefined);
			pick.dispose();
		});
		pick.show();
		void search("");
	});
}

function itemOf(metric: FoundMetric): MetricItem {
	const { name, type, help, source } = metric;
	return {
		label: name,
		description: [type === "unknown" ? "" : type, source === "live" ? "" : sourceWords[source]]
			.filter(Boolean)
			.join(" · "),
		...(help === "" ? {} : { detail: help }),
		iconPath: new ThemeIcon("symbol-numeric"),
		// The server has searched already; the words need not stand side by side.
		alwaysShow: true,
		metric,
	};
}
