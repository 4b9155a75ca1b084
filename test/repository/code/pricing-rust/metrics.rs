use lazy_static::lazy_static;
use metrics::{counter, describe_counter, histogram};
use prometheus::{register_histogram_vec, register_int_counter_vec, HistogramVec, IntCounterVec, IntGauge, Opts};

lazy_static! {
    pub static ref QUOTES: IntCounterVec =
        register_int_counter_vec!("pricing_quotes_total", "Quotes that were given.", &["currency", "tier"]).unwrap();
    static ref QUOTE_SECONDS: HistogramVec = register_histogram_vec!(
        "pricing_quote_seconds",
        "How long a quote took.",
        &["currency"],
        vec![0.1, 0.5, 1.0]
    )
    .expect("registered once");
}

pub fn cached_rules() -> prometheus::Result<IntGauge> {
    IntGauge::with_opts(Opts::new("cached_rules", "Rules in memory.").namespace("pricing"))
}

pub fn discount(kind: &str) {
    describe_counter!("pricing.discounts", "Discounts that were granted.");
    counter!("pricing.discounts", "kind" => kind.to_string()).increment(1);
    histogram!("pricing.discount.share").record(0.1);
}
