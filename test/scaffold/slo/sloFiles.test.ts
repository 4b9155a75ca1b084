import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { checkTargetPath } from "../../../server/scaffold/targetPath.ts";
import { availability, latency, listSloOptions, oddNames, renderSlo } from "../../support/renderSlo.ts";
import { openScaffolds, templates } from "../../support/scaffolds.ts";

interface RuleGroup {
	readonly name: string;
	readonly interval: string;
	readonly rules: readonly WrittenRule[];
}
interface WrittenRule {
	readonly record?: string;
	readonly alert?: string;
	readonly expr: string;
	readonly for?: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
}

describe("every option", () => {
	test.for(listSloOptions())("%s", async ([, answers]) => {
		const { rules, runbook } = await renderSlo(answers);
		for (const { path, content } of [rules, runbook]) {
			expect(checkTargetPath(path)).toBeUndefined();
			expect(content).toMatch(/[^\n]\n$/);
			expect(content).not.toMatch(/undefined|null|NaN|\[object|%-->|[ \t]$/m);
		}
		for (const rule of readRules(rules.content)) {
			expect(rule.labels).toMatchObject(rule.record === undefined ? {} : { service: answers["service"] });
			expect(rule.record ?? "a:b:c").toMatch(/^[a-z_]+:[a-z_]+:[a-z0-9_]+$/);
			// Ratios compose; percent of percent does not.
			expect(rule.expr).not.toContain("* 100");
			expect(rule.for).toBe(rule.expr.startsWith("absent(") ? "10m" : undefined);
			if (rule.alert !== undefined) {
				expect(Object.keys(rule.annotations ?? {})).toEqual(["summary", "description", "runbook_url"]);
				if (answers["folder"] === undefined) expect(rule.annotations?.["runbook_url"]).toBe(runbook.path);
				expect(runbook.content).toContain(rule.alert);
			}
		}
		const names = readRules(rules.content).map(({ record, alert }) => record ?? alert);
		expect(new Set(names).size).toBe(names.length);
		// Whatever a rule or the runbook reads is recorded.
		for (const [name] of (rules.content + runbook.content).matchAll(/slo:[a-z_]+:[a-z0-9_]+/g)) {
			expect(names).toContain(name);
		}
	});
});

describe("odd names", () => {
	test.each(oddNames)("%s is the label's value, and harmless in names", async (service) => {
		const { rules } = await renderSlo({ ...availability, service });
		const [group] = readGroups(rules.content);
		expect(group?.rules[0]?.labels["service"]).toBe(service);
		expect(group?.name).toMatch(/^[a-z0-9-]+$/);
		expect(rules.path).toMatch(/^slo\/[a-z0-9-]+\.rules\.yaml$/);
		for (const { alert } of readRules(rules.content)) expect(alert ?? "A").toMatch(/^[A-Z][A-Za-z0-9]*$/);
	});

	test("braces in a name do not become a template of the alerts", async () => {
		const { rules } = await renderSlo({ ...availability, service: "{{ $labels.job }}" });
		const alerts = readRules(rules.content).filter(({ alert }) => alert !== undefined);
		for (const { annotations } of alerts) {
			expect(`${annotations?.["summary"]}`).toContain('{{ "{{" }} $labels.job }}');
		}
	});

	test("a UTF-8 metric is selected in a way that every server understands", async () => {
		const { rules } = await renderSlo({ ...availability, metric: "http.requests" });
		expect(rules.content).toContain('rate({__name__="http.requests",job="api",code=~"5.."}[5m])');
	});
});

describe("alerts", () => {
	test("have four pairs of windows with the SRE workbook's factors", async () => {
		const { rules } = await renderSlo(availability);
		expect(thresholds(rules.content)).toEqual([
			"5m > 14.4 * 0.001",
			"1h > 14.4 * 0.001",
			"30m > 6 * 0.001",
			"6h > 6 * 0.001",
			"2h > 3 * 0.001",
			"1d > 3 * 0.001",
			"6h > 1 * 0.001",
			"3d > 1 * 0.001",
		]);
	});

	test("windows that cannot be reached are left out, and that is said", async () => {
		const { rules, notes, runbook } = await renderSlo({ ...availability, objective: "90" });
		expect(thresholds(rules.content)[0]).toBe("30m > 6 * 0.1");
		expect(notes[0]).toContain("14.4 times over 1h");
		expect(notes[0]).toContain("above 93.06 %");
		expect(runbook.content).toContain("none: no error ratio is that high");
	});

	test("an objective without any page says so", async () => {
		const { rules, notes, runbook } = await renderSlo({ ...availability, objective: "80" });
		expect(readRules(rules.content).map(({ alert }) => alert)).not.toContain("ApiAvailabilityBudgetBurnsFast");
		expect(notes[1]).toContain("no page is left");
		expect(runbook.content).toContain("**No alert pages.**");
	});
});

test("a PrometheusRule has its name, namespace and labels", async () => {
	const answers = {
		...availability,
		output: "prometheusRule",
		namespace: "obs",
		resourceLabels: "release=prom, team: a.b",
	};
	const { rules } = await renderSlo(answers);
	expect(rules.path).toBe("slo/api-availability.prometheusrule.yaml");
	const { spec, ...rest } = parse(rules.content);
	expect(rest).toEqual({
		apiVersion: "monitoring.coreos.com/v1",
		kind: "PrometheusRule",
		metadata: { name: "slo-api-availability", namespace: "obs", labels: { release: "prom", team: "a.b" } },
	});
	const plain = await renderSlo(availability);
	expect(spec).toEqual(parse(plain.rules.content));

	const bare = await renderSlo({ ...answers, resourceLabels: "" });
	expect(parse(bare.rules.content).metadata).toEqual({ name: "slo-api-availability", namespace: "obs" });
});

describe("the runbook", () => {
	test("has its sections in order", async () => {
		const { runbook } = await renderSlo(latency);
		expect(runbook.path).toBe("slo/runbooks/api-latency-300ms.md");
		expect(runbook.content.match(/^#+ .*$/gm)).toEqual([
			"# api: latency-300ms",
			"## Meaning",
			"## Impact",
			"## Diagnosis",
			"### ApiLatency300msNotMeasured",
			"## Mitigation",
			"## Verification",
			"## Rollback",
			"## Escalation",
		]);
		expect(runbook.content).toContain(
			"| `ApiLatency300msBudgetBurnsFast` | page (critical) | Errors have spent at least 2 % of the budget within 1 hour",
		);
		expect(runbook.content).toContain("| 52 seconds |");
	});

	test("says for which groups, what guards and what mutes, and when a state's outage begins", async () => {
		const grouped = await renderSlo({
			...availability,
			grouping: "region, tenant",
			guard: "5 errors",
			maintenance: "maintenance_mode == 1",
		});
		for (const text of [
			"It holds for each value of `region` and `tenant` on its own",
			"only where its long window had at least 5 errors",
			"the two alerts are mute; the budget counts on:\n\n```promql\nmaintenance_mode == 1\n```",
		]) {
			expect(grouped.runbook.content).toContain(text);
		}
		const fresh = { service: "api", kind: "freshness", metric: "import_timestamp_seconds", maximumAge: "26h" };
		const { runbook } = await renderSlo(fresh);
		expect(runbook.content).toContain("of the time the last success of api is at most 26 hours ago, over 30 days.");
		expect(runbook.content).toContain(
			"begins at the moment from which on the last success of api was longer than 26 hours ago.",
		);
	});

	test.each([
		["", "", "runbooks/api-availability.md"],
		["ops/slo/", "", "ops/slo/runbooks/api-availability.md"],
		["slo", "https://git.acme.io/ops/", "https://git.acme.io/ops/slo/runbooks/api-availability.md"],
		["slo", "https://wiki.acme.io/?page={path}", "https://wiki.acme.io/?page=slo/runbooks/api-availability.md"],
	])("in folder %j with the address %j is linked as %s", async (folder, runbookUrl, expected) => {
		const { rules } = await renderSlo({ ...availability, folder, runbookUrl });
		const urls = readRules(rules.content).flatMap(({ annotations }) => annotations?.["runbook_url"] ?? []);
		expect(new Set(urls)).toEqual(new Set([expected]));
	});
});

const queries = {
	kind: "correctness",
	countedQuery: "sum(rate(wrong_total[{{.window}}]))",
	totalQuery: "sum(rate(orders_total[{{.window}}]))",
};

describe("answers that will not do", () => {
	test.each<[Answers, string, string]>([
		[{ service: "" }, "service", "Give the service's name"],
		[{ service: "a\nb" }, "service", "U+000A"],
		[{ kind: "speed" }, "kind", "is not one of availability, latency"],
		[{ kind: "freshness", metric: "http_requests_total" }, "metric", "is no gauge"],
		[{ kind: "freshness", metric: "x_timestamp_seconds", maximumAge: "fast" }, "maximumAge", "is no duration"],
		[{ kind: "freshness", metric: "x_timestamp_seconds", maximumAge: "0" }, "maximumAge", "is no duration"],
		[{ kind: "probe", metric: "probes_total" }, "metric", "is no gauge"],
		[{ kind: "throughput", minimum: "" }, "minimum", "is not a number"],
		[{ kind: "throughput", minimum: "0" }, "minimum", "above 0"],
		[{ kind: "throughput", minimum: "1,5" }, "minimum", "with a point: 1.5"],
		[{ kind: "correctness", countedQuery: "" }, "countedQuery", "Give a query"],
		[{ kind: "correctness", countedQuery: "sum(rate(a[5m]))" }, "countedQuery", "instead of [5m]"],
		[{ kind: "correctness", countedQuery: "sum(rate(a[{{.window}}])" }, "countedQuery", "is no PromQL"],
		[{ kind: "correctness", countedQuery: "a[{{.window}}]" }, "countedQuery", "is a matrix"],
		[{ ...queries, countedQuery: "rate(a[{{.window}}])" }, "countedQuery", "add them up"],
		[{ ...queries, totalQuery: "sum by (x) (rate(a[{{.window}}]))" }, "totalQuery", "so they would never meet"],
		[{ ...queries, grouping: "region" }, "grouping", "one series without labels"],
		[{ ...queries, totalQuery: queries.countedQuery }, "totalQuery", "the same"],
		[{ countedBy: "errorCounter", counter: "" }, "counter", "Give the name of the counter"],
		[{ countedBy: "errorCounter", counter: "a + b" }, "counter", "is no metric's name"],
		[{ countedBy: "goodCounter", counter: "http_requests_total" }, "counter", "Both counters are the same"],
		[{ grouping: "service" }, "grouping", "the rules set themselves"],
		[{ grouping: "le" }, "grouping", "does not tell one series"],
		[{ grouping: "code" }, "grouping", "tells errors from the rest"],
		[{ grouping: 'a"b' }, "grouping", "no label's name"],
		[{ guard: "a few" }, "guard", "such as 5 errors"],
		[{ guard: "0 errors" }, "guard", "such as 5 errors"],
		[{ maintenance: "maintenance ==" }, "maintenance", "is no PromQL"],
		[{ maintenance: "1" }, "maintenance", "is a scalar"],
		[{ name: "" }, "name", "Give a name"],
		[{ objective: "0" }, "objective", "never be missed"],
		[{ objective: "101" }, "objective", "more than all"],
		[{ file: "rules.txt" }, "file", "no YAML file"],
		[{ file: "../rules.yaml" }, "file", "out of the workspace"],
		[{ selector: "job=api" }, "selector", "double quotes"],
		[{ metric: "" }, "metric", "counter"],
		[{ metric: 'http_requests_total{code="500"}' }, "metric", "more than a metric's name"],
		[{ metric: "http_request_duration_seconds_bucket" }, "metric", "_count"],
		[{ errors: "" }, "errors", "Say which requests count as errors"],
		[{ errors: "{ }" }, "errors", "every request counts as an error"],
		[{ errors: "500" }, "errors", "is not a list of label matchers"],
		[{ ...latency, metric: "http_request_duration_seconds_sum" }, "metric", "is not a histogram"],
		[{ ...latency, threshold: "0,3" }, "threshold", "0.3"],
		[{ objective: "100" }, "objective", "leaves no error budget"],
		[{ objective: "99,9" }, "objective", "99.9"],
		[{ period: "0d" }, "period", "is no period"],
		[{ period: "400d" }, "period", "1d to 366d"],
		[{ period: "12h" }, "period", "is no period"],
		[{ period: "year" }, "period", "is no period"],
		[{ output: "prometheusRule", namespace: "Monitoring" }, "namespace", "lower-case"],
		[{ output: "prometheusRule", resourceLabels: "release" }, "resourceLabels", "name=value"],
		[{ output: "prometheusRule", resourceLabels: "a b=c" }, "resourceLabels", "name=value"],
		[{ output: "prometheusRule", resourceLabels: "a=b c" }, "resourceLabels", 'no label value "b c"'],
		[{ folder: "../x" }, "folder", "out of the workspace"],
		[{ folder: "C:\\slo" }, "folder", "relative"],
		[{ runbookUrl: "wiki" }, "runbookUrl", "begin with https://"],
		[{ runbookUrl: "javascript:alert(1)" }, "runbookUrl", "begin with https://"],
	])("%j", async (answers, question, message) => {
		const scaffolds = await openScaffolds();
		const all = { ...availability, ...answers };
		const result = await scaffolds.render("slo", all);
		expect(result).toMatchObject({ kind: "invalid", question, message: expect.stringContaining(message) });
		const step = { id: "slo", question, answers: all };
		expect(await scaffolds.validate(step, answers[question] ?? "")).toContain(message);
	});
});

test("the templates stay well-formed files of their own language", async () => {
	const files = (await templates.read("slo")) ?? {};
	for (const name of ["rules.yaml", "prometheusRule.yaml", "groups.yaml"]) {
		expect(() => parse(files[name] ?? "", { uniqueKeys: false })).not.toThrow();
	}
});

function readGroups(content: string): readonly RuleGroup[] {
	const document = parse(content);
	return document.spec?.groups ?? document.groups;
}

function readRules(content: string): readonly WrittenRule[] {
	return readGroups(content).flatMap(({ rules }) => rules);
}

/** Each comparison of the burn-rate alerts, in order: window and threshold. */
function thresholds(content: string): readonly string[] {
	const text = readRules(content)
		.filter(({ alert }) => alert !== undefined)
		.map(({ expr }) => expr)
		.join("\n");
	return [...text.matchAll(/ratio_rate(\w+)\{[^}]*\}\s*>\s*\(([^)]*)\)/g)].map(
		([, window, threshold]) => `${window} > ${threshold}`,
	);
}

