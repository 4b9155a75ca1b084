from opentelemetry import metrics

meter = metrics.get_meter(__name__)

emails = meter.create_counter("checkout.emails.sent", unit="{email}", description="Confirmations that were sent.")
upload = meter.create_histogram(name="checkout.receipt.size", unit="By", description="Size of a receipt.")
load = meter.create_gauge("checkout.load", unit="1", description="How busy it is.")


def confirm(receipt: bytes) -> None:
    emails.add(1, {"template": "confirmation"})
    upload.record(len(receipt), attributes={"format": "pdf"})
