import type { LinkDesign } from "./dashboardDesign.ts";
import type { JsonObject } from "./panelSettings.ts";

/** What a link of a dashboard says in every form of it; the address of a page comes with it. */
export function writeLink(link: LinkDesign): JsonObject {
	const common = {
		title: link.title,
		tooltip: "",
		targetBlank: false,
		includeVars: link.kind === "dashboards",
		keepTime: true,
	};
	return link.kind === "page"
		? { ...common, asDropdown: false, icon: "external link", tags: [], type: "link", url: link.url }
		: { ...common, asDropdown: true, icon: "dashboard", tags: [link.tag], type: "dashboards" };
}
