import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

const files: readonly CodeCase[] = [
	{
		title: "aliases, factories, constants, what is foreign",
		language: "csharp",
		code: `using M = Prometheus.Metrics;
using System.Diagnostics.Metrics;
using Prometheus;

class Jobs
{
    private const string Name = nameof(Jobs) + "_total";
    const string Prefix = "jobs";
    // M.CreateCounter("in_a_comment", "x");
    string text = @"M.CreateCounter(""in_a_text"", ""x"")";
    static readonly Gauge Depth = M.CreateGauge($"{Prefix}_depth", "Depth.", "queue", "zone");
    static readonly Summary Sizes = Prometheus.Metrics.CreateSummary(name: Prefix + "_bytes", help: """Sizes.""");
    private readonly Meter _meter;

    public Jobs(IMeterFactory factory, IMetricFactory metrics, Other Metrics)
    {
        _meter = factory.Create("Jobs");
        M.CreateCounter(Name, "by nameof");
        metrics.CreateHistogram("seconds", "S.", new HistogramConfiguration { Buckets = b, LabelNames = ["kind"] });
        Metrics.CreateCounter("of_a_parameter", "x");
        _meter.CreateObservableGauge("jobs.open", () => 3, "{job}", "Open jobs.");
        this._meter.CreateUpDownCounter<int>("jobs.running").Add(1);
        M.WithLabels(labels).CreateCounter("labelled_total", "L.");
        M.CreateCounter("computed_total", "C.", labels);
    }
}
`,
		expected: [
			'gauge jobs_depth{queue,zone} "Depth." [prometheus-net] @ _depth',
			'summary jobs_bytes "Sizes." [prometheus-net] @ _bytes',
			'histogram seconds{kind} "S." [prometheus-net]',
			'gauge jobs_open{…} "Open jobs." [System.Diagnostics.Metrics] @ jobs.open',
			"gauge jobs_running{…} [System.Diagnostics.Metrics] @ jobs.running",
			'counter labelled_total{…} "L." [prometheus-net]',
			'counter computed_total{…} "C." [prometheus-net]',
		],
	},
];

describe("prometheus-net and the meters of .NET", () => {
	test.each(files)("$title", checkRegistrations);
});
