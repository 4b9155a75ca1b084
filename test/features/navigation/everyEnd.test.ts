import { beforeAll, describe, expect, test } from "vitest";
import { findDefinition } from "../../../server/features/navigation/findDefinition.ts";
import { findReferences } from "../../../server/features/navigation/findReferences.ts";
import { readSampleCode } from "./sampleCode.ts";
import { readSampleRepository } from "./sampleRepository.ts";
import { TestWorkspace } from "./testWorkspace.ts";

/** What is named, where it is defined, and where it is used: `path:line`, and in brackets what stands there besides. */
interface Line {
	readonly name: string;
	readonly defined: readonly string[];
	readonly used: readonly string[];
}

const lines: readonly Line[] = [
	{
		name: "job:http_requests:rate5m",
		defined: ["rules/http.rules.yaml:5"],
		used: [
			"chart/dashboards/traffic.json:10",
			"chart/templates/rules.yaml:19",
			"kubernetes/dashboards.yaml:15",
			"kubernetes/dashboards.yaml:25",
			"kubernetes/prometheusrule.yaml:13",
			"kubernetes/prometheusrule.yaml:15",
			"rules/http.rules.yaml:19",
			"rules/http.rules.yaml:26",
			"tests/http.test.yaml:27",
			"tests/http.test.yaml:30",
		],
	},
	{
		name: "job:http_errors:ratio_rate5m",
		defined: ["rules/http.rules.yaml:9"],
		used: [
			"chart/templates/rules.yaml:14",
			"queries/incident.promql:2",
			"rules/http.rules.yaml:19",
			"runbooks/http.md:10",
		],
	},
	{
		name: "shop:http_requests:rate1h",
		defined: ["kubernetes/prometheusrule.yaml:11"],
		used: ["chart/dashboards/traffic.json:10", "kubernetes/prometheusrule.yaml:15"],
	},
	{
		name: "checkout:orders:rate5m",
		defined: ["rules/checkout.rules.yml:4"],
		used: ["dashboards/checkout.json:41", "rules/checkout.rules.yml:7", "runbooks/NoOrders.md:14"],
	},
	{
		name: "HighErrorRatio",
		defined: ["rules/http.rules.yaml:18"],
		used: [
			"alertmanager/alertmanager.yml:6",
			"alertmanager/alertmanager.yml:17",
			"kubernetes/dashboards.yaml:32",
			"queries/incident.promql:8",
			"runbooks/http.md:5",
			"tests/http.test.yaml:16",
		],
	},
	{
		name: "SlowRequests",
		defined: ["rules/http.rules.yaml:28"],
		used: ["alertmanager/alertmanager.yml:18", "kubernetes/dashboards.yaml:32", "runbooks/http.md:16"],
	},
	{
		name: "TrafficGone",
		defined: ["kubernetes/prometheusrule.yaml:14"],
		used: ["alertmanager/alertmanager.yml:6", "runbooks/http.md:20"],
	},
	{
		name: "NoOrders",
		defined: ["rules/checkout.rules.yml:6"],
		used: [
			"alertmanager/alertmanager.yml:13",
			"dashboards/checkout.json:29",
			"runbooks/NoOrders.md:2",
			"tests/checkout.test.yaml:12",
		],
	},
	{ name: "QueueGrows", defined: ["rules/checkout.rules.yml:15"], used: ["alertmanager/alertmanager.yml:10"] },
	{
		name: "shop-pager",
		defined: ["alertmanager/alertmanager.yml:23"],
		used: ["alertmanager/alertmanager.yml:8", "alertmanager/alertmanager.yml:14"],
	},
	{
		name: "maintenance",
		defined: ["alertmanager/alertmanager.yml:31"],
		used: ["alertmanager/alertmanager.yml:9"],
	},
];

