import { describe, test } from "vitest";
import { type CodeCase, checkRegistrations } from "./checkRegistrations.ts";

const files: readonly CodeCase[] = [
	{
		title: "constants, registries, what is foreign",
		language: "ruby",
		code: `# Prometheus::Client::Counter.new(:in_a_comment, docstring: 'x')
TEXT = "Prometheus::Client::Counter.new(:in_a_text, docstring: 'x')"
PREFIX = 'jobs'.freeze

class Counter
  def initialize(name); end
end
Counter.new(:foreign)

class Jobs
  include Prometheus
  LABELS = %w[queue zone].freeze

  def metrics(name)
    @metrics ||= ::Prometheus::Client::Registry.new
    @metrics.counter("#{PREFIX}_total".to_sym, docstring: "All #{name}", labels: LABELS.map(&:to_sym))
    @metrics.gauge(:depth, docstring: 'Depth.', labels: LABELS)
    @metrics.summary(name, docstring: 'By a parameter.')
    Prometheus::Client::Histogram.new(:seconds, **options)
    OpenTelemetry.meter_provider.meter('jobs').create_histogram('wait', unit: 's')
  end
end
`,
		expected: [
			"counter jobs_total{…} [prometheus-client] @ _total",
			'gauge depth{queue,zone} "Depth." [prometheus-client]',
			"histogram wait_seconds{…} <seconds> [OpenTelemetry] @ wait",
		],
	},
];

describe("prometheus-client for Ruby", () => {
	test.each(files)("$title", checkRegistrations);
});
