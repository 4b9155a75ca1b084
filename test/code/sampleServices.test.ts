import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languageOfPath } from "../../server/code/codeReader.ts";
import { reader } from "./checkRegistrations.ts";

/** The services of the sample repository, which its rules and dashboards are about, and what Prometheus sees of them. */
const services: readonly (readonly [path: string, names: string])[] = [
	["storefront-node/metrics.ts", "http_requests_total http_request_duration_seconds storefront_open_carts"],
	["storefront-node/telemetry.js", "storefront_recommendations_served_total storefront_page_render_duration_seconds"],
	[
		"checkout-python/metrics.py",
		"checkout_orders_total queue_depth checkout_order_value_euros checkout_tax_lookup_seconds checkout_build_info checkout_state",
	],
	["checkout-python/telemetry.py", "checkout_emails_sent_total checkout_receipt_size_bytes checkout_load_ratio"],
	[
		"orders-go/metrics.go",
		"orders_processed_total orders_worker_processing_seconds orders_in_flight orders_stock_items",
	],
	["orders-go/telemetry.go", "orders_retries_total orders_lag_milliseconds"],
	[
		"payments-java/PaymentMetrics.java",
		"payments_captured_total payments_settlement_seconds payments_amount_euros payments_open payments_refused_total payments_refund_seconds",
	],
	["payments-java/LedgerMetrics.java", "ledger_entries_total ledger_write_seconds"],
	[
		"notifications-kotlin/NotificationMetrics.kt",
		"notifications_sent_total notifications_delivery_seconds notifications_bounced_total notifications_failed_total",
	],
	[
		"pricing-rust/metrics.rs",
		"pricing_quotes_total pricing_quote_seconds pricing_cached_rules pricing_discounts pricing_discount_share",
	],
	["pricing-rust/telemetry.rs", "pricing_rate_lookups_total pricing_imports_total"],
	[
		"invoices-csharp/InvoiceMetrics.cs",
		"invoices_issued_total invoices_render_seconds invoices_mailed_total invoices_size_bytes",
	],
	[
		"search-ruby/search_metrics.rb",
		"search_queries_total search_latency_seconds search_documents search_suggestions_total",
	],
];

test.each(services)("%s registers %s", async (path, names) => {
	const text = readFileSync(new URL(`../repository/code/${path}`, import.meta.url), "utf8");
	const language = languageOfPath(path);
	const found = language === undefined ? [] : await reader.read(text, language);
	expect(found.map(({ name }) => name).join(" ")).toBe(names);
});