test("an objective by two queries says what returns nothing, as it has no series of its own", async () => {
	const { rules, runbook } = await renderSlo({
		service: "shop",
		kind: "correctness",
		countedQuery: "sum(rate(orders_wrong_total[{{.window}}]))",
		totalQuery: "sum(rate(orders_total[{{.window}}]))",
	});
	const absence = readRules(rules.content).find(({ alert }) => alert === "ShopCorrectnessNotMeasured");
	expect(absence?.annotations?.["description"]).toBe(
		"A query that it is measured by returns nothing, so an outage would not be noticed.",
	);
	expect(runbook.content).toContain("The query `sum(rate(orders_total[5m]))` returns nothing.");
});

test.each([
	["the good ones", { ...availability, countedBy: "goodCounter", counter: "http_ok_total" }, "http_ok_total"],
	["the buckets", latency, "http_request_duration_seconds_bucket"],
	["the requests", availability, "http_requests_total"],
])("the alert on missing series names those that are waited for: %s", async (_, answers, metric) => {
	const { rules } = await renderSlo(answers);
	const absence = readRules(rules.content).find(({ expr }) => expr.startsWith("absent("));
	expect(absence?.expr).toContain(`absent(${metric}`);
	expect(absence?.annotations?.["description"]).toContain(`no series ${metric} for it`);
});

test.each([
	["30d", "burns too fast to last 30 days."],
	["28d", "burns about as fast as 28 days allow, or faster."],
	["1d", "burns about as fast as 1 day allows, or faster."],
])("a ticket over %s claims no more than its lowest burn rate does", async (period, wanted) => {
	const { rules } = await renderSlo({ ...availability, period });
	const ticket = readRules(rules.content).find(({ alert }) => alert === "ApiAvailabilityBudgetBurnsSlowly");
	expect(ticket?.annotations?.["summary"]).toBe(`The error budget of api (availability) ${wanted}`);
});
