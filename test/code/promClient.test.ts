import { describe, test } from "vitest";
import { checkRegistrations } from "./checkRegistrations.ts";

/** What prom-client 15.1 exposes of the first two files was compared with what is read of them. */
const files: readonly (readonly [title: string, code: string, expected: readonly string[]])[] = [
	[
		"an import of each kind",
		`import client, { Counter, Histogram as H } from "prom-client";
import * as prom from 'prom-client';
const requests = new Counter({ name: "http_requests_total", help: "All requests.", labelNames: ["method", "code"] });
new H({ name: 'http_request_duration_seconds', help: \`Duration.\`, labelNames: ['method'] as const, buckets: [0.1, 1] });
export const depth = new prom.Gauge<string>({ name: "queue_depth", help: "Jobs " + "waiting" });
new client.Summary({ help: "Size.", name: "response_bytes" });
`,
		[
			'counter http_requests_total{method,code} "All requests." [prom-client]',
			'histogram http_request_duration_seconds{method} "Duration." [prom-client]',
			'gauge queue_depth "Jobs waiting" [prom-client]',
			'summary response_bytes "Size." [prom-client]',
		],
	],
];

describe("prom-client", () => {
	test.each(files)("%s", (_title, code, expected) => checkRegistrations(code, "typescript", expected));
});
