"""Liveness and readiness."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.http import HttpRequest, JsonResponse

#% include "python/health_base.py" %#


def live(_request: HttpRequest) -> JsonResponse:
    """Whoever restarts the process asks here."""
    return JsonResponse({"status": "ok"})


def ready(_request: HttpRequest) -> JsonResponse:
    """Whoever sends it requests asks here."""
    body, status = check_readiness()
    return JsonResponse(body, status=status)


#% include "python/health_sync.py" %#
