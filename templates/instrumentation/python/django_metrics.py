"""Counts and times requests, for Prometheus."""

#% if metricsPort %#
import logging

#% endif %#
import os
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
#% include "python/metrics_imports.py" %#

#% include "python/metrics_base.py" %#


#% if metricsPort %#
serve_metrics()


#% else %#
def expose_metrics(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        generate_latest(choose_registry()), content_type=CONTENT_TYPE_LATEST
    )


#% endif %#


class MetricsMiddleware:
    """Stands first in MIDDLEWARE, so that it sees what the others answer. Exceptions have become responses by then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in UNMEASURED:
            return self.get_response(request)
        method = name_method(request.method or "")
        status = 500
        started = time.perf_counter()
        ACTIVE_REQUESTS.labels(method).inc()
        try:
            response = self.get_response(request)
            status = response.status_code
            return response
        finally:
            ACTIVE_REQUESTS.labels(method).dec()
            elapsed = time.perf_counter() - started
            REQUEST_DURATION.labels(method, name_route(request), str(status)).observe(
                elapsed
            )


def name_route(request: HttpRequest) -> str:
    """The pattern of the route, never the path, which has as many values as there are visitors."""
    match = request.resolver_match
    return "unmatched" if match is None else f"/{match.route.removeprefix('^')}"
