import { beforeAll, describe, expect, test } from "vitest";
import {
	type FlowItem,
	findIncoming,
	findOutgoing,
	prepareHierarchy,
} from "../../../server/features/navigation/callHierarchy.ts";
import { describeUsage, findUsageLenses } from "../../../server/features/navigation/codeLenses.ts";
import { findDefinition } from "../../../server/features/navigation/findDefinition.ts";
import { findImplementations } from "../../../server/features/navigation/findImplementations.ts";
import { readCursor } from "../../support/cursor.ts";
import { readSampleCode } from "./sampleCode.ts";
import { readSampleRepository } from "./sampleRepository.ts";
import { TestWorkspace } from "./testWorkspace.ts";

let workspace = new TestWorkspace(new Map());

beforeAll(async () => {
	const { texts, registrations } = await readSampleCode();
	workspace = new TestWorkspace(new Map([...readSampleRepository(), ...texts]), registrations);
});

function offsetOf(path: string, marked: string): number {
	const { text, offset } = readCursor(marked);
	const at = workspace.text(path).indexOf(text);
	if (at === -1) throw new Error(`${path} has no ${text}.`);
	return at + offset;
}

test.each([
	// The rule that writes it, and the code at the other end.
	[
		"kubernetes/prometheusrule.yaml",
		"shop:http_req<|>uests:rate1h",
		[
			"code/storefront-node/metrics.ts:7 http_requests_total",
			"kubernetes/prometheusrule.yaml:11 shop:http_requests:rate1h",
		],
	],
	["rules/checkout.rules.yml", "queue_de<|>pth", ["code/checkout-python/metrics.py:8 queue_depth"]],
	// What an alert stands on.
	[
		"rules/http.rules.yaml",
		"alert: Slow<|>Requests",
		[
			"code/storefront-node/metrics.ts:14 http_request_duration_seconds",
			"rules/http.rules.yaml:14 job:http_request_duration_seconds:p99",
		],
	],
])("implementations: %s, %s", (path, marked, expected) => {
	const found = findImplementations(workspace.navigation(path), offsetOf(path, marked));
	expect(found.map((target) => workspace.show(target)).sort()).toEqual([...expected].sort());
});

test("a label leads to the code that sets it", () => {
	const path = "rules/checkout.rules.yml";
	const definition = findDefinition(workspace.navigation(path), offsetOf(path, "{{ $labels.que<|>ue }}"));
	expect(definition?.targets.map((target) => workspace.show(target))).toEqual([
		"code/checkout-python/metrics.py:8 queue",
	]);
	const grouped = "dashboards/checkout.json";
	const inQuery = findDefinition(workspace.navigation(grouped), offsetOf(grouped, "max by (que<|>ue)"));
	expect(inQuery?.targets.map((target) => workspace.show(target))).toEqual(["code/checkout-python/metrics.py:8 queue"]);
});

describe("call hierarchy", () => {
	const show = ({ kind, name, detail }: FlowItem): string => `${kind} ${name} (${detail})`;

	test("what a rule feeds, and what feeds it, up and down the whole line", () => {
		const path = "kubernetes/prometheusrule.yaml";
		const [record] = prepareHierarchy(
			workspace.navigation(path),
			offsetOf(path, "avg_over_time(job:http_req<|>uests:rate5m"),
		);
		if (record === undefined) throw new Error("There is no item.");
		expect(show(record)).toBe("record job:http_requests:rate5m (http, http.rules.yaml)");
		expect(findIncoming(workspace.graph, record).map(({ item, places }) => `${show(item)} ${places.length}`)).toEqual([
			"panel Traffic (Traffic, traffic.json) 1",
			"alert BudgetBurns ({{ .Release.Name }}.budget, rules.yaml) 1",
			"variable job (Requests of $job, dashboards.yaml) 1",
			"panel Requests (Requests of $job, dashboards.yaml) 1",
			"record shop:http_requests:rate1h (shop.requests, prometheusrule.yaml) 1",
			"alert TrafficGone (shop.requests, prometheusrule.yaml) 1",
			"alert HighErrorRatio (http-alerts, http.rules.yaml) 2",
			"test errors wake somebody (http.test.yaml) 2",
		]);
		const [source] = findOutgoing(workspace.graph, record);
		expect(source && show(source.item)).toBe("metric http_requests_total (metrics.ts)");
		// The items stand in other files and lead on from there.
		const users = source === undefined ? [] : findIncoming(workspace.graph, source.item);
		expect(users.map(({ item }) => show(item))).toContain("record job:http_requests:rate5m (http, http.rules.yaml)");
		const alert = findIncoming(workspace.graph, record).find(({ item }) => item.name === "TrafficGone")?.item;
		expect(alert && findIncoming(workspace.graph, alert).map(({ item }) => show(item))).toEqual([
			"route shop-pager (nobody, alertmanager.yml)",
			"heading TrafficGone (Requests, http.md)",
		]);
	});

	test("a metric of nobody in the workspace stands where it is named", () => {
		const other = TestWorkspace.of("--- a.yaml\ngroups: [{name: g, rules: [{record: 'a:b', expr: up}]}]\n");
		const [item] = prepareHierarchy(other.navigation("a.yaml"), other.text("a.yaml").indexOf("up}") + 1);
		expect(item && show(item)).toBe("unknownMetric up (not defined in the workspace)");
		expect(item && findIncoming(other.graph, item).map((flow) => show(flow.item))).toEqual(["record a:b (g, a.yaml)"]);
	});
});

describe("code lenses", () => {
	const lensesOf = (path: string): readonly string[] =>
		findUsageLenses(workspace.navigation(path).file, workspace.graph).map((lens) => {
			const { title, targets } = describeUsage(workspace.graph, lens);
			return `${workspace.text(path).slice(lens.span.start, lens.span.end)}: ${title} (${targets.length})`;
		});

	test("above rules and alerts", () => {
		expect(lensesOf("rules/http.rules.yaml")).toEqual([
			"job:http_requests:rate5m: used by 3 alerts, 1 rule, 2 panels, 1 variable, 1 test (10)",
			"job:http_errors:ratio_rate5m: used by 2 alerts, 1 query, 1 section of a runbook · no dashboard (4)",
			"job:http_request_duration_seconds:p99: used by 1 alert · no dashboard (1)",
			"HighErrorRatio: used by 1 panel, 1 test, 1 route, 1 inhibition, 1 query, 1 section of a runbook (6)",
			"SlowRequests: used by 1 panel, 1 inhibition, 1 section of a runbook · no test (3)",
		]);
		expect(lensesOf("chart/templates/rules.yaml")).toEqual(["BudgetBurns: no test (0)"]);
	});

	test("above metrics in code", () => {
		expect(lensesOf("code/storefront-node/metrics.ts")).toEqual([
			"http_requests_total: used by 2 rules, 2 SLOs, 1 test · no dashboard (8)",
			"http_request_duration_seconds: used by 1 rule, 1 SLO, 1 panel (4)",
			"_open_carts: not used (0)",
		]);
	});

	test("nothing is said before all files are known, nor of what a page only shows", () => {
		const { graph } = workspace;
		expect(lensesOf("runbooks/NoOrders.md")).toEqual([]);
		graph.setComplete(false);
		expect(lensesOf("rules/http.rules.yaml")).toEqual([]);
		graph.setComplete(true);
	});
});
