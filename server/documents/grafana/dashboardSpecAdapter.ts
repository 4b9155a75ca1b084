import type { DocumentAdapter, HostDocument } from "../adapter.ts";
import { YamlView } from "../yaml/yamlView.ts";
import { createDashboardPart } from "./dashboardPart.ts";
import { HostObject } from "./hostObject.ts";
import { looksLikeResourceV2, readResourceV2 } from "./resourceDashboard.ts";
import { dashboardSpecStructure } from "./resourceStructure.ts";

/** A dashboard of schema version 2 without the resource around it, as Grafana's page of its JSON shows it. */
export function createDashboardSpecAdapter(): DocumentAdapter {
	return {
		id: "grafanaDashboardSpec",
		hints: ["elements"],
		strictJson: true,
		matches: (document) => findSpec(document) !== undefined,
		parse(document) {
			const spec = findSpec(document);
			return createDashboardPart(spec === undefined ? [] : [readResourceV2(spec, undefined)], dashboardSpecStructure);
		},
	};
}

function findSpec({ yaml }: HostDocument): HostObject | undefined {
	const root = HostObject.read(yaml.root, new YamlView(yaml.anchors));
	if (root === undefined || root.has("apiVersion") || !looksLikeResourceV2(root)) return undefined;
	const elements = root.object("elements")?.members() ?? [];
	const holdsPanels = elements.some(({ value }) => /^(?:Panel|LibraryPanel)$/.test(value.text("kind")?.value ?? ""));
	return root.object("layout") !== undefined && (holdsPanels || root.has("timeSettings")) ? root : undefined;
}
