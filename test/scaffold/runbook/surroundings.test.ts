import { expect, test } from "vitest";
import { findEscalation } from "../../../server/scaffold/runbook/alertSurroundings.ts";
import { suggestPage } from "../../../server/scaffold/runbook/pages.ts";
import { createContext } from "../../support/scaffolds.ts";

const alertmanager = `route:
  receiver: everybody
  routes:
    - matchers: [severity="page"]
      receiver: pager
      continue: true
    - matchers: [team=~"a|b", severity="page"]
      receiver: team
    - matchers: [cluster="eu"]
      receiver: eu
receivers: [{name: everybody}, {name: pager}, {name: team}, {name: eu}]
`;

test.each([
	["the first route and the next, as it continues", { severity: "page", team: "a", cluster: "us" }, ["pager", "team"]],
	["the top where none takes it", { severity: "none", team: "c", cluster: "us" }, ["everybody"]],
	["nobody where it hangs on what only the series have", { severity: "none", team: "c" }, undefined],
	["nobody where a template makes the label", { severity: "{{ $labels.s }}", team: "c", cluster: "us" }, undefined],
])("escalates to %s", async (_, labels, wanted) => {
	const context = await createContext({ files: { "alertmanager.yml": alertmanager } });
	expect((await findEscalation(labels as Readonly<Record<string, string>>, context))?.receivers).toEqual(wanted);
});

const alert = (name: string, url: string) =>
	`  - alert: ${name}\n    expr: up == 0\n    annotations:\n      runbook_url: ${url}\n`;

test.each([
	["runbooks of their own where there are none", {}, "runbooks/{alert:kebab}.md"],
	["the folder and names of the others", { "docs/runbooks/DiskFull.md": "# DiskFull\n" }, "docs/runbooks/{alert}.md"],
	[
		"the page of several alerts",
		{
			"rules.yaml": `groups:\n- name: g\n  rules:\n${alert("A", "https://w.acme.dev/docs/all.md#a")}${alert("B", "https://w.acme.dev/docs/all.md#b")}`,
			"docs/all.md": "# All\n\n## A\n\nText.\n\n## B\n\nText.\n",
		},
		"docs/all.md",
	],
])("suggests %s", async (_, files, wanted) => {
	expect(suggestPage(await createContext({ files }))).toBe(wanted);
});
