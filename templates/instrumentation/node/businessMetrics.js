import { Counter, Histogram } from "<< client >>";

/**
 * An example of what the business would ask for: count what was done, by outcomes that you know beforehand. What names one
 * customer, order or product is no label, as each value is a time series for as long as the process runs.
 */
const orders = new Counter({
	name: "orders_total",
	help: "Orders that were placed, by outcome.",
	labelNames: ["outcome"],
});

const orderValue = new Histogram({
	name: "order_value_euros",
	help: "Value of accepted orders in euros.",
	buckets: [5, 10, 25, 50, 100, 250, 500, 1000],
});

// They are there before the first order is, so that a rate sees the step from 0 to 1.
orders.inc({ outcome: "accepted" }, 0);
orders.inc({ outcome: "rejected" }, 0);

/** Call it where an order is decided; the value is in euros. */
export function recordOrder(outcome /*: "accepted" | "rejected" */, value = 0) /*: void */ {
	orders.inc({ outcome });
	if (outcome === "accepted") orderValue.observe(value);
}
