import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

/**
 * What prometheus 0.14, prometheus-client 0.24 and metrics-exporter-prometheus 0.17 expose of the first file is what is read
 * of it; OpenMetrics writes types without the suffix.
 */
const files: readonly CodeCase[] = [
	{
		title: "every crate",
		language: "rust",
		code: `use lazy_static::lazy_static;
use metrics::{counter, describe_counter, gauge, histogram};
use prometheus::{histogram_opts, labels, opts, register_counter, register_histogram_vec, register_int_counter_vec, Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry as R};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info};
use prometheus_client::registry::{Registry, Unit};

const NAME: &str = "const_total";

lazy_static! {
    static ref A: IntCounterVec = register_int_counter_vec!("quotes_total", "Quotes.", &["currency", "tier"]).unwrap();
    static ref B: HistogramVec = register_histogram_vec!(histogram_opts!("quote_seconds", "Q.", vec![1.0, 2.0]), &["a"]).unwrap();
    static ref C: prometheus::Counter = register_counter!(opts!("with_labels", "W.", labels! {"x" => "1", "y" => "2",})).unwrap();
}

fn main() {
    let d = IntGauge::with_opts(Opts::new("rules", "Rules.").namespace("ns").subsystem("sub").const_label("k", "v")).unwrap();
    prometheus::register(Box::new(d.clone())).unwrap();
    let e = prometheus::Histogram::with_opts(HistogramOpts::new("plain_seconds", "P.").namespace("ns")).unwrap();
    prometheus::register(Box::new(e.clone())).unwrap();
    let f = prometheus::register_int_counter!(NAME, "F.").unwrap();
    f.inc();
    A.with_label_values(&["a", "b"]).inc();
    B.with_label_values(&["a"]).observe(1.0);
    C.inc();
    let mut out = vec![];
    prometheus::TextEncoder::new().encode(&prometheus::gather(), &mut out).unwrap();
    println!("{}", String::from_utf8(out).unwrap());
    let _ = R::new();

    let mut registry = Registry::default();
    let c = Family::<Vec<(String, String)>, Counter>::default();
    registry.register("imports", "Imports", c.clone());
    c.get_or_create(&vec![("k".to_string(), "v".to_string())]).inc();
    let g: Gauge = Gauge::default();
    registry.register("om_depth", "Depth", g.clone());
    registry.register_with_unit("om_size", "Size", Unit::Bytes, Counter::<u64>::default());
    registry.register("om_hist", "Hist", Histogram::new([1.0, 2.0]));
    registry.register("om_build", "Build", Info::new(vec![("version", "1")]));
    let mut text = String::new();
    encode(&mut text, &registry).unwrap();
    println!("{}", text);

    let handle = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder().unwrap();
    describe_counter!("pricing.discounts", "Discounts.");
    counter!("pricing.discounts", "kind.of" => "a").increment(1);
    gauge!("pricing.level").set(1.0);
    histogram!("pricing.share", "s" => "t").record(0.1);
    println!("{}", handle.render());
}
`,
		expected: [
			'counter quotes_total{currency,tier} "Quotes." [prometheus]',
			'histogram quote_seconds{a} "Q." [prometheus]',
			'counter with_labels{x,y} "W." [prometheus]',
			'gauge ns_sub_rules{k} "Rules." [prometheus] @ rules',
			'histogram ns_plain_seconds "P." [prometheus] @ plain_seconds',
			'counter const_total "F." [prometheus]',
			'counter imports_total{…} "Imports." [prometheus-client] @ imports',
			'gauge om_depth "Depth." [prometheus-client]',
			'counter om_size_bytes_total <bytes> "Size." [prometheus-client] @ om_size',
			'histogram om_hist "Hist." [prometheus-client]',
			'info om_build_info{…} "Build." [prometheus-client] @ om_build',
			'counter pricing_discounts{kind_of,…} "Discounts." [metrics] @ pricing.discounts',
			"gauge pricing_level{…} [metrics] @ pricing.level",
			"unknown pricing_share{s,…} [metrics] @ pricing.share",
		],
	},
	{
		title: "wildcards, own macros, what stands in comments and texts",
		language: "rust",
		code: `use prometheus::*;
use crate::metrics::counter;

mod own { macro_rules! gauge { ($x:expr) => {}; } }

const NAME: &str = concat!("jobs_", "done_total");
// register_counter!("in_a_comment", "x");
static TEXT: &str = r#"register_counter!("in_a_text", "x")"#;

static DONE: LazyLock<IntCounter> = LazyLock::new(|| register_int_counter!(NAME, "Done.").unwrap());

fn register(registry: &Registry, name: &str) -> Result<()> {
    let opts = HistogramOpts::new("seconds", "S.").namespace("jobs").const_label("zone", "a");
    let histogram = HistogramVec::new(opts, &["kind"])?;
    let gauge = GaugeVec::new(Opts::new("level", "L.").const_labels(labels()), LABELS)?;
    let counter = Counter::new(name, "by a parameter")?;
    let other = register_gauge_with_registry!("with_registry", "R.", registry)?;
    counter!("own_macro");
    metrics::gauge!("full.path", "a" => "b").set(1.0);
    metrics::counter!(target: "t", "with.target").increment(1);
    metrics::histogram!("twice").record(1.0);
    metrics::histogram!("twice", "b" => "c").record(1.0);
    Ok(())
}

struct Service { meter: opentelemetry::metrics::Meter }

impl Service {
    fn start(&self) {
        self.meter.f64_histogram("latency").with_unit("s").build();
        self.meter.i64_up_down_counter(String::from("open")).init();
    }
}
`,
		expected: [
			'counter jobs_done_total "Done." [prometheus] @ done_total',
			'histogram jobs_seconds{kind,zone} "S." [prometheus] @ seconds',
			'gauge level{…} "L." [prometheus]',
			'gauge with_registry "R." [prometheus]',
			"gauge full_path{a,…} [metrics] @ full.path",
			"unknown twice{b,…} [metrics]",
			"histogram latency_seconds{…} <seconds> [OpenTelemetry] @ latency",
			"gauge open{…} [OpenTelemetry]",
		],
	},
];

describe("the crates of Rust", () => {
	test.each(files)("$title", checkRegistrations);
});
