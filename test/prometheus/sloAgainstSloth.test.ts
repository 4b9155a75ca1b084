import { expect, test } from "vitest";
import { testRules } from "../support/promtool.ts";
import { availability, renderSlo } from "../support/renderSlo.ts";
import { check, type Traffic, writeTest } from "../support/sloTraffic.ts";

/**
 * The same SLO in the form in which Sloth generates it (the plain ratio of rates over every window, NaN where there is
 * no traffic), beside ours, through one day with every kind of incident.
 */
const incidents: readonly Traffic[] = [
	{ minutes: 480, requests: 1000, errorRatio: 0.0002 },
	{ minutes: 3, requests: 1000, errorRatio: 1 },
	{ minutes: 90, requests: 1000, errorRatio: 0 },
	{ minutes: 30, requests: 3000, errorRatio: 0.03 },
	{ minutes: 60, requests: 0, errorRatio: 0 },
	{ minutes: 300, requests: 500, errorRatio: 0.008 },
	{ minutes: 240, requests: 1000, errorRatio: 0 },
];
const end = incidents.reduce((sum, { minutes }) => sum + minutes, 0);

const windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];
const errors = 'http_requests_total{job="api",code=~"5.."}';
const requests = 'http_requests_total{job="api"}';
const ratio = (window: string) => `sloth:${window}`;
const pair = (short: string, long: string, factor: number) =>
	`(${ratio(short)} > (${factor} * 0.001) and ${ratio(long)} > (${factor} * 0.001))`;

/** Factors as Sloth has them: budget share × period ÷ long window. */
const factorsOf = { "30d": [14.4, 6, 3, 1], "28d": [13.44, 5.6, 2.8, 28 / 30] } as const;
type SlothPeriod = keyof typeof factorsOf;

function writeSlothForm(period: SlothPeriod): string {
	const [pageFast, pageSlow, ticketFast, ticketSlow] = factorsOf[period];
	return JSON.stringify({
		groups: [
			{
				name: "sloth",
				rules: [
					...windows.map((window) => ({
						record: ratio(window),
						expr: `sum(rate(${errors}[${window}])) / sum(rate(${requests}[${window}]))`,
						labels: { service: "api", slo: "availability" },
					})),
					{ alert: "SlothPage", expr: `${pair("5m", "1h", pageFast)} or ${pair("30m", "6h", pageSlow)}` },
					{ alert: "SlothTicket", expr: `${pair("2h", "1d", ticketFast)} or ${pair("6h", "3d", ticketSlow)}` },
				],
			},
		],
	});
}

/** In how many minutes of the whole run only one of the two alerts fires. */
function disagreement(ours: string, theirs: string): string {
	const firing = (name: string) => `(count(ALERTS{alertname="${name}",alertstate="firing"}) or vector(0))`;
	return `sum_over_time(abs(${firing(ours)} - ${firing(theirs)})[${end}m:1m])`;
}

/** The largest difference of the two indicators at any minute where there is traffic. */
function largestDifference(window: string): string {
	return `max_over_time(abs(slo:errors_per_request:ratio_rate${window} - ${ratio(window)})[${end - 10}m:1m])`;
}

test.each(["30d", "28d"] as const)(
	"the indicators and alerts over %s agree with Sloth's at every minute of a day of incidents",
	async (period) => {
		const { rules } = await renderSlo({ ...availability, period });
		const checks = [
			...["5m", "30m", "1h", "2h", "6h"].map((window) => check(end, largestDifference(window), 0, 1e-9)),
			check(end, disagreement("ApiAvailabilityBudgetBurnsFast", "SlothPage"), 0),
			// They do fire, so that agreeing means something.
			check(end, `sum_over_time((count(ALERTS{alertname="SlothPage"}) or vector(0))[${end}m:1m]) > bool 60`, 1),
			check(end, `sum_over_time((count(ALERTS{alertname="SlothTicket"}) or vector(0))[${end}m:1m]) > bool 300`, 1),
			// Half a day and more is summed up from 5-minute rates: an outage is in them a little later, and wholly within
			// 5 minutes. The largest incident here is 3 bad minutes in 8 hours, a ratio of 0.0062.
			...["1d", "3d"].flatMap((window) => [
				check(end, `${largestDifference(window)} < bool 0.0062`, 1),
				check(end, `slo:errors_per_request:ratio_rate${window} / ${ratio(window)}`, 1, 0.005),
			]),
			check(end, `${disagreement("ApiAvailabilityBudgetBurnsSlowly", "SlothTicket")} <= bool 5`, 1),
		];
		const { output } = await testRules([rules.content, writeSlothForm(period)], writeTest(incidents, checks));
		expect(output).toContain("SUCCESS");
	},
);
