import { describe, expect, test } from "vitest";
import { linkRunbook } from "../../../server/scaffold/ruleLibrary/teamStyle.ts";
import { fillPage } from "../../../server/scaffold/runbook/pages.ts";
import { renderScaffold } from "../../support/scaffolds.ts";

const books = "https://runbooks.acme.dev";
const alert = (name: string, link: string) =>
	`      - alert: ${name}\n        expr: up == 0\n        annotations:\n          runbook_url: ${link}\n`;
const rules = `groups:
  - name: g
    rules:
${alert("DiskFull", `${books}/kubernetes/diskfull`)}${alert("PodLost", `${books}/kubernetes/podlost`)}${alert("TargetDown", `${books}/general/targetdown`)}${alert("Unlike", `${books}/general/other`)}`;

async function linkOf(name: string, address?: string): Promise<string | undefined> {
	const answers = { rule: `rules.yaml#${name}`, ...(address === undefined ? {} : { address }) };
	const { files } = await renderScaffold("runbook", answers, { files: { "rules.yaml": rules } });
	const written = files.find(({ path }) => path === "rules.yaml")?.content;
	return written === undefined
		? undefined
		: /runbook_url: "?(.*?)"?\n/.exec(written.split(`alert: ${name}\n`)[1] ?? "")?.[1];
}

describe("an alert that has a link", () => {
	test("keeps it where it is the team's in another folder", async () => {
		expect(await linkOf("TargetDown")).toBe(undefined);
	});

	test("gets the team's where it leads somewhere else", async () => {
		expect(await linkOf("Unlike")).toBe(`${books}/kubernetes/unlike`);
	});

	test("gets the one that is asked for", async () => {
		expect(await linkOf("TargetDown", `${books}/platform/{alert:lower}`)).toBe(`${books}/platform/targetdown`);
	});
});

test.each([
	["KubeAPIErrorBudgetBurn", "kube-api-error-budget-burn"],
	["PrometheusErrorSendingAlertsToSomeAlertmanagers", "prometheus-error-sending-alerts-to-some-alertmanagers"],
	["Http5xx", "http5xx"],
])("the page of %s is called as links call it", (name, wanted) => {
	expect(fillPage("{alert:kebab}", name)).toBe(wanted);
	expect(linkRunbook("https://a.dev/{alert:kebab}", name, "")).toBe(`https://a.dev/${wanted}`);
});
