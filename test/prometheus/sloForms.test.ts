import { expect, test } from "vitest";
import { parse } from "yaml";
import { kinds, sloCases } from "../scaffold/slo/sloCases.ts";
import { checkRules, testRules, type UnitTest } from "../support/promtool.ts";
import { renderScaffold } from "../support/scaffolds.ts";

/**
 * The queries in the specifications for other tools are PromQL once the tool has put its window in, and measure what our
 * own rules measure.
 */
interface Sli {
	readonly events?: { readonly error_query: string; readonly total_query: string };
	readonly raw?: { readonly error_ratio_query: string };
}

/** As Sloth makes a rule of it. */
function writeRatio({ events, raw }: Sli, window: string): string {
	const fill = (query: string) => query.replaceAll("{{.window}}", window).replaceAll('{{ "{{" }}', "{{");
	if (events === undefined) return fill(raw?.error_ratio_query ?? "");
	return `(${fill(events.error_query)})\n/\n(${fill(events.total_query)})`;
}

async function readSli(answers: (typeof sloCases)[number]["answers"]): Promise<Sli> {
	const { files } = await renderScaffold("slo", { ...answers, output: "sloth" });
	return parse(files[0]?.content ?? "").slos[0].sli;
}

const sloth = sloCases.filter(({ answers }) => answers["output"] === "sloth");

test("every query for Sloth is PromQL in every window", async () => {
	expect(sloth.length).toBeGreaterThan(10);
	const rules: { record: string; expr: string }[] = [];
	for (const { answers } of sloth) {
		const sli = await readSli(answers);
		for (const window of ["5m", "3d"]) rules.push({ record: `r:${rules.length}`, expr: writeRatio(sli, window) });
	}
	const { output } = await checkRules(JSON.stringify({ groups: [{ name: "a", rules }] }));
	expect(output).toContain("SUCCESS");
});

/** Two hours with an outage of 20 minutes, in series that every kind can read. */
const minutes = Array.from({ length: 121 }, (_, minute) => minute);
const isBad = (minute: number) => minute > 60 && minute <= 80;
const grow = (by: (minute: number) => number) => {
	let sum = 0;
	const values = minutes.map((minute) => {
		sum += minute === 0 ? 0 : by(minute);
		return sum;
	});
	return values.join(" ");
};
const all = grow(() => 100);
const good = grow((minute) => (isBad(minute) ? 60 : 100));
const bad = grow((minute) => (isBad(minute) ? 40 : 0));
const input_series: UnitTest["input_series"] = [
	{ series: 'http_requests_total{job="api",code="200"}', values: good },
	{ series: 'http_requests_total{job="api",code="500"}', values: bad },
	{ series: 'http_request_errors_total{job="api"}', values: bad },
	{ series: 'http_requests_good_total{job="api"}', values: good },
	{ series: 'http_request_duration_seconds_bucket{job="api",le="0.3"}', values: good },
	{ series: 'http_request_duration_seconds_count{job="api"}', values: all },
	{ series: 'jobs_done_total{job="api"}', values: grow((minute) => (isBad(minute) ? 0 : 100)) },
	{ series: 'orders_total{job="api"}', values: all },
	{ series: 'orders_wrong_total{job="api"}', values: bad },
	{ series: 'orders_right_total{job="api"}', values: good },
	{ series: 'probe_success{job="api"}', values: minutes.map((minute) => (isBad(minute) ? 0 : 1)).join(" ") },
	{ series: 'replication_lag_seconds{job="api"}', values: minutes.map((minute) => (isBad(minute) ? 99 : 1)).join(" ") },
];

const measured = Object.entries(kinds).filter(([kind]) => kind !== "native latency" && kind !== "freshness");

test.each(measured)("Sloth's form of %s measures what our rules measure", async (_, answers) => {
	const own = await renderScaffold("slo", { service: "api", ...answers, extras: "" });
	const sli = await readSli({ service: "api", ...answers });
	const theirs = ["5m", "30m", "1h"].map((window) => ({
		record: `theirs:${window}`,
		expr: writeRatio(sli, window),
		labels: { service: "api", slo: parse(own.files[0]?.content ?? "").groups[0].rules[0].labels.slo },
	}));
	const { output } = await testRules(
		[own.files[0]?.content ?? "", JSON.stringify({ groups: [{ name: "theirs", rules: theirs }] })],
		{
			interval: "1m",
			input_series,
			promql_expr_test: ["5m", "30m", "1h"].flatMap((window) => {
				const ours = `slo:errors_per_request:ratio_rate${window}`;
				return [
					// At every minute from the tenth on; a state is looked at once a minute by both.
					{
						expr: `max_over_time(abs(${ours} - theirs:${window})[110m:1m]) < bool 0.04`,
						eval_time: "120m",
						exp_samples: [{ labels: labelsOf(theirs[0]?.labels), value: 1 }],
					},
					// And there was something to measure.
					{
						expr: `max_over_time(${ours}[110m:1m]) > bool 0.1`,
						eval_time: "120m",
						exp_samples: [{ labels: labelsOf(theirs[0]?.labels), value: 1 }],
					},
				];
			}),
		},
	);
	expect(output).toContain("SUCCESS");
});

function labelsOf(labels: { readonly service: string; readonly slo: string } | undefined): string {
	return `{service="${labels?.service}",slo="${labels?.slo}"}`;
}
