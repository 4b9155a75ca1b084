import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

/**
 * What client_golang 1.25 and OpenTelemetry's exporter of Go expose of the first file is what is read of it, but for the
 * type that Prometheus calls `untyped`; native histograms are exposed where they are asked for.
 */
const files: readonly CodeCase[] = [
	{
		title: "vectors, functions, descriptions and instruments",
		language: "go",
		code: `package main

import (
	"context"
	"fmt"
	"net/http/httptest"

	prom "github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	otelprom "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
)

const (
	ns  = "shop"
	sub = "web"
	dur = ns + "_duration_seconds"
)

var labels = []string{"method", "code"}

var (
	c1 = promauto.NewCounterVec(prom.CounterOpts{Namespace: ns, Subsystem: sub, Name: "requests_total", Help: "R\\u00e9quests."}, labels)
	c2 = prom.NewCounter(prom.CounterOpts{Name: "plain", Help: \`P.\`, ConstLabels: prom.Labels{"shard": "a"}})
	h1 = promauto.With(prom.DefaultRegisterer).NewHistogramVec(prom.HistogramOpts{Name: dur, Help: "D."}, []string{"a"})
	s1 = promauto.NewSummary(prom.SummaryOpts{Name: "size_bytes", Help: "S."})
	s2 = promauto.NewSummary(prom.SummaryOpts{Name: "size2_bytes", Help: "S2.", Objectives: map[float64]float64{0.5: 0.05}})
	g1 = promauto.NewGaugeFunc(prom.GaugeOpts{Name: "func_gauge", Help: "G."}, func() float64 { return 1 })
	g2 = prom.V2.NewGaugeVec(prom.GaugeVecOpts{GaugeOpts: prom.GaugeOpts{Name: "v2_gauge", Help: "V2."}, VariableLabels: prom.UnconstrainedLabels{"x", "y"}})
	u1 = promauto.NewUntypedFunc(prom.UntypedOpts{Name: "untyped_thing", Help: "U."}, func() float64 { return 1 })
	d0 = prom.NewDesc(prom.BuildFQName(ns, "", "desc_total"), "D0.", nil, prom.Labels{"k": "v"})
)

type col struct{ d1, d2 *prom.Desc }

func (c *col) Describe(ch chan<- *prom.Desc) { ch <- c.d1 }
func (c *col) Collect(ch chan<- prom.Metric) {
	ch <- prom.MustNewConstMetric(c.d1, prom.GaugeValue, 1, "w")
	ch <- prom.MustNewConstHistogram(c.d2, 3, 4, map[float64]uint64{1: 2})
	ch <- prom.MustNewConstMetric(d0, prom.CounterValue, 1)
}

func main() {
	prom.MustRegister(c2, g2, &col{d1: prom.NewDesc("desc_gauge", "D1.", []string{"warehouse"}, nil), d2: prom.NewDesc("desc_hist", "D2.", nil, nil)})
	c1.WithLabelValues("a", "b").Inc()
	h1.WithLabelValues("a").Observe(1)
	s1.Observe(1)
	s2.Observe(1)
	g2.WithLabelValues("a", "b").Set(1)
	exp, _ := otelprom.New()
	otel.SetMeterProvider(sdk.NewMeterProvider(sdk.WithReader(exp)))
	ctx := context.Background()
	meter := otel.Meter("m")
	a, _ := meter.Int64Counter("http.server.requests", metric.WithUnit("{request}"), metric.WithDescription("A."))
	a.Add(ctx, 1, metric.WithAttributes(attribute.String("http.method", "GET"), attribute.Int("status-code", 1)))
	b, _ := meter.Float64Histogram("http.server.request.duration", metric.WithUnit("s"), metric.WithDescription("B."))
	b.Record(ctx, 1)
	c, _ := meter.Int64UpDownCounter("queue.depth", metric.WithUnit("1"), metric.WithDescription("C."))
	c.Add(ctx, 1)
	meter.Float64ObservableGauge("cpu.load", metric.WithUnit("1"), metric.WithDescription("D."), metric.WithFloat64Callback(func(_ context.Context, o metric.Float64Observer) error { o.Observe(1); return nil }))
	e, _ := meter.Int64Counter("io.bytes", metric.WithUnit("By"), metric.WithDescription("E."))
	e.Add(ctx, 1)
	g, _ := meter.Float64Gauge("net.rate", metric.WithUnit("By/s"), metric.WithDescription("G."))
	g.Record(ctx, 1)
	w, _ := meter.Int64Counter("weird--name..x", metric.WithUnit("%"), metric.WithDescription("W."))
	w.Add(ctx, 1)
	x, _ := meter.Int64Counter("total.things_total", metric.WithUnit("d"), metric.WithDescription("X."))
	x.Add(ctx, 1)
	y, _ := meter.Int64Gauge("requests.per.ratio", metric.WithUnit("1"), metric.WithDescription("Y."))
	y.Record(ctx, 1)
	z, _ := meter.Int64Gauge("fuel.foo", metric.WithUnit("foo_bar/m"), metric.WithDescription("Z."))
	z.Record(ctx, 1)
	rec := httptest.NewRecorder()
	promhttp.Handler().ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
	fmt.Println(rec.Body.String())
}
`,
		expected: [
			'counter shop_web_requests_total{method,code} "Réquests." [client_golang] @ requests_total',
			'counter plain{shard} "P." [client_golang]',
			'histogram shop_duration_seconds{a} "D." [client_golang] @ _duration_seconds',
			'summary size_bytes "S." [client_golang]',
			'summary size2_bytes "S2." [client_golang]',
			'gauge func_gauge "G." [client_golang]',
			'gauge v2_gauge{x,y} "V2." [client_golang]',
			'unknown untyped_thing "U." [client_golang]',
			'counter shop_desc_total{k} "D0." [client_golang] @ desc_total',
			'gauge desc_gauge{warehouse} "D1." [client_golang]',
			'histogram desc_hist "D2." [client_golang]',
			'counter http_server_requests_total{http_method,status_code,…} "A." [OpenTelemetry] @ http.server.requests',
			'histogram http_server_request_duration_seconds{…} <seconds> "B." [OpenTelemetry] @ http.server.request.duration',
			'gauge queue_depth{…} "C." [OpenTelemetry] @ queue.depth',
			'gauge cpu_load_ratio{…} "D." [OpenTelemetry] @ cpu.load',
			'counter io_bytes_total{…} <bytes> "E." [OpenTelemetry] @ io.bytes',
			'gauge net_rate_bytes_per_second{…} <bytes_per_second> "G." [OpenTelemetry] @ net.rate',
			'counter weird_name_x_percent_total{…} <percent> "W." [OpenTelemetry] @ weird--name..x',
			'counter things_days_total{…} <days> "X." [OpenTelemetry] @ total.things_total',
			'gauge requests_per_ratio{…} "Y." [OpenTelemetry] @ requests.per.ratio',
			'gauge fuel_foo_foo_bar_per_minute{…} <foo_bar_per_minute> "Z." [OpenTelemetry] @ fuel.foo',
		],
	},
	{
		title: "a dot import, another package of the same name, what cannot be told",
		language: "go",
		code: `package shop

import (
	. "github.com/prometheus/client_golang/prometheus"
	auto "github.com/prometheus/client_golang/prometheus/promauto"
	"example.com/other/prometheus"
)

// NewCounter(CounterOpts{Name: "in_a_comment"})
const text = \`NewCounter(CounterOpts{Name: "in_a_text"})\`

var foreign = prometheus.NewCounter(prometheus.CounterOpts{Name: "foreign"})

type Metrics struct {
	factory auto.Factory
}

func (m *Metrics) register(reg Registerer, name string) {
	NewGauge(GaugeOpts{Name: "dotted"})
	auto.With(reg).NewCounterVec(CounterOpts{Name: "with_total"}, names())
	m.factory.NewSummaryVec(SummaryOpts{Subsystem: "s", Name: "x"}, []string{"a", "b"})
	NewCounter(CounterOpts{Name: name})
	NewCounter(CounterOpts{Namespace: namespace(), Name: "unknown_namespace"})
	NewCounter(CounterOpts(Opts{Name: "converted_total"}))
	opts := HistogramOpts{Name: "by_name", Buckets: DefBuckets}
	NewHistogram(opts)
	var labels = Labels{"zone": "a"}
	NewGaugeFunc(GaugeOpts{Name: "constant", ConstLabels: labels}, func() float64 { return 1 })
	const zoneLabel = "zone"
	NewGauge(GaugeOpts{Name: "by_constant", ConstLabels: map[string]string{zoneLabel: "a", "b": "c"}})
	NewGauge(GaugeOpts{Name: "by_other_file", ConstLabels: Labels{elsewhere: "a", "b": "c"}})
}

func shadow(auto fake) {
	auto.NewCounter(CounterOpts{Name: "of_a_parameter"})
}
`,
		expected: [
			"gauge dotted [client_golang]",
			"counter with_total{…} [client_golang]",
			"summary s_x{a,b} [client_golang] @ x",
			"counter converted_total [client_golang]",
			"histogram by_name [client_golang]",
			"gauge constant{zone} [client_golang]",
			"gauge by_constant{zone,b} [client_golang]",
			"gauge by_other_file{b,…} [client_golang]",
		],
	},
];

describe("client_golang", () => {
	test.each(files)("$title", checkRegistrations);
});
