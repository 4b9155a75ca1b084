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
	differences: "A path such as `/d/api` is left alone, as a template may put the host before it.",
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

function faultIn(url: string): string | undefined {
	if (url === "") return "is empty";
	if (/^[/#?]|^\[.*\]\(.*\)$|^</.test(url)) return undefined;
	if (/\s/.test(url)) return "has blanks in it";
	if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) return "has no scheme";
	return URL.canParse(url) ? undefined : "is no URL";
}
