import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

/**
 * What prom-client 15.1 exposes of the first file is what is read of it: names, types, helps, series and labels.
 */
const files: readonly CodeCase[] = [
	{
		title: "imports of each kind",
		language: "typescript",
		code: `import client, { Counter, Histogram as H } from "prom-client";
import * as prom from 'prom-client';
const requests = new Counter({ name: "http_requests_total", help: "All requests.", labelNames: ["method", "code"] });
new H({ name: 'http_request_duration_seconds', help: \`Duration.\`, labelNames: ['method'], buckets: [0.1, 1] }).observe({method: "a"}, 1);
export const depth = new prom.Gauge({ name: "queue_depth", help: "Jobs " + "waiting" });
new client.Summary({ help: "Size.", name: "response_bytes" });
const c2 = new client.Counter({ name: "jobs", help: "Jobs." });
requests.inc({ method: "a", code: "b" });
console.log(await client.register.metrics());
`,
		expected: [
			'counter http_requests_total{method,code} "All requests." [prom-client]',
			'histogram http_request_duration_seconds{method} "Duration." [prom-client]',
			'gauge queue_depth "Jobs waiting" [prom-client]',
			'summary response_bytes "Size." [prom-client]',
			'counter jobs "Jobs." [prom-client]',
		],
	},
	{
		title: "what is not the library's, cannot be told, or hides it",
		language: "typescript",
		code: `import { Counter } from "react-counters";
import { Gauge as G } from "prom-client";
import type { Registry } from "prom-client";
const prom = require("prom-client");
const { Histogram, Summary: Quantiles } = require("prom-client");
new Counter({ name: "not_ours", help: "x" });
// new G({ name: "in_a_comment", help: "x" });
const text = 'new G({ name: "in_a_text", help: "x" })';
new G({ name: "depth", help: "It's \\"deep\\"", labelNames: labelsFrom("elsewhere") });
new Histogram({ name: "seconds", help: "S", labelNames: ["a", ...more] });
new Quantiles({ name: "quantiles", help: "Q" });
new prom.Counter({ ...defaults, name: "spread" + "_total", help: "S" });
function shadowed(G: any) {
	return new G({ name: "of_a_parameter", help: "x" });
}
function local() {
	class Histogram {}
	return new Histogram({ name: "of_a_class", help: "x" });
}
for (const kind of ["a", "b"]) new G({ name: \`of_\${kind}\`, help: "x" });
let name = "first";
name = "second";
new G({ name, help: "changes" });
new G({ help: "no name" });
new G(config);
new Gauge({ name: "not_imported", help: "x" });
export default async () => new (await import("prom-client")).Counter({ name: "dynamic_total", help: "D" });
`,
		expected: [
			'gauge depth{…} "It\'s \\"deep\\"" [prom-client]',
			'histogram seconds{a,…} "S" [prom-client]',
			'summary quantiles "Q" [prom-client]',
			'counter spread_total{…} "S" [prom-client] @ _total',
			'counter dynamic_total "D" [prom-client]',
		],
	},
	{
		title: "the successor, and a default import in JSX",
		language: "javascript",
		code: `import client from "@prometheus-io/client";
import prom, { register } from "prom-client";
const c = new client.Counter({ name: "jobs_total", help: "Jobs", labelNames: ["queue"] });
export const Panel = () => <Gauge name="of_react" help={new prom.Gauge({ name: "in_jsx", help: "J" })} />;
`,
		expected: ['counter jobs_total{queue} "Jobs" [@prometheus-io/client]', 'gauge in_jsx "J" [prom-client]'],
	},
];

describe("prom-client and its successor", () => {
	test.each(files)("$title", checkRegistrations);
});
