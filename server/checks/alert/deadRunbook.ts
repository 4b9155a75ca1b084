import { decodePercent } from "../../base/decodePercent.ts";
import { shorten } from "../../promql/shorten.ts";
import type { IndexedItem, NameUse } from "../../workspace/graph/indexedFile.ts";
import type { WorkspaceGraph } from "../../workspace/graph/workspaceGraph.ts";
import { isRelative, runbookOf } from "../../workspace/overview/gaps.ts";
import { defineCheck } from "../check.ts";

const page = `# High error rate

## What to do
Roll back.
`;

export default defineCheck({
	id: "alert/dead-runbook",
	title: "Runbook that is not there",
	severity: "warning",
	needs: ["workspace"],
	why: "Whoever is woken follows the link and finds nothing: the page was renamed or never written.",
	fix: "Write the page, or correct the link.",
	differences:
		"Only links to files of the workspace are judged, and sections of a page that is there; of a site nothing is known.",
	examples: [
		{
			title: "A page that was renamed",
			bad: `groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: job:errors:ratio > 0.1
        annotations:
          runbook_url: runbooks/errors.md
                       ^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: job:errors:ratio > 0.1
        annotations:
          runbook_url: runbooks/high-error-rate.md
`,
			others: { "runbooks/high-error-rate.md": page },
		},
		{
			title: "A section that the page does not have",
			bad: `groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: job:errors:ratio > 0.1
        annotations:
          runbook_url: runbooks/api.md#mitigation
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: HighErrorRate
        expr: job:errors:ratio > 0.1
        annotations:
          runbook_url: runbooks/api.md#what-to-do
`,
			others: { "runbooks/api.md": page },
		},
	],
	visit: {
		graph({ file, graph }, { report }) {
			if (!graph.complete) return;
			for (const item of file.items) {
				if (item.kind !== "alert") continue;
				const link = runbookOf(item);
				for (const use of item.uses) {
					if (use.kind !== "file" || use.pattern === true) continue;
					const fault = findFault(use, link !== undefined && isRelative(link), graph);
					if (fault === undefined) continue;
					report({ at: use.span, message: `The runbook of ${shorten(item.name)} ${fault}` });
				}
			}
		},
	},
});

function findFault(use: NameUse, relative: boolean, graph: WorkspaceGraph): string | undefined {
	const targets = graph.filesOf(use);
	if (targets.length === 0) {
		const isMissing = relative && graph.covers(use.name);
		return isMissing ? `is not in the workspace, so whoever is woken finds nothing. ${remedy}` : undefined;
	}
	const fragment = /#(.+)$/s.exec(use.name)?.[1];
	// Sites make fragments of headings in ways of their own.
	if (fragment === undefined || !(relative || forge.test(use.name))) return undefined;
	const slugs = targets.flatMap((uri) => graph.file(uri)?.items ?? []).flatMap(fragmentsOf);
	const wanted = decodePercent(fragment).toLowerCase();
	return slugs.some((slug) => slug.toLowerCase() === wanted)
		? undefined
		: `has no section #${fragment}, so whoever is woken has to look for it in the page. ${remedy}`;
}

const remedy = "Write it, or correct the link.";

/** Where GitHub, GitLab, Gitea, Forgejo and Bitbucket show a file of a repository. */
const forge = /^https?:\/\/[^/]+\/.+\/(?:blob|tree|src)\//i;

function fragmentsOf(item: IndexedItem): readonly string[] {
	if (item.kind === "heading") return [item.slug];
	return item.kind === "runbook" ? (item.anchors ?? []) : [];
}
