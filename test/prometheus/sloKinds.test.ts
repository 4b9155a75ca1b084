import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Answers } from "../../server/scaffold/scaffold.ts";
import { testRules, type UnitTest } from "../support/promtool.ts";
import { renderSlo } from "../support/renderSlo.ts";
import { renderScaffold } from "../support/scaffolds.ts";
import { addUp, check, count, type Traffic } from "../support/sloTraffic.ts";

/**
 * The rules of every kind of SLO, evaluated by the real promtool over synthetic traffic with one scrape a minute, give the
 * ratios, budgets and firing times that a direct calculation gives.
 */
type Input = UnitTest["input_series"][number];
type Check = ReturnType<typeof check>;

const firing = (alert: string, more = "") => `ALERTS{alertname="${alert}",alertstate="firing"${more}}`;

async function expectRules(answers: Answers, series: readonly Input[], checks: readonly Check[]): Promise<void> {
	const { rules } = await renderSlo({ service: "api", ...answers });
	const { output } = await testRules([rules.content], {
		interval: "1m",
		input_series: series,
		promql_expr_test: checks,
	});
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

/** How a kind sees traffic: its answers, and the series that a service with that traffic exposes. */
interface TrafficKind {
	readonly answers: Answers;
	readonly series: (traffic: readonly Traffic[]) => readonly Input[];
}

const good = ({ requests, errorRatio }: Traffic) => requests * (1 - errorRatio);
const bad = ({ requests, errorRatio }: Traffic) => requests * errorRatio;
const all = ({ requests }: Traffic) => requests;
const counter = (series: string, traffic: readonly Traffic[], rate: (stretch: Traffic) => number): Input => ({
	series,
	values: addUp(traffic, rate).join(" "),
});

const trafficKinds: Readonly<Record<string, TrafficKind>> = {
	availability: {
		answers: { metric: "requests_total", errors: 'code="500"', name: "slo" },
		series: (traffic) => [
			counter('requests_total{job="api",code="200"}', traffic, good),
			counter('requests_total{job="api",code="500"}', traffic, bad),
		],
	},
	"a counter of errors": {
		answers: { metric: "requests_total", countedBy: "errorCounter", counter: "errors_total", name: "slo" },
		series: (traffic) => [
			counter('requests_total{job="api"}', traffic, all),
			counter('errors_total{job="api"}', traffic, bad),
		],
	},
	"a counter of good ones": {
		answers: { metric: "requests_total", countedBy: "goodCounter", counter: "good_total", name: "slo" },
		series: (traffic) => [
			counter('requests_total{job="api"}', traffic, all),
			counter('good_total{job="api"}', traffic, good),
		],
	},
	latency: {
		answers: { kind: "latency", metric: "duration_seconds", threshold: "0.3", name: "slo" },
		series: (traffic) => [
			counter('duration_seconds_bucket{job="api",le="0.3"}', traffic, good),
			counter('duration_seconds_bucket{job="api",le="+Inf"}', traffic, all),
			counter('duration_seconds_count{job="api"}', traffic, all),
		],
	},
	"two queries": {
		answers: {
			kind: "correctness",
			countedQuery: "sum(rate(wrong_total[{{.window}}]))",
			totalQuery: "sum(rate(orders_total[{{.window}}]))",
			name: "slo",
		},
		series: (traffic) => [counter("orders_total", traffic, all), counter("wrong_total", traffic, bad)],
	},
};

const calm: Traffic = { minutes: 300, requests: 1000, errorRatio: 0 };

/** Bad requests ÷ requests over the last so many minutes. */
function ratioOver(traffic: readonly Traffic[], now: number, minutes: number): number {
	const each = traffic.flatMap((stretch) => Array.from({ length: stretch.minutes }, () => stretch));
	const seen = each.slice(Math.max(0, now - minutes), now);
	return seen.reduce((sum, one) => sum + bad(one), 0) / seen.reduce((sum, one) => sum + one.requests, 0);
}

describe.for(Object.entries(trafficKinds))("%s", ([, { answers, series }]) => {
	const expectTraffic = (traffic: readonly Traffic[], checks: readonly Check[]) =>
		expectRules(answers, series(traffic), checks);
	const page = firing("ApiSloBudgetBurnsFast");
	const ticket = firing("ApiSloBudgetBurnsSlowly");
	const absent = firing("ApiSloNotMeasured");
	const ratio = (window: string) => `slo:errors_per_request:ratio_rate${window}`;

	test("a constant error ratio burns at error ratio ÷ budget", async () => {
		await expectTraffic(
			[{ minutes: 400, requests: 1000, errorRatio: 0.002 }],
			[
				...["5m", "30m", "1h", "2h", "6h", "1d", "30d"].map((window) => check(400, ratio(window), 0.002, 1e-9)),
				check(400, "slo:burn_rate:ratio_rate30d", 2, 1e-6),
				check(400, "slo:error_budget_remaining:ratio", -1, 1e-6),
				count(400, page, 0),
				count(400, ticket, 1),
			],
		);
	});

	test("bursts weigh what their requests weigh, and page when a window has seen enough", async () => {
		const burst: Traffic = { minutes: 20, requests: 5000, errorRatio: 0.1 };
		const traffic = [calm, burst, calm];
		const now = 300 + 20 + 100;
		// The page wants 14.4 × 0.001 over an hour: t × 500 ÷ ((60 - t) × 1000 + t × 5000) is above it from t = 2 on.
		await expectTraffic(traffic, [
			count(300 + 1, page, 0),
			count(300 + 3, page, 1),
			check(now, ratio("2h"), ratioOver(traffic, now, 120), 0.0005),
			check(now, ratio("6h"), ratioOver(traffic, now, 360), 0.0002),
			check(now, ratio("30d"), ratioOver(traffic, now, now), 0.0002),
			count(now, page, 0),
			...noNaN(now),
		]);
	});

	test("no traffic gives no sample and no alert, and what resumes is measured as before", async () => {
		const none: Traffic = { minutes: 90, requests: 0, errorRatio: 0 };
		const resumed: Traffic = { minutes: 60, requests: 100, errorRatio: 0.004 };
		const traffic = [calm, none, resumed];
		await expectTraffic(traffic, [
			count(380, ratio("5m"), 0),
			...noNaN(380),
			...[page, ticket, absent].map((alert) => count(380, alert, 0)),
			check(450, ratio("30m"), 0.004, 1e-6),
			...noNaN(450),
			count(450, page, 0),
		]);
	});

	test("one NaN does not spoil the day and the period", async () => {
		const spoilt = series([calm]).map(({ series: name, values }) => ({
			series: name,
			values: values.split(" ").with(150, "NaN").join(" "),
		}));
		await expectRules(answers, spoilt, [
			...noNaN(152),
			...noNaN(290),
			check(290, ratio("1d"), 0, 1e-9),
			check(290, "slo:error_budget_remaining:ratio", 1, 1e-9),
			count(290, page, 0),
		]);
	});
});

describe("groups", () => {
	const answers = { metric: "requests_total", errors: 'code="500"', grouping: "region" };
	const burning: Traffic = { minutes: 60, requests: 1000, errorRatio: 0.05 };
	const serve = (region: string, traffic: readonly Traffic[]) => [
		counter(`requests_total{job="api",region="${region}",code="200"}`, traffic, good),
		...(region === "us" ? [] : [counter(`requests_total{job="api",region="${region}",code="500"}`, traffic, bad)]),
	];
	const quiet = { ...calm, minutes: 60, requests: 10 };

	test("have their own ratios, budgets and alerts", async () => {
		// The United States have ten times the traffic and not one error series.
		const traffic = { eu: [quiet, burning], us: [{ ...calm, minutes: 120, requests: 10_000 }] };
		await expectRules(
			answers,
			[...serve("eu", traffic.eu), ...serve("us", traffic.us)],
			[
				check(120, 'slo:errors_per_request:ratio_rate30m{region="eu"}', 0.05),
				check(120, 'slo:errors_per_request:ratio_rate30m{region="us"}', 0),
				check(120, 'slo:burn_rate:ratio_rate5m{region="eu"}', 50, 1e-6),
				check(120, 'slo:error_budget_remaining:ratio{region="us"}', 1),
				check(120, 'slo:error_budget_remaining:ratio{region="eu"}', 1 - 0.05 / 0.001, 1),
				count(120, firing("ApiAvailabilityBudgetBurnsFast", ',region="eu"'), 1),
				count(120, firing("ApiAvailabilityBudgetBurnsFast"), 1),
				count(120, firing("ApiAvailabilityNotMeasured"), 0),
			],
		);
	});
});

describe("few requests", () => {
	/** One request every two minutes, of which the 150th fails, and from the 200th on all. */
	const asked = Array.from({ length: 460 }, (_, minute) => Math.floor(minute / 2));
	const failed = asked.map((requests) => (requests < 150 ? 0 : requests < 200 ? 1 : requests - 198));
	const series = [
		{
			series: 'requests_total{job="api",code="200"}',
			values: asked.map((requests, at) => requests - (failed[at] ?? 0)).join(" "),
		},
		{ series: 'requests_total{job="api",code="500"}', values: failed.join(" ") },
	];
	const answers = { metric: "requests_total", errors: 'code="500"' };
	const page = firing("ApiAvailabilityBudgetBurnsFast");

	test("one failure pages without a guard", async () => {
		await expectRules(answers, series, [count(299, page, 0), count(302, page, 1), count(420, page, 1)]);
	});

	test("a guard of errors waits for as many", async () => {
		// Errors come every two minutes from 400 on; the fifth within the hour is there at 408.
		await expectRules({ ...answers, guard: "5 errors" }, series, [
			count(302, page, 0),
			count(404, page, 0),
			count(414, page, 1),
		]);
	});

	test("a guard of requests mutes what has too few", async () => {
		await expectRules({ ...answers, guard: "200 requests" }, series, [
			count(302, page, 0),
			// 30 requests an hour are 180 in six hours and 720 in a day.
			count(450, page, 0),
			count(450, firing("ApiAvailabilityBudgetBurnsSlowly"), 1),
		]);
	});
});

describe("maintenance", () => {
	test("mutes the alerts while it lasts, and the budget counts on", async () => {
		const outage: Traffic = { minutes: 60, requests: 1000, errorRatio: 1 };
		const traffic = [{ ...calm, minutes: 60 }, outage];
		await expectRules(
			{ metric: "requests_total", errors: 'code="500"', maintenance: "maintenance_mode == 1" },
			[
				counter('requests_total{job="api",code="200"}', traffic, good),
				counter('requests_total{job="api",code="500"}', traffic, bad),
				{ series: "maintenance_mode", values: "1x90 0x30" },
			],
			[
				count(85, firing("ApiAvailabilityBudgetBurnsFast"), 0),
				check(85, "slo:errors_per_request:ratio_rate5m", 1),
				count(85, "slo:error_budget_remaining:ratio < 0", 1),
				count(93, firing("ApiAvailabilityBudgetBurnsFast"), 1),
			],
		);
	});
});

describe("states", () => {
	test("freshness is the share of time in which the last success was not too long ago", async () => {
		// A success every minute until 200, then none until 300: from 260 on it is older than an hour.
		const times = Array.from({ length: 401 }, (_, minute) => (minute <= 200 || minute > 300 ? minute : 200) * 60);
		await expectRules(
			{ kind: "freshness", metric: "import_last_success_timestamp_seconds", maximumAge: "1h", objective: "99" },
			[{ series: 'import_last_success_timestamp_seconds{job="api"}', values: times.join(" ") }],
			[
				check(250, "slo:errors_per_request:ratio_rate5m", 0),
				check(290, "slo:errors_per_request:ratio_rate5m", 1),
				// From 261 to 300, of the hour before 300 and of all 400 minutes.
				check(300, "slo:errors_per_request:ratio_rate1h", 40 / 60, 0.02),
				check(400, "slo:errors_per_request:ratio_rate30d", 40 / 400, 0.02),
				check(400, "slo:burn_rate:ratio_rate30d", 10, 2),
				// 14.4 % of an hour are 8.6 minutes.
				count(268, firing("ApiFreshness1hBudgetBurnsFast"), 0),
				count(271, firing("ApiFreshness1hBudgetBurnsFast"), 1),
				count(330, firing("ApiFreshness1hBudgetBurnsFast"), 0),
				...noNaN(400),
			],
		);
	});

	test("the newest of several successes counts, and a NaN is none", async () => {
		const fresh = Array.from({ length: 121 }, (_, minute) => minute * 60);
		await expectRules(
			{ kind: "freshness", metric: "import_last_success_timestamp_seconds", maximumAge: "30m", objective: "99" },
			[
				{ series: 'import_last_success_timestamp_seconds{job="api",instance="a"}', values: fresh.join(" ") },
				{ series: 'import_last_success_timestamp_seconds{job="api",instance="b"}', values: "0x120" },
				{
					series: 'import_last_success_timestamp_seconds{job="api",instance="c"}',
					values: fresh.map(() => "NaN").join(" "),
				},
			],
			[check(120, "slo:errors_per_request:ratio_rate1h", 0), ...noNaN(120)],
		);
	});

	test.each([
		["replication_lag_seconds", "40x60", 1],
		["replication_lag_seconds", "20x60", 0],
		["replication_lag_milliseconds", "40000x60", 1],
		["replication_lag_milliseconds", "20000x60", 0],
	])("an age such as %s of %s is bad by %d", async (metric, values, expected) => {
		await expectRules(
			{ kind: "freshness", metric, maximumAge: "30s", objective: "99" },
			[{ series: `${metric}{job="api"}`, values }],
			[check(60, "slo:errors_per_request:ratio_rate30m", expected)],
		);
	});

	test("throughput is the share of time in which enough was done", async () => {
		// 120 a minute are 2 a second; the rate over 5 minutes is below 1 from the third empty minute on.
		const traffic = [
			{ minutes: 100, requests: 120, errorRatio: 0 },
			{ minutes: 50, requests: 0, errorRatio: 0 },
			{ minutes: 100, requests: 120, errorRatio: 0 },
		];
		await expectRules(
			{ kind: "throughput", metric: "jobs_done_total", minimum: "1", objective: "99" },
			[counter('jobs_done_total{job="api"}', traffic, all)],
			[
				check(95, "slo:errors_per_request:ratio_rate30m", 0),
				check(148, "slo:errors_per_request:ratio_rate30m", 1),
				check(250, "slo:errors_per_request:ratio_rate30d", 50 / 250, 0.02),
				count(150, firing("ApiThroughputBudgetBurnsFast"), 1),
				count(240, firing("ApiThroughputBudgetBurnsFast"), 0),
				count(250, firing("ApiThroughputNotMeasured"), 0),
				...noNaN(250),
			],
		);
	});

	test("what is not measured is neither good nor bad, and opens a ticket", async () => {
		await expectRules(
			{ kind: "throughput", metric: "jobs_done_total", minimum: "1", objective: "99" },
			[{ series: 'jobs_done_total{job="api"}', values: "0+120x60 stale" }],
			[
				count(90, "slo:bad_state:bool", 0),
				// A rate is low while its range has only a part of the series, at both ends, and that is not bad.
				check(90, "slo:errors_per_request:ratio_rate1d", 0),
				count(90, firing("ApiThroughputNotMeasured"), 1),
				count(90, firing("ApiThroughputBudgetBurnsFast"), 0),
			],
		);
	});
});

describe("probes", () => {
	const probe = { kind: "probe", metric: "probe_success", objective: "99" };

	test("every probe weighs the same, wherever it is made", async () => {
		await expectRules(
			probe,
			[
				{ series: 'probe_success{job="api",from="a"}', values: "1x120" },
				{ series: 'probe_success{job="api",from="b"}', values: "1x60 0x60" },
			],
			[
				check(60, "slo:errors_per_request:ratio_rate30m", 0),
				check(120, "slo:errors_per_request:ratio_rate30m", 0.5),
				check(120, "slo:errors_per_request:ratio_rate30d", 0.25, 0.02),
				count(120, firing("ApiProbeBudgetBurnsFast"), 1),
				...noNaN(120),
			],
		);
	});

	test("an outage pages after window × factor × budget", async () => {
		await expectRules(
			probe,
			[{ series: 'probe_success{job="api"}', values: "1x120 0x60" }],
			// 14.4 % of the hour: 8.6 minutes.
			[count(127, firing("ApiProbeBudgetBurnsFast"), 0), count(131, firing("ApiProbeBudgetBurnsFast"), 1)],
		);
	});

	test("one NaN does not spoil the period", async () => {
		await expectRules(
			probe,
			[{ series: 'probe_success{job="api"}', values: "1x60 NaN 1x100" }],
			[...noNaN(64), check(155, "slo:error_budget_remaining:ratio", 1), ...noNaN(155)],
		);
	});
});

describe("a calendar month", () => {
	test("begins at midnight of the first, UTC, and is as long as it is", async () => {
		const { files } = await renderScaffold("slo", {
			service: "api",
			metric: "requests_total",
			errors: 'code="500"',
			period: "month",
			extras: "",
		});
		// Of the rules only those that have to do with months, over what the others would record, once an hour.
		const { groups } = parse(files[0]?.content ?? "");
		for (const group of groups) {
			group.rules = group.rules.filter(
				({ record = "" }) => record.startsWith("slo:month_") || group.name.endsWith("-budget"),
			);
		}
		const labels = '{service="api",slo="availability"}';
		const hour = 60;
		const end = 31 * 24 * hour;
		const february = end + 7 * 24 * hour;
		const ratio = "slo:errors_per_request:ratio_month";
		const { output } = await testRules(
			[stringify({ groups })],
			{
				interval: "1h",
				input_series: [
					{ series: `slo:requests:rate5m${labels}`, values: "10x912" },
					// Two in a thousand fail in January, none in February.
					{ series: `slo:errors:rate5m${labels}`, values: "0.02x743 0x168" },
					{ series: `slo:errors_per_request:ratio_rate5m${labels}`, values: "0.002x912" },
				],
				promql_expr_test: [
					check(10 * 24 * hour, ratio, 0.002),
					// A third of the month at twice the rate has spent two thirds of its budget.
					check(10 * 24 * hour, "slo:error_budget_remaining:ratio", 1 - (2 * 10) / 31, 1e-6),
					check(end - hour, ratio, 0.002),
					check(end - hour, "slo:error_budget_remaining:ratio", -1, 0.01),
					check(end - hour, "slo:period:days", 31),
					check(end, ratio, 0),
					check(end, "slo:error_budget_remaining:ratio", 1),
					check(february, ratio, 0),
					check(february, "slo:period_elapsed:ratio", 7 / 28),
					check(february, "slo:period:days", 28),
					count(february, "slo:month_errors:rate5m", 1),
				],
			},
			"1h",
		);
		expect(output).toContain("SUCCESS");
	});
});
