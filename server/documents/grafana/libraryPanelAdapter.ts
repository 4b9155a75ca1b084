import type { DocumentAdapter, HostDocument } from "../adapter.ts";
import type { Dashboard } from "../model/dashboard.ts";
import { YamlView } from "../yaml/yamlView.ts";
import { createDashboardContext } from "./dashboardContext.ts";
import { createDashboardPart } from "./dashboardPart.ts";
import { HostObject, notEmpty } from "./hostObject.ts";
import { libraryPanelResultStructure, libraryPanelStructure } from "./libraryPanelStructure.ts";
import { readPanel } from "./readPanels.ts";

/** A panel that several dashboards share: the element that Grafana's API takes and gives, with the panel as its model. */
export function createLibraryPanelAdapter(): DocumentAdapter {
	return {
		id: "grafanaLibraryPanel",
		hints: ["model"],
		strictJson: true,
		matches: (document) => findElement(document) !== undefined,
		parse(document) {
			const found = findElement(document);
			if (found === undefined) return createDashboardPart([], libraryPanelStructure);
			const { element, model, wrapped } = found;
			const name = notEmpty(element.text("name"));
			const uid = notEmpty(element.text("uid"));
			const dashboard: Dashboard = {
				form: "libraryPanel",
				...(name === undefined ? {} : { title: name }),
				...(uid === undefined ? {} : { uid }),
				span: element.span,
				panels: [
					readPanel(
						model,
						undefined,
						createDashboardContext({ datasources: new Map(), variables: [], dialect: "promql" }),
					),
				],
				rows: [],
				variables: [],
				annotations: [],
				inputs: [],
			};
			return createDashboardPart([dashboard], wrapped ? libraryPanelResultStructure : libraryPanelStructure);
		},
	};
}

interface FoundElement {
	readonly element: HostObject;
	readonly model: HostObject;
	readonly wrapped: boolean;
}

/** A library element of kind 1 is a panel; its model has a type and queries, or a place on the grid. */
function findElement({ yaml }: HostDocument): FoundElement | undefined {
	const root = HostObject.read(yaml.root, new YamlView(yaml.anchors));
	const wrapped = root?.object("result");
	for (const element of [root, wrapped]) {
		const model = element?.object("model");
		if (element === undefined || model === undefined || !model.has("type")) continue;
		const isPanel = element.number("kind")?.value === 1 || element.has("folderUid") || element.has("libraryPanel");
		if (!isPanel) continue;
		if (model.isList("targets") || model.object("fieldConfig") !== undefined || model.object("gridPos") !== undefined) {
			return { element, model, wrapped: element === wrapped };
		}
	}
	return undefined;
}
