import type { ResourceAdapter } from "../kubernetes/resource.ts";
import type { Located } from "../model/located.ts";
import { readClassicDashboard } from "./classicDashboard.ts";
import { createDashboardPart } from "./dashboardPart.ts";
import { HostObject } from "./hostObject.ts";
import { PanelReadings } from "./panelReadings.ts";
import { looksLikeResourceV2, readResourceV2 } from "./resourceDashboard.ts";
import { resourceStructure, resourceV2Structure } from "./resourceStructure.ts";

/** Dashboards as Grafana's own API server has them: `v0` and `v1` hold the JSON model, `v2` is another schema. */
export function createDashboardResourceAdapter(): ResourceAdapter {
	const readings = new PanelReadings();
	return {
		id: "grafanaDashboardResource",
		hints: ["dashboard.grafana.app"],
		matches: ({ apiVersion, kind }) => apiVersion.startsWith("dashboard.grafana.app/") && kind === "Dashboard",
		parse(resource) {
			const root = HostObject.read(resource.root, resource.view);
			const spec = root?.object("spec");
			const isSecond = spec !== undefined && (looksLikeResourceV2(spec) || isV2(resource.apiVersion, spec));
			const structure = isSecond ? resourceV2Structure : resourceStructure;
			if (root === undefined || spec === undefined) return createDashboardPart([], structure);
			const dashboard = isSecond
				? readResourceV2(spec, resource.name, root.span)
				: { ...readClassicDashboard(spec, "resourceV1", readings), span: root.span, ...named(resource.name) };
			return createDashboardPart([dashboard], structure);
		},
	};
}

/** Some write the JSON model under the newest version, and Grafana is left to cope with it. */
function isV2(apiVersion: string, spec: HostObject): boolean {
	return /\/v[2-9]/.test(apiVersion) && !spec.isList("panels");
}

/** A resource's name is what the JSON model calls its uid. */
function named(name: Located<string> | undefined): { readonly uid?: Located<string> } {
	return name === undefined ? {} : { uid: name };
}
