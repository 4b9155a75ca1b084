import { freemem } from "node:os";
import type { Instances } from "../../support/realPrometheus.ts";

/** Seconds between two samples. */
const interval = 15;

/** What the machine and its Prometheus might have been through in the last hour, so that charts have something to draw. */
export function inventLastHour(instances: Instances): string {
	const now = Math.floor(Date.now() / 1000);
	const memory = freemem();
	const available = sample((age) =>
		Math.round(memory * (0.9 - 0.08 * Math.sin(age / 700) - 0.015 * Math.sin(age / 90))),
	);
	const lines = ["# TYPE node_memory_MemAvailable_bytes gauge"];
	for (const { age, value } of available) {
		lines.push(`node_memory_MemAvailable_bytes{instance="${instances.node}",job="node"} ${value} ${now - age}`);
	}
	lines.push("# TYPE prometheus_http_requests counter");
	for (const [handler, perSecond, swing] of [
		["/metrics", 1, 0],
		["/api/v1/query", 0.6, 0.4],
		["/api/v1/query_range", 0.3, 0.25],
	] as const) {
		let total = 0;
		for (const { age, value } of sample((age) => interval * (perSecond + swing * Math.sin(age / 600 + perSecond)))) {
			total += value;
			const labels = `code="200",handler="${handler}",instance="${instances.prometheus}",job="prometheus"`;
			lines.push(`prometheus_http_requests_total{${labels}} ${total} ${now - age}`);
		}
	}
	return `${lines.join("\n")}\n# EOF\n`;
}

function sample(measure: (age: number) => number): readonly { readonly age: number; readonly value: number }[] {
	return Array.from({ length: 4200 / interval }, (_, index) => {
		const age = 4200 - index * interval;
		return { age, value: measure(age) };
	});
}
