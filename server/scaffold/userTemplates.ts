import { ownMark } from "./templatePlace.ts";
import type { TemplateSource } from "./templateSource.ts";

/**
 * Templates of the workspace beside those that the extension brings. A folder that has the name of one of these takes the
 * place of its files, one by one: a team that likes another runbook writes `runbook/runbook.md` and keeps the rest.
 */
export function combineTemplates(brought: TemplateSource, own: TemplateSource): TemplateSource {
	return {
		async read(id) {
			const [ours, theirs] = await Promise.all([brought.read(id), own.read(id)]);
			if (theirs === undefined) return ours;
			return { ...ours, ...theirs, [ownMark]: Object.keys(theirs).join("\n") };
		},
		async list() {
			const lists = await Promise.all([brought.list?.() ?? [], own.list?.() ?? []]);
			return [...new Set(lists.flat())].sort();
		},
	};
}
