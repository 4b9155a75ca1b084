import {
	Disposable,
	type Event,
	EventEmitter,
	ThemeColor,
	ThemeIcon,
	type TreeDataProvider,
	TreeItem,
	TreeItemCollapsibleState,
	type TreeView,
	Uri,
	window,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
	graphChanged,
	type Risk,
	type ServiceItem,
	type ServiceSummary,
	type SignalKind,
	serviceItems,
	services,
} from "../../server/protocol/overview.ts";

type Node =
	| { readonly kind: "service"; readonly service: ServiceSummary }
	| { readonly kind: "signals"; readonly service: ServiceSummary; readonly of: SignalKind }
	| { readonly kind: "item"; readonly item: ServiceItem; readonly of: SignalKind };

interface SignalWords {
	readonly title: string;
	readonly icon: string;
}

const signals: Readonly<Record<SignalKind, SignalWords>> = {
	metric: { title: "Metrics in code", icon: "symbol-numeric" },
	scrapeJob: { title: "Scrape jobs", icon: "broadcast" },
	record: { title: "Recording rules", icon: "symbol-variable" },
	alert: { title: "Alerts", icon: "bell" },
	slo: { title: "SLOs", icon: "target" },
	dashboard: { title: "Dashboards", icon: "dashboard" },
	runbook: { title: "Runbooks", icon: "book" },
	test: { title: "Unit tests", icon: "beaker" },
};

const riskColours: Readonly<Record<Risk, string>> = {
	high: "list.errorForeground",
	medium: "list.warningForeground",
	low: "descriptionForeground",
};

/** The side bar's tree of services: what each has, and what it lacks. Asks only while it is seen. */
export class ServicesView implements TreeDataProvider<Node>, Disposable {
	readonly #client: LanguageClient;
	readonly #tree: TreeView<Node>;
	readonly #changed = new EventEmitter<void>();
	readonly #subscriptions: Disposable;
	#stale = false;

	readonly onDidChangeTreeData: Event<void> = this.#changed.event;

	constructor(client: LanguageClient) {
		this.#client = client;
		this.#tree = window.createTreeView("observability.services", { treeDataProvider: this, showCollapseAll: true });
		this.#subscriptions = Disposable.from(
			this.#tree,
			this.#changed,
			client.onNotification(graphChanged, () => this.#noteChange()),
			this.#tree.onDidChangeVisibility(({ visible }) => {
				if (visible && this.#stale) this.refresh();
			}),
		);
	}

	refresh(): void {
		this.#stale = false;
		this.#changed.fire();
	}

	#noteChange(): void {
		if (this.#tree.visible) this.refresh();
		else this.#stale = true;
	}

	async getChildren(node?: Node): Promise<Node[]> {
		if (!this.#client.isRunning()) return [];
		if (node === undefined) return this.#services();
		switch (node.kind) {
			case "service":
				return signalsOf(node.service);
			case "signals": {
				const items = await this.#client.sendRequest(serviceItems, { service: node.service.key, kind: node.of });
				return items.map((item) => ({ kind: "item", item, of: node.of }));
			}
			default:
				return [];
		}
	}

	async #services(): Promise<Node[]> {
		const { complete, services: found } = await this.#client.sendRequest(services, {});
		this.#tree.message = describeState(complete, found.length);
		return found.map((service) => ({ kind: "service", service }));
	}

	getTreeItem(node: Node): TreeItem {
		switch (node.kind) {
			case "service":
				return serviceItem(node.service);
			case "signals":
				return signalsItem(node.service, node.of);
			case "item":
				return leafItem(node.item, node.of);
			default:
				return node satisfies never;
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}

function describeState(complete: boolean, count: number): string {
	if (!complete) return "The files of the workspace are being read …";
	return count === 0 ? "No metrics, rules, dashboards or runbooks were found in this workspace." : "";
}

function signalsOf(service: ServiceSummary): Node[] {
	return (Object.keys(signals) as SignalKind[])
		.filter((of) => service.counts[of] > 0)
		.map((of) => ({ kind: "signals", service, of }));
}

function serviceItem({ key, name, gaps, risk }: ServiceSummary): TreeItem {
	const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
	item.id = key;
	item.iconPath = iconFor("package", risk);
	item.description = gaps.join(", ");
	item.tooltip = gaps.length === 0 ? name : `${name}: ${gaps.join(", ")}`;
	item.contextValue = "service";
	return item;
}

function signalsItem({ key, counts }: ServiceSummary, of: SignalKind): TreeItem {
	const { title, icon } = signals[of];
	const item = new TreeItem(title, TreeItemCollapsibleState.Collapsed);
	item.id = `${key}\n${of}`;
	item.iconPath = new ThemeIcon(icon);
	item.description = String(counts[of]);
	return item;
}

function leafItem({ name, uri, offset, length, gaps, risk }: ServiceItem, of: SignalKind): TreeItem {
	const item = new TreeItem(name || "(no name)", TreeItemCollapsibleState.None);
	item.iconPath = iconFor(signals[of].icon, risk);
	item.description = gaps.join(", ");
	item.resourceUri = Uri.parse(uri);
	item.tooltip = [name, ...gaps].join("\n");
	item.contextValue = of;
	item.command = { title: "Open", command: "observability.openPlace", arguments: [{ uri, offset, length }] };
	return item;
}

function iconFor(icon: string, risk: Risk | undefined): ThemeIcon {
	return risk === undefined ? new ThemeIcon(icon) : new ThemeIcon(icon, new ThemeColor(riskColours[risk]));
}
