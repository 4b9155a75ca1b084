import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

/**
 * What prometheus_client 0.26 exposes of the first file is what is read of it, but for the types of information and states,
 * which its text format calls gauges, and for the help with a backslash, which it escapes.
 */
const files: readonly CodeCase[] = [
	{
		title: "every kind of metric and of family",
		language: "python",
		code: `from prometheus_client import Counter, Enum, Gauge, Histogram, Info, Summary, generate_latest, REGISTRY
from prometheus_client.core import GaugeMetricFamily, CounterMetricFamily, HistogramMetricFamily, SummaryMetricFamily, InfoMetricFamily, StateSetMetricFamily
import prometheus_client as pc
NS = "shop"
c1 = Counter("requests", "Requests.", ["method", "code"], namespace=NS)
c2 = Counter("errors_total", "Errors.", subsystem="web", namespace=NS)
c3 = Counter("bytes", "Bytes.", unit="bytes")
c4 = Counter("sent_bytes_total", "Sent.", unit="bytes")
g1 = Gauge("depth", "Depth.", ("queue",))
g2 = Gauge("temperature", "T.", unit="celsius")
h1 = Histogram(name="latency", documentation="L.", unit="seconds", labelnames=["a"])
s1 = Summary("size_bytes", "S.")
i1 = Info("build", "B.")
i2 = Info("ver_info", "V.", ["x"])
e1 = Enum("state", "St.", ["z"], states=["a", "b"])
d1 = pc.Counter(f"{NS}_f" "_joined", r"raw \\d")
c1.labels("GET", "200").inc(); g1.labels("a").set(1); h1.labels("x").observe(1); s1.observe(2); i1.info({"version": "1"}); i2.labels("q").info({"version": "1"}); e1.labels("k").state("a")
class C:
    def collect(self):
        g = GaugeMetricFamily("fam_gauge", "FG.", labels=["l"]); g.add_metric(["x"], 1); yield g
        yield CounterMetricFamily("fam_counter", "FC.", value=3)
        yield HistogramMetricFamily("fam_hist", "FH.", buckets=[("1", 1), ("+Inf", 2)], sum_value=3)
        yield SummaryMetricFamily("fam_sum", "FS.", count_value=1, sum_value=2)
        yield InfoMetricFamily("fam_info", "FI.", value={"a": "b"})
        yield StateSetMetricFamily("fam_state", "FSt.", value={"x": True})
REGISTRY.register(C())
print(generate_latest().decode())
`,
		expected: [
			'counter shop_requests_total{method,code} "Requests." [prometheus_client] @ requests',
			'counter shop_web_errors_total "Errors." [prometheus_client] @ errors_total',
			'counter bytes_bytes_total <bytes> "Bytes." [prometheus_client] @ bytes',
			'counter sent_bytes_total <bytes> "Sent." [prometheus_client]',
			'gauge depth{queue} "Depth." [prometheus_client]',
			'gauge temperature_celsius <celsius> "T." [prometheus_client] @ temperature',
			'histogram latency_seconds{a} <seconds> "L." [prometheus_client] @ latency',
			'summary size_bytes "S." [prometheus_client]',
			'info build_info{…} "B." [prometheus_client] @ build',
			'info ver_info_info{x,…} "V." [prometheus_client] @ ver_info',
			'stateset state{z,state} "St." [prometheus_client]',
			'counter shop_f_joined_total "raw \\\\d" [prometheus_client] @ _joined',
			'gauge fam_gauge{l} "FG." [prometheus_client]',
			'counter fam_counter_total "FC." [prometheus_client] @ fam_counter',
			'histogram fam_hist "FH." [prometheus_client]',
			'summary fam_sum "FS." [prometheus_client]',
			'info fam_info_info{…} "FI." [prometheus_client] @ fam_info',
			'stateset fam_state{fam_state} "FSt." [prometheus_client]',
		],
	},
	{
		title: "what is not the library's, cannot be told, or hides it",
		language: "python",
		code: `from collections import Counter
from typing import Counter as TypedCounter
import prometheus_client as pc
from prometheus_client import Counter as PromCounter, Histogram
from prometheus_client.core import GaugeMetricFamily
words = Counter("requests", "no metric")
typed: TypedCounter = TypedCounter("requests")
# PromCounter("in_a_comment", "x")
"""PromCounter("in_a_docstring", "x")"""
PREFIX = "app"
A = PromCounter(PREFIX + "_a_total", 'It''s A', ["b"])
B = pc.Gauge(f"{PREFIX}_b", documentation="B", namespace=NAMESPACE)
C = pc.Gauge(f"{PREFIX}_c", documentation="C", unit="")
D = pc.Gauge("%s_d" % PREFIX, "D")
E = pc.Gauge(name="e", documentation="E", labelnames=LABELS + ["x"])
F = pc.Gauge(**options)
G = pc.Gauge("g", *args)
H = Histogram("h", """Long
help""", labelnames=[])
class Exporter:
    PREFIX = "other"
    def __init__(self, Histogram):
        Histogram("of_a_parameter", "x")
        self.i = pc.Summary(self.PREFIX + "_i", "I")
    def collect(self):
        family = GaugeMetricFamily("up_now", "Up.", labels=["target"])
        yield family
def build(name):
    return pc.Counter(name, "by a parameter")
`,
		expected: [
			'counter app_a_total{b} "Its A" [prometheus_client] @ _a_total',
			'gauge app_c "C" [prometheus_client] @ _c',
			'gauge e{…} "E" [prometheus_client]',
			'histogram h "Long\\nhelp" [prometheus_client]',
			'summary other_i "I" [prometheus_client] @ _i',
			'gauge up_now{target} "Up." [prometheus_client]',
		],
	},
];

describe("prometheus_client", () => {
	test.each(files)("$title", checkRegistrations);
});
