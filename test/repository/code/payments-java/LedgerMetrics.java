package com.example.payments;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.prometheus.client.Histogram;

class LedgerMetrics {
	private static final Meter METER = GlobalOpenTelemetry.getMeter("ledger");

	private final LongCounter entries = METER.counterBuilder("ledger.entries")
			.setUnit("{entry}")
			.setDescription("Entries that were written.")
			.build();

	static final Histogram LATENCY = Histogram.build()
			.name("ledger_write_seconds")
			.help("How long a write took.")
			.labelNames("shard")
			.register();

	void write(String account) {
		entries.add(1, Attributes.of(AttributeKey.stringKey("account.kind"), account));
		LATENCY.labels("a").observe(0.1);
	}
}
