import type { RuleEntry } from "../../documents/model.ts";
import { withoutQuotes } from "./draft.ts";
import { resolvePath } from "./fileNames.ts";
import type { NameUse } from "./indexedFile.ts";
import type { IndexReading } from "./indexReading.ts";

/** Pages and dashboards that the annotations of an alert lead to. A text that is only known when the alert fires leads nowhere. */
export function findAnnotationUses(annotations: readonly RuleEntry[], reading: IndexReading): NameUse[] {
	return annotations.flatMap(({ key, value, template }): readonly NameUse[] => {
		const written = value.value.trim();
		const span = withoutQuotes(reading.text, value.span);
		if (key.value === "__dashboardUid__") return [{ kind: "dashboard", name: written, span }];
		if (template?.masks !== undefined || written.includes("{{") || /\s/.test(written)) return [];
		if (/^https?:\/\//i.test(written)) {
			const uid = dashboardOf(written);
			if (uid === undefined) return [{ kind: "file", name: written, span }];
			const start = reading.text.indexOf(`/${uid}`, span.start) + 1;
			const inside = start > 0 && start + uid.length <= span.end;
			return [{ kind: "dashboard", name: uid, span: inside ? { start, end: start + uid.length } : span }];
		}
		if (!pagePath.test(written)) return [];
		const name = resolvePath(reading.uri, written);
		return name === undefined ? [] : [{ kind: "file", name, span }];
	});
}

/** A relative path to a page. */
const pagePath = /^[^#:]*\.(?:md|markdown)(?:#.*)?$/i;

/** The uid in the path of a dashboard's URL. Source: Grafana 12, its routes `/d/:uid/:slug` and `/d-solo/:uid/:slug`. */
export function dashboardOf(url: string): string | undefined {
	return /^[^?#]*\/d(?:-solo)?\/([\w-]{1,40})(?=[/?#]|$)/.exec(url)?.[1];
}
