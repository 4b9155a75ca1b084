# frozen_string_literal: true

require 'prometheus/client'
require 'opentelemetry-metrics-sdk'

module Search
  class Metrics
    PREFIX = 'search'
    QUERIES = Prometheus::Client::Counter.new(:search_queries_total, docstring: 'Queries that were answered.',
                                                                     labels: %i[index status])

    def initialize
      @registry = Prometheus::Client.registry
      @registry.register(QUERIES)
      @latency = @registry.histogram(:"#{PREFIX}_latency_seconds", docstring: 'How long a query took.', labels: [:index])
      @documents = @registry.gauge(:search_documents, docstring: 'Documents in the index.', preset_labels: { tier: 'hot' })
      meter = OpenTelemetry.meter_provider.meter('search')
      @suggestions = meter.create_counter('search.suggestions', unit: '{suggestion}', description: 'Suggestions shown.')
    end

    def answered(index, seconds)
      QUERIES.increment(labels: { index: index, status: 'ok' })
      @latency.observe(seconds, labels: { index: index })
      @suggestions.add(1, attributes: { 'index.name' => index })
    end
  end
end
