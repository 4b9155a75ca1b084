/** Serves the metrics on a port of their own, which need not be reachable from outside. */
const metricsServer = createServer((request, response) => {
	if (request.url?.split("?")[0] !== "<< metricsPath >>") {
		response.writeHead(404).end();
		return;
	}
	register.metrics().then(
		(text) => response.writeHead(200, { "Content-Type": register.contentType }).end(text),
		() => response.writeHead(500).end(),
	);
});
metricsServer.on("error", (error) => console.error("The metrics cannot be served:", error));
metricsServer.listen(Number(process.env["METRICS_PORT"] ?? << metricsPort >>));
// It does not keep the process alive once the application has ended.
metricsServer.unref();