/** Metrics of code, one of each language at least, in whose series several names can be. */
const registered: readonly (Line & { readonly series: string })[] = [
	{
		name: "http_requests_total",
		series: "http_requests_total",
		defined: ["code/storefront-node/metrics.ts:7"],
		used: [
			"rules/http.rules.yaml:6",
			"rules/http.rules.yaml:11",
			"rules/http.rules.yaml:13",
			"slo/openslo.yaml:22",
			"slo/sloth.yaml:9",
			"slo/sloth.yaml:10",
			"tests/http.test.yaml:10",
			"tests/http.test.yaml:12",
		],
	},
	{
		name: "http_request_duration_seconds",
		series: "http_request_duration_seconds_bucket",
		defined: ["code/storefront-node/metrics.ts:14"],
		used: ["dashboards/checkout.json:65", "rules/http.rules.yaml:15", "slo/pyrra.yaml:12", "slo/pyrra.yaml:14"],
	},
	{
		name: "storefront.recommendations.served",
		series: "storefront_recommendations_served_total",
		defined: ["code/storefront-node/telemetry.js:5"],
		used: ["rules/services.rules.yaml:47"],
	},
	{
		name: "orders",
		series: "checkout_orders_total",
		defined: ["code/checkout-python/metrics.py:7"],
		used: [
			"dashboards/checkout.json:42",
			"rules/checkout.rules.yml:5",
			"slo/openslo.yaml:17",
			"tests/checkout.test.yaml:8",
		],
	},
	{
		name: "queue_depth",
		series: "queue_depth",
		defined: ["code/checkout-python/metrics.py:8"],
		used: [
			"dashboards/checkout.json:14",
			"dashboards/checkout.json:53",
			"queries/incident.promql:5",
			"rules/checkout.rules.yml:16",
		],
	},
	{
		name: "orders.lag",
		series: "orders_lag_milliseconds_bucket",
		defined: ["code/orders-go/telemetry.go:18"],
		used: ["rules/services.rules.yaml:5"],
	},
	{
		name: "payments.refused",
		series: "payments_refused_total",
		defined: ["code/payments-java/PaymentMetrics.java:33"],
		used: ["rules/services.rules.yaml:22"],
	},
	{
		name: "notifications.failed",
		series: "notifications_failed_total",
		defined: ["code/notifications-kotlin/NotificationMetrics.kt:23"],
		used: ["rules/services.rules.yaml:27"],
	},
	{
		name: "pricing_quote_seconds",
		series: "pricing_quote_seconds_bucket",
		defined: ["code/pricing-rust/metrics.rs:9"],
		used: ["rules/services.rules.yaml:32"],
	},
	{
		name: "invoices_issued_total",
		series: "invoices_issued_total",
		defined: ["code/invoices-csharp/InvoiceMetrics.cs:12"],
		used: ["rules/services.rules.yaml:37"],
	},
	{
		name: "_latency_seconds",
		series: "search_latency_seconds_sum",
		defined: ["code/search-ruby/search_metrics.rb:15"],
		used: ["rules/services.rules.yaml:42"],
	},
];

let workspace = new TestWorkspace(readSampleRepository());

beforeAll(async () => {
	const { texts, registrations } = await readSampleCode();
	workspace = new TestWorkspace(new Map([...readSampleRepository(), ...texts]), registrations);
});

/** The offset in the middle of the name's first mention in the line; of several that are `used`, all have the same answer. */
function cursorAt(place: string, name: string): { readonly path: string; readonly offset: number } {
	const [path = "", line = ""] = place.split(":");
	const text = workspace.text(path);
	const start = text.split("\n", Number(line) - 1).join("\n").length;
	return { path, offset: text.indexOf(name, start) + Math.floor(name.length / 2) };
}

function placesOf(shown: readonly string[]): readonly string[] {
	return shown.map((place) => place.replace(/ .*$/s, "")).sort();
}

describe.each(lines)("$name", ({ name, defined, used }) => {
	test.each([...defined, ...used])("from %s", (place) => {
		const { path, offset } = cursorAt(place, name);
		const navigation = workspace.navigation(path);
		const definition = findDefinition(navigation, offset);
		expect(placesOf(definition?.targets.map((target) => workspace.show(target)) ?? [])).toEqual(defined);
		const references = (declaration: boolean): readonly string[] =>
			placesOf(findReferences(navigation, offset, declaration).map((target) => workspace.show(target)));
		expect(references(false)).toEqual([...used].sort());
		expect(references(true)).toEqual([...defined, ...used].sort());
	});
});

describe.each(registered)("$series, which code calls $name", ({ name, series, defined, used }) => {
	/** From code all series are used; from a query the one that it asks for. */
	test.each([...defined, ...used])("from %s", (place) => {
		const inCode = place.startsWith("code/");
		const asked = inCode ? name : (/\w*$/.exec(seriesAt(place, name, series))?.[0] ?? series);
		const { path, offset } = cursorAt(place, asked);
		const navigation = workspace.navigation(path);
		const definition = findDefinition(navigation, offset);
		expect(placesOf(definition?.targets.map((target) => workspace.show(target)) ?? [])).toEqual(defined);
		const found = findReferences(navigation, offset, true).map((target) => workspace.show(target));
		const same = used.filter((use) => inCode || seriesAt(use, name, series) === asked);
		// Two series of one metric can stand in one line.
		expect([...new Set(placesOf(found))]).toEqual([...defined, ...same].sort());
	});
});

/** The series that the place asks for: the one of the row, or another one of the same metric. */
function seriesAt(place: string, name: string, series: string): string {
	const [path = "", line = ""] = place.split(":");
	const written = workspace.text(path).split("\n")[Number(line) - 1] ?? "";
	return written.includes(series) ? series : (new RegExp(`${name}\\w*`).exec(written)?.[0] ?? series);
}
