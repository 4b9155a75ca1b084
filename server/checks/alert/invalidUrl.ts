import { shorten } from "../../promql/shorten.ts";
import { defineCheck } from "../check.ts";
import { urlAnnotationsOf } from "./urlAnnotations.ts";

export default defineCheck({
	id: "alert/invalid-url",
	title: "Link that is none",
	severity: "warning",
	why: "Alertmanager's messages make a link of annotations such as `runbook_url`. Without a scheme, with blanks or empty, the link leads into the mail program's own page or nowhere.",
	fix: "Write the whole address, from `https://` on, or take the annotation out.",
	equivalents: ["promruval annotationIsValidURL"],
	differences:
		"A path is left alone: a template may put the host before `/d/api`, and `runbooks/api.md` is a file of the project.",
	examples: [
		{
			title: "No scheme",
			bad: `groups:
  - name: api
    rules:
      - alert: Down
        expr: up == 0
        annotations:
          runbook_url: wiki.acme.dev/runbooks/down
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
		rule({ rule }, { report }) {
			for (const { entry, url, named } of urlAnnotationsOf(rule)) {
				const fault = named ? faultIn(url) : undefined;
				if (fault === undefined) continue;
				report({
					at: entry.value.span,
					message: `${shorten(entry.key.value)} ${fault}, so the link in the message leads nowhere. Write the whole address, from https:// on, or take the annotation out.`,
				});
			}
		},
	},
});

/** Claims that the link leads to a file of the project, and does not begin with the name of a host. */
function isPath(url: string): boolean {
	const [first = "", ...rest] = url.split("/");
	if (rest.length === 0) return /\.(?:md|markdown|adoc|rst|txt|html?)(?:#.*)?$/i.test(first);
	return /^\.{0,2}$/.test(first) || !/^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/.test(first);
}

function faultIn(url: string): string | undefined {
	if (url === "") return "is empty";
	if (/^[/#?]|^\[.*\]\(.*\)$|^</.test(url)) return undefined;
	const absolute = /^[a-z][a-z0-9+.-]*:/i.test(url);
	if (!absolute && isPath(url)) return undefined;
	if (/\s/.test(url)) return "has blanks in it";
	if (!absolute) return "has no scheme";
	return URL.canParse(url) ? undefined : "is no URL";
}
