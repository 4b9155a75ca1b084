# Named as OpenTelemetry's semantic conventions have it; its _count is the number of requests.
REQUEST_DURATION = Histogram(
    "http_server_request_duration_seconds",
    "Duration of HTTP server requests in seconds.",
    ["http_request_method", "http_route", "http_response_status_code"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10),
)
ACTIVE_REQUESTS = Gauge(
    "http_server_active_requests",
    "HTTP server requests that are being answered.",
    ["http_request_method"],
    multiprocess_mode="livesum",
)

# Any client can send any method, so those that are not known share one label value.
KNOWN_METHODS = frozenset(
    {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"}
)
# What asks every few seconds is no traffic of anybody.
UNMEASURED = frozenset({"<< metricsPath >>", "/livez", "/readyz"})


def name_method(method: str) -> str:
    return method if method in KNOWN_METHODS else "_OTHER"


#% if metricsPort %#
def serve_metrics() -> None:
    """Serves the metrics on a port of their own, which need not be reachable from outside."""
    port = int(os.environ.get("METRICS_PORT", "<< metricsPort >>"))
    try:
        start_http_server(port, registry=choose_registry())
    except OSError:
        # Another worker of this machine has it, and tells the figures of all of them.
        logging.getLogger(__name__).warning(
            "Port %d is taken; metrics are not served by this process.", port
        )


#% endif %#
def choose_registry() -> CollectorRegistry:
    """Several workers keep their figures in PROMETHEUS_MULTIPROC_DIR; whoever is asked adds them up."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry
