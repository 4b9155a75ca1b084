from prometheus_client import (
#% unless metricsPort %#
    CONTENT_TYPE_LATEST,
#% endunless %#
    REGISTRY,
    CollectorRegistry,
    Gauge,
    Histogram,
#% if metricsPort %#
    start_http_server,
#% else %#
    generate_latest,
#% endif %#
)
from prometheus_client.multiprocess import MultiProcessCollector
