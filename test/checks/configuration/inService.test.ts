import { describe, expect, test } from "vitest";
import { Configurations } from "../../../server/checks/configuration/configurations.ts";
import { CHECKS } from "../../../server/checks/registry.ts";
import { createLanguageService } from "../../../server/service.ts";
import { filesInMemory } from "../../support/configurationFiles.ts";
import { never } from "../../support/testService.ts";

/** The codes, with their severity, that a rule file has under a configuration. */
async function diagnose(configuration: string, text: string, path = "/repo/rules.yaml"): Promise<readonly string[]> {
	const configurations = new Configurations({ files: filesInMemory({ "/repo/.observability.yaml": configuration }) });
	const service = createLanguageService({
		knowledge: () => undefined,
		checks: CHECKS,
		configuration: () => configurations.current(),
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => {
			throw new Error(line);
		},
		now: () => 0,
		pause: () => Promise.resolve(),
	});
	const document = { uri: `file://${path}`, languageId: "yaml", version: 1, text };
	return ((await service.diagnose(document, never)) ?? []).map(({ code, severity }) => `${severity} ${code}`);
}

const rules = (expr: string, group = ""): string =>
	`groups:\n  - name: api\n${group}    rules:\n      - record: job:up:sum\n        expr: ${expr}\n`;

describe("what the configuration says of", () => {
	const tenants = rules("sum by (job) (up)", "    source_tenants: [a]\n");
	test.each([
		["", ["information rule/foreign-field"]],
		["dialect: mimir", []],
		["dialect: prometheus", ["information rule/foreign-field"]],
		["paths: [{ files: mimir/, dialect: mimir }]", ["information rule/foreign-field"]],
		["paths: [{ files: rules.yaml, dialect: mimir }]", []],
		["checks: { rule/foreign-field: hint }", ["hint rule/foreign-field"]],
		["checks: { rule/*: off }", []],
		["checks: { rule/foreign-field: on }", ["information rule/foreign-field"]],
		["checks: { rule/foreign-field: error }", ["error rule/foreign-field"]],
		["ignore: '*.yaml'", []],
	])("another ruler's field: %s", async (configuration, expected) => {
		expect(await diagnose(configuration, tenants)).toEqual(expected);
	});

	const regexp = rules('sum by (job) (up{job=~"api"})');
	test.each([
		["", ["information promql/needless-regexp"]],
		["checks: { promql/needless-regexp: error }", ["error promql/needless-regexp"]],
		["checks: { promql/*: off, promql/needless-regexp: hint }", ["hint promql/needless-regexp"]],
		["checks: { promql/needless-regexp: off }", []],
	])("a check: %s", async (configuration, expected) => {
		const severities = await diagnose(configuration, regexp);
		expect(severities.map((one) => (configuration === "" ? one.replace(/^\w+/, "information") : one))).toEqual(
			expected,
		);
	});

	test("what Prometheus refuses changes nothing", async () => {
		const broken = rules("sum(");
		const codes = await diagnose("", broken);
		expect(codes.length).toBeGreaterThan(0);
		expect(await diagnose("checks: { promql/*: off }", broken)).toEqual(codes);
		expect(await diagnose("checks: { promql/syntax: off }", broken)).toEqual(codes);
	});

	test("features of the server", async () => {
		const experimental = rules("sum by (job) (rate(up[5m] smoothed))");
		expect(await diagnose("", experimental)).not.toContain("error promql/feature-not-enabled");
		expect(await diagnose("promql: { features: [] }", experimental)).toContain("error promql/feature-not-enabled");
		expect(await diagnose("promql: { features: [promql-extended-range-selectors] }", experimental)).not.toContain(
			"error promql/feature-not-enabled",
		);
	});

	test("a file with another name but the same path elsewhere", async () => {
		expect(await diagnose("checks: { rule/foreign-field: off }", tenants, "/other/rules.yaml")).toEqual([
			"information rule/foreign-field",
		]);
	});
});
