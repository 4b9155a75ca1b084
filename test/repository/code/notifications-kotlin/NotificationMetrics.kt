package com.example.notifications

import io.micrometer.core.instrument.Counter
import io.micrometer.core.instrument.MeterRegistry
import io.micrometer.core.instrument.Tag
import io.micrometer.core.instrument.Timer
import io.opentelemetry.api.OpenTelemetry

private const val PREFIX = "notifications"

class NotificationMetrics(private val registry: MeterRegistry, telemetry: OpenTelemetry) {
    private val sent: Counter = Counter.builder("$PREFIX.sent")
        .description("Notifications that were sent.")
        .tag("channel", "email")
        .register(registry)

    private val delivery = Timer.builder("${PREFIX}.delivery").publishPercentiles(0.5, 0.99).register(registry)

    private val meter = telemetry.getMeter("notifications")
    private val bounced = meter.counterBuilder("notifications.bounced").build()

    fun failed(reason: String) {
        registry.counter("notifications.failed", listOf(Tag.of("reason", reason))).increment()
        bounced.add(1)
        sent.increment()
        delivery.record { }
    }
}
