import { describe, expect, test } from "vitest";
import { testRules } from "../support/promtool.ts";
import { availability, latency, renderSlo } from "../support/renderSlo.ts";
import { addUp, check, count, type Traffic, writeTest } from "../support/sloTraffic.ts";

/**
 * The rules of "Add SLO", evaluated by the real promtool over synthetic traffic with one scrape a minute, give the burn
 * rates and firing times that a direct calculation gives. 99.9 % over 30 days: the budget is 0.001 of the requests.
 */
const fast = 'ALERTS{alertname="ApiAvailabilityBudgetBurnsFast",alertstate="firing"}';
const slow = 'ALERTS{alertname="ApiAvailabilityBudgetBurnsSlowly",alertstate="firing"}';
const absent = 'ALERTS{alertname="ApiAvailabilityNotMeasured",alertstate="firing"}';

const quiet: Traffic = { minutes: 600, requests: 1000, errorRatio: 0 };

describe("burn rates and budget", () => {
	test("a constant error ratio burns at error ratio ÷ budget, over every window", async () => {
		const traffic = [{ minutes: 500, requests: 1000, errorRatio: 0.002 }];
		const windows = ["5m", "30m", "1h", "2h", "6h", "1d"];
		await expectSlo(traffic, [
			...windows.map((window) => check(500, `slo:errors_per_request:ratio_rate${window}`, 0.002)),
			check(500, "slo:burn_rate:ratio_rate5m", 2),
			check(500, "slo:burn_rate:ratio_rate30d", 2),
			check(500, "slo:error_budget_remaining:ratio", -1),
			check(500, "slo:objective:ratio", 0.999),
			check(500, "slo:error_budget:ratio", 0.001),
			check(500, "slo:period:days", 30),
			// Twice the objective's rate: above the slowest window's 1, below all others.
			count(500, fast, 0),
			count(500, slow, 1),
		]);
	});

	test("the period counts requests, not minutes: a bad quiet night weighs what its requests weigh", async () => {
		const day = { minutes: 600, requests: 1000, errorRatio: 0 };
		const night = { minutes: 600, requests: 10, errorRatio: 0.5 };
		const ratio = (600 * 10 * 0.5) / (600 * 1000 + 600 * 10);
		await expectSlo(
			[day, night],
			[
				// By minutes it would be 0.25. The 5-minute rates smear the change of load by less than 1 %.
				check(1200, "slo:errors_per_request:ratio_rate30d", ratio, 0.01 * ratio),
				check(1200, "slo:errors_per_request:ratio_rate1d", ratio, 0.01 * ratio),
			],
		);
	});
});

