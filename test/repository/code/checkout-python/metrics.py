"""What the checkout counts."""

from prometheus_client import Counter, Enum, Gauge, Histogram, Info, Summary

NAMESPACE = "checkout"

ORDERS = Counter("orders", "Orders that were placed.", ["payment_method", "status"], namespace=NAMESPACE)
QUEUE_DEPTH = Gauge("queue_depth", "Orders that wait.", labelnames=("queue",))
ORDER_VALUE = Histogram(
    name="order_value",
    documentation="Worth of an order.",
    namespace=NAMESPACE,
    unit="euros",
    buckets=(10, 50, 100, 500),
)
TAX_LOOKUP = Summary(f"{NAMESPACE}_tax_lookup_seconds", "Time to look up a tax.")
BUILD = Info("checkout_build", "What was built.")
STATE = Enum("checkout_state", "What the service does.", states=["starting", "running", "draining"])


def place(order):
    ORDERS.labels(payment_method=order.method, status="placed").inc()
    ORDER_VALUE.observe(order.value)
