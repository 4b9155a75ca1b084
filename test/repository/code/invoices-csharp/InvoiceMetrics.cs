using System.Collections.Generic;
using System.Diagnostics.Metrics;
using Prometheus;

namespace Example.Invoices;

public sealed class InvoiceMetrics
{
    private const string Prefix = "invoices";

    private static readonly Counter Issued = Metrics.CreateCounter(
        "invoices_issued_total",
        "Invoices that were issued.",
        new CounterConfiguration { LabelNames = new[] { "country", "kind" } });

    private static readonly Histogram RenderSeconds =
        Metrics.CreateHistogram(Prefix + "_render_seconds", "How long an invoice took to render.", "format");

    private static readonly Meter Meter = new("Example.Invoices");
    private static readonly Counter<long> Mailed =
        Meter.CreateCounter<long>("invoices.mailed", unit: "{invoice}", description: "Invoices that were mailed.");
    private static readonly Histogram<double> Size = Meter.CreateHistogram<double>("invoices.size", "By", "Size of an invoice.");

    public void Mail(byte[] invoice)
    {
        Issued.WithLabels("NL", "receipt").Inc();
        Mailed.Add(1, new KeyValuePair<string, object?>("carrier", "post"));
        Size.Record(invoice.Length);
        RenderSeconds.WithLabels("pdf").Observe(0.2);
    }
}
