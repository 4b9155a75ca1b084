import { expect, test } from "vitest";
import { checkMetrics } from "./exercise.ts";
import { exerciseProber } from "./exerciseProber.ts";

/** What has to hold for a prober, whatever it is written in. */
export function describeProber(command: string, folder: string): void {
	test("the prober asks again and again, and tells successes from every kind of failure", async () => {
		const exposition = await exerciseProber(command, folder);
		expect(await checkMetrics(exposition)).toBe("");
		const sample = (metric: string, target: string, outcome?: string) => {
			const labels = outcome === undefined ? `target="${target}"` : `target="${target}",outcome="${outcome}"`;
			const lines = exposition.split("\n").filter((line) => line.startsWith(`${metric}{`));
			// Clients write labels in different orders.
			const wanted = labels.split(",");
			const line = lines.find((each) => wanted.every((label) => each.includes(label)));
			return Number(line?.split(" ").at(-1));
		};
		expect(sample("synthetic_probes_total", "http://site/good", "success")).toBeGreaterThan(1);
		expect(sample("synthetic_probes_total", "http://site/good", "bad_status")).toBe(0);
		expect(sample("synthetic_probes_total", "http://site/bad", "bad_status")).toBeGreaterThan(0);
		expect(sample("synthetic_probes_total", "http://nobody/", "unreachable")).toBeGreaterThan(0);
		expect(sample("synthetic_probe_success", "http://site/good")).toBe(1);
		expect(sample("synthetic_probe_success", "http://site/bad")).toBe(0);
	}, 120_000);
}
