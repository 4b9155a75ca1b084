"""An example of what the business would ask for.

Count what was done, by outcomes that you know beforehand. What names one customer, order or product is no label, as each
value is a time series for as long as the process runs.
"""

from typing import Literal

from prometheus_client import Counter, Histogram

ORDERS = Counter("orders", "Orders that were placed, by outcome.", ["outcome"])
ORDER_VALUE = Histogram(
    "order_value_euros",
    "Value of accepted orders in euros.",
    buckets=(5, 10, 25, 50, 100, 250, 500, 1000),
)

# They are there before the first order is, so that a rate sees the step from 0 to 1.
for outcome in ("accepted", "rejected"):
    ORDERS.labels(outcome)


def record_order(outcome: Literal["accepted", "rejected"], value: float = 0) -> None:
    """Call it where an order is decided; the value is in euros."""
    ORDERS.labels(outcome).inc()
    if outcome == "accepted":
        ORDER_VALUE.observe(value)
