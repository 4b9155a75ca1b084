"""Asks for pages as a user would and tells Prometheus what came back: python << proberPath >>

It runs beside the application, better yet somewhere else.

PROBE_TARGETS  URLs, separated by commas
PROBE_SECONDS  from one round to the next
PROBER_PORT    where /metrics is served
"""

import os
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from prometheus_client import Counter, Gauge, Histogram, start_http_server

TARGETS = [
    target.strip()
    for target in os.environ.get("PROBE_TARGETS", "http://localhost:8000/").split(",")
]
SECONDS = float(os.environ.get("PROBE_SECONDS", "30"))
TIMEOUT_SECONDS = 10

PROBES = Counter(
    "synthetic_probes", "Probes, by what came of them.", ["target", "outcome"]
)
SUCCEEDED = Gauge(
    "synthetic_probe_success",
    "Whether the last probe succeeded (1) or not (0).",
    ["target"],
)
DURATION = Histogram(
    "synthetic_probe_duration_seconds",
    "How long probes took, in seconds, those that failed too.",
    ["target"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def probe(target: str) -> None:
    with DURATION.labels(target).time():
        outcome = ask(target)
    PROBES.labels(target, outcome).inc()
    SUCCEEDED.labels(target).set(1 if outcome == "success" else 0)


def ask(target: str) -> str:
    try:
        with urllib.request.urlopen(target, timeout=TIMEOUT_SECONDS) as response:
            response.read()
        return "success"
    except urllib.error.HTTPError:
        return "bad_status"
    except TimeoutError:
        return "timeout"
    except OSError as error:
        return (
            "timeout"
            if isinstance(getattr(error, "reason", None), TimeoutError)
            else "unreachable"
        )


def main() -> None:
    for target in TARGETS:
        for outcome in ("success", "bad_status", "timeout", "unreachable"):
            PROBES.labels(target, outcome)
    start_http_server(int(os.environ.get("PROBER_PORT", "9465")))
    stopped = threading.Event()
    with ThreadPoolExecutor(max_workers=len(TARGETS)) as pool:
        while not stopped.is_set():
            began = time.monotonic()
            list(pool.map(probe, TARGETS))
            stopped.wait(max(0.0, SECONDS - (time.monotonic() - began)))


if __name__ == "__main__":
    main()
