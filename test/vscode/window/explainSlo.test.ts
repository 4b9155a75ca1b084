import { afterAll, beforeAll, expect, it } from "vitest";
import { openWindow, type VscodeWindow } from "../../support/vscodeHost.ts";
import { type Person, personAt } from "./person.ts";

/** A person who wants to know what a specification's alerts would mean. */
let window: VscodeWindow;
let person: Person;

beforeAll(async () => {
	window = await openWindow({
		files: {
			"slo.yaml": `version: prometheus/v1
service: api
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total[{{.window}}]))
    alerting:
      name: HighErrorRate
`,
		},
		workspaceSettings: { "editor.minimap.enabled": false },
	});
	person = personAt(window.page);
	await person.openFile("slo.yaml");
});

afterAll(async () => {
	await window?.close();
});

it("is told in words and with a picture", async () => {
	await person.runCommand("Observability: Explain SLO");
	const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
	await page.getByText("99.9 % for availability of api, over 30 days").first().waitFor();
	await page.getByText("a total outage after 52 seconds").first().waitFor();
	expect(await page.getByText(/2 % of the 30-day budget is burnt within 1 hour/).count()).toBeGreaterThan(0);
	await page.locator("canvas, svg").first().waitFor();
	await window.screenshot("explain-slo");
});
