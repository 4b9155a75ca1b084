package orders

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

var meter = otel.Meter("orders")

func watch(ctx context.Context) error {
	retries, err := meter.Int64Counter("orders.retries", metric.WithDescription("Orders that were tried again."))
	if err != nil {
		return err
	}
	lag, err := meter.Float64Histogram("orders.lag", metric.WithUnit("ms"), metric.WithDescription("Time in the queue."))
	if err != nil {
		return err
	}
	retries.Add(ctx, 1, metric.WithAttributes(attribute.String("reason", "timeout")))
	lag.Record(ctx, 12)
	return nil
}
