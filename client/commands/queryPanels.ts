import { type Disposable, window } from "vscode";
import { type Opening, QueryPanel, type QueryPanelPorts, queryViewType } from "../queryPanel.ts";

/** The query panels of the window: one that the next query goes to, and those that are pinned. */
export class QueryPanels implements Disposable {
	readonly #ports: QueryPanelPorts;
	readonly #panels = new Set<QueryPanel>();
	readonly #serializer: Disposable;

	constructor(ports: QueryPanelPorts) {
		this.#ports = ports;
		this.#serializer = window.registerWebviewPanelSerializer(queryViewType, {
			deserializeWebviewPanel: async (restored) => {
				this.#keep(new QueryPanel(restored, ports));
			},
		});
	}

	show(opening: Opening): void {
		const free = [...this.#panels].find(({ pinned }) => !pinned);
		(free ?? this.#keep(QueryPanel.create(this.#ports))).show(opening);
	}

	#keep(panel: QueryPanel): QueryPanel {
		this.#panels.add(panel);
		panel.onDidDispose(() => {
			this.#panels.delete(panel);
			panel.dispose();
		});
		return panel;
	}

	dispose(): void {
		this.#serializer.dispose();
		for (const panel of this.#panels) panel.dispose();
	}
}
