import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

/**
 * What the registry of Micrometer 1.15 exposes of the first file is what is read of it.
 */
const files: readonly CodeCase[] = [
	{
		title: "every kind of meter",
		language: "java",
		code: `import io.micrometer.core.instrument.*;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

public class Main {
	static final String PREFIX = "shop";

	public static void main(String[] args) {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		AtomicInteger n = new AtomicInteger(3);
		Counter.builder(PREFIX + ".orders").description("Orders.").tag("kind", "a").tags("http.method", "b").register(registry).increment();
		Counter.builder("sent.bytes").baseUnit("bytes").register(registry).increment();
		Counter.builder("already_total").register(registry).increment();
		registry.counter("refused", "reason", "x", "why-not", "y").increment();
		registry.counter("tagged", Tags.of("a", "1").and("b", "2")).increment();
		registry.counter("listed", List.of(Tag.of("l", "1"))).increment();
		Timer.builder("plain.timer").description("T.").register(registry).record(Duration.ofSeconds(1));
		Timer.builder("bucket.timer").publishPercentileHistogram().register(registry).record(Duration.ofSeconds(1));
		Timer.builder("slo.timer").serviceLevelObjectives(Duration.ofSeconds(1)).register(registry).record(Duration.ofSeconds(1));
		Timer.builder("quant.timer").publishPercentiles(0.5, 0.9).register(registry).record(Duration.ofSeconds(1));
		registry.timer("reg.timer", "x", "y").record(Duration.ofSeconds(1));
		DistributionSummary.builder("payload").baseUnit("bytes").register(registry).record(1);
		registry.summary("reg.summary").record(2);
		Gauge.builder("depth", n, AtomicInteger::get).tag("q", "a").register(registry);
		registry.gauge("reg.gauge", Tags.of("g", "1"), n);
		TimeGauge.builder("age", n, TimeUnit.SECONDS, AtomicInteger::get).register(registry);
		FunctionCounter.builder("func.count", n, AtomicInteger::get).register(registry);
		FunctionTimer.builder("func.timer", n, x -> 1L, x -> 2.0, TimeUnit.SECONDS).register(registry);
		LongTaskTimer.builder("long.task").register(registry).start();
		Gauge.builder("1st.gauge", n, AtomicInteger::get).register(registry);
		System.out.println(registry.scrape());
	}
}
`,
		expected: [
			'counter shop_orders_total{kind,http_method} "Orders." [Micrometer] @ .orders',
			"counter sent_bytes_total <bytes> [Micrometer] @ sent.bytes",
			"counter already_total [Micrometer]",
			"counter refused_total{reason,why_not} [Micrometer] @ refused",
			"counter tagged_total{a,b} [Micrometer] @ tagged",
			"counter listed_total{l} [Micrometer] @ listed",
			'summary plain_timer_seconds <seconds> "T." [Micrometer] @ plain.timer',
			"histogram bucket_timer_seconds <seconds> [Micrometer] @ bucket.timer",
			"histogram slo_timer_seconds <seconds> [Micrometer] @ slo.timer",
			"summary quant_timer_seconds <seconds> [Micrometer] @ quant.timer",
			"summary reg_timer_seconds{x} <seconds> [Micrometer] @ reg.timer",
			"summary payload_bytes <bytes> [Micrometer] @ payload",
			"summary reg_summary [Micrometer] @ reg.summary",
			"gauge depth{q} [Micrometer]",
			"gauge reg_gauge{g} [Micrometer] @ reg.gauge",
			"gauge age_seconds <seconds> [Micrometer] @ age",
			"counter func_count_total [Micrometer] @ func.count",
			"summary func_timer_seconds <seconds> [Micrometer] @ func.timer",
			"summary long_task_seconds <seconds> [Micrometer] @ long.task",
			"gauge _st_gauge [Micrometer] @ 1st.gauge",
		],
	},
	{
		title: "wildcard imports, kept builders, what is foreign or cannot be told",
		language: "java",
		code: `import io.micrometer.core.instrument.*;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.List;
import static com.example.Names.OTHER;

class A {
	static final String NAME = Names.PREFIX + ".done";
	private final MeterRegistry meters;
	/* Counter.builder("in.a.comment").register(meters); */
	String text = "Counter.builder(\\"in.a.text\\").register(meters)";

	A(MeterRegistry meters, com.example.Counter counter) {
		this.meters = meters;
		Counter.builder(NAME).register(meters);
		this.meters.timer("by.this", "a", value(), "b");
		meters.counter(OTHER);
		Counter.builder("never.registered").tag("a", "b");
		Timer.Sample sample = Timer.start(meters);
		sample.stop(Timer.builder("late").publishPercentileHistogram(false).tags(common()).register(meters));
		Counter.Builder builder = Counter.builder("kept").tag("x", "y");
		builder.register(meters);
		Histogram.builder().name("newer").unit(Unit.SECONDS).labelNames("a", "b").register();
		io.micrometer.core.instrument.Metrics.counter("full.path").increment();
		counter.builder("foreign").register(meters);
		Metrics.gauge("global", List.of(Tag.of("g", "1")), 3);
	}

	static class Names {
		static final String PREFIX = "jobs";
	}

	@io.micrometer.core.annotation.Counted("calls")
	void run() {
		for (Counter Counter : all()) Counter.builder("of.a.variable");
	}
}
`,
		expected: [
			"counter jobs_done_total [Micrometer] @ .done",
			"summary by_this_seconds{a,b,…} <seconds> [Micrometer] @ by.this",
			"summary late_seconds{…} <seconds> [Micrometer] @ late",
			"counter kept_total{x} [Micrometer] @ kept",
			"histogram newer_seconds{a,b} <seconds> [client_java] @ newer",
			"counter full_path_total [Micrometer] @ full.path",
			"gauge global{g} [Micrometer]",
			"counter calls_total{…} [Micrometer] @ calls",
		],
	},
	{
		title: "Kotlin",
		language: "kotlin",
		code: `import io.micrometer.core.annotation.Timed
import io.micrometer.core.instrument.*
import io.micrometer.core.instrument.Counter as Meters
import com.example.Gauge

object Names {
    const val DONE = "jobs.done"
}

class Jobs(val registry: MeterRegistry) {
    // Meters.builder("in.a.comment").register(registry)
    val text = """Meters.builder("in.a.text").register(registry)"""
    val done = Meters.builder(Names.DONE).tag("kind", "a").register(registry)
    val depth = Gauge.builder("foreign", this) { 1.0 }.register(registry)
    val wait = Timer.builder("jobs.wait").description("Waiting").serviceLevelObjectives(limit).register(registry)

    @Timed("jobs.run", longTask = true)
    fun run(registry: Other, name: String) {
        registry.counter("of.a.parameter")
        this.registry.counter("by.$name")
        this.registry.timer("by.this", Tags.of("a", "b").and("c", "d"))
        this.registry.gauge("size", 3)
    }
}
`,
		expected: [
			"counter jobs_done_total{kind} [Micrometer] @ jobs.done",
			'histogram jobs_wait_seconds <seconds> "Waiting" [Micrometer] @ jobs.wait',
			"summary jobs_run_seconds{…} <seconds> [Micrometer] @ jobs.run",
			"summary by_this_seconds{a,c} <seconds> [Micrometer] @ by.this",
			"gauge size{…} [Micrometer]",
		],
	},
];

describe("Micrometer", () => {
	test.each(files)("$title", checkRegistrations);
});
