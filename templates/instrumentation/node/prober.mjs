/**
 * Asks for pages as a user would and tells Prometheus what came back: `node << proberPath >>`. It runs beside the
 * application, better yet somewhere else.
 *
 * PROBE_TARGETS  URLs, separated by commas
 * PROBE_SECONDS  from one round to the next
 * PROBER_PORT    where << metricsPath >> is served
 */
import { createServer } from "node:http";
import { Counter, Gauge, Histogram, register } from "<< client >>";

const targets = (process.env.PROBE_TARGETS ?? "http://localhost:3000/").split(",").map((target) => target.trim());
const seconds = Number(process.env.PROBE_SECONDS ?? 30);
const timeoutMilliseconds = 10_000;

const probes = new Counter({
	name: "synthetic_probes_total",
	help: "Probes, by what came of them.",
	labelNames: ["target", "outcome"],
});

const succeeded = new Gauge({
	name: "synthetic_probe_success",
	help: "Whether the last probe succeeded (1) or not (0).",
	labelNames: ["target"],
});

const duration = new Histogram({
	name: "synthetic_probe_duration_seconds",
	help: "How long probes took, in seconds, those that failed too.",
	labelNames: ["target"],
	buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

for (const target of targets) {
	for (const outcome of ["success", "bad_status", "timeout", "unreachable"]) probes.inc({ target, outcome }, 0);
}

async function probe(target) {
	const stopTimer = duration.startTimer({ target });
	const outcome = await ask(target);
	stopTimer();
	probes.inc({ target, outcome });
	succeeded.set({ target }, outcome === "success" ? 1 : 0);
}

async function ask(target) {
	try {
		const response = await fetch(target, { signal: AbortSignal.timeout(timeoutMilliseconds) });
		await response.arrayBuffer();
		return response.ok ? "success" : "bad_status";
	} catch (error) {
		return error.name === "TimeoutError" ? "timeout" : "unreachable";
	}
}

const server = createServer((request, response) => {
	if (request.url?.split("?")[0] !== "<< metricsPath >>") {
		response.writeHead(404).end();
		return;
	}
	register.metrics().then(
		(text) => response.writeHead(200, { "Content-Type": register.contentType }).end(text),
		() => response.writeHead(500).end(),
	);
});
server.listen(Number(process.env.PROBER_PORT ?? 9465));

const round = () => Promise.all(targets.map(probe));
const timer = setInterval(round, seconds * 1000);
await round();

for (const signal of ["SIGINT", "SIGTERM"]) {
	process.once(signal, () => {
		clearInterval(timer);
		server.close();
		server.closeAllConnections();
	});
}
