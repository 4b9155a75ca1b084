const { metrics } = require("@opentelemetry/api");

const meter = metrics.getMeter("storefront");

const recommendations = meter.createCounter("storefront.recommendations.served", {
	description: "Recommendations that were shown.",
	unit: "{recommendation}",
});
const renderTime = meter.createHistogram("storefront.page.render.duration", { unit: "s", description: "Time to render." });

function rendered(page, seconds) {
	renderTime.record(seconds, { page });
	recommendations.add(1, { page, "model.name": "nightly" });
}

module.exports = { rendered };
