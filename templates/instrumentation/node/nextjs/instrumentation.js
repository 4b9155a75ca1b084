/** Next.js calls it once, before the first request is answered. */
export async function register() /*: Promise<void> */ {
	// What follows needs Node; the edge runtime has none.
	if (process.env.NEXT_RUNTIME !== "nodejs") return;
//% if hasTracing %//
	await import("./instrumentation.node");
//% endif %//
//% if hasMetrics %//
	const { measureRequests } = await import("./metrics");
	measureRequests();
//% endif %//
}
