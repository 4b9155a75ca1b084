import { Counter, Gauge, Histogram, Registry } from "prom-client";

export const registry = new Registry();
const prefix = "storefront";

export const requests = new Counter({
	name: "http_requests_total",
	help: "Requests that were answered.",
	labelNames: ["method", "route", "status"],
	registers: [registry],
});

export const requestDuration = new Histogram({
	name: "http_request_duration_seconds",
	help: "How long answers took.",
	labelNames: ["method", "route"],
	buckets: [0.01, 0.05, 0.1, 0.5, 1, 5],
	registers: [registry],
});

export const openCarts = new Gauge({
	name: `${prefix}_open_carts`,
	help: "Carts with something in them.",
	registers: [registry],
});
