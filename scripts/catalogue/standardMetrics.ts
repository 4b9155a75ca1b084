import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DebianPrograms, must } from "./debian.ts";
import { readExposition } from "./exposition.ts";
import type { Collected, Family } from "./family.ts";
import { runWithModule } from "./goModules.ts";

/** What programs expose without any metric of their own: of the runtime, the process and the client library. */

const clientGolang = { path: "github.com/prometheus/client_golang", version: "v1.25.0" };
const promClient = "15.1.3";

export function collectGoRuntime(folder: string): Collected {
	const program = `package main

import (
	"fmt"
	"net/http/httptest"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(
		collectors.MetricsGC, collectors.MetricsMemory, collectors.MetricsScheduler)))
	registry.MustRegister(collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	registry.MustRegister(collectors.NewBuildInfoCollector())
	handler := promhttp.InstrumentMetricHandler(registry, promhttp.HandlerFor(registry, promhttp.HandlerOpts{Registry: registry}))
	for i := 0; i < 2; i++ {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest("GET", "/metrics", nil))
		if i == 1 {
			fmt.Print(recorder.Body.String())
		}
	}
}
`;
	return {
		exporter: "client_golang",
		version: clientGolang.version.slice(1),
		origin: `${clientGolang.path} (Apache-2.0)`,
		how: "scraped",
		families: readExposition(runWithModule(clientGolang, program, join(folder, "client_golang"))),
	};
}

export function collectPythonRuntime(programs: DebianPrograms): Collected {
	const program = "from prometheus_client import generate_latest; print(generate_latest().decode())";
	const { stdout, stderr, status } = spawnSync("python3", ["-c", program], {
		encoding: "utf8",
		env: programs.environment(),
	});
	if (status !== 0) throw new Error(`python3 failed: ${stderr}`);
	return {
		exporter: "prometheus_client (Python)",
		version: programs.versionOf("python3-prometheus-client"),
		origin: "Debian python3-prometheus-client (Apache-2.0)",
		how: "scraped",
		families: readExposition(stdout),
	};
}

export function collectNodeRuntime(folder: string): Collected {
	const place = join(folder, "prom-client");
	mkdirSync(place, { recursive: true });
	writeFileSync(join(place, "package.json"), '{ "private": true }\n');
	must("npm", ["install", "--silent", "--no-audit", "--no-fund", `prom-client@${promClient}`], place);
	const program = `
const client = require("prom-client");
client.collectDefaultMetrics();
globalThis.gc();
setTimeout(async () => console.log(await client.register.metrics()), 300);
`;
	return {
		exporter: "prom-client",
		version: promClient,
		origin: "npm prom-client (Apache-2.0)",
		how: "scraped",
		families: readExposition(must(process.execPath, ["--expose-gc", "-e", program], place)),
	};
}

/**
 * Series that Prometheus itself writes for targets and alerts, which no target exposes.
 * Source: prometheus.io/docs/concepts/jobs_instances and /docs/prometheus/latest/configuration/alerting_rules, Prometheus 3.14.
 */
export const written: Collected = {
	exporter: "Prometheus",
	version: "3.14",
	origin: "prometheus.io/docs (Apache-2.0)",
	how: "source",
	families: [
		gauge("up", "Whether the last scrape of the target succeeded: 1, or 0 where it failed."),
		gauge("scrape_duration_seconds", "How long the last scrape of the target took.", [], "seconds"),
		gauge("scrape_samples_scraped", "Samples that the target exposed at the last scrape."),
		gauge(
			"scrape_samples_post_metric_relabeling",
			"Samples that were left of the last scrape after metric relabelling.",
		),
		gauge("scrape_series_added", "Roughly how many new series the last scrape brought."),
		gauge(
			"scrape_timeout_seconds",
			"The timeout of scrapes of the target (with the feature extra-scrape-metrics).",
			[],
			"seconds",
		),
		gauge(
			"scrape_sample_limit",
			"The limit of samples of the target; 0 without one (with the feature extra-scrape-metrics).",
		),
		gauge(
			"scrape_body_size_bytes",
			"The uncompressed size of the last scrape; -1 where it was over the limit (with the feature extra-scrape-metrics).",
			[],
			"bytes",
		),
		gauge("ALERTS", "1 for each alert that is pending or firing, by alertname, alertstate and the alert's labels.", [
			"alertname",
			"alertstate",
		]),
		gauge("ALERTS_FOR_STATE", "Since when the condition of the alert has held, in Unix seconds.", ["alertname"]),
	],
};

function gauge(name: string, help: string, labels: readonly string[] = [], unit = ""): Family {
	return { name, type: "gauge", help, unit, labels };
}
