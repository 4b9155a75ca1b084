"""Traces<< andLogs >>, sent by OTLP.

Configured by OpenTelemetry's environment variables, such as OTEL_EXPORTER_OTLP_ENDPOINT
(the base address, as http://localhost:4318), OTEL_SERVICE_NAME,
OTEL_RESOURCE_ATTRIBUTES and OTEL_TRACES_SAMPLER.
"""

#% if sendsLogs and framework != "django" %#
import logging
#% endif %#
import os

#% if framework == "fastapi" %#
from fastapi import FastAPI
#% endif %#
#% if framework == "flask" %#
from flask import Flask
#% endif %#
from opentelemetry import trace
#% if sendsLogs %#
from opentelemetry._logs import set_logger_provider
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
#% endif %#
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.<< framework >> import << instrumentor >>
#% if sendsLogs %#
#% unless framework == "django" %#
from opentelemetry.instrumentation.logging.handler import LoggingHandler
#% endunless %#
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
#% endif %#
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

# What asks every few seconds whether the application lives is no traffic worth a trace.
UNTRACED = "livez,readyz,<< metricsName >>"


#% if framework == "django" %#
def configure_tracing() -> None:
    """Traces every request. Call it once the settings are named."""
    if start_sdk():
        DjangoInstrumentor().instrument(excluded_urls=UNTRACED)
#% else %#
def add_tracing(app: << appClass >>) -> None:
    """Traces every request. Call it where the application is made."""
    start_sdk()
    << instrumentor >>().instrument_app(app, excluded_urls=UNTRACED)
#% endif %#


def start_sdk() -> bool:
    """Starts it once in a process; what is left is sent when the process ends."""
    if isinstance(trace.get_tracer_provider(), TracerProvider):
        return False
    os.environ.setdefault("OTEL_SERVICE_NAME", << serviceName | json >>)
    # Attributes are called as they are now; without it they have their names of old.
    os.environ.setdefault("OTEL_SEMCONV_STABILITY_OPT_IN", "http")
    resource = Resource.create()
    tracer_provider = TracerProvider(resource=resource)
    tracer_provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(tracer_provider)
#% if sendsLogs %#
    logger_provider = LoggerProvider(resource=resource)
    logger_provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    set_logger_provider(logger_provider)
#% unless framework == "django" %#
    logging.getLogger().addHandler(LoggingHandler(logger_provider=logger_provider))
#% endunless %#
#% endif %#
    return True
