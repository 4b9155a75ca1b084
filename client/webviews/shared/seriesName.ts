import type { LabelSet } from "../../../server/protocol/messages.ts";

/** A series as Prometheus writes it: `up{instance="a:9090", job="prometheus"}`. */
export function nameSeries(labels: LabelSet): string {
	const { __name__: metric = "", ...others } = labels;
	const matchers = Object.entries(others).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
	return matchers.length === 0 ? metric || "{}" : `${metric}{${matchers.join(", ")}}`;
}
