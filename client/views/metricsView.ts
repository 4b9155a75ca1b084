import {
	type DataTransfer,
	DataTransferItem,
	Disposable,
	type Event,
	EventEmitter,
	MarkdownString,
	ThemeIcon,
	type TreeDataProvider,
	type TreeDragAndDropController,
	TreeItem,
	TreeItemCollapsibleState,
	type TreeView,
	window,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
	type FoundMetric,
	type MetricFamily,
	type MetricLabel,
	metricFamilies,
	metricInsertion,
	metricLabels,
	searchForMetrics,
} from "../../server/protocol/metricsExplorer.ts";
import type { ServerStatusView } from "./serverStatusView.ts";

export type MetricNode =
	| { readonly kind: "family"; readonly family: MetricFamily }
	| { readonly kind: "metric"; readonly metric: FoundMetric }
	| { readonly kind: "label"; readonly label: MetricLabel; readonly metric: FoundMetric }
	| { readonly kind: "note"; readonly text: string };

/** More metrics than so many are not listed below one node: a search finds the others. */
const mostShown = 500;

export const sourceWords: Readonly<Record<FoundMetric["source"], string>> = {
	live: "on the server",
	code: "registered in the workspace's code",
	rule: "recorded in the workspace",
	catalogue: "of a well-known exporter",
};

/** The side bar's tree of metrics: by the beginnings of their names, with types, labels and how many values each has. */
export class MetricsView implements TreeDataProvider<MetricNode>, TreeDragAndDropController<MetricNode>, Disposable {
	readonly dragMimeTypes = ["text/plain"];
	readonly dropMimeTypes: readonly string[] = [];
	readonly #client: LanguageClient;
	readonly #tree: TreeView<MetricNode>;
	readonly #changed = new EventEmitter<void>();
	readonly #subscriptions: Disposable;
	#shown = "";

	readonly onDidChangeTreeData: Event<void> = this.#changed.event;

	constructor(client: LanguageClient, status: ServerStatusView) {
		this.#client = client;
		this.#tree = window.createTreeView("observability.metrics", {
			treeDataProvider: this,
			dragAndDropController: this,
			showCollapseAll: true,
		});
		this.#subscriptions = Disposable.from(
			this.#tree,
			this.#changed,
			// The list is another one when another server answers, or the same one again.
			status.onDidChange(({ server, health }) => {
				const state = `${server?.url ?? ""} ${health}`;
				if (state === this.#shown) return;
				this.#shown = state;
				this.refresh();
			}),
		);
	}

	refresh(): void {
		this.#changed.fire();
	}

	/** The metric that is selected in the tree. */
	get selected(): FoundMetric | undefined {
		const [node] = this.#tree.selection;
		return node?.kind === "metric" ? node.metric : undefined;
	}

	async getChildren(node?: MetricNode): Promise<MetricNode[]> {
		if (!this.#client.isRunning()) return [];
		if (node === undefined) return this.#families();
		switch (node.kind) {
			case "family":
				return this.#metrics(node.family);
			case "metric":
				return this.#labels(node.metric);
			default:
				return [];
		}
	}

	async #families(): Promise<MetricNode[]> {
		const { families, note } = await this.#client.sendRequest(metricFamilies, {});
		this.#tree.message = note ?? "";
		return families.map((family) => ({ kind: "family", family }));
	}

	async #metrics({ prefix }: MetricFamily): Promise<MetricNode[]> {
		const search = await this.#client.sendRequest(searchForMetrics, { text: "", prefix, limit: mostShown });
		const metrics = search.metrics.map((metric): MetricNode => ({ kind: "metric", metric }));
		const left = search.count - search.metrics.length;
		return left > 0 ? [...metrics, { kind: "note", text: `${left} more: search for them` }] : metrics;
	}

	async #labels(metric: FoundMetric): Promise<MetricNode[]> {
		const { labels, note } = await this.#client.sendRequest(metricLabels, { metric: metric.name });
		const nodes = labels.map((label): MetricNode => ({ kind: "label", label, metric }));
		if (note !== undefined) nodes.push({ kind: "note", text: note });
		return nodes.length === 0 ? [{ kind: "note", text: "no labels" }] : nodes;
	}

	getTreeItem(node: MetricNode): TreeItem {
		switch (node.kind) {
			case "family": {
				const item = new TreeItem(node.family.prefix, TreeItemCollapsibleState.Collapsed);
				item.description = String(node.family.count);
				item.iconPath = new ThemeIcon("symbol-namespace");
				return item;
			}
			case "metric":
				return metricItem(node.metric);
			case "label":
				return labelItem(node.label);
			case "note":
				return new TreeItem(node.text, TreeItemCollapsibleState.None);
			default:
				return node satisfies never;
		}
	}

	/** What is dropped into an editor is the expression that one asks a metric of its type by. */
	async handleDrag(nodes: readonly MetricNode[], data: DataTransfer): Promise<void> {
		const texts = await Promise.all(nodes.map((node) => this.#textOf(node)));
		data.set("text/plain", new DataTransferItem(texts.filter((text) => text !== undefined).join("\n")));
	}

	async #textOf(node: MetricNode): Promise<string | undefined> {
		switch (node.kind) {
			case "metric":
				return (await this.#client.sendRequest(metricInsertion, { metric: node.metric })).text;
			case "label":
				return node.label.name;
			default:
				return undefined;
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}

const icons: Readonly<Partial<Record<FoundMetric["type"], string>>> = {
	counter: "arrow-up",
	gauge: "dashboard",
	histogram: "graph",
	gaugehistogram: "graph",
	summary: "graph-scatter",
	info: "info",
};

function metricItem({ name, type, unit, help, source }: FoundMetric): TreeItem {
	const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
	item.description = type === "unknown" ? "" : type;
	item.iconPath = new ThemeIcon(icons[type] ?? "symbol-numeric");
	item.contextValue = "metric";
	const tooltip = new MarkdownString().appendMarkdown("**").appendText(name).appendMarkdown("**\n\n");
	if (help !== "") tooltip.appendText(help).appendMarkdown("\n\n");
	const facts = [type, unit, sourceWords[source]].filter((fact) => fact !== "" && fact !== "unknown");
	item.tooltip = tooltip.appendText(facts.join(" · "));
	return item;
}

function labelItem({ name, values, more, examples }: MetricLabel): TreeItem {
	const item = new TreeItem(name, TreeItemCollapsibleState.None);
	item.iconPath = new ThemeIcon("tag");
	item.description =
		values === undefined ? "" : `${values}${more === true ? "+" : ""} ${values === 1 ? "value" : "values"}`;
	item.tooltip =
		examples.length === 0 ? name : `${name}: ${examples.join(", ")}${examples.length < (values ?? 0) ? ", …" : ""}`;
	item.contextValue = "label";
	return item;
}
