"""Gunicorn's settings: several workers tell their metrics as one."""

import os
import shutil
import tempfile

# It has to be known before prometheus_client is imported, here and in the application.
directory = os.environ.setdefault(
    "PROMETHEUS_MULTIPROC_DIR",
    os.path.join(tempfile.gettempdir(), "prometheus-<< serviceName | slug >>"),
)


def on_starting(_server):
    # Figures of an earlier run would be added to those of this one.
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)


def child_exit(_server, worker):
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
