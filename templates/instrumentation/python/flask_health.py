"""Liveness and readiness."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from flask import Flask

#% include "python/health_base.py" %#


def add_health_checks(app: Flask) -> None:
    """Adds /livez, which whoever restarts the process asks, and /readyz, which whoever sends it requests asks."""
    app.add_url_rule("/livez", "live", live)
    app.add_url_rule("/readyz", "ready", check_readiness)


def live() -> dict[str, str]:
    return {"status": "ok"}


#% include "python/health_sync.py" %#
