import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { splitCondition } from "../../server/metrics/backtest/splitCondition.ts";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import { parsePromql } from "../../server/promql/parse.ts";
import { fillAlert } from "../../server/scaffold/ruleLibrary/fillEntry.ts";
import { ALERT_ENTRIES } from "../../server/scaffold/ruleLibrary/library.ts";
import { type OwnedProcess, startProcess } from "../support/ownedProcess.ts";
import { findFreePort, type RealPrometheus, startRealPrometheus } from "../support/realPrometheus.ts";
import { openScaffolds } from "../support/scaffolds.ts";

/** The library before real programs: Prometheus, node-exporter and Alertmanager as they are, and a past that is known. */
const minute = 60;
const end = Math.floor(Date.now() / 1000 / minute) * minute - 10 * minute;
const minutes = 2 * 1440;
/** From so many minutes on, for half an hour, memory was short. */
const short = 1000;

let folder: string;
let prometheus: RealPrometheus;
let alertmanager: OwnedProcess;
let api: HttpPrometheus;
const { signal } = new AbortController();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "observability-library-"));
	const port = await findFreePort();
	await writeFile(join(folder, "alertmanager.yml"), "route:\n  receiver: none\nreceivers:\n  - name: none\n");
	alertmanager = startProcess("prometheus-alertmanager", [
		`--config.file=${join(folder, "alertmanager.yml")}`,
		`--storage.path=${join(folder, "data")}`,
		`--web.listen-address=127.0.0.1:${port}`,
		"--cluster.listen-address=",
	]);
	prometheus = await startRealPrometheus({
		nodeExporter: true,
		jobs: { alertmanager: port },
		history: writeHistory,
		configuration: `alerting:\n  alertmanagers:\n    - static_configs:\n        - targets: ["127.0.0.1:${port}"]\n`,
		ruleFiles: ["groups:\n  - name: always\n    rules:\n      - alert: Always\n        expr: vector(1)\n"],
		timeoutMs: 60_000,
	});
	const server = { name: "real", url: prometheus.url };
	api = createHttpPrometheus({ server, credential: async () => undefined, log: () => {} });
}, 90_000);
afterAll(async () => {
	await api?.close();
	await prometheus?.stop();
	await alertmanager?.stop();
	await rm(folder, { recursive: true, force: true });
});

function writeHistory(): string {
	const start = end - minutes * minute;
	const available = Array.from({ length: minutes }, (_, index) => {
		const value = index >= short && index < short + 30 ? 5 : 50;
		return `node_memory_MemAvailable_bytes{instance="old",job="history"} ${value} ${start + index * minute}`;
	});
	const total = Array.from(
		{ length: minutes },
		(_, index) => `node_memory_MemTotal_bytes{instance="old",job="history"} 100 ${start + index * minute}`,
	);
	return [
		"# TYPE node_memory_MemAvailable_bytes gauge",
		...available,
		"# TYPE node_memory_MemTotal_bytes gauge",
		...total,
		"# EOF\n",
	].join("\n");
}

/** Why an entry has nothing to look at here. */
const without: Readonly<Record<string, string>> = {
	"host-systemd-unit-failed": "the collector is off unless it is asked for",
	"host-raid-degraded": "there is no such array",
	"host-conntrack-full": "the kernel may not track connections",
	"host-temperature-high": "there may be no sensors",
	"host-memory-errors": "there may be no such controller",
	"host-memory-pressure": "the kernel may not tell of pressure",
	"host-network-errors": "there may be no packets but its own",
	"host-clock-skew": "it looks back ten minutes",
	"textfile-stale": "there are no files",
	"prometheus-remote-write-behind": "nothing is sent anywhere",
	"prometheus-remote-write-failing": "nothing is sent anywhere",
	"prometheus-series-growth": "it asks for the day before",
	"prometheus-storage-limit": "there is no limit",
	"alertmanager-members-missing": "it is alone",
	"alertmanager-notifications-failing": "nothing is sent by the receiver that does nothing",
	"prometheus-notifications-failing": "an alert is sent again after a minute alone",
};