describe("firing times", () => {
	// After t minutes of errors the 1 h window is at errorRatio × t ÷ 60, and the page wants 14.4 × 0.001.
	// A window that leaves out its oldest sample, as in Prometheus 3, has t ÷ 59, which comes to the same minute.
	test.each([
		{ errorRatio: 1, firesAfter: 1 }, // 0.864
		{ errorRatio: 0.1, firesAfter: 9 }, // 8.64
		{ errorRatio: 0.06, firesAfter: 15 }, // 14.4
		{ errorRatio: 0.0125, firesAfter: 173 }, // below 14.4 × budget, so by 6 × over 6 h: 172.8
	])("an error ratio of $errorRatio pages after $firesAfter minutes", async ({ errorRatio, firesAfter }) => {
		const start = quiet.minutes;
		await expectSlo(
			[quiet, { minutes: 240, requests: 1000, errorRatio }],
			[count(start + firesAfter - 1, fast, 0), count(start + firesAfter, fast, 1), count(start + 239, fast, 1)],
		);
	});

	test("the ticket comes when 2 h and 1 d agree, and without a page", async () => {
		// The 1 d window has seen 600 good minutes, so it is at 0.005 × t ÷ (600 + t), which is above 0.003 from t = 901.
		const start = quiet.minutes;
		await expectSlo(
			[quiet, { minutes: 1000, requests: 1000, errorRatio: 0.005 }],
			[
				// 6 h and 3 d over 1 × fire first: 0.005 × t ÷ (600 + t) above 0.001 from t = 150, give or take the 5-minute rates.
				count(start + 145, slow, 0),
				count(start + 160, slow, 1),
				count(start + 999, slow, 1),
				count(start + 999, fast, 0),
			],
		);
	});

	test("the day window notices a total outage when the runbook says: after 6 minutes 49 seconds", async () => {
		const above = "slo:errors_per_request:ratio_rate1d > (3 * 0.001)";
		const start = 1500;
		await expectSlo(
			[
				{ ...quiet, minutes: start },
				{ minutes: 10, requests: 1000, errorRatio: 1 },
			],
			[count(start + 6, above, 0), count(start + 7, above, 1)],
		);
	});

	test("a page ends minutes after the outage, not when it has left the long window", async () => {
		const outage = { minutes: 10, requests: 1000, errorRatio: 1 };
		const end = quiet.minutes + outage.minutes;
		await expectSlo(
			[quiet, outage, { minutes: 120, requests: 1000, errorRatio: 0 }],
			[
				count(end, fast, 1),
				// 6 × over 30 min and 6 h: 10 of 360 bad minutes are above it, and 10 of the last 30.
				count(end + 27, fast, 1),
				count(end + 31, fast, 0),
			],
		);
	});

	test("the page says what the user reads", async () => {
		const { rules } = await renderSlo(availability);
		const test = writeTest([quiet, { minutes: 60, requests: 1000, errorRatio: 0.25 }], []);
		const { ok, output } = await testRules([rules.content], {
			...test,
			alert_rule_test: [
				{
					eval_time: `${quiet.minutes + 30}m`,
					alertname: "ApiAvailabilityBudgetBurnsFast",
					exp_alerts: [
						{
							exp_labels: { severity: "critical", service: "api", slo: "availability" },
							exp_annotations: {
								summary: "The error budget of api (availability) burns fast.",
								description:
									"25% of the requests fail; the objective is that 99.9 % succeed over 30 days. " +
									"That spent at least 2 % of the budget within 1 hour, or 5 % within 6 hours.",
								runbook_url: "slo/runbooks/api-availability.md",
							},
						},
					],
				},
			],
		});
		expect(output).toContain("SUCCESS");
		expect(ok).toBe(true);
	});
});

describe("a week", () => {
	test("scales the windows, so that the factors stay those of four weeks", async () => {
		const { rules } = await renderSlo({ ...availability, period: "7d" });
		// 15 min over 13.44 × 0.001 at an error ratio of 0.06: 15 × 0.01344 ÷ 0.06 = 3.36 minutes.
		const traffic = [quiet, { minutes: 60, requests: 1000, errorRatio: 0.06 }];
		const checks = [
			count(603, fast, 0),
			count(604, fast, 1),
			check(660, "slo:burn_rate:ratio_rate5m", 60),
			check(660, "slo:errors_per_request:ratio_rate7d", (60 * 0.06) / 660, 0.0003),
		];
		const { output } = await testRules([rules.content], writeTest(traffic, checks));
		expect(output).toContain("SUCCESS");
	});
});

