import type { Rule, RuleEntry } from "../../documents/model.ts";

/** An annotation that holds a URL, by its name or as its text begins like one. */
export interface UrlAnnotation {
	readonly entry: RuleEntry;
	/** Its text without blanks around it, and with `x` in place of each action. */
	readonly url: string;
	/** The annotation's name says that it is one. */
	readonly named: boolean;
}

export function urlAnnotationsOf({ kind, annotations }: Rule): readonly UrlAnnotation[] {
	if (kind !== "alert") return [];
	return annotations.flatMap((entry) => {
		// A chart's actions may write anything.
		if (entry.template?.masks !== undefined) return [];
		const { value } = entry.value;
		const url = value.trim().replace(/\{\{.*?\}\}/gs, "x");
		const named = urlKey.test(entry.key.value);
		if (/^\s*\{\{/.test(value)) return [];
		return named || /^https?:\/\/\S+$/i.test(url) ? [{ entry, url, named }] : [];
	});
}

/** Such as `runbook_url`, `dashboardURL` or `link`, and not `curl`. */
const urlKey = /(?:^|[_\-.])(?:url|link|URL|Url|Link)$|[a-z](?:Url|URL|Link)$/;