const programs = new Set(["node-exporter", "Prometheus", "alertmanager"]);
const entries = ALERT_ENTRIES.filter(({ source, id }) => programs.has(source) && without[id] === undefined);

describe("what is compared is there", () => {
	test.for(entries.map((entry): [string, string] => [entry.id, fillAlert(entry).expression]))(
		"%s",
		{ timeout: 25_000 },
		async ([id, expression]) => {
			const { leaves } = splitCondition(parsePromql(expression));
			for (const leaf of leaves) {
				// Rates need two samples, and some counters come with the first thing that they count.
				await expect.poll(() => countSeries(leaf), { timeout: 20_000, interval: 500 }).toBeGreaterThan(0);
			}
			expect(leaves.length, id).toBeGreaterThan(0);
		},
	);
});

async function countSeries(query: string): Promise<number> {
	const answer = await api.instantQuery(`count(${query})`, { signal });
	if (answer.kind !== "ok") throw new Error(`${query}: ${JSON.stringify(answer)}`);
	const { data } = answer.value;
	return data.kind === "vector" ? (data.series[0]?.sample.value ?? 0) : 0;
}

test("only what has data is offered", async () => {
	const scaffolds = await openScaffolds({ live: api, now: Date.now() / 1000 });
	const { choices } = await scaffolds.choices(
		{ id: "alert", question: "alerts", answers: { source: "library" } },
		signal,
	);
	const ids = choices.map(({ value }) => value);
	expect(ids).toEqual(
		expect.arrayContaining(["host-memory-low", "target-down", "watchdog", "alertmanager-invalid-alerts"]),
	);
	expect(ids.filter((id) => /^(postgres|kube|redis|istio|kafka)/.test(id))).toEqual([]);
});

test("what would have fired is what did", async () => {
	const scaffolds = await openScaffolds({ live: api, now: end });
	const insight = await scaffolds.foresee(
		"alert",
		{ alerts: "host-memory-low, watchdog, kube-node-not-ready", scope: 'job=~"history|none"' },
		signal,
	);
	if (insight === undefined) throw new Error("Nothing was foreseen.");
	const figure = (label: string) => insight.figures.find((each) => each.label === label);
	expect(figure("HostMemoryLow watches")?.value).toBe("1 series");
	expect(figure("HostMemoryLow watches")?.detail).toBe("The lowest value now is 0.5; it fires below 0.1.");
	expect(figure("HostMemoryLow would have fired")).toMatchObject({ value: "once" });
	expect(figure("KubeNodeNotReady watches")).toMatchObject({ value: "0 series", tone: "warning" });
	const [picture] = insight.pictures;
	const row =
		picture?.kind === "spans" ? picture.rows.find(({ label }) => label.startsWith("HostMemoryLow")) : undefined;
	const firing = row?.spans.find(({ state }) => state === "firing");
	const began = end - minutes * minute + short * minute;
	// Pending for ten minutes; the last sample below is looked at until the next one comes.
	expect(firing?.start).toBe(began + 10 * minute);
	expect(firing?.end).toBe(began + 30 * minute);
});

test("a threshold is suggested from what there is", async () => {
	const scaffolds = await openScaffolds({ live: api, now: end });
	const { suggested } = await scaffolds.choices(
		{
			id: "alert",
			question: "threshold",
			answers: { source: "expression", expression: 'node_memory_MemTotal_bytes{job="history"}', comparison: "above" },
		},
		signal,
	);
	expect(suggested).toBe("150");
});

test("recording rules are counted", async () => {
	const scaffolds = await openScaffolds({ live: api, now: end });
	const insight = await scaffolds.foresee("recordingRule", { recordings: "host-memory-ratio" }, signal);
	expect(insight?.figures).toMatchObject([{ label: "instance:node_memory_used:ratio would write", value: "1 series" }]);
});
