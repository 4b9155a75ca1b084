import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

/**
 * What simpleclient 0.16 and prometheus-metrics 1.4 expose of the first two files is what is read of them, but for the type
 * of information, which the text format calls a gauge.
 */
const files: readonly CodeCase[] = [
	{
		title: "the older client",
		language: "java",
		code: `import io.prometheus.client.*;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.StringWriter;

public class Simple {
	static final Counter A = Counter.build().name("requests").help("R.").labelNames("method", "code").register();
	static final Counter B = Counter.build("errors_total", "E.").namespace("ns").subsystem("sub").register();
	static final Gauge C = Gauge.build().name("depth").help("D.").register();
	static final Histogram D = Histogram.build().name("latency_seconds").help("L.").labelNames("a").register();
	static final Summary E = Summary.build().name("size_bytes").help("S.").quantile(0.5, 0.05).register();
	static final Info F = Info.build().name("app").help("I.").register();

	public static void main(String[] args) throws Exception {
		A.labels("a", "b").inc();
		D.labels("a").observe(1);
		E.observe(1);
		F.info("version", "1");
		StringWriter out = new StringWriter();
		TextFormat.write004(out, CollectorRegistry.defaultRegistry.metricFamilySamples());
		System.out.println(out);
	}
}
`,
		expected: [
			'counter requests_total{method,code} "R." [simpleclient] @ requests',
			'counter ns_sub_errors_total "E." [simpleclient] @ errors_total',
			'gauge depth "D." [simpleclient]',
			'histogram latency_seconds{a} "L." [simpleclient]',
			'summary size_bytes "S." [simpleclient]',
			'info app_info{…} "I." [simpleclient] @ app',
		],
	},
	{
		title: "the newer client",
		language: "java",
		code: `import io.prometheus.metrics.core.metrics.*;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;

public class Newer {
	static final Counter A = Counter.builder().name("requests").help("R.").labelNames("method", "code").register();
	static final Counter B = Counter.builder().name("sent_total").unit(Unit.BYTES).help("E.").register();
	static final Gauge C = Gauge.builder().name("depth").help("D.").constLabels(Labels.of("x", "y")).register();
	static final Histogram D = Histogram.builder().name("latency").unit(Unit.SECONDS).help("L.").labelNames("a").register();
	static final Summary E = Summary.builder().name("size.bytes").help("S.").quantile(0.5).register();
	static final Info F = Info.builder().name("app").help("I.").labelNames("version").register();

	public static void main(String[] args) throws Exception {
		A.labelValues("a", "b").inc();
		D.labelValues("a").observe(1);
		E.observe(1);
		F.addLabelValues("1");
		io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter.builder().build().write(System.out, PrometheusRegistry.defaultRegistry.scrape());
	}
}
`,
		expected: [
			'counter requests_total{method,code} "R." [client_java] @ requests',
			'counter sent_bytes_total <bytes> "E." [client_java] @ sent_total',
			'gauge depth{…} "D." [client_java]',
			'histogram latency_seconds{a} <seconds> "L." [client_java] @ latency',
			'summary size_bytes "S." [client_java] @ size.bytes',
			'info app_info{version} "I." [client_java] @ app',
		],
	},
	{
		title: "what is foreign, and instruments in a record",
		language: "java",
		code: `import com.example.Counter;
import io.prometheus.client.Gauge;
import io.opentelemetry.api.metrics.*;

record B(Meter meter) {
	static final Gauge OLD = Gauge.build("old", "Old.").labelNames(new String[] {"a", "b"}).create();

	void go() {
		Counter.build("foreign", "x").register();
		meter.histogramBuilder("sizes").ofLongs().setUnit("By").build();
		meter().gaugeBuilder("not.told").build();
		LongCounterBuilder builder = meter.counterBuilder("steps").setUnit("1");
		builder.build().add(1);
		meter.upDownCounterBuilder("pool").buildWithCallback(result -> result.record(1));
	}
}
`,
		expected: [
			'gauge old{a,b} "Old." [simpleclient]',
			"histogram sizes_bytes{…} <bytes> [OpenTelemetry] @ sizes",
			"counter steps_total{…} [OpenTelemetry] @ steps",
			"gauge pool{…} [OpenTelemetry]",
		],
	},
];

describe("Prometheus's clients for Java", () => {
	test.each(files)("$title", checkRegistrations);
});
