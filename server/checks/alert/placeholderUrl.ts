import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { urlAnnotationsOf } from "./urlAnnotations.ts";

export default defineCheck({
	id: "alert/placeholder-url",
	title: "Link to a placeholder",
	severity: "warning",
	why: "Whoever is woken up opens the link first. `example.com` and `localhost` lead nowhere from there, and look at three in the morning as if the runbook had been lost.",
	fix: "Put the real address in, or take the annotation out until there is one.",
	options: {
		hosts: {
			kind: "strings",
			description: "More hosts that are placeholders, each with all below it.",
			default: [],
		},
	},
	examples: [
		{
			title: "Copied with its example",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          runbook_url: https://example.com/runbooks/down
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
			good: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          runbook_url: https://wiki.acme.dev/runbooks/down
`,
		},
	],
	visit: {
		rule({ rule }, { report, options }) {
			for (const { entry, url } of urlAnnotationsOf(rule)) {
				const host = placeholderIn(url, options.hosts);
				if (host === undefined) continue;
				report({
					at: entry.value.span,
					message: `${shorten(entry.key.value)} leads to ${shorten(host)}, which is a placeholder: whoever is on call finds nothing there. Put the real address in, or take the annotation out.`,
				});
			}
		},
	},
});

function placeholderIn(url: string, more: readonly string[]): string | undefined {
	const host = /^[a-z]+:\/\/(?:[^/@?#]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url)?.[1]?.toLowerCase();
	if (host === undefined) return undefined;
	const named = more.some((name) => host === name.toLowerCase() || host.endsWith(`.${name.toLowerCase()}`));
	return named || placeholderHost.test(host) ? host : undefined;
}

/** RFC 2606, this machine itself, and what people write before they know. */
const placeholderHost =
	/^(?:(?:.*\.)?example(?:\.(?:com|org|net))?|(?:.*\.)?(?:test|invalid|localhost)|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|(?:.*[.-])?(?:todo|tbd|fixme|changeme|change-me|placeholder)(?:[.-].*)?|your[-_.].*|my-?(?:company|domain|org)\..*|<.*|xxx+.*|foo\.bar)$/;
