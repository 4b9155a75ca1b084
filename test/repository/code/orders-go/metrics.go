package orders

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

const namespace = "orders"

var (
	processed = promauto.NewCounterVec(prometheus.CounterOpts{
		Namespace: namespace,
		Name:      "processed_total",
		Help:      "Orders that were processed.",
	}, []string{"status", "region"})

	processing = promauto.NewHistogram(prometheus.HistogramOpts{
		Namespace:                   namespace,
		Subsystem:                   "worker",
		Name:                        "processing_seconds",
		Help:                        "How long an order took.",
		NativeHistogramBucketFactor: 1.1,
	})

	inFlight = prometheus.NewGauge(prometheus.GaugeOpts{
		Name:        "orders_in_flight",
		Help:        "Orders that are being processed.",
		ConstLabels: prometheus.Labels{"shard": "a"},
	})
)

type stockCollector struct {
	stock *prometheus.Desc
}

func newStockCollector() *stockCollector {
	return &stockCollector{
		stock: prometheus.NewDesc(
			prometheus.BuildFQName(namespace, "", "stock_items"), "Items in stock.", []string{"warehouse"}, nil,
		),
	}
}

func (c *stockCollector) Describe(out chan<- *prometheus.Desc) { out <- c.stock }

func (c *stockCollector) Collect(out chan<- prometheus.Metric) {
	out <- prometheus.MustNewConstMetric(c.stock, prometheus.GaugeValue, 12, "north")
}

func init() {
	prometheus.MustRegister(inFlight, newStockCollector())
}
