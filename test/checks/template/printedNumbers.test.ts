import { describe, expect, test } from "vitest";
import percentOfPercent from "../../../server/checks/template/percentOfPercent.ts";
import percentOfRatio from "../../../server/checks/template/percentOfRatio.ts";
import rateAsCount from "../../../server/checks/template/rateAsCount.ts";
import { foundByCheck, mendedByCheck } from "../../support/foundByCheck.ts";

const alert = (expr: string, text: string): string =>
	`- alert: A\n  expr: |-\n    ${expr}\n  annotations:\n    text: |-\n      ${text}\n`;

describe("percent of percent", () => {
	test.each([
		["a / b * 100 > 5", "{{ $value | humanizePercentage }}", ["$value | humanizePercentage"]],
		["100 * a / b > 5", "{{ humanizePercentage .Value }}", ["humanizePercentage .Value"]],
		["100 - (a / b * 100) > 5", "{{ $v := $value }}{{ humanizePercentage $v }}", ["humanizePercentage $v"]],
		["5 < avg by (x) (a * 100)", "{{ $value | humanizePercentage }}", ["$value | humanizePercentage"]],
		["round(a / b * 100) > 5 and c > 1", "{{ $value | humanizePercentage }}", ["$value | humanizePercentage"]],
		["a / b > 0.05", "{{ $value | humanizePercentage }}", []],
		["a / b * 100 > 5", "{{ $value | humanize }}%", []],
		["(a / 100) * 100 > 5", "{{ $value | humanizePercentage }}", []],
		["a * 100 / 1024 > 5", "{{ $value | humanizePercentage }}", []],
		["a * 100 > bool 5", "{{ $value | humanizePercentage }}", []],
		["count(a * 100 > 5) > 0.5", "{{ $value | humanizePercentage }}", []],
		["a / b * 100 > 5", '{{ with query "c" }}{{ . | first | value | humanizePercentage }}{{ end }}', []],
	])("%s: %s", async (expr, text, found) => {
		expect(await foundByCheck(percentOfPercent, alert(expr, text))).toEqual(found);
	});
});

describe("ratios with a percent sign", () => {
	const ratio = "a_bytes / b_bytes > 0.9";
	test.each([
		[ratio, "{{ $value }}%", ["$value"]],
		[ratio, "{{ $value }} %", ["$value"]],
		[ratio, '{{ printf "%.1f" $value }}%', ['printf "%.1f" $value']],
		["pool_active / pool_max > 0.9", "{{ $value }}%", ["$value"]],
		["1 - (free / size) > 0.9", "{{ .Value | humanize }}%", [".Value | humanize"]],
		[ratio, "{{ $value }} percent, 90% is too much", []],
		[ratio, "{{ $value | humanizePercentage }}", []],
		["pool_active / pool_max > 90", "{{ $value }}%", []],
		["100 * pool_active / pool_max > 0.9", "{{ $value }}%", []],
		["used_percent > 0.9", "{{ $value }}%", []],
		["errors_per_mille / (requests / 1000) > 0.9", "{{ $value }}%", []],
		["rate(a_seconds_sum[5m]) / rate(a_seconds_count[5m]) > 0.5", "{{ $value }}%", []],
	])("%s: %s", async (expr, text, found) => {
		expect(await foundByCheck(percentOfRatio, alert(expr, text))).toEqual(found);
	});

	test("are printed by humanizePercentage, which writes the sign", async () => {
		const text = '{{ $labels.x }}: {{ $value | printf "%.2f" }} % and {{ $value }}%.';
		expect(await mendedByCheck(percentOfRatio, alert(ratio, text))).toBe(
			alert(ratio, "{{ $labels.x }}: {{ $value | humanizePercentage }} and {{ $value | humanizePercentage }}."),
		);
	});
});

describe("rates told as counts", () => {
	const rate = "sum(rate(x_total[15m])) > 0";
	test.each([
		[rate, "{{ $value }} times in the last 15 minutes", ["$value"]],
		[rate, "restarted {{ $value | humanize }} times within 15m", ["$value | humanize"]],
		[rate, "{{ $value }} failed jobs per minute", ["$value"]],
		[rate, "{{ $value }} errors per second over the last 5 minutes", []],
		[rate, "{{ $value }} errors/s in the last 5 minutes", []],
		[rate, "the rate is {{ $value }} over the last 5 minutes", []],
		[rate, "{{ $value }} errors", []],
		["increase(x_total[15m]) > 0", "{{ $value }} times in the last 15 minutes", []],
		["rate(x_total[5m]) * 60 > 0", "{{ $value }} per minute", []],
		["rate(cpu_seconds_total[5m]) > 0.9", "{{ $value }} in the last 5 minutes", []],
		["rate(a_total[5m]) / rate(b_total[5m]) > 0.9", "{{ $value }} in the last 5 minutes", []],
	])("%s: %s", async (expr, text, found) => {
		expect(await foundByCheck(rateAsCount, alert(expr, text))).toEqual(found);
	});
});
