import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

/**
 * What the exporters of Python 1.45 and Java 1.50 expose of the second and fourth file is what is read of them, except that
 * Python's adds no `_ratio`, and Java's adds it to what goes up and down; the exporter of JavaScript adds no units at all.
 * Those are among the other names.
 */
const files: readonly CodeCase[] = [
	{
		title: "JavaScript",
		language: "javascript",
		code: `import { metrics } from "@opentelemetry/api";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
const reader = new PrometheusExporter({ preventServerStart: true });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
const meter = metrics.getMeter("m");
const a = meter.createCounter("http.server.requests", { unit: "{request}", description: "A." });
const b = meter.createHistogram("http.server.request.duration", { unit: "s", description: "B." });
const c = meter.createUpDownCounter("queue.depth", { unit: "1", description: "C." });
const d = meter.createObservableGauge("cpu.load", { unit: "1", description: "D." });
const e = meter.createCounter("io.bytes", { unit: "By", description: "E." });
const f = meter.createCounter("already_total", { description: "F." });
const g = meter.createGauge("net.rate", { unit: "By/s", description: "G." });
d.addCallback((r) => r.observe(1, { core: "a" }));
a.add(1, { "http.method": "GET", "status-code": 1 }); b.record(1, { a: "x" }); c.add(1); e.add(1); f.add(1); g.record(1);
const { resourceMetrics } = await reader.collect();
console.log(new PrometheusSerializer().serialize(resourceMetrics));
`,
		expected: [
			'counter http_server_requests_total{http_method,status_code,…} "A." [OpenTelemetry] @ http.server.requests',
			'histogram http_server_request_duration_seconds{a,…} <seconds> "B." [OpenTelemetry] @ http.server.request.duration',
			'gauge queue_depth{…} "C." [OpenTelemetry] @ queue.depth',
			'gauge cpu_load_ratio{…} "D." [OpenTelemetry] @ cpu.load',
			'counter io_bytes_total{…} <bytes> "E." [OpenTelemetry] @ io.bytes',
			'counter already_total{…} "F." [OpenTelemetry]',
			'gauge net_rate_bytes_per_second{…} <bytes_per_second> "G." [OpenTelemetry] @ net.rate',
		],
	},
	{
		title: "Python",
		language: "python",
		code: `from opentelemetry import metrics
from opentelemetry.metrics import set_meter_provider, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from prometheus_client import generate_latest
set_meter_provider(MeterProvider(metric_readers=[PrometheusMetricReader()]))
meter = metrics.get_meter("m")
a = meter.create_counter("http.server.requests", unit="{request}", description="A.")
b = meter.create_histogram("http.server.request.duration", "s", "B.")
c = meter.create_up_down_counter("queue.depth", "1", "C.")
d = meter.create_observable_gauge("cpu.load", [lambda o: [Observation(1, {"core": "a"})]], "1", "D.")
e = meter.create_counter("io.bytes", "By", "E.")
f = meter.create_counter("already_total", "", "F.")
g = meter.create_gauge("net.rate", "By/s", "G.")
h = meter.create_histogram("x.milliseconds", "ms", "H.")
i = meter.create_counter("weird--name..x", "%", "I.")
j = meter.create_gauge("t.celsius", "Cel", "J.")
a.add(1, {"http.method": "GET", "status-code": 1}); b.record(1, attributes={"a": "x"}); c.add(1); e.add(1); f.add(1); g.set(1); h.record(1); i.add(1); j.set(1)
print(generate_latest().decode())
`,
		expected: [
			'counter http_server_requests_total{http_method,status_code,…} "A." [OpenTelemetry] @ http.server.requests',
			'histogram http_server_request_duration_seconds{a,…} <seconds> "B." [OpenTelemetry] @ http.server.request.duration',
			'gauge queue_depth{…} "C." [OpenTelemetry] @ queue.depth',
			'gauge cpu_load_ratio{…} "D." [OpenTelemetry] @ cpu.load',
			'counter io_bytes_total{…} <bytes> "E." [OpenTelemetry] @ io.bytes',
			'counter already_total{…} "F." [OpenTelemetry]',
			'gauge net_rate_bytes_per_second{…} <bytes_per_second> "G." [OpenTelemetry] @ net.rate',
			'histogram x_milliseconds{…} <milliseconds> "H." [OpenTelemetry] @ x.milliseconds',
			'counter weird_name_x_percent_total{…} <percent> "I." [OpenTelemetry] @ weird--name..x',
			'gauge t_celsius{…} <celsius> "J." [OpenTelemetry] @ t.celsius',
		],
	},
	{
		title: "Python with meters that are fields and parameters, and a star import",
		language: "python",
		code: `from prometheus_client import *
from opentelemetry.metrics import get_meter, Meter
from .metrics import Gauge
Counter("star_total", "Star.")
Gauge("of_this_package", "x")
meter = None
def setup():
    global meter
    meter = get_meter("app")
class Service:
    def __init__(self, meter: Meter):
        self._meter = meter
        self.lag = self._meter.create_observable_gauge("lag", callbacks=[read], unit="ms")
        self.jobs = meter.create_up_down_counter("jobs")
`,
		expected: [
			'counter star_total "Star." [prometheus_client]',
			"gauge lag_milliseconds{…} <milliseconds> [OpenTelemetry] @ lag",
			"gauge jobs{…} [OpenTelemetry]",
		],
	},
	{
		title: "Java",
		language: "java",
		code: `import io.opentelemetry.api.common.*;
import io.opentelemetry.api.metrics.*;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.net.URI;
import java.net.http.*;

public class Otel {
	public static void main(String[] args) throws Exception {
		PrometheusHttpServer server = PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(19177).build();
		OpenTelemetry telemetry = OpenTelemetrySdk.builder().setMeterProvider(SdkMeterProvider.builder().registerMetricReader(server).build()).build();
		Meter meter = telemetry.getMeter("m");
		LongCounter a = meter.counterBuilder("http.server.requests").setUnit("{request}").setDescription("A.").build();
		a.add(1, Attributes.of(AttributeKey.stringKey("http.method"), "GET"));
		DoubleHistogram b = meter.histogramBuilder("http.server.request.duration").setUnit("s").setDescription("B.").build();
		b.record(1, Attributes.builder().put("kind", "x").build());
		LongUpDownCounter c = meter.upDownCounterBuilder("queue.depth").setUnit("1").setDescription("C.").build();
		c.add(1);
		meter.gaugeBuilder("cpu.load").setUnit("1").setDescription("D.").buildWithCallback(m -> m.record(1));
		meter.counterBuilder("io.bytes").setUnit("By").setDescription("E.").ofDoubles().build().add(1);
		meter.gaugeBuilder("net.rate").ofLongs().setUnit("By/s").setDescription("G.").buildWithCallback(m -> m.record(1));
		System.out.println(HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:19177/metrics")).build(), HttpResponse.BodyHandlers.ofString()).body());
		System.exit(0);
	}
}
`,
		expected: [
			'counter http_server_requests_total{http_method,…} "A." [OpenTelemetry] @ http.server.requests',
			'histogram http_server_request_duration_seconds{kind,…} <seconds> "B." [OpenTelemetry] @ http.server.request.duration',
			'gauge queue_depth{…} "C." [OpenTelemetry] @ queue.depth',
			'gauge cpu_load_ratio{…} "D." [OpenTelemetry] @ cpu.load',
			'counter io_bytes_total{…} <bytes> "E." [OpenTelemetry] @ io.bytes',
			'gauge net_rate_bytes_per_second{…} <bytes_per_second> "G." [OpenTelemetry] @ net.rate',
		],
	},
	{
		title: "TypeScript with meters that are fields and parameters",
		language: "typescript",
		code: `import { metrics, type Meter, type MeterProvider } from "@opentelemetry/api";
import * as otel from "@opentelemetry/api";
const NAMES = { lag: "queue.lag", size: \`queue.\${"size"}\` } as const;
class Watcher {
	private readonly jobs;
	constructor(private readonly meter: Meter, provider: MeterProvider) {
		this.jobs = this.meter.createCounter("jobs.done", { unit: "{job}" });
		provider.getMeter("x").createObservableGauge(NAMES.lag, { unit: "s" }).addCallback(() => {});
	}
	done(kind: string) {
		this.jobs.add(1, { kind, "job.id": 7 });
	}
}
otel.metrics.getMeter("y").createUpDownCounter(NAMES.size, { unit: "1" });
const options = { unit: "By" };
metrics.getMeterProvider().getMeter("z").createHistogram("body", options);
metrics.getMeter("z").createHistogram("unknown.unit", makeOptions());
metrics.getMeter("z").createCounter("unit.by.variable", { unit: process.env.UNIT });
`,
		expected: [
			"counter jobs_done_total{kind,job_id,…} [OpenTelemetry] @ jobs.done",
			"gauge queue_lag_seconds{…} <seconds> [OpenTelemetry] @ queue.lag",
			"gauge queue_size{…} [OpenTelemetry] @ size",
			"histogram body_bytes{…} <bytes> [OpenTelemetry] @ body",
		],
	},
	{
		title: "Go with meters that are fields and parameters",
		language: "go",
		code: `package shop

import (
	"go.opentelemetry.io/otel/metric"
)

type server struct {
	meter metric.Meter
	hits  metric.Int64Counter
}

func (s *server) init(provider metric.MeterProvider) (err error) {
	s.hits, err = s.meter.Int64Counter("hits", metric.WithUnit("{hit}"))
	_, err = provider.Meter("x").Float64ObservableUpDownCounter("pool.size", metric.WithDescription("Pool."))
	_, err = s.meter.Int64Gauge("by.options", options...)
	return err
}
`,
		expected: [
			"counter hits_total{…} [OpenTelemetry] @ hits",
			'gauge pool_size{…} "Pool." [OpenTelemetry] @ pool.size',
		],
	},
];

describe("OpenTelemetry", () => {
	test.each(files)("$title", checkRegistrations);
});
