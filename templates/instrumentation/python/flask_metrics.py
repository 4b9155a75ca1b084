"""Counts and times requests, for Prometheus."""

#% if metricsPort %#
import logging

#% endif %#
import os
import time

from flask import Flask, Response, g, request
#% include "python/metrics_imports.py" %#

#% include "python/metrics_base.py" %#


def add_metrics(app: Flask) -> None:
    """Measures every request. Call it once, where the application is made."""
    app.before_request(start_request)
    app.after_request(keep_status)
    app.teardown_request(end_request)
#% if metricsPort %#
    serve_metrics()
#% else %#
    app.add_url_rule("<< metricsPath >>", "expose_metrics", expose_metrics)


def expose_metrics() -> Response:
    return Response(
        generate_latest(choose_registry()), content_type=CONTENT_TYPE_LATEST
    )


#% endif %#


def start_request() -> None:
    if request.path in UNMEASURED:
        return
    g.metrics_method = name_method(request.method)
    g.metrics_started = time.perf_counter()
    ACTIVE_REQUESTS.labels(g.metrics_method).inc()


def keep_status(response: Response) -> Response:
    g.metrics_status = response.status_code
    return response


def end_request(_error: BaseException | None) -> None:
    """Comes after every request, also where a handler threw; then nobody has seen a response."""
    started = g.pop("metrics_started", None)
    if started is None:
        return
    method = g.pop("metrics_method")
    ACTIVE_REQUESTS.labels(method).dec()
    # The pattern of the route, never the path, which has as many values as there are visitors.
    route = request.url_rule.rule if request.url_rule is not None else "unmatched"
    status = str(g.pop("metrics_status", 500))
    REQUEST_DURATION.labels(method, route, status).observe(
        time.perf_counter() - started
    )
