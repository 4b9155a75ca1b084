import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { type Combination, combinePairs } from "../../support/pairs.ts";
import { listSloOptions } from "../../support/renderSlo.ts";
import type { ScaffoldCase } from "../scaffoldCase.ts";

/** A metric of each kind. */
export const kinds: Readonly<Record<string, Answers>> = {
	availability: { metric: "http_requests_total", errors: 'code=~"5.."' },
	"errors by a counter": {
		metric: "http_requests_total",
		countedBy: "errorCounter",
		counter: 'http_request_errors_total{job="api"}',
	},
	"good ones by a counter": {
		metric: "http_requests_total",
		countedBy: "goodCounter",
		counter: "http_requests_good_total",
	},
	latency: { kind: "latency", metric: "http_request_duration_seconds", threshold: "0.3" },
	"native latency": {
		kind: "latency",
		metric: "http_request_duration_seconds",
		histogram: "native",
		threshold: "0.3",
	},
	throughput: { kind: "throughput", metric: "jobs_done_total", minimum: "0.5" },
	freshness: { kind: "freshness", metric: "import_last_success_timestamp_seconds", maximumAge: "2h" },
	"freshness by an age": { kind: "freshness", metric: "replication_lag_seconds", maximumAge: "30s" },
	"bad ones by a query": {
		kind: "correctness",
		countedQuery: 'sum(rate(orders_wrong_total{job="api"}[{{.window}}]))',
		totalQuery: 'sum(rate(orders_total{job="api"}[{{.window}}]))',
	},
	"good ones by a query": {
		kind: "correctness",
		counts: "good",
		countedQuery: 'sum(rate(orders_right_total{job="api"}[{{.window}}]))',
		totalQuery: 'sum(rate(orders_total{job="api"}[{{.window}}]))',
	},
	probe: { kind: "probe", metric: "probe_success" },
};

const dimensions = {
	kind: Object.keys(kinds),
	period: ["30d", "28d", "7d", "14d", "90d", "1d", "month"],
	objective: ["99.95", "85", "60"],
	output: ["ruleFile", "prometheusRule", "sloth", "slothResource", "pyrra", "openSlo"],
	grouping: ["", "region", "region, tenant"],
	guard: ["none", "5 errors", "1000 requests"],
	maintenance: ["", 'maintenance_mode{service="api"} == 1', "hour() < 6"],
	extras: ["runbook, dashboard, ruleTest", "dashboard, ruleTest", "runbook", ""],
} as const;

/** What the forms of other tools cannot say is refused, and tested elsewhere. */
function isPossible({ kind = "", period, output, grouping }: Combination): boolean {
	const isQuery = kind.endsWith("by a query");
	if (isQuery && grouping !== "") return false;
	if (output === "openSlo") return grouping === "";
	if (output === "ruleFile" || output === "prometheusRule") return true;
	if (period === "month") return false;
	if (output !== "pyrra") return true;
	return !isQuery && kind !== "throughput" && !kind.startsWith("freshness") && kind !== "good ones by a counter";
}

function describe({ kind, period, objective, output, grouping, guard, maintenance, extras }: Combination): string {
	const parts = [`${kind}, ${objective} % over ${period}`, output ?? ""];
	if (grouping !== "") parts.push(`by ${grouping}`);
	if (guard !== "none") parts.push(guard ?? "");
	if (maintenance !== "") parts.push(`mute: ${maintenance}`);
	return `${parts.join(", ")}; ${extras === "" ? "no extras" : extras}`;
}

const pairs = combinePairs(dimensions, isPossible).map(({ kind = "", ...others }): readonly [string, Answers] => [
	describe({ kind, ...others }),
	{ service: "api", ...others, ...kinds[kind] },
]);

/** A team's file, with comments, that the rules are added to. */
const teamFile = `# Of the shop's team.
groups:
  - name: shop
    rules:
      # How many are sold.
      - record: shop:orders:rate5m
        expr: sum(rate(orders_total{job="shop"}[5m]))
`;

export const sloCases: readonly ScaffoldCase[] = [
	...[...listSloOptions(), ...pairs].map(([title, answers]) => ({ id: "slo", title, answers })),
	{
		id: "slo",
		title: "queries by a label",
		answers: {
			service: "api",
			kind: "correctness",
			countedQuery: "sum by (region) (rate(orders_wrong_total[{{.window}}]))",
			totalQuery: "sum by (region) (rate(orders_total[{{.window}}]))",
		},
	},
	{
		id: "slo",
		title: "added to a rule file that is there",
		answers: { service: "shop", ...kinds["availability"], file: "rules/shop.yaml" },
		scene: { files: { "rules/shop.yaml": teamFile } },
	},
];
