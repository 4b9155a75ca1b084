import { describe, expect, test } from "vitest";
import longFor from "../../../server/checks/slo/longFor.ts";
import singleWindow from "../../../server/checks/slo/singleWindow.ts";
import unreachableBurnRate from "../../../server/checks/slo/unreachableBurnRate.ts";
import { foundByCheck } from "../../support/foundByCheck.ts";

const alert = (expr: string, wait = ""): string =>
	`- alert: A\n  expr: |-\n    ${expr}\n${wait === "" ? "" : `  for: ${wait}\n`}`;

describe("burn rates out of reach", () => {
	test.each([
		["x:ratio_rate1h > 14.4 * 0.0695", ["14.4 * 0.0695"]],
		["x:ratio_rate1h > (14.4 * (1 - 0.93))", ["(14.4 * (1 - 0.93))"]],
		["x:ratio_rate1h > 14.4 * 0.0694", []],
		["x:ratio_rate6h > 6 * 0.1666", []],
		["x:ratio_rate6h > 6 * 0.17", ["6 * 0.17"]],
		["x:ratio_rate1h / 0.2 > 14.4", ["14.4"]],
		["sum(rate(e[1h])) / sum(rate(r[1h])) >= 10 * 0.1", []],
		["sum(rate(e[1h])) / sum(rate(r[1h])) > 10 * 0.1", ["10 * 0.1"]],
		["sum(rate(bytes_total[1h])) > 1024 * 0.5", []],
		["queue_length > 14.4 * 0.5", []],
		["slo:x:burn_rate_1h > 14.4", []],
	])("%s", async (expr, found) => {
		expect(await foundByCheck(unreachableBurnRate, alert(expr))).toEqual(found);
	});
});

describe("the windows of burn rates", () => {
	const both = "x:ratio_rate1h > 14.4 * 0.001 and x:ratio_rate5m > 14.4 * 0.001";
	test.each([
		[both, "1h", ["1h"]],
		[both, "2m", []],
		["x:burnrate5m > 14.4 * 0.001", "5m", ["5m"]],
		["x:errors:rate5m > 3", "1h", []],
	])("%s for %s", async (expr, wait, found) => {
		expect(await foundByCheck(longFor, alert(expr, wait))).toEqual(found);
	});

	test.each([
		[both, 0],
		["x:burnrate5m > 14.4 * 0.001", 1],
		["sum(rate(e[1h])) / sum(rate(r[1h])) > 14.4 * 0.001", 1],
		["x:burnrate > 14.4 * 0.001", 0],
		["slo:x:burn_rate_1h > 14.4", 1],
		["slo:x:burn_rate_1h > 14.4 and slo:x:burn_rate_5m > 14.4", 0],
		["x:rate5m > 3", 0],
	])("of one alone: %s", async (expr, count) => {
		expect(await foundByCheck(singleWindow, alert(expr))).toHaveLength(count);
	});
});
