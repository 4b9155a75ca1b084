use opentelemetry::{global, KeyValue};
use prometheus_client::metrics::{counter::Counter, family::Family};
use prometheus_client::registry::Registry;

pub fn observe(registry: &mut Registry) {
    let meter = global::meter("pricing");
    let lookups = meter
        .u64_counter("pricing.rate.lookups")
        .with_unit("{lookup}")
        .with_description("Rates that were looked up.")
        .build();
    lookups.add(1, &[KeyValue::new("currency", "EUR")]);

    let imports = Family::<Vec<(String, String)>, Counter>::default();
    registry.register("pricing_imports", "Price lists that were imported", imports.clone());
}
