import { describe, expect, test } from "vitest";
import invalidUrl from "../../../server/checks/alert/invalidUrl.ts";
import irate from "../../../server/checks/alert/irate.ts";
import placeholderUrl from "../../../server/checks/alert/placeholderUrl.ts";
import rateAsRatio from "../../../server/checks/alert/rateAsRatio.ts";
import { foundByCheck } from "../../support/foundByCheck.ts";

const alert = (expr: string, key: string, text: string): string =>
	`- alert: A\n  expr: |-\n    ${expr}\n  annotations:\n    ${key}: ${text}\n`;

describe("rates taken for ratios", () => {
	const errors = "rate(errors_total[5m])";
	test.each([
		[`${errors} > 0.05`, "more than 5% fail", [errors]],
		[`${errors} > 0.05`, "more than 5 percent fail", [errors]],
		[`sum(${errors}) > 0.005`, "0.5 % fail", [`sum(${errors})`]],
		[`${errors} > 0.05 and up == 1`, "'{{ $value | humanizePercentage }}'", [errors]],
		[`${errors} > 0.05`, "'{{ $value }}% fail'", [errors]],
		[`${errors} > 0.05`, "more than 50% or 15% fail", []],
		[`${errors} > 0.05`, "too many", []],
		[`${errors} / rate(requests_total[5m]) > 0.05`, "5%", []],
		["rate(process_cpu_seconds_total[5m]) > 0.8", "80%", []],
		["rate(cpu_total[5m]) > 0.8", "80%", []],
		["errors_ratio > 0.05", "5%", []],
		[`${errors} > 5`, "500%", []],
	])("%s: %s", async (expr, text, found) => {
		expect(await foundByCheck(rateAsRatio, alert(expr, "text", text))).toEqual(found);
	});
});

describe("links", () => {
	test.each([
		["runbook_url", "https://example.com/x", 1],
		["runbook_url", "http://localhost:3000/d/x", 1],
		["dashboard", "https://grafana.example.org", 1],
		["runbook_url", "https://your-company.com/x", 1],
		["runbook_url", "https://todo", 1],
		["runbook_url", "https://runbooks.acme.dev/example.com", 0],
		["runbook_url", "https://myexample.com/x", 0],
		["runbook_url", "'{{ $externalURL }}/x'", 0],
		["summary", "see http://localhost:9090 for more", 0],
	])("to placeholders, %s: %s", async (key, text, count) => {
		expect(await foundByCheck(placeholderUrl, alert("up == 0", key, text))).toHaveLength(count);
	});

	test("to what the team calls a placeholder", async () => {
		const rule = alert("up == 0", "runbook_url", "https://old.acme.dev/x");
		expect(await foundByCheck(placeholderUrl, rule, { options: { hosts: ["acme.dev"] } })).toHaveLength(1);
		expect(await foundByCheck(placeholderUrl, rule)).toEqual([]);
	});

	test.each([
		["runbook_url", "TBD", 1],
		["runbook_url", "''", 1],
		["dashboardURL", "wiki.acme/x", 1],
		["link", "https://acme.dev/a b", 1],
		["runbook_url", "https://acme.dev/{{ $labels.alertname }}", 0],
		["runbook_url", "https://acme.dev/'{{ $labels.a }}'", 0],
		["runbook_url", "/d/x", 0],
		["runbook_url", "runbooks/down.md#what-to-do", 0],
		["runbook_url", "../down.md", 0],
		["runbook_url", "down.md", 0],
		["runbook_url", "see the wiki", 1],
		["runbook_url", "slack://channel", 0],
		["curl", "nothing", 0],
		["summary", "down", 0],
	])("that are none, %s: %s", async (key, text, count) => {
		expect(await foundByCheck(invalidUrl, alert("up == 0", key, text))).toHaveLength(count);
	});
});

test.each([
	["irate(x[5m]) > 1 or sum(irate(y[5m])) > 1", 2],
	["avg_over_time(irate(x[1m])[5m:]) > 1", 0],
	["rate(x[5m]) > 1", 0],
])("irate: %s", async (expr, count) => {
	expect(await foundByCheck(irate, alert(expr, "text", "x"))).toHaveLength(count);
});
