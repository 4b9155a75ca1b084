"""Counts and times requests, for Prometheus."""

#% if metricsPort %#
import logging

#% endif %#
import os
import time
from typing import Any

#% if metricsPort %#
from fastapi import FastAPI

#% else %#
from fastapi import FastAPI, Request, Response
#% endif %#
#% include "python/metrics_imports.py" %#

#% include "python/metrics_base.py" %#


def add_metrics(app: FastAPI) -> None:
    """Measures every request. Call it once, where the application is made."""
    app.add_middleware(MetricsMiddleware)
#% if metricsPort %#
    serve_metrics()
#% else %#
    app.add_api_route("<< metricsPath >>", expose_metrics, include_in_schema=False)


def expose_metrics(_request: Request) -> Response:
    return Response(generate_latest(choose_registry()), media_type=CONTENT_TYPE_LATEST)


#% endif %#


class MetricsMiddleware:
    """Plain ASGI, so that streams and background tasks go through it as they are."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] in UNMEASURED:
            await self.app(scope, receive, send)
            return
        method = name_method(scope["method"])
        outer = scope.get("root_path", "")
        # An exception that nobody handles becomes a response 500 further out.
        status = 500

        async def watch(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        ACTIVE_REQUESTS.labels(method).inc()
        try:
            await self.app(scope, receive, watch)
        finally:
            ACTIVE_REQUESTS.labels(method).dec()
            elapsed = time.perf_counter() - started
            REQUEST_DURATION.labels(
                method, name_route(scope, outer), str(status)
            ).observe(elapsed)


def name_route(scope: Any, outer: str) -> str:
    """The pattern of the route, never the path, which has as many values as there are visitors."""
    # Routes of an included router know their whole path only in its context.
    context = scope.get("fastapi", {}).get("effective_route_context")
    pattern = getattr(context or scope.get("route"), "path", None)
    if pattern is None:
        return "unmatched"
    # Where an application is mounted on a parameter, its value is not part of the name.
    mounted = scope.get("root_path", "")[len(outer) :]
    for name, value in scope.get("path_params", {}).items():
        if "{" + name not in pattern:
            mounted = "/".join(
                "{" + name + "}" if part == str(value) else part
                for part in mounted.split("/")
            )
    return mounted + pattern
