package com.example.payments;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

public class PaymentMetrics {
	private static final String PREFIX = "payments";

	private final Counter captured;
	private final Timer settlement;
	private final DistributionSummary amount;
	private final AtomicInteger open = new AtomicInteger();

	public PaymentMetrics(MeterRegistry registry) {
		captured = Counter.builder(PREFIX + ".captured")
				.description("Payments that were captured.")
				.tag("provider", "bank")
				.tags("currency", "EUR")
				.register(registry);
		settlement = Timer.builder("payments.settlement")
				.description("How long a settlement took.")
				.publishPercentileHistogram()
				.register(registry);
		amount = DistributionSummary.builder("payments.amount")
				.baseUnit("euros")
				.register(registry);
		Gauge.builder("payments.open", open, AtomicInteger::get).register(registry);
		registry.counter("payments.refused", "reason", "limit").increment();
	}

	@Timed(value = "payments.refund", extraTags = {"channel", "web"}, description = "How long a refund took.")
	public void refund() {
		captured.increment();
		amount.record(12);
		settlement.record(() -> open.incrementAndGet());
	}
}
