import { makeSlug } from "../quoting/slug.ts";
import { nameAlert } from "../ruleLibrary/dressAlert.ts";
import { pathOf } from "../ruleTest/chosenRule.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";

/** Where the team's runbooks are: the one page of several alerts, or the folder and the names of pages of their own. */
export function suggestPage(context: ScaffoldContext): string {
	const { graph } = context;
	const pages = [...graph.items("runbook")].flatMap(({ uri, item }) => {
		const path = pathOf(uri, context);
		if (path === undefined || /(?:^|\/)(?:readme|_?index|template)[^/]*$/i.test(path)) return [];
		const linked = graph.usesOf({ kind: "runbook", name: uri }).filter((use) => use.item.kind === "alert");
		const sections = new Set(linked.filter(({ use }) => use.name.includes("#")).map((use) => use.item.name));
		return [{ path, name: item.name, placed: item.placed === true, linked: linked.length, sections: sections.size }];
	});
	const shared = pages.filter(({ sections }) => sections >= 2).toSorted((a, b) => b.sections - a.sections)[0];
	if (shared !== undefined) return shared.path;
	const own = pages.filter(({ placed, linked }) => placed || linked > 0);
	const folders = new Map<string, number>();
	for (const { path } of own) {
		const folder = path.slice(0, path.lastIndexOf("/") + 1);
		folders.set(folder, (folders.get(folder) ?? 0) + 1);
	}
	const [folder = "runbooks/"] = [...folders].toSorted(([, a], [, b]) => b - a)[0] ?? [];
	const named = own.some(({ path, name }) => path.endsWith(`/${name}.md`));
	return `${folder}${named ? "{alert}" : "{alert:kebab}"}.md`;
}

/** The page of an alert, where the answer has a place for its name. */
export function fillPage(page: string, alert: string): string {
	const safe = /^[\w.-]+$/.test(alert) ? alert : makeSlug(alert);
	// As a link with {alert:kebab} names it, so that the link and the page agree.
	const kebab = /^[A-Za-z0-9]+$/.test(alert) ? nameAlert(alert, "kebab") : makeSlug(alert);
	return page.replaceAll("{alert:kebab}", kebab).replaceAll("{alert}", safe);
}

export function hasPlaceForName(page: string): boolean {
	return /\{alert(?::kebab)?\}/.test(page);
}
