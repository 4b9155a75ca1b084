// Source: Grafana's documentation of the library element API, Grafana 12; read November 2026.

import type { MappingType } from "../structure/structure.ts";
import { panelStructure } from "./panelStructure.ts";

export const libraryPanelStructure: MappingType = {
	name: "library panel",
	open: true,
	keys: {
		name: { documentation: "The library panel's name, unique in its folder.", value: { kind: "string" } },
		uid: { documentation: "What dashboards refer to it by.", value: { kind: "string" } },
		kind: { documentation: "1 for a panel.", value: { kind: "integer" } },
		type: { documentation: "The panel's visualisation.", value: { kind: "string" } },
		description: { documentation: "What it is for.", value: { kind: "string" } },
		folderUid: { documentation: "The folder that it is in.", value: { kind: "string" } },
		version: { documentation: "Counts how often it was saved.", value: { kind: "integer" } },
		model: { documentation: "The panel.", value: { kind: "mapping", of: panelStructure } },
	},
};

/** What the API answers with. */
export const libraryPanelResultStructure: MappingType = {
	name: "answer of the API",
	open: true,
	keys: {
		result: { documentation: "The library panel.", value: { kind: "mapping", of: libraryPanelStructure } },
	},
};