describe("what must not page", () => {
	test("no traffic gives no sample, no NaN and no alert", async () => {
		const none = { minutes: 120, requests: 0, errorRatio: 0 };
		const now = quiet.minutes + none.minutes;
		await expectSlo(
			[quiet, none],
			[
				count(now, "slo:errors_per_request:ratio_rate5m", 0),
				...noNaN(now),
				...[fast, slow, absent].map((alert) => count(now, alert, 0)),
				check(now, "slo:error_budget_remaining:ratio", 1),
			],
		);
	});

	test("traffic that resumes is measured as before", async () => {
		const none = { minutes: 120, requests: 0, errorRatio: 0 };
		const resumed = { minutes: 120, requests: 1000, errorRatio: 0.002 };
		const now = quiet.minutes + none.minutes + resumed.minutes;
		await expectSlo(
			[quiet, none, resumed],
			[check(now, "slo:errors_per_request:ratio_rate1h", 0.002), ...noNaN(now), count(now, fast, 0)],
		);
	});

	test("an error series that is not there yet counts as no errors", async () => {
		const { rules } = await renderSlo(availability);
		const { input_series, ...rest } = writeTest([quiet], []);
		const { output } = await testRules([rules.content], {
			...rest,
			input_series: input_series.filter(({ series }) => series.includes('code="200"')),
			promql_expr_test: [
				check(600, "slo:errors_per_request:ratio_rate5m", 0),
				check(600, "slo:error_budget_remaining:ratio", 1),
				count(600, absent, 0),
			],
		});
		expect(output).toContain("SUCCESS");
	});

	test("one NaN from an exporter does not spoil the long windows", async () => {
		const { rules } = await renderSlo(availability);
		const total = addUp([quiet], ({ requests }) => requests);
		total[300] = Number.NaN;
		const { output } = await testRules([rules.content], {
			interval: "1m",
			input_series: [
				{ series: 'http_requests_total{job="api",code="200"}', values: total.join(" ") },
				{ series: 'http_requests_total{job="api",code="500"}', values: addUp([quiet], () => 0).join(" ") },
			],
			promql_expr_test: [
				...noNaN(302),
				...noNaN(600),
				check(600, "slo:errors_per_request:ratio_rate1d", 0),
				check(600, "slo:error_budget_remaining:ratio", 1),
			],
		});
		expect(output).toContain("SUCCESS");
	});

	test("series that vanish open a ticket after ten minutes, and nothing else", async () => {
		await expectSlo(
			[quiet],
			[
				// Prometheus still sees the last sample for 5 minutes.
				count(600 + 14, absent, 0),
				count(600 + 17, absent, 1),
				count(600 + 60, fast, 0),
				count(600 + 60, slow, 0),
				...noNaN(660),
			],
		);
	});
});

describe("latency", () => {
	const page = 'ALERTS{alertname="ApiLatency300msBudgetBurnsFast",alertstate="firing"}';
	const buckets = (slowRatio: number, le: string) => [
		{ series: `http_request_duration_seconds_bucket{job="api",le="${le}"}`, values: `0+${1000 * (1 - slowRatio)}x300` },
		{ series: 'http_request_duration_seconds_bucket{job="api",le="+Inf"}', values: "0+1000x300" },
		{ series: 'http_request_duration_seconds_count{job="api"}', values: "0+1000x300" },
	];

	test("requests above the bound are the errors", async () => {
		const { rules } = await renderSlo(latency);
		const { output } = await testRules([rules.content], {
			interval: "1m",
			input_series: buckets(0.05, "0.3"),
			promql_expr_test: [
				check(300, "slo:errors_per_request:ratio_rate5m", 0.05),
				check(300, "slo:burn_rate:ratio_rate30d", 50),
				count(300, page, 1),
			],
		});
		expect(output).toContain("SUCCESS");
	});

	test.each(["1", "1.0"])("a bound of 1 finds the bucket written %s", async (le) => {
		const { rules } = await renderSlo({ ...latency, threshold: "1" });
		const { output } = await testRules([rules.content], {
			interval: "1m",
			input_series: buckets(0.05, le),
			promql_expr_test: [check(300, "slo:errors_per_request:ratio_rate5m", 0.05)],
		});
		expect(output).toContain("SUCCESS");
	});

	test("a bucket that does not exist is reported, and does not page", async () => {
		const { rules } = await renderSlo(latency);
		const { output } = await testRules([rules.content], {
			interval: "1m",
			input_series: buckets(0.05, "0.25"),
			promql_expr_test: [
				count(300, page, 0),
				count(300, 'ALERTS{alertname="ApiLatency300msNotMeasured",alertstate="firing"}', 1),
			],
		});
		expect(output).toContain("SUCCESS");
	});
});

type Check = ReturnType<typeof check>;

async function expectSlo(traffic: readonly Traffic[], checks: readonly Check[]): Promise<void> {
	const { rules } = await renderSlo(availability);
	const { output } = await testRules([rules.content], writeTest(traffic, checks));
	expect(output).toContain("SUCCESS");
}

/** A sample that is not itself is NaN. */
function noNaN(minute: number): readonly Check[] {
	const records = [
		"slo:requests:rate5m",
		"slo:errors:rate5m",
		...["5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"].map((window) => `slo:errors_per_request:ratio_rate${window}`),
		"slo:burn_rate:ratio_rate30d",
		"slo:error_budget_remaining:ratio",
	];
	return records.map((record) => count(minute, `${record} != ${record}`, 0));
}
