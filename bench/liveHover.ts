import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startLspClient } from "../test/support/lspClient.ts";
import { milliseconds, printTable } from "./measure.ts";

const uri = "file:///bench/hover.yaml";
const RUNS = 120;
const WARM_UP = 20;
const SERIES = 10;

/**
 * A live hover over stdio, from the request to the answer, minus the time that the server (one on this machine) took to
 * answer what it was asked. Each hover is over another expression, so nothing is known before.
 */
export async function measureLiveHover(program: string): Promise<string> {
	const server = await startServer();
	const client = await startLspClient({
		program,
		settings: { onlineChecks: false, prometheus: { servers: [{ name: "bench", url: server.url }] } },
		initializationOptions: { liveHover: true },
	});
	const rules = Array.from({ length: RUNS + WARM_UP }, (_, index) => {
		return `      - record: job:hovered_${index}:rate5m\n        expr: sum by (job) (rate(hovered_${index}_total[5m]))\n`;
	});
	client.open(uri, `groups:\n  - name: hovered\n    rules:\n${rules.join("")}`);
	await client.status(({ health }) => health === "healthy");
	const whole: number[] = [];
	const own: number[] = [];
	for (let index = 0; index < RUNS + WARM_UP; index += 1) {
		const position = { line: 4 + index * 2, character: 32 };
		server.reset();
		const started = performance.now();
		const answer = await client.connection.sendRequest("observability/liveHover", { uri, position, theme: "dark" });
		const took = performance.now() - started;
		if (!JSON.stringify(answer).includes(`${SERIES} series`)) throw new Error(`No hover: ${JSON.stringify(answer)}`);
		if (index < WARM_UP) continue;
		whole.push(took);
		own.push(took - server.busy());
	}
	await client.stop();
	server.close();
	const row = (name: string, times: readonly number[]): string[] => [
		name,
		milliseconds(at(times, 0.5)),
		milliseconds(at(times, 0.95)),
	];
	return printTable(
		[`live hover over stdio, ${SERIES} series`, "median", "p95"],
		[row("request to answer", whole), row("minus the server's own time", own)],
	);
}

/** It answers after some milliseconds, and knows for how long it had something to answer. */
async function startServer() {
	let pending = 0;
	let since = 0;
	let busy = 0;
	const series = Array.from({ length: SERIES }, (_, index) => ({ job: `job-${index}` }));
	const server = createServer(async (request, response) => {
		if (pending === 0) since = performance.now();
		pending += 1;
		let body = "";
		for await (const chunk of request) body += chunk;
		const target = new URL(request.url ?? "/", "http://localhost");
		const parameters = new URLSearchParams(body || target.search);
		await new Promise((resolve) => setTimeout(resolve, 3));
		response.writeHead(200, { "content-type": "application/json" });
		response.end(JSON.stringify({ status: "success", data: answer(target.pathname, parameters) }), () => {
			pending -= 1;
			if (pending === 0) busy += performance.now() - since;
		});
	});
	const answer = (path: string, parameters: URLSearchParams): unknown => {
		if (path.endsWith("/buildinfo")) return { version: "3.4.5", goVersion: "go1.24" };
		if (path.endsWith("/query")) {
			if (parameters.get("query")?.startsWith("count") === true) {
				return { resultType: "vector", result: [{ metric: {}, value: [1, "10"] }] };
			}
			return { resultType: "vector", result: series.map((metric) => ({ metric, value: [1, "1.5"] })) };
		}
		if (path.endsWith("/query_range")) {
			const start = Number(parameters.get("start"));
			const values = Array.from({ length: 61 }, (_, index) => [start + index * 60, String(index)]);
			return { resultType: "matrix", result: series.map((metric) => ({ metric, values })) };
		}
		return path.endsWith("/values") || path.endsWith("/labels") ? [] : {};
	};
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		reset: () => {
			busy = 0;
		},
		busy: () => busy,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

function at(times: readonly number[], share: number): number {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
