"""Logs a JSON object a line, with the trace in which it was written.

Log what happened and to what (ids), not who somebody is: no passwords, tokens, cookies, e-mail addresses or bodies.
"""

import json
import logging
#% unless framework == "django" %#
import logging.config
#% endunless %#
import os
from datetime import UTC, datetime

from opentelemetry import trace

# What every record has; the rest was given with `extra`.
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
}


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        context = trace.get_current_span().get_span_context()
        if context.is_valid:
            line["trace_id"] = trace.format_trace_id(context.trace_id)
            line["span_id"] = trace.format_span_id(context.span_id)
        line.update(
            {key: value for key, value in vars(record).items() if key not in STANDARD}
        )
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def logging_config() -> dict[str, object]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stdout",
            },
#% if handsToOtel %#
            "otlp": {
                "class": "opentelemetry.instrumentation.logging.handler.LoggingHandler"
            },
#% endif %#
        },
        "root": {
            "level": os.environ.get("LOG_LEVEL", "INFO").upper(),
#% if handsToOtel %#
            "handlers": ["stdout", "otlp"],
#% else %#
            "handlers": ["stdout"],
#% endif %#
        },
    }


#% unless framework == "django" %#


def configure_logging() -> None:
    """Sets up the root logger, in place of what it had; doing it again changes nothing."""
    logging.config.dictConfig(logging_config())


#% endunless %#
