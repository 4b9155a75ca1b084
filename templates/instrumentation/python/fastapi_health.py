"""Liveness and readiness."""

import asyncio
import inspect
import logging
from collections.abc import Callable

from fastapi import FastAPI
from fastapi.responses import JSONResponse

#% include "python/health_base.py" %#


def add_health_checks(app: FastAPI) -> None:
    """Adds /livez, which whoever restarts the process asks, and /readyz, which whoever sends it requests asks."""
    app.add_api_route("/livez", live, include_in_schema=False)
    app.add_api_route("/readyz", ready, include_in_schema=False)


async def live() -> dict[str, str]:
    return {"status": "ok"}


async def ready() -> JSONResponse:
    names = list(checks)
    results = dict(
        zip(
            names,
            await asyncio.gather(*(run_check(name) for name in names)),
            strict=True,
        )
    )
    is_ready = all(result == "ok" for result in results.values())
    body = {"status": "ok" if is_ready else "unavailable", "checks": results}
    return JSONResponse(body, status_code=200 if is_ready else 503)


async def run_check(name: str) -> str:
    """What failed is told by its name alone; why is logged, as anybody may ask."""
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            # A check that blocks must not hold up the requests of others.
            answer = await asyncio.to_thread(checks[name])
            if inspect.isawaitable(answer):
                await answer
    except Exception:
        logger.exception("The readiness check %r failed", name)
        return "failed"
    return "ok"
